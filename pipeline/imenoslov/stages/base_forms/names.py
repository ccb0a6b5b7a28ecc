"""Base forms of names that one already has."""

from collections.abc import Sequence
from functools import cache
from typing import overload

from imenoslov.document import EntityType
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.stages.base_forms.joint import BaseForms


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
    if isinstance(names, str):
        return _base_forms().decide([names], type)[0].base
    return [name.base for name in _base_forms().decide(names, type)]


@cache
def _base_forms() -> BaseForms:
    return BaseForms(Lexicon())
