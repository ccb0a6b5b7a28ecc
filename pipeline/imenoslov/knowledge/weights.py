"""The weights of the base forms: how much each piece of evidence says, in the manner of log-probabilities.

Tuned on news by `training/weights.py`; a weight belongs to a class of endings, a source or a kind of context, never
to a word.
"""

PERSON: dict[str, float] = {
    # paradigms of `endings.py`
    "hard": 0.0, "soft": -0.7, "yot": 0.0, "ov": 1.0, "ova": 1.0, "ovy": -0.5, "adj": -1.0, "adja": -1.0, "adje": -3.5,
    "first": -0.5, "firstv": -0.5, "firsty": -1.0, "firsti": 0.3, "third": -3.0, "plurh": -4.0, "plurk": -4.0,
    "plurs": -4.5, "fleet": -2.5, "fleety": -2.5, "fleeth": -2.5,
    "man in -а": -1.0, "-ль": 0.5, "fixed": -2.0, "-ский": 1.5,
    # sources
    "first list": 2.0, "last list": 1.5, "Name": 4.0, "Surn": 3.5, "Patr": 4.5, "": -1.0, "Geox": -1.0, "Orgn": -1.0,
    "Abbr": -3.0, "plural": -5.0, "plural surname": -3.0,
    # words that do not change, by their last letter
    "о": 0.0, "е": -0.7, "э": 0.0, "и": -0.7, "у": -1.0, "ю": -1.0, "ы": -1.5, "listed": 1.0, "а after vowel": -2.5,
    "а": -5.0, "woman on consonant": -0.5, "man on consonant": -6.0, "-ых": 0.5, "short": -1.0, "stays": -7.0,
    "slip": -5.0, "hyphen": -1.5,
}  # fmt: skip

PLACE: dict[str, float] = {
    "hard": 0.0, "soft": -1.5, "yot": -1.0, "ov": 0.3, "adj": -1.5, "adja": -1.5, "adje": -1.5, "adjo": -1.0,
    "first": -0.3, "firstv": -0.3, "firsty": -0.7, "firsti": 0.5, "third": -1.5, "neut": -2.0, "neute": -2.0,
    "plurh": -1.5, "plurk": -1.5, "plurs": -2.5, "plurz": -4.0, "fleet": -1.5, "fleety": -2.0, "fleeth": -2.0, "-ово": 3.0,
    "Geox": 2.0, "Orgn": 2.0, "Name": 0.5, "Surn": 0.5, "Patr": 0.5, "Abbr": 0.5, "": 0.5, "common": 0.5,
    "predicted": -1.5, "prediction": 1.0, "known": -3.0, "known place": -4.0, "fixed": 0.0,
    "о": -0.5, "е": -1.2, "э": -0.5, "и": -1.2, "у": -1.5, "ю": -1.5, "ы": -2.0, "ё": -0.5, "а": -5.0,
    "consonant": -5.0, "stays": -8.0, "inner": -2.5, "capitals": -3.0, "slip": -6.0, "hyphen": -2.5,
}  # fmt: skip

CONTEXT: dict[str, float] = {
    # by the tagger's case and the true one, people and phrases
    "nominative for oblique": -2.5, "oblique for nominative": -3.0, "oblique": -2.0, "genitive for accusative": -0.7,
    "accusative for genitive": -1.0, "dative for locative": -1.5,
    "p nominative for oblique": -2.5, "p oblique for nominative": -3.0, "p oblique": -2.0,
    "p genitive for accusative": -1.0, "p accusative for genitive": -1.0, "p dative for locative": -1.5,
    "feminine for man": -1.2, "masculine for woman": -0.7, "unknown nominative for oblique": -2.5, "unknown oblique for nominative": -3.0, "unknown oblique": -2.0, "unknown genitive for accusative": -0.7, "unknown accusative for genitive": -1.0, "unknown dative for locative": -1.5, "p unknown nominative for oblique": -2.5, "p unknown oblique for nominative": -3.0, "p unknown oblique": -2.0, "p unknown genitive for accusative": -1.0, "p unknown accusative for genitive": -1.0, "p unknown dative for locative": -1.5, "unknown feminine for man": -1.2, "unknown masculine for woman": -0.7,
    "plural for one": -1.0, "one for plural": -3.0,
    "p number": -1.5, "p gender": -0.7,
    "preposition": -4.0, "title": 0.7, "genitive title": 0.4, "feminine title": 1.5, "verb": 1.5, "wrong verb": -1.5,
    "relation": 1.0, "family": 2.0, "thing": 1.0, "adjective": 0.5, "adjective gender": -0.5, "coordinate": 0.3,
    "p preposition": -4.0, "p place": -1.5, "p organisation": 1.0, "p organisation in quotes": 3.0, "p thing": 1.0,
    "p adjective": 0.5, "p adjective gender": -0.7, "p coordinate": 0.3, "bare": 1.0, "p bare": 1.0, "vote": 2.0, "p vote": 2.0,
}  # fmt: skip
