import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.knowledge.edges import is_plain, joined_names, trim, with_call

# The span is marked by ⟦ and ⟧, what is left of it by the second text.
TRIMMED = [
    ("сказал ⟦«Газпром»⟧ вчера", "Газпром"),
    ("⟦«Газпром⟧»", "Газпром"),
    ("«⟦Газпром»⟧", "Газпром"),
    ('⟦"Голосуй за выход"⟧', "Голосуй за выход"),
    ("⟦ПАО «Газпром»⟧", "ПАО «Газпром»"),
    ("⟦ПАО «Газпром⟧» сообщил", "ПАО «Газпром»"),
    ('⟦ПАО "Газпром⟧" сообщил', 'ПАО "Газпром"'),
    ("⟦«Газпром» и «Лукойл»⟧", "«Газпром» и «Лукойл»"),
    ("служба (⟦ФНС)⟧", "ФНС"),
    ("служба ⟦(ФНС)⟧", "ФНС"),
    ("⟦Академия (Москва⟧)", "Академия (Москва)"),
    ("⟦, Москва,⟧", "Москва"),
    ("⟦— Иванов⟧", "Иванов"),
    ("⟦Путин В.В.⟧", "Путин В.В."),
    ("⟦Путин В.В⟧. и др.", "Путин В.В."),
    ("⟦Путин В. В⟧.", "Путин В. В."),
    ("в ⟦г. Н⟧.", "г. Н."),
    ("Прибыл ⟦Ван И.⟧ Он", "Ван И"),
    ("Прибыл ⟦Ван И⟧. Он", "Ван И"),
    ("Прибыл ⟦Ким И.⟧ и ушёл", "Ким И."),
    ("вид ⟦СССР⟧.", "СССР"),
    ("план ⟦Б⟧.", "Б"),
    ("⟦Дж. Р. Р.⟧ Толкин", "Дж. Р. Р."),
    ("⟦Роберт Дауни мл.⟧", "Роберт Дауни мл."),
    ("в ⟦Москве.⟧", "Москве"),
    ("⟦Yahoo!⟧", "Yahoo"),
    ("⟦\u200bМосква\u200b⟧", "Москва"),
    ("⟦\ufeffМосква⟧", "Москва"),
    ("⟦&laquo;Газпром&raquo;⟧", "Газпром"),
    ("⟦&quot;Газпром⟧&quot;", "Газпром"),
    ("⟦Москва&nbsp;⟧", "Москва"),
    ("⟦Москва&#160;⟧", "Москва"),
    ("⟦AT&T⟧", "AT&T"),
    ("⟦„Шпигель“⟧", "Шпигель"),
    ("⟦журнал „Шпигель⟧“", "журнал „Шпигель“"),
    ("⟦“Таймс”⟧", "Таймс"),
    ("⟦О'Нил⟧", "О'Нил"),
    ("⟦Жанна д’Арк⟧", "Жанна д’Арк"),
    ("⟦Джонсон & Джонсон⟧", "Джонсон & Джонсон"),
    ("⟦«ООО «Ромашка»⟧", "ООО «Ромашка»"),
    ("⟦ООО «Ромашка»»⟧", "ООО «Ромашка»"),
    ("«⟦Ромашка⟧» (Москва)", "Ромашка"),
    ("⟦Иванов)⟧", "Иванов"),
    ("⟦[Иванов]⟧", "Иванов"),
    ("⟦«»⟧", ""),
    ("⟦ ⟧", ""),
]


