"""Predicted names against gold names.

Two names are the same if their type and their span are, quotes, brackets, points and spaces at the edges set aside. A
gold name is found if any level of the prediction has it. An outermost prediction stands for its family, itself and the
predictions inside it: it costs precision only if the gold has none of them and no ignored span covers it.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from imenoslov.errors import ReadError
from imenoslov.readers.annotation import Annotation, Name

TYPES = ("PER", "ORG", "LOC")

Key = tuple[int, int, str]
"""What makes two names the same: start and stop without edge punctuation, and the type."""

M = TypeVar("M", bound=Hashable)


class Rates(Struct, frozen=True, array_like=True):
    """Precision, recall and their harmonic mean, 0 to 1; written as a list of three numbers."""

    precision: float
    recall: float
    f1: float


class BaseForms(Struct, frozen=True):
    """How many base forms are right.

    `acc` is the share of right ones among the `n` found names whose gold base form is known, `hard` the same among
    the `n_hard` of them whose base form differs from the text. Case, ё, quotes and kinds of dashes make no difference.
    `e2e_f1` is the F1 of names of which span, type and base form are all right.
    """

    acc: float
    hard: float
    n: int
    n_hard: int
    e2e_f1: float


class Scores(Struct, frozen=True):
    """All figures of a comparison; one that the gold has no data for is UNSET and not written.

    `ner` is exact match by type and over all (`micro`). `tok` is F1 over tokens, inside or outside a name of a type.
    `link_lea` is LEA within documents: finding and linking together, averaged over documents by their linked names.
    `doc_b3` and `cross_b3` are B-cubed over the found names, within documents and across them: linking alone.
    `nested` is exact match over the names of all levels.
    """

    ner: dict[str, Rates]
    tok: dict[str, float]
    base: BaseForms | UnsetType = UNSET
    link_lea: Rates | UnsetType = UNSET
    doc_b3: Rates | UnsetType = UNSET
    nested: Rates | UnsetType = UNSET
    cross_b3: Rates | UnsetType = UNSET

    def as_dict(self) -> dict[str, Any]:
        """Returns the figures as dicts, lists and numbers, ready for JSON."""
        result: dict[str, Any] = msgspec.to_builtins(self)
        return result


class BaseError(Struct, frozen=True):
    """A base form that is not the gold's, and how often this happened; `surface` is the name as the text has it."""

    type: str
    surface: str
    predicted: str | None
    gold: str
    count: int


class Comparison(Struct, frozen=True):
    """One document: its gold names, and the predicted ones that count, for or against.

    `levels` holds the gold's and the prediction's names of all levels, where the gold lists them. `based` says that the
    gold gives base forms in this document, `linked` that the prediction links names there.
    """

    id: str
    text: str
    gold: dict[Key, Name]
    predicted: dict[Key, Name]
    levels: tuple[Set[Key], Set[Key]] | None
    based: bool
    linked: bool
    cross: bool

    def found(self) -> Iterator[tuple[Key, Name, Name]]:
        """Yields each gold name that was found, as key, gold and predicted name."""
        return ((key, name, self.predicted[key]) for key, name in self.gold.items() if key in self.predicted)


def score(gold: Iterable[Annotation], predicted: Iterable[Annotation]) -> Scores:
    """Computes all figures of a prediction; documents that the gold lacks do not count.

    Raises ReadError for a gold document that has no text or no prediction, or whose prediction is of another text.
    """
    comparisons = compare(gold, predicted)
    return Scores(
        ner=_exact(comparisons),
        tok=_tokens(comparisons),
        base=_base_forms(comparisons),
        link_lea=_linking(comparisons),
        doc_b3=_clustering(comparisons, across=False),
        nested=_levels(comparisons),
        cross_b3=_clustering([c for c in comparisons if c.cross], across=True),
    )


