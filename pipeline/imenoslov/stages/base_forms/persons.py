"""The parts of a personal name in its base form: first name, middle name, surname, gender."""

import re
from collections.abc import Sequence

from imenoslov.document import Gender, Person
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.names import first_names
from imenoslov.knowledge.particles import EASTERN, PARTICLES, eastern
from imenoslov.stages.base_forms.wording import fold, initial

_PATRONYMICS = ("ович", "евич", "ьич", "овна", "евна", "ична", "ыч", "кызы", "оглы", "оглу", "улы")
_SURE = 0.75


class Persons:
    """Tells the parts of decided names apart; asks the dictionary and the first-name list which word is which."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._first = first_names()

    def __call__(self, words: Sequence[str], gender: Gender | None) -> Person:
        """Returns the parts of a name, given its words as they stand in it; a part that it does not show is None."""
        first, middle, last = self._assign(_joined(words))
        return Person(first, middle, last, gender)

    def _assign(self, parts: list[str]) -> tuple[str | None, str | None, str | None]:
        if not parts:
            return None, None, None
        if len(parts) == 1:
            return (parts[0], None, None) if self._is_first(parts[0], alone=True) else (None, None, parts[0])
        initials = [part for part in parts if initial(part)]
        if initials and len(initials) < len(parts):
            full = [part for part in parts if not initial(part)]
            given = [piece for part in initials for piece in _pieces(part)]
            if len(full) == 1:
                return given[0], given[1] if len(given) > 1 else None, full[0]
            return full[0], given[0], " ".join(full[1:])
        if fold(parts[0]) in EASTERN and eastern([fold(part) for part in parts]):
            return " ".join(parts[1:]), None, parts[0]
        middle = next((i for i, part in enumerate(parts) if i and _patronymic(fold(part))), None)
        if middle is not None:
            first = parts[middle - 1]
            rest = parts[: middle - 1] + parts[middle + 1 :]
            return first, parts[middle], " ".join(rest) or None
        if len(parts) == 2 and not self._is_first(parts[0]) and self._is_first(parts[1]):
            return parts[1], None, parts[0]
        return parts[0], None, " ".join(parts[1:])

    def _is_first(self, word: str, alone: bool = False) -> bool:
        folded = fold(word)
        if not alone and folded in self._first:
            return True
        kinds = {reading.kind for reading in self._lexicon.senses(folded) if reading.case == "Nom"}
        if alone and "Surn" in kinds:
            return False
        return "Name" in kinds or folded in self._first


def _patronymic(word: str) -> bool:
    return word.endswith(_PATRONYMICS) and word not in _PATRONYMICS and word.isalpha()


def _joined(words: Sequence[str]) -> list[str]:
    """Returns the parts of a name: particles go with the word after them, full stops with their initial."""
    parts: list[str] = []
    pending = ""
    for word in words:
        if word == "." and parts:
            parts[-1] += "."
        elif not word[0].isalpha():
            continue
        elif parts and word[0].islower() and fold(word) in PARTICLES:
            pending += word + " "
        else:
            parts.append(pending + word)
            pending = ""
    return parts


def _pieces(initials: str) -> list[str]:
    return re.findall(r"[^\W\d_]\.?", initials)


def gender(man: float, woman: float) -> Gender | None:
    """Returns the gender of a decided name by the probabilities of man and woman, where it is sure enough."""
    if man + woman <= 0:
        return None
    if man / (man + woman) >= _SURE:
        return "m"
    return "f" if woman / (man + woman) >= _SURE else None
