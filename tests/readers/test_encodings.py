import random
import re
import runpy
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.errors import ReadError
from imenoslov.readers import encodings
from imenoslov.readers.encodings import RUSSIAN_ENCODINGS, decode

ROOT = Path(__file__).parents[2]
NEREL = ROOT / "../shared/data/gold/nerel-train.jsonl"

NEWS = """Президент Казахстана Касым-Жомарт Токаев принял в Астане министра иностранных дел Эстонии.
Стороны обсудили подготовку к саммиту "Центральная Азия - Европейский союз", который пройдёт в апреле.
По словам главы МИД, объём взаимной торговли вырос на 12,5 % и превысил 1,2 млрд евро; ещё в 2019 году он
был вдвое меньше. "Мы довольны тем, что наши предприятия нашли друг друга", - заявил он журналистам.
В тот же день в Брюсселе представитель Еврокомиссии Йоханнес Лухнер сообщил, что переговоры о визах
начнутся не раньше весны. Отвечая на вопрос агентства "Интерфакс", чиновник подчеркнул: упрощённый порядок
коснётся студентов, учёных и водителей, а жители приграничных районов получат многократные визы на пять лет.
Директор Музея имени Абылхана Кастеева, художница Гульмира Шалабаева, открыла выставку "Степь и море".
""".replace("\n", " ")


def pieces(length: int) -> list[str]:
    return [NEWS[start : start + length] for start in range(0, len(NEWS) - length, 3)]


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso-8859-5"])
@pytest.mark.parametrize("shape", [str, str.upper, str.title])
def test_pieces_of_forty_letters_are_read_right(encoding: str, shape: Callable[[str], str]) -> None:
    for piece in map(shape, pieces(40)):
        assert decode(piece.encode(encoding), "a.txt") == encodings.Decoded(piece, encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_single_words_are_read_right_nearly_always(encoding: str) -> None:
    words = [word for word in NEWS.split() if word.isalpha() and len(word) > 2 and not word.isascii()]
    right = sum(decode(word.encode(encoding), "a.txt").text == word for word in words)
    assert right >= 0.97 * len(words)


def test_mac_cyrillic_is_told_from_cp1251_in_an_article() -> None:
    assert decode(NEWS.encode("mac-cyrillic"), "a.txt") == encodings.Decoded(NEWS, "mac-cyrillic")
    for piece in pieces(300):
        assert decode(piece.encode("cp1251"), "a.txt").encoding == "cp1251"


@pytest.mark.parametrize("encoding", RUSSIAN_ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(encoding: str, end: str) -> None:
    text = NEWS.replace(". ", "." + end)
    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        "Глава МИД — «ястреб», № 5…",
        "BMW представила новую модель",
        "MZ и PK — не программы и не архивы",
        "Ryanair cancels 400 flights: “strike” – забастовка",
        "“Quotes” – and nothing else…",
        "МВФ: прогноз",
        "ВТБ, ЕГЭ и МегаФон",
        "Президент України підписав закон про бюджет",
    ],
)
def test_short_texts_in_cp1251(text: str) -> None:
    assert decode(text.encode("cp1251"), "a.txt") == encodings.Decoded(text, "cp1251")


def test_letters_beyond_the_sample_are_kept() -> None:
    text = "x" * 50_000 + NEWS + "y" * 50_000
    for encoding in RUSSIAN_ENCODINGS:
        assert decode(text.encode(encoding), "a.txt").text == text