def errors(gold: Iterable[Annotation], predicted: Iterable[Annotation], limit: int | None = None) -> list[BaseError]:
    """Returns the wrong base forms of found names, the most frequent first; raises ReadError as `score` does."""
    counts = Counter(
        (name.type, comparison.text[name.start : name.stop], guess.base, name.base)
        for comparison in compare(gold, predicted)
        for key, name, guess in comparison.found()
        if name.base is not None and not _same_base(comparison.text, key, name.base, guess)
    )
    return [BaseError(*error, count) for error, count in counts.most_common(limit)]


def compare(gold: Iterable[Annotation], predicted: Iterable[Annotation]) -> list[Comparison]:
    """Lays each gold document beside its prediction, in the gold's order; raises ReadError as `score` does."""
    predictions = {annotation.id: annotation for annotation in predicted}
    gold = list(gold)
    missing = [annotation.id for annotation in gold if annotation.id not in predictions]
    if missing:
        others = f" and {len(missing) - 1} more" if missing[1:] else ""
        raise ReadError(
            f"The prediction lacks the gold's document «{missing[0]}»{others}; annotate the gold's own texts, ids kept."
        )
    return [_compare(annotation, predictions[annotation.id]) for annotation in gold]


def _compare(gold: Annotation, predicted: Annotation) -> Comparison:
    text = gold.text
    if text is None:
        raise ReadError(f"The gold's document «{gold.id}» has no text; give it one, as the prediction refers to it.")
    _check_same_text(text, predicted)
    wanted = _by_key(text, (name for name in gold.mentions if not name.nested))
    known = [name for name in predicted.mentions if name.type in TYPES]
    outer = _by_key(text, (name for name in known if not name.nested))
    inner = _by_key(text, (name for name in known if name.nested))
    return Comparison(
        id=gold.id,
        text=text,
        gold=wanted,
        predicted=_counted(wanted, outer, inner, gold.ignore),
        levels=None if gold.nested is None else _all_levels(_by_key(text, gold.nested), inner | outer, gold.ignore),
        based=any(name.base is not None for name in gold.mentions),
        linked=any(name.entity is not None for name in predicted.mentions),
        cross=gold.cross,
    )


def _check_same_text(text: str, predicted: Annotation) -> None:
    for name in predicted.mentions:
        if name.stop > len(text):
            raise ReadError(
                f"In document «{predicted.id}» the prediction {name.start}-{name.stop} points outside the gold's text; "
                "annotate the gold's own texts."
            )
        if predicted.text is not None:
            surface, expected = predicted.text[name.start : name.stop], text[name.start : name.stop]
            if surface != expected:
                raise ReadError(
                    f"In document «{predicted.id}» the prediction has «{surface}» at {name.start}, the gold's text has "
                    f"«{expected}»; annotate the gold's own texts."
                )


_EDGES = "«»\"“”„'() .,"


def _by_key(text: str, names: Iterable[Name]) -> dict[Key, Name]:
    return {_key(text, name): name for name in names}


def _key(text: str, name: Name) -> Key:
    right = text[name.start : name.stop].lstrip(_EDGES)
    start = name.stop - len(right)
    return start, start + len(right.rstrip(_EDGES)), name.type


def _covered(key: Key, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= key[0] and key[1] <= stop for start, stop in spans)


def _counted(
    gold: Set[Key] | Mapping[Key, Name],
    outer: Mapping[Key, Name],
    inner: Mapping[Key, Name],
    ignore: Sequence[tuple[int, int]],
) -> dict[Key, Name]:
    """Chooses the predictions that count: of each family the members that the gold has, or else its outermost name."""
    counted: dict[Key, Name] = {}
    for key, name in outer.items():
        family = [key, *(other for other in inner if _covered(other, [key[:2]]))]
        hits = [member for member in family if member in gold]
        if hits:
            counted |= {hit: outer.get(hit) or inner[hit] for hit in hits}
        elif not _covered(key, ignore):
            counted[key] = name
    return counted


