"""What PyTorch makes of a text, kept for the test of the numpy network."""

import random
from pathlib import Path

import numpy as np
import torch

from imenoslov.readers.annotation import Annotation
from training.batches import Forms, Noise, pack
from training.gold import gold_text
from training.network import NameNetwork

TEXT = """Глава МИД Литвы прибыл в Нур-Султан
Об этом сообщила пресс-служба Министерства иностранных дел Казахстана («МИД РК»), передаёт агентство «Хабар-24».
Габриэлюс Ландсбергис и Кая Каллас встретятся с представителями Европейского союза, НАТО и ООН 3 декабря 2025 года.
ВЛАДИМИР ПУТИН ПРИБЫЛ В МОСКВУ
По словам Путина В.В., «Газпром» и Ryanair договорились с Санкт-Петербургским государственным университетом.
Иванов-Мамашев Пётр? Нет: Ъыъщщ, 12,5 % и Mc'Donald’s & Co — так сказал П. Порошенко, цитирует его Reuters.
!"""


def write(network: NameNetwork, path: Path) -> None:
    """Writes the words of TEXT, the lengths of its lines and the scores, (levels, words, tags), as an .npz file."""
    text = gold_text("none", Annotation("none", TEXT, ()))
    with torch.no_grad():
        scores = network(pack([text], Forms(), Noise(), random.Random(0))).numpy()
    words = np.array(text.words.texts)
    np.savez_compressed(path, words=words, lengths=np.array(text.words.lines), scores=np.ascontiguousarray(scores))
