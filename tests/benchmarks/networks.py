"""A clock on the two networks alone: from the numbers of words to the scores of their tags, new words read included."""

import time
from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats, Rows
from imenoslov.models.names import NameTagger, Said
from imenoslov.models.tagger import Tagger


class NetworkClock:
    """Counts the seconds of each network, by the name of its stage, from its making on, in this process."""

    def __init__(self) -> None:
        """Puts itself around the networks."""
        self.seconds = {"ner": 0.0, "morphology": 0.0}
        names, tags = NameTagger.emissions, Tagger.emissions

        def scored(tagger: NameTagger, said: Said) -> Floats:
            begun = time.perf_counter()
            scores = names(tagger, said)
            self.seconds["ner"] += time.perf_counter() - begun
            return scores

        def blocks(
            tagger: Tagger, words: Rows, sentences: Rows, wanted: NDArray[np.bool_] | None = None
        ) -> Iterator[Floats]:
            inner = tags(tagger, words, sentences, wanted)
            while True:
                begun = time.perf_counter()
                block = next(inner, None)
                self.seconds["morphology"] += time.perf_counter() - begun
                if block is None:
                    return
                yield block

        patch.object(NameTagger, "emissions", scored).start()
        patch.object(Tagger, "emissions", blocks).start()
