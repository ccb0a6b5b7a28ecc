"""Marks and small words that tell where names, sentences and lists begin and end."""

QUOTES = frozenset("«\"“„'")
CLOSING = frozenset("»\"”“'")
STARTS = frozenset((".", "•", "·", "…", "!", "?", ":", ";", "*", "—", "–", "-", "|"))
# After what a clause begins.
CLAUSES = frozenset(("а", "но", "что", "если", "когда", "где", "пока", "однако", "зато", "хотя", "поскольку"))
DASHES = frozenset("—–")
AND = frozenset((",", "и"))
JOINTS = frozenset((",", "и", "или", "/"))
# How many tokens before a noun its title may stand.
FURTHEST = 7
# How many tokens after a name its verb and that verb's subject may stand.
AFTER = 3
