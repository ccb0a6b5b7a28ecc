"""The shape of a word (script, capitals, digits, punctuation) as slovnet's networks know it.

The names and their order of precedence are those of slovnet's `shape.py` (https://github.com/natasha/slovnet).
"""

import re
from functools import lru_cache

PUNCTUATION = frozenset("!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…")

_OUTLINES = ("x", "X", "xx", "XX", "Xx", "Xx-Xx", "OTHER")
# All shapes that there are.
SHAPES = (
    *(f"{script}_{outline}" for script in ("RU", "EN") for outline in _OUTLINES),
    *(f"PUNCT_{mark}" for mark in (*sorted(PUNCTUATION), "OTHER")),
    *("NUM", "OTHER"),
)

_KIND = re.compile(
    rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(''.join(sorted(PUNCTUATION)))}]+)",
    re.IGNORECASE,
)


@lru_cache(1 << 14)
def word_shape(word: str) -> str:
    """Returns the name of a word's shape, such as `RU_Xx`, `NUM`, `PUNCT_«`; the word is not empty."""
    match = _KIND.match(word)
    kind = match.lastgroup if match else None
    if kind is None or kind == "NUM":
        return kind or "OTHER"
    if kind == "PUNCT":
        return f"PUNCT_{word if word in PUNCTUATION else 'OTHER'}"
    return f"{kind}_{_outline(word)}"


def _outline(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _is_title(word):
        return "Xx"
    left, hyphen, right = word.partition("-")
    return "Xx-Xx" if hyphen and _is_title(left) and _is_title(right) else "OTHER"


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