@given(st.text(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_any_text_with_a_mark_comes_back(text: str, encoding: str) -> None:
    if encoding == "utf-16-le" and text.startswith("\x00"):
        return  # the same bytes as the mark of UTF-32
    marked = "\ufeff" + text
    assert decode(marked.encode(encoding), "a.txt") == encodings.Decoded(marked, encoding)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_printable_text_in_utf8_comes_back(text: str) -> None:
    if text.startswith(("%PDF-", "{\\rtf", "\ufeff")):
        return
    assert decode(text.encode(), "a.txt") == encodings.Decoded(text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [NEWS, "Москва", "да", "Ryanair", "Д", "«Речь» — №\u00a05\r\n", "АЛМАТЫ 2025\n"])
def test_utf16_without_a_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == encodings.Decoded(text, encoding)


def test_the_encoding_turns_the_bytes_into_the_text() -> None:
    for encoding in (*RUSSIAN_ENCODINGS, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        data = NEWS.encode(encoding)
        decoded = decode(data, "a.txt")
        assert data.decode(decoded.encoding) == decoded.text
        assert decoded.text.removeprefix("\ufeff") == NEWS


def test_nothing_is_a_text() -> None:
    assert decode(b"", "a.txt") == encodings.Decoded("", "utf-8")
    assert decode(b" \r\n\t", "a.txt") == encodings.Decoded(" \r\n\t", "utf-8")


def test_a_stray_control_character_makes_no_binary() -> None:
    for encoding in ("utf-8", "cp1251"):
        assert decode((NEWS + "\x1f\x02").encode(encoding), "a.txt").text == NEWS + "\x1f\x02"
    assert decode((NEWS + "\x1a").encode("cp866"), "a.txt").encoding == "cp866"


CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


@given(st.text(st.sampled_from("Яя a\n\x01\x0b\x1a\x1b\x1f\x7f\x85é中\ud800"), max_size=200))
def test_control_characters_are_counted_by_their_bytes(text: str) -> None:
    assert encodings._is_binary(text) == (len(CONTROLS.findall(text)) > 1 + 0.02 * len(text))


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06\x00\x00\x00\\r\xa8f"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (PNG, "a.txt is a binary file; convert it to plain text, or leave it out"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "binary"),
        (b"\x1f\x8b\x08\x08\x5c\x1d\x02\x03", "binary"),
        (zlib.compress(b"text" * 500), "binary|neither"),
        (b"\x00" * 1000, "binary"),
        (b"\x00", "binary"),
        (b"abc\x00def", "binary"),
        (bytes(range(256)) * 10, "binary"),
        (b"\x01\x02\x03\x05\x06" * 10, "binary"),
        (b"%PDF-1.7\n%text\n1 0 obj", "a PDF file; convert"),
        (b"{\\rtf1\\ansi text}", "an RTF file; convert"),
        (b"\xff\xfea", "mark of utf-16-le but is broken at byte 2"),
        (b"\xef\xbb\xbf\xff", "mark of utf-8 but is broken at byte 3"),
        (b"\x00\x00\xfe\xff\xff", "mark of utf-32-be but is broken"),
        (NEWS.encode()[:1001], "UTF-8 but broken at byte"),
        (NEWS.encode()[1:], "UTF-8 but broken at byte 0"),
        (NEWS.encode("cp1251") * 9 + b"\x98", "in cp1251 but broken at byte"),
        (("Le café était fermé à cause de la grève générale. " * 5).encode("cp1252"), "neither UTF-8 nor"),
        ("Größe und Schönheit über alles".encode("cp1252"), "neither UTF-8 nor"),
        ("日本語の文章です。東京都知事".encode("shift-jis"), "binary|neither UTF-8 nor"),
        ("中华人民共和国主席习近平".encode("gb18030"), "neither UTF-8 nor"),
    ],
)
def test_what_is_no_russian_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(data, "a.txt")


@pytest.mark.parametrize("alphabet", [range(256), range(1, 256), range(32, 256)])
def test_random_bytes_are_refused(alphabet: range) -> None:
    source = random.Random(7)
    for length in (20, 100, 1000, 5000):
        for _ in range(20):
            with pytest.raises(ReadError):
                decode(bytes([*source.choices(alphabet, k=length), 0x98]), "a.txt")


@pytest.mark.skipif(not NEREL.exists(), reason="needs ../shared/data/gold/nerel-train.jsonl")
def test_the_table_is_what_the_script_counts() -> None:
    script = runpy.run_path(str(ROOT / "pipeline/training/letter_pairs.py"))
    texts = [msgspec.json.decode(line)["text"] for line in NEREL.read_bytes().splitlines()]
    assert script["LETTERS"] == encodings._LETTERS
    assert script["table"](texts) == encodings._LEVELS.split()


@pytest.mark.skipif(not NEREL.exists(), reason="needs ../shared/data/gold/nerel-train.jsonl")
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso-8859-5"])
def test_real_articles_are_read_right(encoding: str) -> None:
    texts = [msgspec.json.decode(line)["text"] for line in NEREL.read_bytes().splitlines()[:200]]
    for text in texts:
        data = text.translate(str.maketrans("«»—–…", '""--.')).encode(encoding, "replace")
        assert decode(data, "a.txt") == encodings.Decoded(data.decode(encoding), encoding)
