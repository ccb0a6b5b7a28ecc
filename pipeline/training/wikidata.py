"""Learns the Wikidata ids of frequent entities from the training part of NEREL.

    python pipeline/training/wikidata.py PATH/nerel-train.jsonl > pipeline/imenoslov/knowledge/wikidata.tsv

A mention there has a Wikidata id and the Russian label of that item. The label is read as linking would read it, which
gives the id of the entity; kept are the items of so many articles, where nearly all mentions of an entity agree. Labels
of other types than their mention (a prize among people) are left out, being slips of the annotation.
Source: NEREL (Loukachevitch et al., 2021), https://github.com/nerel-ds/NEREL.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from imenoslov.document import EntityType
from imenoslov.knowledge.organisations import read_organisation
from imenoslov.knowledge.person_names import read_person
from imenoslov.knowledge.places import read_place
from imenoslov.knowledge.spelling import fold, skeleton, slug

ARTICLES = {"per": 3, "org": 2, "loc": 2}
AGREE = 0.8


def entity_id(type: EntityType, label: str) -> str | None:
    """Reads a label as the name of an entity; None where it is none of that type."""
    if type == "LOC":
        return f"loc:{slug(read_place(label).key)}"
    if type == "ORG":
        name = read_organisation(label)
        return None if name.power and not name.country else f"org:{slug(name.key)}"
    last, comma, given = label.partition(", ")
    person = read_person(f"{given} {last}" if comma else label)
    return f"per:{slug(f'{person.last} {person.first}')}" if person.first and person.last else None


def sounds_like(label: str, text: str) -> bool:
    """Tells whether a mention shares a word with the label: slips of the annotation do not."""
    words = {skeleton(fold(word))[:3] for word in label.replace("-", " ").split() if len(word) > 2}
    return any(skeleton(fold(word))[:3] in words for word in text.replace("-", " ").split() if len(word) > 2)


def main() -> None:
    """Prints the table: an entity's id, its item, its articles."""
    items: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        data = json.loads(line)
        for mark in data["nested"]:
            label, item, type = mark.get("label"), mark.get("entity") or "", mark["type"]
            text = data["text"][mark["start"] : mark["end"]]
            if not label or not item.startswith("Q") or (type == "PER" and not sounds_like(label, text)):
                continue
            id = entity_id(type, label)
            if id and label[:1].isupper():
                items[id][item] += 1
                articles[id, item].add(data["id"])
    print("# Made by pipeline/training/wikidata.py of the training part of NEREL: id, Wikidata item.")
    for id, counts in sorted(items.items()):
        item, count = counts.most_common(1)[0]
        if len(articles[id, item]) >= ARTICLES[id[:3]] and count >= AGREE * sum(counts.values()):
            print(id, item, sep="\t")


if __name__ == "__main__":
    main()
