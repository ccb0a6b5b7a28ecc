"""Base forms of names that one already has."""

from collections.abc import Sequence
from functools import cache
from typing import overload

from imenoslov.document import EntityType
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.weights import MORPHOLOGY, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.stages.base_forms.joint import BareTagger, BaseForms
from imenoslov.stages.morphology import bare_words


@overload
def base_form(names: str, type: EntityType | Sequence[EntityType] = "PER") -> str: ...


@overload
def base_form(names: list[str] | tuple[str, ...], type: EntityType | Sequence[EntityType] = "PER") -> list[str]: ...


def base_form(
    names: str | list[str] | tuple[str, ...], type: EntityType | Sequence[EntityType] = "PER"
) -> str | list[str]:
    """Returns the base form of a name, or those of a list of names, which are decided together.

    «Эдуардса Стипрайса» gives «Эдуардс Стипрайс». Names of one list may be forms of one name: they constrain each
    other, as they do in an article. `type` is one for all names or one for each.
    """
    base_forms, tag = _stages()
    if isinstance(names, str):
        return base_forms.decide([names], type, tag)[0].base
    return [name.base for name in base_forms.decide(names, type, tag)]


@cache
def _stages() -> tuple[BaseForms, BareTagger]:
    embeddings = load_embeddings()
    tagger = Tagger(load_network(MORPHOLOGY), embeddings, Numbering(word_reader(embeddings)))
    return BaseForms(Lexicon()), bare_words(tagger)
