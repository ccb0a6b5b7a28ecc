"""Base forms: for every mention, the name as it would stand in a list.

How a base form is decided:

1. `wording` cuts the mention into words and leaves stray quotes and brackets at its edges out.
2. Each word that may change gets a table (`knowledge/tables.py`): for every gender and case the nominatives that the
   word may be a form of, with a score. `knowledge/paradigms.py` makes it of the endings, the dictionary with its
   predictions, the name lists and the vocabulary of the news; `people` and `phrases` say which words change: all words
   of a person, the head of a phrase with its adjectives, the words of a name without an everyday head. A surname in
   the plural that two people share («Сергей и Юлия Скрипали») is read as that of one.
3. `evidence` scores the cases and genders by the tagger's tags and by what `surroundings` finds before and after the
   name. Where the tagger is not sure of a word of a name, all its likely tags speak (`Document.doubts`).
4. `agreement` adds all this up: the words stand in one case, number and gender, and the likeliest cell wins.
   `coordination` adds what the names say that a comma or a conjunction puts beside it: they stand in its case.
5. `joint` does so for all names of a document, lets each speak for its reading of every word (`support`), and decides
   those again to which the others offer another reading. A name in a line of capitals is read as it would stand in
   small letters.
6. `persons` tells first name, middle name, surname and gender apart.

Steps 2, 4 and 5 are written twice, with the same scores to the last bit: plainly, in `knowledge/paradigms.py`,
`agreement`, `coordination`, `support` and `joint`, for people to read, for training and for the tests; and in C, in
`knowledge/tables.c`, for speed. `BaseForms(Lexicon(), plain=True)` takes the plain way.

To mend a class of names: run one of its rows the plain way with a debugger at `agreement.decide` and see which cell
wins. A right nominative that is missing from its table wants a row in `knowledge/endings.py`; a cell that loses wants a
kind of evidence of its own, with a weight in `knowledge/weights.json`, tuned by `training/base_forms.py`; a word that
should not change, or should, wants a rule in `heads`. Rows, weights and what `evidence`, `people` and `phrases` say
reach both ways by themselves; a new term of a sum in `paradigms`, `agreement`, `coordination` or `support` has to be
written in C too, and the tests tell where the two differ. Then add the row to the table of its class under `tests/`.
"""

from imenoslov.stages.base_forms.joint import BaseForms

__all__ = ["BaseForms"]
