"""The peer: the loop of natasha's README over a folder of texts, written as JSON; prints its figures as JSON.

usage: python natasha_loop.py SOURCE TARGET
"""

import json
import resource
import sys
import time
from pathlib import Path


def main(source: Path, target: Path) -> None:
    begun = time.perf_counter()
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, vocabulary, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morphology, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)
    loaded = time.perf_counter()
    documents = tokens = characters = 0
    for path in sorted(source.glob("*.txt")):
        doc = Doc(path.read_bytes().decode())
        doc.segment(segmenter)
        doc.tag_morph(morphology)
        doc.parse_syntax(syntax)
        doc.tag_ner(names)
        for span in doc.spans:
            span.normalize(vocabulary)
        spans = [{"start": s.start, "stop": s.stop, "type": s.type, "base": s.normal} for s in doc.spans]
        (target / f"{path.name}.json").write_text(json.dumps(spans, ensure_ascii=False), encoding="utf-8")
        documents += 1
        tokens += len(doc.tokens)
        characters += len(doc.text)
    figures = {
        "load": loaded - begun,
        "seconds": time.perf_counter() - loaded,
        "documents": documents,
        "tokens": tokens,
        "characters": characters,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
