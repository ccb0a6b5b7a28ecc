"""How often a word form stands in a billion words of news: the vocabulary of natasha's packaged embeddings.

Only the vocabulary is read from the archive. It tells real words from what the endings only make possible: «Обама» is
there and «обам» is not.
"""

import tarfile
from collections.abc import Mapping
from functools import cache
from gzip import decompress
from math import log2

from imenoslov.errors import ModelError
from imenoslov.knowledge.names import natasha_data

_LEAST = 50  # the rarest words of the vocabulary stand there about a hundred times
MOST = 6


@cache
def levels() -> Mapping[str, int]:
    """Returns for each known form, in lower case with е for ё, the binary logarithm of its count: 1 rare, 6 and above everyday.

    Raises ModelError when the archive is missing or is none of navec's.
    """
    folder = natasha_data() / "emb"
    path = next(folder.glob("navec_news_*.tar"), folder / "navec_news.tar")
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile("vocab.bin")
            data = decompress(member.read()) if member else b""
    except (OSError, KeyError, tarfile.TarError, EOFError) as error:
        raise ModelError(f"The vocabulary in {path} cannot be read ({error}): install natasha again.") from error
    size = int.from_bytes(data[:4], "little")
    numbers = memoryview(data)[4 : 4 + 4 * size].cast("I")
    words = data[4 + 4 * size :].decode("utf-8").splitlines()
    if not size or len(words) != size:
        raise ModelError(f"The vocabulary in {path} is not one of navec's: install natasha again.")
    found: dict[str, int] = {}
    for word, count in zip(words, numbers, strict=True):
        if "а" <= word[:1] <= "ё" and count:
            folded = word.replace("ё", "е")
            level = min(MOST, max(1, int(log2(count / _LEAST))))
            if found.get(folded, 0) < level:
                found[folded] = level
    return found
