"""Pure functions on half-open `[start, stop)` offsets."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything with a start and a stop."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def stop(self) -> int: ...  # noqa: D102


S = TypeVar("S", bound=Span)
T = TypeVar("T", bound=Span)


def covers(outer: Span, inner: Span) -> bool:
    """Tells whether `inner` lies within `outer`; a span covers itself."""
    return outer.start <= inner.start and inner.stop <= outer.stop


def overlaps(a: Span, b: Span) -> bool:
    """Tells whether two spans share a position."""
    return a.start < b.stop and b.start < a.stop


def crosses(a: Span, b: Span) -> bool:
    """Tells whether two spans overlap and neither covers the other."""
    return overlaps(a, b) and not covers(a, b) and not covers(b, a)


def any_overlaps(spans: Iterable[Span]) -> Callable[[int, int], bool]:
    """Returns what tells of offsets whether any of the spans shares a position with them, without a look at each."""
    ordered = sorted((span.start, span.stop) for span in spans)
    starts = [start for start, _ in ordered]
    reach = [0, *accumulate((stop for _, stop in ordered), max)]
    return lambda start, stop: reach[bisect_left(starts, stop)] > start


def order(spans: Iterable[S]) -> list[S]:
    """Sorts spans by start, the longer one first."""
    return sorted(spans, key=lambda span: (span.start, -span.stop))


def group(inner: Sequence[S], outer: Iterable[T]) -> Iterator[tuple[T, Sequence[S]]]:
    """Yields each outer span with the inner ones that it covers; both sorted and free of overlaps; in linear time."""
    index = 0
    for span in outer:
        while index < len(inner) and inner[index].start < span.start:
            index += 1
        first = index
        while index < len(inner) and inner[index].stop <= span.stop:
            index += 1
        yield span, inner[first:index]


def parents(spans: Sequence[Span]) -> list[int | None]:
    """Returns for each span the index of the nearest span before it that covers it, or None.

    The spans are sorted as by `order` and do not cross.
    """
    result: list[int | None] = []
    open_: list[int] = []
    for index, span in enumerate(spans):
        while open_ and spans[open_[-1]].stop < span.stop:
            open_.pop()
        while open_ and spans[open_[-1]].stop <= span.start:
            open_.pop()
        result.append(open_[-1] if open_ else None)
        open_.append(index)
    return result
