"""CoNLL-U (https://universaldependencies.org/format.html) with the names in MISC.

`Entity` follows the brackets of Universal Anaphora and CorefUD: `(eid-etype-base` opens a name, `eid)` closes it, and a
name of one word is both. `eid` is the entity's id; the comment `# global.Entity` declares the order. In a value, what
the format needs itself is percent-encoded, a hyphen is `%2D`. `TokenRange` holds the word's offsets in the document's
text, in code points. There are no syntactic heads, so those columns are empty.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from imenoslov.document import Document, Mention, Token
from imenoslov.spans import group
from imenoslov.writers.words import words_of

_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}
_TAKEN = re.compile(r"[-()%|=&;,\s]")


def conllu(documents: Iterable[Document]) -> Iterator[bytes]:
    """Yields the sentences of the documents; raises WriteError for a document without tokens."""
    yield b"# global.Entity = eid-etype-base\n"
    for document in documents:
        yield from (block.encode() for block in _sentences(document))


def _sentences(document: Document) -> Iterator[str]:
    words = words_of(document)
    brackets = entity_brackets(words, document.mentions)
    comment = f"# newdoc id = {' '.join(document.id.split())}\n"
    for number, (sentence, inside) in enumerate(group(words, document.sentences), 1):
        if not inside:
            continue
        lines = [
            f"{comment}# sent_id = {' '.join(document.id.split())}-{number}\n",
            f"# text = {' '.join(document.text[sentence.start : sentence.stop].split())}\n",
        ]
        comment = ""
        for index, word in enumerate(inside):
            glued = index + 1 < len(inside) and inside[index + 1].start == word.stop
            misc = [
                *([f"Entity={brackets[word.start]}"] if word.start in brackets else ()),
                *(["SpaceAfter=No"] if glued else ()),
                f"TokenRange={word.start}:{word.stop}",
            ]
            columns = (
                str(index + 1),
                "".join(word.text.split()),
                word.lemma or "_",
                word.pos or "_",
                "_",
                word.feats or "_",
                "_",
                "_",
                "_",
                "|".join(misc),
            )
            lines.append("\t".join(columns) + "\n")
        yield "".join(lines) + "\n"


def entity_brackets(words: Sequence[Token], mentions: Sequence[Mention]) -> dict[int, str]:
    """Returns the value of `Entity` for each word, by its start, that begins or ends a name.

    A name is whole words; the mentions are sorted by start, the longer first.
    """
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    first = 0
    for mention in mentions:
        while first < len(words) and words[first].stop <= mention.start:
            first += 1
        last = first
        while last < len(words) and words[last].start < mention.stop:
            last += 1
        if last == first:
            continue
        id = encoded(mention.entity or f"e{mention.start}")
        opened = f"({id}-{_TYPES[mention.type]}-{encoded(mention.base or mention.text)}"
        begin, end = words[first].start, words[last - 1].start
        if begin == end:
            opening[begin].append(opened + ")")
        else:
            opening[begin].append(opened)
            closing[end].insert(0, id + ")")
    # A name of one word inside a longer one that ends with it is closed first.
    return {start: "".join(opening[start] + closing[start]) for start in sorted(opening.keys() | closing.keys())}


def encoded(value: str) -> str:
    """Percent-encodes what the brackets and the column need themselves; white space becomes one space's code."""
    return _TAKEN.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), " ".join(value.split()))