REGIONS = [
    ("посол ⟦ЕС по Арктике⟧", "ЕС"),
    ("представителя ⟦Европейского союза по Центральной Азии⟧", "Европейского союза"),
    ("посланник ⟦Лиги арабских государств по Ливии⟧", "Лиги арабских государств"),
    ("посланник ⟦ООН по Сирии⟧ прибыл", "ООН"),
    ("⟦Верховного представителя ЕС⟧ по внешней политике", "ЕС"),
    ("⟦Спецпосланник ООН по Сирии⟧", "ООН"),
    ("⟦ЕС⟧", "ЕС"),
    ("⟦Управление Верховного комиссара ООН⟧", "Управление Верховного комиссара ООН"),
    ("⟦Представительство ЕС⟧", "Представительство ЕС"),
    ("⟦Комиссариат ООН⟧", "Комиссариат ООН"),
    ("⟦МВД по Татарстану⟧", "МВД по Татарстану"),
    ("⟦Управление ООН по наркотикам⟧", "Управление ООН по наркотикам"),
    ("⟦ООН по правам человека⟧", "ООН по правам человека"),
    ("⟦Газпром по Сибири⟧", "Газпром по Сибири"),
]


@pytest.mark.parametrize(("marked", "expected"), TRIMMED + REGIONS)
def test_trim(marked: str, expected: str) -> None:
    start = marked.index("⟦")
    stop = marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    first, last = trim(text, start, stop)
    assert text[first:last] == expected


@given(st.text(alphabet="Аб «»\"().,-&;quot„“”'\u200b", max_size=14), st.data())
def test_trim_is_stable_and_never_takes_in_more_than_closing_marks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    first, last = trim(text, start, stop)
    assert start <= first <= last
    assert all(mark in "»)”“\"'." for mark in text[stop:last])
    assert trim(text, first, last) == (first, last)


PLAIN = st.one_of(
    st.sampled_from(["представитель", "ЕС", "Европейского", "союза", "по", "Арктике", "В", "Вл", "Нью-Йорк", "-", "№"]),
    st.text(alphabet="АбЯ1-_.«»&;​", min_size=1, max_size=4),
)


@given(
    st.lists(PLAIN.filter(is_plain), min_size=1, max_size=4),
    st.sampled_from([" ", "\n", " "]),
    st.text(alphabet="«»(). ,Аб", max_size=4),
    st.text(alphabet="«»(). ,Аб", max_size=4),
)
def test_names_of_plain_words_stay_as_they_are(words: list[str], space: str, before: str, after: str) -> None:
    name = space.join(words)
    assert trim(before + name + after, len(before), len(before) + len(name)) == (len(before), len(before) + len(name))


@pytest.mark.parametrize("word", ["", "-", "В", "A", "«", "Нью-", "ЕС", "Европейского", "a_b", "т.е"])
def test_words_that_are_not_plain(word: str) -> None:
    assert not is_plain(word)


@pytest.mark.parametrize("word", ["Газпром", "МИД", "в", "2024", "Нью-Йорк", "Ryanair", "СУ-25"])
def test_words_that_are_plain(word: str) -> None:
    assert is_plain(word)


JOINED = [
    ("Киев-Берлин", ["Киев", "Берлин"]),
    ("Москва-Казань", ["Москва", "Казань"]),
    ("Баден-Баден", []),
    ("Москва-Сити", []),
    ("Гвинея-Бисау", []),
    ("РК-ЕС", ["РК", "ЕС"]),
    ("Россия-США", ["Россия", "США"]),
    ("Россия–НАТО", ["Россия", "НАТО"]),
    ("РФ-США-КНР", ["РФ", "США", "КНР"]),
    ("Иран-Ирак", ["Иран", "Ирак"]),
    ("ИТАР-ТАСС", []),
    ("Алма-Ата", []),
    ("Мамин-Сибиряк", []),
    ("СИЗО-6", []),
    ("США", []),
    ("РК-", []),
    ("-", []),
    ("", []),
]


@pytest.mark.parametrize(("word", "expected"), JOINED)
def test_joined_names(word: str, expected: list[str]) -> None:
    assert [word[start:stop] for start, stop in joined_names(word)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [("«Голос!»", "Голос!"), ("«Голос»!", "Голос"), ("Голос! Кто", "Голос"), ('"Кто?"', "Кто?"), ("«Голос", "Голос")],
)
def test_a_mark_before_the_closing_quote(text: str, name: str) -> None:
    start = text.index(name[:3])
    stop = start + len(name.rstrip("!?"))
    assert text[start : with_call(text, start, stop)] == name
