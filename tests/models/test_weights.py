import numpy as np
import pytest
from navec import Navec
from slovnet.exec.pack import Pack

from imenoslov.errors import ModelError
from imenoslov.models.weights import MORPHOLOGY, NAMES, load_embeddings, load_network, packaged
from imenoslov.natasha_data import EMBEDDINGS


def test_embeddings_are_those_of_navec() -> None:
    navec = Navec.load(str(packaged(EMBEDDINGS)))
    embeddings = load_embeddings()
    assert [embeddings.words.get(word, -1) for word in navec.vocab.words] == list(range(len(navec.vocab.words)))
    words = ["россия", "путин", "<unk>", "<pad>"]
    assert np.array_equal(embeddings.rows([embeddings.row(word) for word in words]), [navec[word] for word in words])
    assert np.array_equal(embeddings.rows([embeddings.row("ъъъъ")]), [navec["<unk>"]])


@pytest.mark.parametrize("name", [NAMES, MORPHOLOGY])
def test_networks_count_words_as_the_embeddings_do(name: str) -> None:
    with Pack(str(packaged(name))) as pack:
        rows = pack.load_vocab("word").item_ids
    words = load_embeddings().words
    assert [words.get(word, -1) for word in rows] == list(rows.values())


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ModelError, match=r"absent\.tar"):
        load_network("model/absent.tar")
