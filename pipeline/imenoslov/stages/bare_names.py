"""Base forms of names that one already has."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import get_args, overload

import numpy as np

from imenoslov.document import EntityType, Reading
from imenoslov.errors import ConfigError
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.tags import Telling, best_places
from imenoslov.models.weights import MORPHOLOGY, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.stages.base_forms.joint import BareTagger, BaseForms
from imenoslov.stages.morphology import STEPS, Readings, tags_of

_DOUBTS = Telling(sure=1, reach=7, least=0.005, steps=STEPS)
_COOLING = 2  # calibrated on the names of the gold sets, each alone


@overload
def base_form(names: str, type: EntityType | Sequence[EntityType] = "PER") -> str: ...


@overload
def base_form(names: list[str] | tuple[str, ...], type: EntityType | Sequence[EntityType] = "PER") -> list[str]: ...


def base_form(
    names: str | list[str] | tuple[str, ...], type: EntityType | Sequence[EntityType] = "PER"
) -> str | list[str]:
    """Returns the base form of a name, or those of a list of names, which are decided together.

    «Эдуардса Стипрайса» gives «Эдуардс Стипрайс». Names of one list may be forms of one name: they constrain each
    other, as they do in an article. `type` is one for all names or one for each. Raises ConfigError for another type,
    or where there are not as many as names.
    """
    types = [type] if isinstance(type, str) else type
    if not set(types) <= set(get_args(EntityType)):
        raise ConfigError(f"A type is one of {', '.join(get_args(EntityType))}, not {', '.join(map(str, types))}.")
    if not isinstance(type, str) and len(type) != (1 if isinstance(names, str) else len(names)):
        raise ConfigError(f"There are {len(names)} names and {len(type)} types; give one type, or one for each name.")
    base_forms, tag = _stages()
    if isinstance(names, str):
        return base_forms.decide([names], type, tag)[0].base
    return [name.base for name in base_forms.decide(names, type, tag)]


@cache
def _stages() -> tuple[BaseForms, BareTagger]:
    embeddings = load_embeddings()
    tagger = Tagger(load_network(MORPHOLOGY), embeddings, Numbering(word_reader(embeddings)))
    return BaseForms(Lexicon()), _bare_words(tagger)


def _bare_words(tagger: Tagger) -> BareTagger:
    """Makes the function that reads the words of names without a text: the best tag of each and all likely ones.

    A tagger is surer of what it says of a bare name than it should be: it takes any for a nominative that may be one.
    The scores are halved, so that its second thoughts are heard.
    """
    tags = tags_of(tagger)
    readings = Readings(tags, _DOUBTS)

    def read(names: Sequence[Sequence[str]]) -> list[list[tuple[str, str, tuple[Reading, ...]]]]:
        words = tagger.numbering.numbers([*chain.from_iterable(names)])
        found: list[tuple[str, str, tuple[Reading, ...]]] = []
        for block in tagger.emissions(words, np.array([*map(len, names)], np.int32)):
            told = readings(block / np.float32(_COOLING), np.arange(len(block)))
            pairs = zip(best_places(block), told, strict=True)
            found += [(*tags[number], likely) for number, (_, likely) in pairs]
        ends = [0, *accumulate(map(len, names))]
        return [found[first:stop] for first, stop in pairwise(ends)]

    return read
