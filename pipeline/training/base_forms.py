"""Tunes the weights of the base forms, `knowledge/weights.json`, on texts with known base forms.

    cd pipeline && python -m training.base_forms GOLD.jsonl... [--rounds 12] [--synthetic 0.2]

A gold line is {"id", "text", "mentions": [{"start", "end", "type", "base"}]}; where a mention has no base but the
`label` of a Wikidata item, the words of the label that begin like its own are taken for one. The texts are cut and
tagged with the packaged news model; sentences with declined names (`declension.py`) are added at a lower weight, for
the kinds of names that gold sets seldom have. The loss is the negative logarithm of the probability that the stage
gives to the right base form after the votes of the document; its gradient is found by numbers that remember the weights
they were made of, and followed by Adam, held to where it started. Weights belong to classes: no word of a text is kept.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from math import cos, exp, log, pi, sqrt
from pathlib import Path
from typing import NamedTuple

import msgspec

from imenoslov.document import Document, EntityType, Mention
from imenoslov.knowledge import weights
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.packing import Key
from imenoslov.knowledge.tables import CELLS, Scores, Table
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.weights import MORPHOLOGY, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.spans import order
from imenoslov.stages.base_forms.agreement import Decision, Votes, decide, summed
from imenoslov.stages.base_forms.coordination import Link, heard
from imenoslov.stages.base_forms.evidence import context_scores
from imenoslov.stages.base_forms.joint import BaseForms, Case
from imenoslov.stages.base_forms.people import emission as person_emission
from imenoslov.stages.base_forms.phrases import emission as phrase_emission
from imenoslov.stages.base_forms.support import Support
from imenoslov.stages.base_forms.surroundings import Around
from imenoslov.stages.base_forms.wording import Word, written
from imenoslov.stages.morphology import morphology
from imenoslov.stages.sentences import sentences
from imenoslov.stages.tokens import Tokens
from training.declension import Marked, people, places

TABLES = {"person": weights.PERSON, "place": weights.PLACE, "context": weights.CONTEXT}
NOISE = 0.03  # the share of wrong base forms in the gold sets
NEAR = 7.0  # how far below the best a reading still has a probability
HOLD, HOLD_NEW = 0.5, 1.5  # how firmly a weight is held to its start, and one that was not there
LETTERS = "абвгджзийклмнопрстуфхцчшщыьэюя"

Name = tuple[str, str]  # table, weight
Text = tuple[str, dict[tuple[int, int, EntityType], str | None]]  # its names, with the base forms known


class Traced(float):
    """A number that remembers its derivative by every weight it was made of."""

    parts: tuple[tuple[Name, float], ...]

    def __new__(cls, value: float, parts: tuple[tuple[Name, float], ...] = ()) -> "Traced":
        """Makes a number of its value and its derivatives."""
        self = super().__new__(cls, value)
        self.parts = parts
        return self

    def __add__(self, other: float) -> "Traced":
        return Traced(float(self) + float(other), self.parts + (other.parts if isinstance(other, Traced) else ()))

    __radd__ = __add__

    def __sub__(self, other: float) -> "Traced":
        return self + other * -1.0

    def __mul__(self, other: float) -> "Traced":
        parts = tuple((name, slope * float(other)) for name, slope in self.parts)
        if isinstance(other, Traced):
            parts += tuple((name, slope * float(self)) for name, slope in other.parts)
        return Traced(float(self) * float(other), parts)

    __rmul__ = __mul__


class Example(NamedTuple):
    """The names of one text of one sort, with their base forms where known, and the weight of the text."""

    cases: tuple[Case, ...]
    bases: tuple[str | None, ...]
    weight: float


class View(NamedTuple):
    """What a name was decided on: its tables, the scores of its tags and its context; and its tables untraced."""

    tables: Sequence[Table | None]
    emissions: Sequence[Scores]
    context: Scores
    plain: Sequence[Table | None]

    def summed(self, votes: Votes) -> Sequence[float]:
        """Returns the sums of the cells."""
        return summed(self.tables, self.emissions, self.context, votes)


def fold(base: str) -> str:
    """Returns a base form as it is compared: lower case, е for ё, words and hyphens only."""
    return " ".join(re.findall(r"[\w-]+", base.lower().replace("ё", "е")))


def labelled(text: str, label: str, kind: str) -> str | None:
    """Returns the base form that the label of a Wikidata item gives for a name, or None where they differ in kind."""
    own, words = fold(text).split(), fold(re.sub(r"\(.*", "", label)).split()
    if kind != "PER" and len(own) != len(words):
        return None
    found = []
    for index, word in enumerate(own):
        pairs = [(_shared(word, other), other) for other in (words if kind == "PER" else [words[index]])]
        same, best = max(pairs, default=(0, ""))
        if same < max(2, len(best) - 2) or len(word) - same > 3:
            return None
        found.append(best)
    return " ".join(found) or None


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def gold(path: Path) -> list[Text]:
    """Reads texts and their names with the base forms known."""
    texts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        names: dict[tuple[int, int, EntityType], str | None] = {}
        for mention in row["mentions"]:
            start, stop, kind = mention["start"], mention["end"], mention["type"]
            base = mention.get("base")
            if base is None and re.search("[а-я]", mention.get("label", "")):
                base = labelled(row["text"][start:stop], mention["label"], kind)
            names[start, stop, kind] = base and fold(base)
        texts.append((row["text"], names))
    return texts


def synthetic(texts: Iterable[Marked], kind: EntityType) -> list[Text]:
    """Returns marked texts in the shape of gold ones."""
    return [(text.text, {(start, stop, kind): fold(base) for start, stop, base in text.names}) for text in texts]


def examples(paths: Sequence[Path], share: float) -> list[Example]:
    """Reads everything there is to learn from: the people of each text and its other names apart."""
    sources = [(1.0, text) for path in paths for text in gold(path)]
    sources += [(share, text) for text in synthetic(people(1), "PER") + synthetic(places(2), "LOC")]
    tokens = Tokens(Numbering(word_reader(load_embeddings())))
    tag = morphology(Tagger(load_network(MORPHOLOGY), load_embeddings(), tokens.numbering), tokens)
    result = []
    for weight, (text, names) in sources:
        mentions = tuple(order([Mention(start, stop, kind, text[start:stop]) for start, stop, kind in names]))
        (document,) = tag([msgspec.structs.replace(tokens(sentences(Document.from_text(text))), mentions=mentions)])
        pairs = [(c, names[m.start, m.stop, m.type]) for c, m in zip(BaseForms.cases(document), mentions, strict=True)]
        for person in (True, False):
            chosen = [pair for pair in pairs if pair[0].person == person]
            if any(base for _, base in chosen):
                result.append(Example(tuple(c for c, _ in chosen), tuple(b for _, b in chosen), weight))
    return result


def plain(table: Table | None) -> Table | None:
    """Returns a table without the traces."""
    if table is None:
        return None
    rows = tuple([(float(score), key, cases) for score, key, cases in found] for found in table.rows)
    return Table(rows, list(map(float, table.tops)), table.known, float(table.slip))


def measure(data: Sequence[Example], lexicon: Lexicon) -> tuple[float, dict[Name, float], int]:
    """Returns the loss, its gradient by the weights, and the number of wrong base forms."""
    person_emission.cache_clear()
    phrase_emission.cache_clear()
    context_scores.cache_clear()
    stage = BaseForms(lexicon, plain=True)
    kept: dict[tuple[tuple[Word, ...], Around], View] = {}
    loss, wrong, gradient = 0.0, 0, defaultdict[Name, float](float)
    for example in data:
        views = []
        for case in example.cases:
            key = case.words, case.around
            if key not in kept:
                tables, emissions = (stage.people if case.person else stage.phrases).tables(case.words)
                emissions = soften(case, tables, emissions)
                kept[key] = View(tables, emissions, context_scores(case.around), [plain(table) for table in tables])
            views.append(kept[key])
        prefix = "" if example.cases[0].person else "p "
        links = [case.link for case in example.cases]
        support = Support(prefix)
        alone = [decided(bare, {}) for bare in map(plainly, told(views, links, prefix, [{}] * len(views)))]
        for decision in alone:
            support.add(decision)
        votes = [support.votes(decision) for decision in alone]
        for case, base, traced, own in zip(
            example.cases, example.bases, told(views, links, prefix, votes), votes, strict=True
        ):
            if base is None:
                continue
            bare = plainly(traced)
            wrong += fold(written(case.words, decided(bare, own).nominatives)) != base
            loss += example.weight * learn(case, base, traced, bare, own, example.weight, gradient)
    return loss, gradient, wrong


def told(views: Sequence[View], links: Sequence[Link | None], prefix: str, votes: Sequence[Votes]) -> list[View]:
    """Returns names with what those that they are coordinated with say among what the text around them says."""
    chain = {at for place, link in enumerate(links) if link for at in (place, place - link.back)}
    totals = [
        view.summed(own) if place in chain else view.context
        for place, (view, own) in enumerate(zip(views, votes, strict=True))
    ]
    forth, back = heard(totals, links, prefix)
    return [
        view._replace(context=Scores([s + one[at % 6] + two[at % 6] for at, s in enumerate(view.context)]))
        if place in chain
        else view
        for place, (view, one, two) in enumerate(zip(views, forth, back, strict=True))
    ]


def decided(view: View, votes: Votes) -> Decision:
    """Decides a name in plain numbers."""
    numbers = {key: float(vote) for key, vote in votes.items()}
    return decide(view.tables, view.summed(numbers), numbers)


def plainly(view: View) -> View:
    """Returns what a name is decided on without the traces."""
    *emissions, context = [Scores(map(float, scores)) for scores in (*view.emissions, view.context)]
    return View(view.plain, emissions, context, view.plain)


def soften(case: Case, tables: Sequence[Table | None], emissions: Sequence[Scores]) -> list[Scores]:
    """Returns the scores of the tags with those of words in doubt traced; the stage reads these in plain numbers."""
    emission = person_emission if case.person else phrase_emission
    return [
        Scores(blended([r.share for r in word.doubts], [emission(r.pos, r.feats, table.known) for r in word.doubts]))
        if word.doubts and table is not None and any(scores)
        else scores
        for word, table, scores in zip(case.words, tables, emissions, strict=True)
    ]


def blended(shares: Sequence[float], rows: Sequence[Sequence[float]]) -> list[float]:
    """Returns the scores under several readings, each with its share: the column's log Σ share · exp(score).

    It is written as the mean of what it is made of, each by its part in the sum: so its derivatives are those parts.
    """
    scores: list[float] = []
    logs = [log(share) for share in shares]
    for column in zip(*rows, strict=True):
        terms = [share + score for share, score in zip(logs, column, strict=True)]
        top = max(terms)
        parts = [exp(term - top) for term in terms]
        norm = sum(parts)
        scores.append(sum([part / norm * (term - log(part / norm)) for part, term in zip(parts, terms, strict=True)]))
    return scores


def learn(
    case: Case, base: str, traced: View, bare: View, votes: Votes, weight: float, gradient: dict[Name, float]
) -> float:
    """Returns the loss of one name and adds its slopes to the gradient."""
    readings: list[tuple[float, int, tuple[tuple[float, Key] | None, ...]]] = []
    for cell in range(CELLS):
        total = bare.context[cell] + sum(
            scores[cell] for table, scores in zip(bare.tables, bare.emissions, strict=True) if table is not None
        )
        options = [[None] if table is None else table.voted_cell(cell, votes) for table in traced.tables]
        for chosen in product(*options):
            readings.append((total + sum(float(option[0]) for option in chosen if option), cell, chosen))
    top = max(score for score, _, _ in readings)
    near = [(exp(score - top), cell, chosen) for score, cell, chosen in readings if score > top - NEAR]
    norm = sum(share for share, _, _ in near)
    good = [fold(written(case.words, [option and option[1][1] for option in chosen])) == base for _, _, chosen in near]
    right = sum(share for (share, _, _), fits in zip(near, good, strict=True) if fits) / norm
    loss = -log((1 - NOISE) * right + NOISE)
    if 1e-9 < right < 0.998:
        scale = weight * (1 - NOISE) * right / ((1 - NOISE) * right + NOISE)
        for (share, cell, chosen), fits in zip(near, good, strict=True):
            slope = scale * share / norm * (1.0 - fits / right)
            scores = [traced.context[cell]]
            for option, scored in zip(chosen, traced.emissions, strict=True):
                scores += [option[0], scored[cell]] if option else []
            for score in scores:
                for name, part in getattr(score, "parts", ()):
                    gradient[name] += slope * part
    return loss


def trace(values: dict[Name, float]) -> None:
    """Puts numbers that remember their names into the weights that the stage reads."""
    for (table, name), value in values.items():
        TABLES[table][name] = Traced(value, (((table, name), 1.0),))


def start() -> dict[Name, float]:
    """Returns all weights: those that are there, and zero for paradigms by letter and for inner words."""
    values = {(table, name): float(value) for table, found in TABLES.items() for name, value in found.items()}
    for table, name in list(values):
        if table != "context" and re.fullmatch("[a-z]+", name):
            values |= {(table, name + letter): values.get((table, name + letter), 0.0) for letter in LETTERS}
        if table == "person" and not name.startswith("inner "):
            values.setdefault((table, "inner " + name), 0.0)
    return values


def tune(data: Sequence[Example], rounds: int, rate: float = 0.12) -> dict[Name, float]:
    """Follows the gradient for some rounds and returns the best weights on the way."""
    lexicon = Lexicon()
    values = start()
    first = dict(values)
    hold = {name: HOLD if name[1] in TABLES[name[0]] else HOLD_NEW for name in values}
    mean, square = defaultdict[Name, float](float), defaultdict[Name, float](float)
    best = (float("inf"), values)
    for step in range(rounds + 1):
        trace(values)
        loss, gradient, wrong = measure(data, lexicon)
        loss += sum(hold[name] * (values[name] - first[name]) ** 2 / 2 for name in values)
        best = min(best, (loss, dict(values)), key=lambda pair: pair[0])
        print(f"round {step}: loss {loss:.1f}, {wrong} wrong", flush=True)
        pace = rate * (0.5 + 0.5 * cos(pi * step / max(1, rounds))) + 0.01
        for name in values:
            slope = gradient.get(name, 0.0) + hold[name] * (values[name] - first[name])
            mean[name] = 0.8 * mean[name] + 0.2 * slope
            square[name] = 0.95 * square[name] + 0.05 * slope * slope
            spread = sqrt(square[name] / (1 - 0.95 ** (step + 1)))
            values[name] -= pace * mean[name] / (1 - 0.8 ** (step + 1)) / (spread + 0.3)
    return best[1]


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description="Tune the weights of the base forms.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--synthetic", type=float, default=0.2, help="the weight of a sentence with a declined name")
    given = parser.parse_args()
    known = {(table, name) for table, found in TABLES.items() for name in found}
    values = tune(examples(given.gold, given.synthetic), given.rounds)
    written_weights: dict[str, dict[str, float]] = {table: {} for table in TABLES}
    for (table, name), value in sorted(values.items()):
        if (table, name) in known or abs(value) >= 0.02:
            written_weights[table][name] = round(value, 2)
    path = Path(weights.__file__).with_name("weights.json")
    path.write_text(json.dumps(written_weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written {path}")


if __name__ == "__main__":
    main()
