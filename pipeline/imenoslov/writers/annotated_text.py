"""The value of a field of type `annotated_text`: a text with `[Путиным](per%3Aпутин-владимир&Владимир+Путин)` in it.

The syntax is that of the plugin mapper-annotated-text of Elasticsearch and OpenSearch:
https://www.elastic.co/docs/reference/elasticsearch/plugins/mapper-annotated-text-usage
"""

from urllib.parse import quote

from imenoslov.document import Document, Mention


def annotated_text(document: Document) -> str:
    """Returns the text with each outermost name followed by its entity's id and name.

    The plugin knows no escape for `](` in the text, which would begin an annotation: a space parts the two. A name that
    holds a square bracket stays unmarked.
    """
    names = {entity.id: entity.name for entity in document.entities}
    pieces: list[str] = []
    position = 0
    for mention in document.mentions:
        if mention.parent is None and not set(mention.text) & set("[]"):
            pieces.append(_broken_up(document.text[position : mention.start]))
            pieces.append(f"[{mention.text}]({_values(mention, names.get(mention.entity, mention.base))})")
            position = mention.stop
    pieces.append(_broken_up(document.text[position:]))
    return "".join(pieces)


def _values(mention: Mention, name: str) -> str:
    values = dict.fromkeys(value for value in (mention.entity, name) if value) or {mention.text: None}
    return "&".join(quote(value, safe="") for value in values)


def _broken_up(text: str) -> str:
    return text.replace("](", "] (")
