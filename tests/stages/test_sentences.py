"""Sentences: a table of cases by class, properties, and a floor on treebanks where they lie beside the checkout."""

import textwrap
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.document import Document, Sentence
from imenoslov.stages import sentences as module
from imenoslov.stages.sentences import sentences, split_paragraphs, split_sentences

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("000_*.txt"))
TREEBANKS = ROOT / "../shared/data/ud"

# A bar marks the end of a sentence; the text is the row without its bars.
CASES = {
    "plain": [
        "Он приехал.| Потом уехал.",
        "Кто приехал?| Неизвестно.",
        "Приехал!| Наконец!| Все рады.",
        "Правда?!| Не может быть!!!| Вот так.",
        "Об этом сообщает Reuters.| The Guardian это подтвердила.",
        "Выборы прошли в 2019 году.| 31 мая объявили итоги.",
        "Итоги 2019.| Прогноз на 2020.",
        "Рост составил 5%.| Это рекорд.",
        "Он приехал .| Потом уехал .",
        "Заголовок без точки",
        "  Пробелы вокруг.  | И между.  ",
        "Неразрывный пробел.|\u00a0Здесь.",
        "В Москве +5.| В Казани -2.",
        "Встреча прошла в МИД РК.| Стороны обменялись мнениями.",
        "Он из ФСБ.| Она из ГРУ.",
        "Он вернулся в Россию.| А она нет.",
        "Я тебя люблю.| Ё-моё, сказал он.",
        "Их пять.| 47-летний мужчина скончался.",
    ],
    "not an end": [
        "Курс вырос до 2.5 рубля",
        "В 15.30 по Москве (12.30 UTC) начнётся заседание.",
        "Встреча 12.03.2021 в Астане.",
        "Сайт www.kremlin.ru сообщает.",
        "Подробнее на https://tass.ru/politika/123.html?a=1.",
        "Пишите на press.service@mfa.gov.kz или звоните.",
        "Версия 1.2.3 вышла вчера.",
        "Yahoo! объявила о продаже.",
        "В интервью E! News он объяснил это.",
        "Файл отчёт.docx лежит на столе.",
        "Это .NET и Node.js в одном проекте.",
        "Он был там, но... не остался.",
        "Кто знает? а может быть.",
        "По данным INTERFAX.RU и LENTA.RU.",
        "Сумма (без учёта т. н. налогов) выросла.",
    ],
    "lines": [
        "Заголовок без точки|\n\nТекст статьи начинается.| И продолжается.",
        "Заголовок без точки|\nТекст статьи.",
        "Заголовок|\r\n\r\nТекст.|\r\nЕщё абзац.",
        "Первый абзац.|\n\n\n\nВторой абзац.",
        "Заголовок|\n \t \nТекст.",
        "Пресс-служба МИД РК|\u2029Новый абзац",
        "Читайте также:|\nПутин прибыл в Минск",
        "Об этом передаёт агентство\n\nпо итогам встречи с министром.",
        "Он заявил,\nчто приедет.",
        "— Да|\n— Нет",
        "Он сказал:|\n— Да.|\n— Нет.",
        "Асию Биби оправдали\n\n.|\n\nСуд отменил приговор.",
        "сказал он.|\nпотом уехал.",
    ],
    "hard-wrapped": [
        "Президент России Владимир Путин провёл\nв среду встречу с министром иностранных\n"
        "дел Казахстана Ермеком Кошербаевым и\nГенеральным секретарём ООН.| Стороны\nобсудили подготовку визита.",
        "Президент России Владимир Путин провёл\nв среду встречу с министром иностранных\n"
        "дел Казахстана.|\nСтороны обсудили подготовку и\nсогласовали план.",
        "По словам министра, в 2019 году в\nРоссии родилось на 5% меньше, чем в\n"
        "2018 году, а на 1 января 2020 г.\nнаселение составляло 146 млн. человек.",
        "    Президент России Владимир Путин провёл\r\nв среду встречу с министром иностранных дел\r\n"
        "Казахстана Ермеком Кошербаевым и\r\nпослами Ирана и Ирака в Москве и в Минске|\r\n"
        "    Стороны обсудили подготовку.",
        "Мой дядя самых честных правил,|\nКогда не в шутку занемог,|\n"
        "Он уважать себя заставил|\nИ лучше выдумать не мог.",
    ],
    "lists": [
        "1. Президент прибыл в Астану.| 2. Переговоры завершены.",
        "1. Первое.|\n2. Второе.",
        "1.2. Общие положения",
        "IV. Гестационный период",
        "§ 2. Порядок выборов",
        "а) первое;| б) второе;| в) третье.",
        "Стороны обязуются: 1) соблюдать мир;| 2) отвести войска.",
        "Участвовали: 1. Иванов.| 2. Петров.| 3. Сидоров.",
        "На встрече были: Иванов, министр; Петров, посол; Сидоров.",
        "постановляю:|\n\n1. Принять отставку.",
        "Повестка:|\nвыборы|\nбюджет|\nразное",
        "Повестка:|\n\nвыборы|\n\nбюджет|\n\nПутин",
        "- первое;|\n- второе;|\n- третье.",
        "2). Выводы комиссии",
    ],
    "glued": [
        "«Это придает этому шагу историческое измерение».|Пресс-служба МИД РК.",
        "дальнейшему расширению сотрудничества».|Пресс-служба МИД РК.|\nО начале переговоров объявили.",
        "Рейсы отменены в этот день.|В общей сложности пострадают люди.",
        "Он приехал.|Путин его принял.",
        "Он приехал!|Путин его принял.",
        "Они встретились в Москве.|Он был рад.",
        "Это случилось в 2019.|Путин был рад.",
        "Цены выросли на 5%.|Инфляция растёт.",
        "Дело закрыто (так решил суд).|Адвокат доволен.",
        "Он приехал.|«Это хорошо», — сказал он.",
        "Он сказал: «Да!»|Путин промолчал.",
        "Заседание правительства РФ.|Вице-премьер доложил.",
        "Пресс-служба МИД РК.|Подробности позже.",
        "«Да», – сказал он.|–«Нет», – ответила она.",
        "Яндекс.Маркет и Яндекс.Такси объединились.",
        "Яндекс.Про для водителей",
        "Газета.Ру сообщает, а Лента.Ру молчит.",
        "ООО «Рога и Ко».Ru закрылось.",
        "Сайт «Ведомости».Ру обновлён.",
        "А.С.Пушкин и М.Ю.Лермонтов.",
        "Жил на ул.Ленина в г.Москва.",
        "Институт им.Гамалеи и проф.Иванов.",
        "Вышло 5 тыс.Рублей не хватило.",
        "РИА.Новости и МИА.Россия",
        "Дж.Хант занял пост.",
        "1.Первый пункт",
        "Скачать на site.Com/Путин",
    ],
    "initials": [
        "В. В. Путин прибыл.| С. В. Лавров тоже.",
        "Путин В. В. прибыл в Минск.",
        "Президент В.В. Путин и министр С.В. Лавров.",
        "Докладчик Иванов И. И.| Он выступил первым.",
        "Директор Чарльз Дж. Филлипс прибыл.",
        "Театр им. Вс. Мейерхольда открыт.",
        "Рассказ Эдгара А. По издан.",
        "Джордж У. Буш и Дональд Дж. Трамп.",
        "J. K. Rowling и J.R.R. Tolkien.",
        "Задержан Нуреддин Х.| В понедельник его отпустили.",
        "Адвокат О. Умалу и судья Ш. Зайберт.",
        "Корейский лидер Ким Ч. Им прибыл.",
        "Встречу готовят Рубио и Ван И.| Рубио прибыл первым.",
        "Рядом стояла Ким Чжу Э.| «Сеул молчит».",
        "Выступили Ким И. С. и Ли Э. сразу после него.",
        "Правил Пётр I.| Екатерина II тоже.",
        "Температура -5 °С.| Завтра потеплеет.",
        "Выступил А. Б. Чубайс.| С. В. Лавров ответил.",
        "Письмо А. Потёмкина к Екатерине II.| Ответ утерян.",
    ],
    "places": [
        "Он приехал в г. Москва.| Потом уехал.",
        "Живёт в г. Нур-Султан, ул. Ленина, д. 5, кв. 7.",
        "Пожар на ул. Ленина в пос. Южный Псковской обл.",
        "Авария на просп. Мира, корп. 2, стр. 3.",
        "Вблизи оз. Селяха и р. Иордан.",
        "На пл. Свободы, наб. Фонтанки и бул. Шевченко.",
        "Житель дер. Ивановка и с. Петровка.",
        "Порт St. Louis и газета St. Petersburg Times.",
        "Мкр. Северный, пгт. Южный, респ. Коми.",
    ],
    "posts": [
        "Институт им. Гамалеи разработал вакцину.",
        "НИИ им. Н. Ф. Гамалеи.| Он создан давно.",
        "Докладывал проф. Иванов и акад. Петров.",
        "Ген. Суровикин и полк. в отставке Стрелков.",
        "И. о. министра назначен Сидоров.",
        "Зам. Иванова подал в отставку.",
        "Св. Николай и о. Всеволод Чаплин.",
        "Митр. Иларион и архим. Тихон.",
        "Сообщил корр. ТАСС.",
        "Работу вёл к. ю. н. Карташов и д. э. н. Глазьев.",
        "Специалистом, к.п.н. И. П. Карташовым.",
        "Mr. Bean и Dr. House.",
        "Вышло под ред. Линды Уильямс.",
    ],
    "dates and units": [
        "6 июля 2007 г. Путин подписал закон.",
        "Бюджет на 2013 г.| Этот вопрос обсудили.",
        "Родился 14 февраля 1952 г.| В 1975 г. окончил университет.",
        "Ушёл в 2006г.| По данным издания, сам.",
        "В 1996-1999гг. работал.",
        "В XIX в. жил Пушкин.",
        "Стоит 500 руб.| Путин сказал, что дорого.",
        "Стоит 500 руб. 50 коп. за штуку.",
        "Выделено 5 млрд. руб. на дороги.",
        "Около 3 тыс. чел. вышли на улицы.",
        "В 15 час. 13 мин. 53 сек. по Москве.",
        "До н. э. и после н. э.| Римляне ушли.",
        "Снизить с 20 до 18 проц. (при сохранении).",
        "Рост на 2,5 п. п.| Инфляция 3%.",
        "Рост на 2,5 п.п. по сравнению с прошлым годом.",
        "Произошло 18 мая с. г. в Минске.",
    ],
    "abbreviations": [
        "Дети, женщины и т. д.| Власти молчат.",
        "Дети, женщины и т.д. и т.п.| Власти молчат.",
        "Иванов, Петров и др.| Суд отложен.",
        "Иванов, Петров и др. участники.",
        "Т. е. Россия и, в т. ч., Москва.",
        "Это т. н. Таблица боевых действий.",
        "По ст. 5 УПК, п. 2, гл. 8.",
        "См. рис. 5 и табл. 2 на стр. 10.",
        "Он варил рис.| Она молчала.",
        "Он сошёл с ума.| Полиция приехала.",
        "Найдено пять тел.| Полиция ведёт следствие.",
        "Звоните по тел. 8-800, тел. +7.",
        "Второй тур.| О. Умалу победил.",
        "Речь шла о нем.| Путин молчал.",
        "Берлин (нем. Berlin) и Париж (фр. Paris).",
        "Газпром (прим. ТАСС) сообщил.",
        "Павлов (род. 2 февраля 1983) погиб.",
        "Задержан сторонник ИГ.| Примерно два месяца назад.",
        "P.S. А ты заметил?",
        "Купил Google Inc. за 5 млн.| Сделка закрыта.",
        "Напр. Газпром и Роснефть.",
        "Нач. XX века и нач. дня.| Он начал.",
    ],
    "quotes and brackets": [
        "Он сказал: «Приеду завтра».| Потом уехал.",
        "Он сказал: «Приеду завтра.»| Потом уехал.",
        'Он сказал: "Приеду завтра".| Потом уехал.',
        'Он сказал: "Приеду!"| Потом уехал.',
        "Он сказал: “Приеду.”| Потом уехал.",
        "Он сказал: „Приеду.“| Потом уехал.",
        'Это риск.| "Яндекс" попал под удар.',
        "Это риск.| «Яндекс» попал под удар.",
        "Кто они такие… »| Он замолчал.",
        "Компания «Газпром» и партия «Единая Россия» спорят.",
        "Дело закрыто (так решил суд).| Адвокат доволен.",
        "(Прилепин — писатель.| Но враг.)| Он уехал.",
        "Он (Иванов) прибыл [вчера] в Минск.",
        "Он был (!) Иванов и (?) Петров.",
        "Шоу «Голос. Дети» победило.",
        "Передача «Что? Где? Когда?» вышла.",
        "Список «Традиция. Ответственность. Процветание» победил.",
        "Фильмы «Не может быть!» (1975) и «Афоня».",
        "Он уехал.[1]| Потом вернулся.[2]",
        "«Что это было?»| Никто не знает.",
    ],
    "direct speech": [
        "— Да! — сказал он.| — Нет! — ответила она.",
        "«Что?» — спросил Иванов.| Ему не ответили.",
        '"Что?" — спросил Иванов.',
        "«Мы победим!» - заявил Путин.| Зал встал.",
        "— Ты скажи, что дам.| — А мне дашь?",
        '- "Так в чем же дело?"| - "Не радуют".',
        "«Приеду», — сказал он.| «Жду», — ответила она.",
        'Брось!.."| Связываться не хотелось.',
        "«Это… это невозможно», — сказал он.",
        "«Сделаем!» – пообещал он.| – «Завтра же».",
    ],
    "ellipses, smiles, emoji": [
        "Он ушёл…| Потом вернулся.",
        "Он ушёл...| Потом вернулся.",
        "Он ушёл… потом вернулся.",
        "…Потом он вернулся.",
        "Он ушёл.| …Потом он вернулся.",
        "Он ушёл?..| Она осталась!..",
        "Тоже ;)| Я вспомнила.",
        "Спасибо :)) всем.",
        "Всем привет! 😊| Сегодня праздник.",
        "Матч окончен 5:3.| Победили наши.",
    ],
    "zero-width and decomposed": [
        "Он ушёл.\u200b| Потом вернулся.",
        "Он ушёл.\u200b|Потом вернулся.",
        "Он ушёл. |\ufeffПотом вернулся.",
        "Первый район.|\u2028Второи\u0306 район.",
        "Депутат И\u0306. Иванов прибыл.",
    ],
}