def _all_levels(
    gold: Mapping[Key, Name], predicted: Mapping[Key, Name], ignore: Sequence[tuple[int, int]]
) -> tuple[Set[Key], Set[Key]]:
    return gold.keys(), {key for key in predicted if key in gold or not _covered(key, ignore)}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rates(right: int, predicted: int, gold: int) -> Rates:
    """Makes precision, recall and F1 of counts; what is nothing of nothing is 0."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return Rates(precision, recall, _f1(precision, recall))


def _exact(comparisons: Sequence[Comparison]) -> dict[str, Rates]:
    gold = Counter(key[2] for c in comparisons for key in c.gold)
    predicted = Counter(key[2] for c in comparisons for key in c.predicted)
    right = Counter(key[2] for c in comparisons for key, _, _ in c.found())
    by_type = {type_: rates(right[type_], predicted[type_], gold[type_]) for type_ in TYPES}
    return by_type | {"micro": rates(right.total(), predicted.total(), gold.total())}


def _levels(comparisons: Sequence[Comparison]) -> Rates | UnsetType:
    pairs = [c.levels for c in comparisons if c.levels is not None]
    total = sum(len(gold) for gold, _ in pairs)
    if not total:
        return UNSET
    return rates(sum(len(gold & predicted) for gold, predicted in pairs), sum(len(p) for _, p in pairs), total)


_TOKEN = re.compile(r"[0-9a-zа-яё]+(?:-[0-9a-zа-яё]+)*|[^\w\s]", re.IGNORECASE)


def _tokens(comparisons: Sequence[Comparison]) -> dict[str, float]:
    right, predicted, gold = Counter[str](), Counter[str](), Counter[str]()
    for comparison in comparisons:
        starts = [match.start() for match in _TOKEN.finditer(comparison.text)]
        for type_ in TYPES:
            wanted = _inside(starts, comparison.gold, type_)
            guessed = _inside(starts, comparison.predicted, type_)
            right[type_] += len(wanted & guessed)
            predicted[type_] += len(guessed)
            gold[type_] += len(wanted)
    return {type_: rates(right[type_], predicted[type_], gold[type_]).f1 for type_ in TYPES}


def _inside(starts: Sequence[int], keys: Iterable[Key], type_: str) -> set[int]:
    """Returns the indices of the tokens that start within a name of a type."""
    return {
        index
        for start, stop, key_type in keys
        if key_type == type_
        for index in range(bisect_left(starts, start), bisect_left(starts, stop))
    }


_ALIKE = str.maketrans({"ё": "е", "–": "-", "—": "-"} | dict.fromkeys("«»\"“”„'"))


def base_key(name: str) -> str:
    """Returns what spellings of a base form share: lower case, ё as е, one kind of dash, no quotes, single spaces."""
    return " ".join(name.lower().translate(_ALIKE).split())


def _same_base(text: str, key: Key, base: str, guess: Name) -> bool:
    """Tells whether a predicted base form, or the text itself where there is none, is the gold's."""
    return base_key(guess.base or text[key[0] : key[1]]) == base_key(base)


def _base_forms(comparisons: Sequence[Comparison]) -> BaseForms | UnsetType:
    with_bases = [c for c in comparisons if c.based]
    verdicts = [
        (base_key(name.base) != base_key(c.text[name.start : name.stop]), _same_base(c.text, key, name.base, guess))
        for c in with_bases
        for key, name, guess in c.found()
        if name.base is not None
    ]
    if not verdicts:
        return UNSET
    right = sum(same for _, same in verdicts)
    hard = [same for is_hard, same in verdicts if is_hard]
    spurious = sum(key not in c.gold for c in with_bases for key in c.predicted)
    wanted = sum(name.base is not None for c in with_bases for name in c.gold.values())
    return BaseForms(
        acc=right / len(verdicts),
        hard=sum(hard) / max(1, len(hard)),
        n=len(verdicts),
        n_hard=len(hard),
        e2e_f1=rates(right, len(verdicts) + spurious, wanted).f1,
    )


