"""The stages, each adds one layer to documents and is a pure function of them.

Sentences, tokens, base forms and linking take a document; names and morphology, whose networks run faster over many,
take several together, and give to each what it would have alone. `annotator.py` composes them.
"""