def parse(row: str) -> tuple[str, list[str]]:
    return row.replace("|", ""), [part.strip() for part in row.split("|")]


def cut(text: str) -> list[str]:
    return [text[start:stop] for start, stop in split_sentences(text)]


@pytest.mark.parametrize("row", [row for rows in CASES.values() for row in rows])
def test_case(row: str) -> None:
    text, expected = parse(row)
    assert cut(text) == expected


def test_stage_adds_sentences() -> None:
    document = sentences(Document.from_text(" Он приехал. Потом уехал.\n"))
    assert document.sentences == (Sentence(1, 12), Sentence(13, 25))
    assert document.text == " Он приехал. Потом уехал.\n"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n \t\u00a0\u2028\u3000"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == ()


ALPHABET = "абвАБВгМСОabAB12  \n\n\r\t.,;:!?…-–—()[]«»“”\"'№%/_@😊\u00a0\u0306\u200b\u2028\ufeff"
WORDS = ["г.", "им.", "т.", "д.", "В.", "Он", "Путин", "1.", "а)", "—", "«Да!»", ":)", "...", ".Ру", "\n", "\n\n"]
TEXTS = st.one_of(
    st.text(ALPHABET, max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=30).map("".join),
    st.text(max_size=60),
)


@given(TEXTS)
def test_sentences_are_sorted_trimmed_and_cover_the_text(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < stop for start, stop in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:stop] == text[start:stop].strip() for start, stop in spans)
    assert "".join("".join(text[start:stop] for start, stop in spans).split()) == "".join(text.split())


