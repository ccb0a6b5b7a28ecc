"""How names of places end: what the letter before an ending says of a nominative that nobody has seen.

The table beside this file is of the names of the gazetteer: «-укла» is likelier than «-укл».
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from imenoslov.knowledge.tsv import read_table


@cache
def letters_before() -> Mapping[str, Mapping[str, float]]:
    """Returns how much likelier a letter is before an ending of nominatives than elsewhere, as a logarithm.

    An ending is the last letter of a stem with what follows; a vowel alone is that on which an unchanging name ends.
    """
    rows = read_table(files("imenoslov.knowledge") / "place_letters.tsv", columns=2)
    return {ending: {cell[0]: float(cell[1:]) for cell in cells.split(" ")} for ending, cells in rows}
