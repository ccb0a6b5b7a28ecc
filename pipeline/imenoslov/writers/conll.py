"""CoNLL-2003's columns with IOB2 tags (Tjong Kim Sang and De Meulder 2003, https://aclanthology.org/W03-0419).

Four columns, parted by a space: the word, its part of speech, its chunk, its name tag. `-X-` stands for what is not
known. Nested names are left out, as the format has no place for them.
"""

from collections.abc import Iterable, Iterator, Sequence

from imenoslov.document import Document, Mention, Token
from imenoslov.spans import group, overlaps
from imenoslov.writers.words import words_of

_START = "-DOCSTART- -X- -X- O\n\n"


def conll(documents: Iterable[Document]) -> Iterator[bytes]:
    """Yields each document, a blank line after each sentence; raises WriteError for one without tokens."""
    for document in documents:
        yield _START.encode()
        outermost = [mention for mention in document.mentions if mention.parent is None]
        for _, words in group(words_of(document), document.sentences):
            tags = name_tags(words, outermost)
            lines = (
                f"{''.join(word.text.split())} {word.pos or '-X-'} -X- {tag}\n"
                for word, tag in zip(words, tags, strict=True)
            )
            yield f"{''.join(lines)}\n".encode()


def name_tags(words: Sequence[Token], names: Sequence[Mention]) -> list[str]:
    """Returns the IOB2 tags of a sentence's words; a name is whole words."""
    tags = ["O"] * len(words)
    index = 0
    before: Mention | None = None
    for position, word in enumerate(words):
        while index < len(names) and names[index].stop <= word.start:
            index += 1
        if index < len(names) and overlaps(word, names[index]):
            name = names[index]
            tags[position] = f"{'I' if name is before else 'B'}-{name.type}"
            before = name
    return tags