@given(TEXTS)
def test_sentences_lie_within_paragraphs(text: str) -> None:
    paragraphs = list(split_paragraphs(text))
    assert all(any(a <= start and stop <= b for a, b in paragraphs) for start, stop in split_sentences(text))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
def test_breaking_lines_for_their_width_changes_no_sentence(width: int, line_end: str) -> None:
    paragraphs = [line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    broken = [line_end.join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in paragraphs]
    assert [" ".join(sentence.split()) for sentence in cut((2 * line_end).join(broken))] == cut("\n\n".join(paragraphs))


@given(st.text("аБ \t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", max_size=30))
def test_lines_are_those_of_the_expression(text: str) -> None:
    assert module._lines(text) == module._LINE.findall(text)
    assert "".join(module._lines(text)) == text


@given(st.text("аБя1²_.- \n\u0301", max_size=16))
def test_the_last_word_is_that_of_the_whole_text(text: str) -> None:
    found = module._LEFT.search(text)
    assert module._last_word(text) == (found[1] if found else "")


PLAIN = st.sampled_from(
    ["правительство", "сообщило", "вчера", "министру", "решение,", "«Газпром»", "(Москва)", "встреча", "—", "2019"]
)


@given(
    st.lists(
        st.tuples(st.lists(PLAIN, min_size=1, max_size=6), st.sampled_from([".", "!", "?", "…", "...", "».", ")."]))
    )
)
def test_plain_text_is_cut_as_by_razdel(parts: list[tuple[list[str], str]]) -> None:
    text = " ".join("Решение " + " ".join(words) + " принято" + mark for words, mark in parts)
    assert split_sentences(text) == tuple(
        (sentence.start, sentence.stop) for sentence in razdel.sentenize(text) if text
    )


UNITS = ["слово ", "Слово. ", ". ", ") ", "1. ", "а\n", "А\n", "\n", " ", " .", "\u200b", "! «"]


@pytest.mark.parametrize(
    "unit", [*UNITS, *["слово", "Слово.", ".", "»", "1.", "А.", "😊", ":)", "[1]", "а.-", ";(", "§1"]]
)
def test_time_is_linear(unit: str, cost: Callable[[Callable[[], object]], float]) -> None:
    def seconds(size: int) -> float:
        text = "Начало." + unit * (size // len(unit))
        return cost(lambda: split_sentences(text))

    # Four times the text: a quadratic step would take sixteen times as long.
    assert seconds(120_000) < 8 * seconds(30_000) + 0.2


@pytest.mark.parametrize("name", ["ru_taiga-ud-dev.conllu", "ru_gsd-ud-dev.conllu"])
@pytest.mark.parametrize("paragraphs", [False, True])
def test_no_worse_than_razdel_on_treebanks(name: str, paragraphs: bool) -> None:
    if not (TREEBANKS / name).exists():
        pytest.skip(f"no treebank at {TREEBANKS / name}")
    text, gold = read_treebank(TREEBANKS / name, paragraphs)
    ours = f1(gold, {stop for _, stop in split_sentences(text)})
    peer = f1(gold, {sentence.stop for sentence in razdel.sentenize(text)})
    assert ours > peer


def read_treebank(path: Path, paragraphs: bool) -> tuple[str, set[int]]:
    """Returns the sentences of a treebank as one text, and their ends; paragraphs are marked by an empty line."""
    text = ""
    stops = set()
    new = False
    for line in path.read_text(encoding="utf-8").splitlines():
        new |= line.startswith(("# newdoc", "# newpar"))
        if line.startswith("# text = "):
            if text:
                text += "\n\n" if new and paragraphs else " "
            text += line.removeprefix("# text = ").replace("&#39;", "'").strip()
            stops.add(len(text))
            new = False
    return text, stops


def f1(gold: set[int], predicted: set[int]) -> float:
    return 2 * len(gold & predicted) / (len(gold) + len(predicted))
