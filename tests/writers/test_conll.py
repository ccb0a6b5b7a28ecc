import re

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.document import Document, Mention
from imenoslov.errors import WriteError
from imenoslov.writers.conll import conll


def parsed(data: str) -> list[list[list[tuple[str, str]]]]:
    """Parses CoNLL-2003 strictly: documents of sentences of words with their IOB2 tags."""
    documents: list[list[list[tuple[str, str]]]] = []
    for block in data.removesuffix("\n\n").split("\n\n"):
        if block == "-DOCSTART- -X- -X- O":
            documents.append([])
            continue
        sentence = []
        before = "O"
        for line in block.split("\n"):
            match = re.fullmatch(r"(\S+) (\S+) (\S+) (O|[BI]-(?:PER|ORG|LOC))", line)
            assert match, line
            tag = match[4]
            assert not tag.startswith("I-") or before[2:] == tag[2:], line
            before = tag
            sentence.append((match[1], tag))
        documents[-1].append(sentence)
    return documents


def test_words_and_names_are_read_back(documents: list[Document]) -> None:
    read = parsed(b"".join(conll(documents)).decode())
    assert len(read) == len(documents)
    for document, sentences in zip(documents, read, strict=True):
        words = [word for sentence in sentences for word in sentence]
        assert "".join(word for word, _ in words) == "".join(document.text.split())
        names: list[str] = []
        for word, tag in words:
            if tag.startswith("B-"):
                names.append(f"{tag[2:]} {word}")
            elif tag.startswith("I-"):
                names[-1] += word
        outermost = [mention for mention in document.mentions if mention.parent is None]
        assert names == [f"{mention.type} {''.join(mention.text.split())}" for mention in outermost]


def test_a_token_of_two_names_is_cut(documents: list[Document]) -> None:
    (sentences,) = parsed(b"".join(conll(documents[:1])).decode())
    tagged = [f"{word}/{tag}" for sentence in sentences for word, tag in sentence if tag != "O"]
    assert (
        tagged
        == (
            "Кая/B-PER Каллас/I-PER МИД/B-ORG Литвы/I-ORG РК/B-LOC ЕС/B-ORG Каей/B-PER Каллас/I-PER Путин/B-PER"
        ).split()
    )


def test_neighbours_of_one_type_stay_two() -> None:
    from imenoslov.stages.sentences import sentences
    from imenoslov.stages.tokens import Tokens

    document = Tokens()(sentences(Document.from_text("Путин Трамп")))
    document = replace(document, mentions=(Mention(0, 5, "PER", "Путин"), Mention(6, 11, "PER", "Трамп")))
    assert b"\xd0\x9f\xd1\x83\xd1\x82\xd0\xb8\xd0\xbd -X- -X- B-PER\n" in b"".join(conll([document]))
    assert b"".join(conll([document])).decode().endswith("Трамп -X- -X- B-PER\n\n")


def test_a_document_without_tokens_is_a_clear_error(documents: list[Document]) -> None:
    with pytest.raises(WriteError, match="without tokens"):
        list(conll([replace(documents[0], tokens=UNSET)]))