def _linking(comparisons: Sequence[Comparison]) -> Rates | UnsetType:
    precision = recall = 0.0
    total = 0
    for comparison in comparisons:
        gold = _entities((key, name) for key, name in comparison.gold.items() if name.entity)
        if not comparison.linked or not gold:
            continue
        predicted = _entities(
            (key, name)
            for key, name in comparison.predicted.items()
            if key not in comparison.gold or comparison.gold[key].entity
        )
        weight = sum(len(entity) for entity in gold)
        result = lea(gold, predicted)
        precision += result.precision * weight
        recall += result.recall * weight
        total += weight
    if not total:
        return UNSET
    return Rates(precision / total, recall / total, _f1(precision / total, recall / total))


def _entities(names: Iterable[tuple[Key, Name]]) -> list[set[tuple[int, int]]]:
    """Groups spans by entity; a name without one is an entity of its own."""
    entities: defaultdict[Hashable, set[tuple[int, int]]] = defaultdict(set)
    for key, name in names:
        entities[name.entity or key].add(key[:2])
    return list(entities.values())


def lea(gold: Sequence[Set[M]], predicted: Sequence[Set[M]]) -> Rates:
    """Compares two groupings of mentions, which need not be the same mentions, by the links that both make.

    Link-based entity-aware metric: Moosavi and Strube, "Which Coreference Evaluation Metric Do You Trust?", ACL 2016.
    """
    recall, precision = _resolved(gold, predicted), _resolved(predicted, gold)
    return Rates(precision, recall, _f1(precision, recall))


def _resolved(entities: Sequence[Set[M]], others: Sequence[Set[M]]) -> float:
    """Returns the share of each entity's links that the other side has, averaged by the entities' sizes."""
    home = {mention: index for index, entity in enumerate(others) for mention in entity}
    resolved = 0.0
    for entity in entities:
        parts = Counter(home[mention] for mention in entity if mention in home)
        if len(entity) == 1:  # the one link of a singleton leads to itself
            links, kept = 1.0, float(any(len(others[index]) == 1 for index in parts))
        else:
            links, kept = _pairs(len(entity)), sum(map(_pairs, parts.values()))
        resolved += len(entity) * kept / links
    size = sum(map(len, entities))
    return resolved / size if size else 0.0


def _pairs(size: int) -> float:
    return size * (size - 1) / 2


def _clustering(comparisons: Sequence[Comparison], across: bool) -> Rates | UnsetType:
    """B-cubed over the found names; without `across`, entities of different documents are different ones."""
    gold: dict[Hashable, Hashable] = {}
    predicted: dict[Hashable, Hashable] = {}
    for comparison in comparisons:
        scope = None if across else comparison.id
        for key, name, guess in comparison.found():
            if name.entity:
                mention = comparison.id, key
                gold[mention] = scope, name.entity
                predicted[mention] = (scope, guess.entity) if guess.entity else mention
    return b_cubed(gold, predicted) if gold else UNSET


def b_cubed(gold: Mapping[M, Hashable], predicted: Mapping[M, Hashable]) -> Rates:
    """Compares two groupings of the same mentions, at least one, by how much of each mention's group they share.

    Both map a mention to its group. Bagga and Baldwin, "Algorithms for Scoring Coreference Chains", LREC 1998.
    """
    sizes, predicted_sizes = Counter(gold.values()), Counter(predicted.values())
    shared = Counter((gold[mention], predicted[mention]) for mention in gold)
    precision = sum(shared[gold[m], predicted[m]] / predicted_sizes[predicted[m]] for m in gold) / len(gold)
    recall = sum(shared[gold[m], predicted[m]] / sizes[gold[m]] for m in gold) / len(gold)
    return Rates(precision, recall, _f1(precision, recall))
