import re
from urllib.parse import unquote_plus

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from imenoslov.document import Document, Mention
from imenoslov.writers.annotated_text import annotated_text

# As in AnnotatedTextFieldMapper.java of Elasticsearch 8 and 9; OpenSearch has the same.
PATTERN = re.compile(r"\[([^]\[]*)]\(([^)(]*)\)")

Annotation = tuple[int, int, str]


def parsed(value: str) -> tuple[str, list[Annotation]]:
    """Does as the plugin does: returns the text without markup, and its annotations; fails where the plugin would."""
    text = ""
    annotations = []
    position = 0
    for match in PATTERN.finditer(value):
        text += value[position : match.start()]
        for pair in match[2].split("&"):
            assert "=" not in pair
            # java.net.URLDecoder refuses a percent sign without two digits.
            assert re.fullmatch(r"(?:[^%]|%[0-9A-Fa-f]{2})*", pair)
            annotations.append((len(text), len(text) + len(match[1]), unquote_plus(pair, errors="strict")))
        text += match[1]
        position = match.end()
    return text + value[position:], annotations


def test_samples_are_read_back(documents: list[Document]) -> None:
    for document in documents:
        text, annotations = parsed(annotated_text(document))
        assert text == document.text.replace("](", "] (")
        surfaces = [text[start:stop] for start, stop, _ in annotations]
        outermost = [mention for mention in document.mentions if mention.parent is None]
        assert list(dict.fromkeys(surfaces)) == list(dict.fromkeys(m.text for m in outermost))
        assert {value for _, _, value in annotations} >= {mention.entity for mention in outermost}


def test_markup_of_the_text_is_no_annotation() -> None:
    document = Document.from_text("[ссылка](http://a.b/?x=1&y=100%) и [a](b=c=d), 5 %")
    text, annotations = parsed(annotated_text(document))
    assert annotations == []
    assert text == "[ссылка] (http://a.b/?x=1&y=100%) и [a] (b=c=d), 5 %"


@given(
    st.text("[]()%&=+ абЁ\n😀", max_size=20),
    st.text("[]()%&=+ аб\n😀", min_size=1, max_size=6),
    st.text("[]()%&=+ аб\n😀", max_size=20),
    st.text("[]()%&=+ абв-😀", min_size=1, max_size=8),
)
def test_any_text_and_any_name(before: str, name: str, after: str, entity: str) -> None:
    text = before + name + after
    mention = Mention(len(before), len(before) + len(name), "PER", name, name, entity)
    plain, annotations = parsed(annotated_text(replace(Document.from_text(text), mentions=(mention,))))
    if set(name) & set("[]"):
        assert annotations == []
        assert plain == text.replace("](", "] (")
    else:
        assert {value for _, _, value in annotations} == {entity, name}
        assert {plain[start:stop] for start, stop, _ in annotations} == {name}
