"""The weights of the base forms: how much each piece of evidence says, in the manner of log-probabilities.

They lie in `weights.json`, by name, tuned on news by `training/base_forms.py`. A weight belongs to a class of endings,
to a source of knowledge or to a kind of context, never to a word:

- `person` and `place` hold the paradigms of `endings.py` («hard», «first»), the same with the last letter of the stem
  («hardс»: how likely a noun on -с is), for people also with «inner » for a word that is not the last of the name; the
  sources («Name», «first list»); and what an unchanging word costs by its last letter.
- `context` holds what the tags and the words around a name say; those of phrases begin with «p ».
"""

from functools import cache
from pathlib import Path

import msgspec

Weights = dict[str, float]


@cache
def _read() -> dict[str, Weights]:
    data = (Path(__file__).parent / "weights.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, Weights])


PERSON: Weights = _read()["person"]
PLACE: Weights = _read()["place"]
CONTEXT: Weights = _read()["context"]
