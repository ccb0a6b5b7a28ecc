"""Linking, as tables: an article with its names in double brackets, and which of them are one."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from imenoslov.document import Alias, Document, EntityType, Gender, Mention, Person
from imenoslov.errors import ConfigError
from imenoslov.knowledge.spelling import slug
from imenoslov.stages.linking import link, linking
from imenoslov.stages.settings import LinkingSettings

_NAME = re.compile(r"\[(?P<type>[POL]) (?P<text>[^|\]]*)(?:\|(?P<base>[^\]]*))?\]")
_TYPES: dict[str, EntityType] = {"P": "PER", "O": "ORG", "L": "LOC"}


_SYLLABLES = [a + b for a in ("Кра", "Сто", "Веле", "Дро", "Мар") for b in ("сн", "лб", "нч", "зд")]


def article(marked: str) -> Document:
    """Reads `[P Мэй]` as a person and `[O МИДа|МИД]` as an organisation with its base form."""
    text, mentions, at = "", [], 0
    for match in _NAME.finditer(marked):
        text += marked[at : match.start()]
        name = match["text"]
        mentions.append(
            Mention(len(text), len(text) + len(name), _TYPES[match["type"]], name, base=match["base"] or name)
        )
        text += name
        at = match.end()
    text += marked[at:]
    return replace(Document.from_text(text), mentions=tuple(mentions))


def linked(marked: str) -> list[str]:
    """Returns the entity id of each name, in the order of the text."""
    return [mention.entity for mention in link(article(marked)).mentions]


PEOPLE = [
    # a surname, a first name, initials
    ("[P Тереза Мэй] ушла. [P Мэй] плакала. [P Тереза] вернулась, [P Т. Мэй], [P Т.Мэй].", "аaaaa"),
    ("[P Мэй] ушла. [P Тереза Мэй] плакала.", "aa"),
    ("[P Джереми Хант], он же [P Дж. Хант], он же [P Хант].", "aaa"),
    ("[P Дж. Хант] и [P Дж. Хант] и [P Хант].", "aaa"),
    # first name and patronymic
    ("[P Борис Ельцин] и [P Борис Николаевич], [P Борис Николаевич Ельцин].", "aaa"),
    ("[P Иван Иванович Петров] и [P Иван Сергеевич Петров].", "ab"),
    # surname first
    ("[P Шойгу Сергей] и [P Сергей Шойгу]; [P Шойгу С.К.].", "aaa"),
    # regnal numbers, titles, particles
    ("[P Елизавета II] и [P Елизавета].", "aa"),
    ("[P Елизавета II], королева [P Елизавета II] и [P Елизавета].", "aaa"),
    ("[P патриарх Кирилл] и [P Кирилл].", "aa"),
    ("[P Урсула фон дер Ляйен], [P фон дер Ляйен], [P Фон дер Ляйен], [P Ляйен].", "aaaa"),
    ("[P Анна Лис], [P Латвийка Лис].", "aa"),
    ("[P Абдалла II], [P Абдалла Второй].", "aa"),
    # patronymics of the East
    ("[P Нурлан Ажыгалиев уулу], [P Максат Темир уулу], [P Ажыгалиев уулу], [P Темир уулу Максат].", "abab"),
    ("[P Айгуль Нурдин кызы], [P Нурдин кызы].", "aa"),
    ("[P Гейдар Алирза оглы Алиев], [P Алиев Гейдар Алирза оглы], [P Гейдар Алиев], [P Алиев].", "aaaa"),
    # a surname that is a first name of women
    ("[P Брайан Мэй], [P Мэй].", "aa"),
    # initials as they are spelt
    ("[P Джей Ди Лис], [P Дж. Д. Лис], [P Лис].", "aaa"),
    # spelling, transcription, slips
    ("[P Тереза Мэй], [P Тереза Мей].", "aa"),
    ("[P Мухаммед Кадри], [P Мухаммад Кадри].", "aa"),
    ("[P Борис Джонсон], [P Борис Донсон], [P Джонсон].", "aaa"),
    ("[P Саид уль-Хак], [P Саидул Хак], [P Хак].", "aaa"),
    ("[P Мэттью Хэнкок], [P Мэтт Хэнкок].", "aa"),
    ("[P Энтони Албаниз], [P Энтони Альбанезе], [P Фумио Кисида], [P Фумио Кишида].", "aacc"),
    ("[P Руди Штайн], [P Рудольф Штайн], [P Штайн].", "aaa"),
    ("[P Владимир Зеленский], [P Володимир Зеленский].", "aa"),
    ("[P Theresa May], [P Тереза Мэй].", "aa"),
    ("[P Луис Перейра Лула да Гама], [P Лула да Гама], [P Лула].", "aaa"),
    ("[P Саад аль-Харири], [P Саад Харири].", "aa"),
    ("[P Хосе Мария Пинту Рамуш да Гама], [P Пинту].", "aa"),
    ("[P Халид бен Фахд Аль Рашид], [P Бен Фахд].", "aa"),
    ("[P Бен Фахд], [P Халид бен Фахд].", "aa"),
    ("[P Халид бен Фахд], [P Бен Харпер].", "ab"),
    # two people stay two
    ("[P Юлия Скрипаль], [P Сергей Скрипаль].", "ab"),
    ("[P Сергей Скрипаль], [P Скрипали].", "ab"),
    ("[P Тупоу IV], [P Тупоу V].", "ab"),
    ("[P Остин Смит], [P Остин Смит-младший], [P Смит], [P Остин Смит], [P Смит-младший].", "abaab"),
    ("[P Остин Смит-младший], [P Остин Смит], [P Смит].", "aaa"),
    ("[P Остин Смит], [P Смит-старший].", "aa"),
    ("[P Кирилл Лис], [P патриарх Кирилл], [P Кирилл].", "abb"),
    ("[P Иса Ямадаев], [P Сулим Ямадаев], [P Сулим].", "abb"),
    ("[P Александр Иванов], [P Александра Иванова].", "ab"),
    ("[P Раиса Горбачёва], [P Михаил Горбачёв], [P Горбачёва], [P Горбачёв].", "abab"),
    ("[P Алла Бут] и [P Виктор Бут]. [P Бута|Бут] осудили.", "abb"),
    ("[P Анна Петрова], [P Алла Петрова].", "ab"),
    ("[P Иван Ли], [P Ян Ли].", "ab"),
    ("[P А. Иванов], [P Б. Иванов].", "ab"),
    ("[P Сергей Иванов], [P Владимир Путин], [P Иванов], [P Путин].", "abab"),
    # the main bearer of a surname, or the one named last
    ("[P Иван Лис], [P Иван Лис], [P Пётр Лис], [P Лис].", "aaba"),
    ("[P Иван Лис], [P Пётр Лис], [P Лис].", "abb"),
    # nobody is meant by a surname before he is introduced, nor when it has meant another one
    ("[P Иван Лис], [P Лис] ушёл. [P Пётр Лис] пришёл. [P Пётр Лис] сел.", "aabb"),
    ("[P Лис] ушёл.\n[P Иван Лис] хмур. [P Пётр Лис] весел. [P Лис] грустен.", "aaba"),
    ("[P Лис] простил сына\nПрезидент [P Отто Лис] простил. Сын [P Иван Лис] рад, [P Иван Лис] пел.", "aabb"),
    # whose surname stands beside
    ("[P Иван Лис] пришёл. [P Иван] и [P Мария Лис] пели.", "aab"),
    # who is called by the first name is not meant by the surname
    ("[P Иван Лис], [P Пётр Лис], [P Лис]. [P Пётр] ушёл.", "abab"),
    # one half of a double surname, but not of first and last name run together
    ("[P Анна Крамп-Лисс], [P Лисс], [P Крамп].", "aaa"),
    ("[P Анна-Лисс], [P Лисс].", "ab"),
    # what looks like a patronymic is a surname after initials
    ("[P А. В. Дворкович] и [P Аркадий Дворкович].", "aa"),
    # spellings
    ("[P Йенс Лисс], [P Енс Лисс].", "aa"),
    ("[P Абд Раббу Мансур Хади], [P Абд-Раббу Мансур Хади].", "aa"),
    ("[P Матеуш Качиньский], [P Матеуш Качиньски].", "aa"),
    ("[P Роберт де Ниро], [P Де Ниро], [P де Ниро].", "aaa"),
]

# Who is named in full only as a relative of somebody whom the surname alone means.
FAMILIES = [
    ("\n[P Лис] выступил. Сын [P Лиса|Лис] [P Хуан Лис] не пришёл. [P Лис] уехал.", "aaba"),
    ("\n[P Лис] выступил. Другой сын, [P Хуан Лис], не пришёл. [P Лис] уехал.", "aba"),
    ("\n[P Лис] выступил. Дочь бывшего главы РЖД [P Нинель Лис] пришла. [P Нинель] уехала.", "abb"),
    # who leads the way, or is the only one, keeps the surname
    ("\nСын президента [P Хуан Лис] пришёл. [P Лис] уехал.", "aa"),
    ("[P Лис] пришёл\nСын президента [P Хуан Лис] пришёл. [P Лис] уехал.", "aaa"),
    ("\n[P Лис] пришёл. Отец троих детей [P Хуан Лис] ранен. [P Лис] уехал.", "aaa"),
    ("\n[P Лис] пришёл. Писатель [P Хуан Лис] уехал.", "aa"),
    ("\n[P Лис] выступил. Сын президента [P Отто Лиса|Отто Лис] [P Хуан] не пришёл. [P Лис] уехал.", "aaca"),
    # the hero of the article, not his relatives
    ("\n[P Хуан Лис], сын бывшего главы РЖД [P Отто Лиса|Отто Лис], пришёл. [P Лис] уехал.", "aba"),
    ("\n[P Хуан Лис], его брат [P Отто Лис] и [P Уго Рэд]. [P Лис] уехал.", "abca"),
    # a son and the surname alone
    ("\n[P Лис] улетел. [P Лис-младший] остался.", "ab"),
    ("\n[P Хуан Лис-младший] улетел. [P Лис] тоже, [P Лис-младший] остался.", "aaa"),
    ("\n[P Хуан Лис] улетел. [P Лис-младший] остался.", "aa"),
]

TRANSLATIONS = [
    ("[P Найджел Фарадж] ([P Nigel Farage]) и [P Farage].", "aaa"),
    ("[O «Помощь в нужде»] (нем. [O Hilfe in Not]), [O Hilfe in Not].", "aaa"),
    ("[O Hilfe in Not] («[O Помощь в нужде]»).", "aa"),
    ("[L Малага] ([L AGP]).", "ab"),
    ("[P Анна Лис] ([P Иван Лис]).", "ab"),
    ("[P Анна Лис] и [P John Smith].", "ab"),
]

PLACES = [
    # the surname of a person of the article that was taken for a place, and a place
    ("[P Руй Витория] недоволен. [L Витория] уйдёт.", "aa"),
    ("[P Руй Витория] уехал в [L Виторию|Витория].", "ab"),
    ("[P Папа Римский] прибыл. Папа [L Римский].", "ab"),
    ("роль [P КАМАЗа|КАМАЗ] и [O КАМАЗ]", "aa"),
    ("[O Объединённые Арабские Эмираты], [L ОАЭ].", "aa"),
    ("[O Россия] и [L Россия]. Самолёт авиакомпании «[O Россия]».", "aab"),
    ("[L Россия], [L РФ], [L Российская Федерация].", "aaa"),
    ("[L Великобритания], [L Британия], [L Соединённое Королевство], [L Англия].", "aaaa"),
    ("[L Великобритания], [L Шотландия], [L Англия].", "abc"),
    ("[L РК], [L Казахстан], [L Республика Казахстан].", "aaa"),
    ("[L РК], [L Южная Корея], [L Сеул].", "aab"),
    ("[L РК] и [L Южная Корея] и [L Казахстан].", "abc"),
    ("[L ФРГ], [L Германия], [L КНР], [L Китай].", "aabb"),
    ("[L США], [L Соединенные Штаты], [L Америка].", "aaa"),
    ("[L Швеция], [L Щвеция].", "aa"),
    ("[L Австрия], [L Австралия].", "ab"),
    ("[L Иран], [L Ирак].", "ab"),
    ("[L МОСКВА], [L Москва], [L Моcква].", "aaa"),
    ("[L Ростов-на-Дону], [L Ростов].", "aa"),
    ("[L Московская область], [L Подмосковье], [L Москва].", "aab"),
    ("[L республика Коми], [L Коми].", "aa"),
    ("[L Нью-Йорк], [L штат Нью-Йорк], [L штат Техас], [L Техас].", "abcc"),
    ("[L Полтавщина], [L Полтавская область], [L Полтавская обл.], [L Полтава].", "aaab"),
    ("[L Датское королевство], [L Дания], [L Королевство Дания].", "aaa"),
    ("[L Аргентина], [L Республика Аргентина].", "aa"),
    ("[L Тверская] и [L Вятская область], [L Вятка], [L Тверь].", "abcd"),
    ("[L Вятская] и [L Тверская область]; [L Вятская область].", "aba"),
    ("[L Печорская АЭС], [L ПАЭС].", "aa"),
    ("[L Каннский], [L Канны], [L Римский], [L Рим].", "aacd"),
    ("[L Рижский вокзал], [L вокзал Риги], [L вокзал «Рига»], [L Рига].", "aaad"),
    ("[L аэропорт Хитроу], [L Хитроу], [L лондонский Хитроу].", "aaa"),
    ("[L Печорская АЭС], [L Пермская АЭС], [L ПАЭС].", "abc"),
    ("[L «Восток – 2»], [L Восток-2].", "aa"),
    ("[L Северная Корея], [L Южная Корея], [L КНДР].", "aba"),
]

ORGANISATIONS = [
    # a body of the UN in an article on the UN, that of a state where it has a secretary
    ("[O ООН]. [O Совет Безопасности] собрался. [O Совбез ООН] и [O Совбез].", "abbb"),
    ("[O ООН]. [O Совбез] собрался. [L Россия], [L Россия], [O МИД России]. [O Совбез ООН].", "abccdb"),
    ("[O ООН], [L Россия], [O МИД России]. Секретарь [O Совбеза|Совбез]. [O Совбез России].", "abcdd"),
    # the letters of an abbreviation in another order than the words
    ("[O Энергетическое агентство Дании] ([O ДЭА]), [O ДЭА].", "aaa"),
    ("[O Институт истории Севера Союза печати] ([O СП]), [O СП].", "abb"),
    # who leads a government, with first name and title or without
    ("[O кабинет Терезы Мэй], [O кабинет премьера Мэй], [O кабинет Мэй].", "aaa"),
    # with and without the country
    ("[O Верховный суд Пакистана] и [O Верховный суд], [O Верховный Суд].", "aaa"),
    ("[O Верховный суд Пакистана], [O Верховный суд Индии], [O Верховный суд].", "abb"),
    # of several countries, of the one the article is about, unless it says which
    ("[L Литва], [L Литва], [O МИД Литвы], [O МИД Индии], [O МИД].", "aabcb"),
    ("[L Литва], [L Литва], [O МИД Литвы], [O МИД Индии], тамошний [O МИД].", "aabcc"),
    # what a federation calls its own
    ("[O Федеральный конституционный суд], [O Конституционный суд Германии].", "aa"),
    ("[O Федеральный арбитражный суд Лисса], [O Арбитражный суд].", "ab"),
    ("[O Верховный федеральный суд], [O Верховный суд Бразилии].", "aa"),
    # an abbreviation of the tables that means another name of the article
    ("[O Швейцарская народная партия], [O ШНП].", "aa"),
    ("[O Швейцарская народная партия], [O Шотландская национальная партия], [O ШНП].", "abb"),
    # nouns that end as adjectives
    ("[O Законодательное собрание] и [O Заксобрание].", "aa"),
    ("[O Министерство сообщения Латвии] и [O Минсообщения].", "aa"),
    ("[O британский МИД], [O МИД Великобритании], [O Министерство иностранных дел Соединенного Королевства].", "aaa"),
    ("[O МИД России], [O МИД РФ], [O российское Министерство иностранных дел], [O МИД Литвы].", "aaab"),
    ("[O Минздрав Тверской области], [O Министерство здравоохранения Тверской области], [O Минздрав].", "aab"),
    ("[O английская Консервативная партия], [O Консервативная партия].", "aa"),
    # abbreviations: from the tables, from brackets, by initials
    ("[O ЕС], [O Евросоюз], [O Европейский союз].", "aaa"),
    ("[O МВФ] и [O Международный валютный фонд].", "aa"),
    ("[O Техрик-э-Инсаф Пакистан] ([O ТИП]), [O ТИП], [O TIP].", "aaaa"),
    ("[O Общество защиты угнетённых народов] ([O GfbV]). [O GfbV].", "aaa"),
    ("[O Движение против незаконной застройки], [O ДПНЗ].", "aa"),
    ("[O Отдел вёрстки Союза свободной печати] ([O ССП]). [O ССП].", "abb"),
    ("[O Госагентство по печати], [O Государственное агентство по печати].", "aa"),
    ("[O Региональный фонд], [O Речной флот], [O РФ].", "abc"),
    ("[O ВС Литвы], [O Вооружённые силы Литвы], [O литовские вооружённые силы].", "aaa"),
    ("[O ВС Литвы], [O Вооружённые силы Латвии].", "ab"),
    ("[O Литовская партия любителей пива], [O ЛПЛП].", "aa"),
    ("[O ВС Литвы], [O Вооружённые силы Литвы], [O Верховный суд Литвы].", "abc"),
    ("[O Печорская АЭС], [O ПАЭС].", "aa"),
    ("[O ДонМеталлТрейд], [O ДМТ], [O Институт физики звёзд РАН], [O ИФЗ].", "aacc"),
    # letters
    ("[O EMA], [O ЕМА], [O Европейское медицинское агентство].", "aaa"),
    ("[O BBC], [O Би-би-си].", "aa"),
    ("[O Райанэйр], [O Ryanair].", "aa"),
    ("Как сообщает [O ВВС], [O Би-би-си] и самолёты [O ВВС].", "aab"),
    ("Самолёты [O ВВС] и журналисты [O Би-би-си].", "ab"),
    # quotes, legal forms, genres
    ("[O ПАО «Газпром»], [O «Газпром»], [O Газпром].", "aaa"),
    ("[O Русская служба «Звезды»|Русская служба «Звезда»], [O «Звезда»].", "ab"),
    ("[O телекомпания «Звезда»], [O «Звезда»].", "aa"),
    ("[O Ryanair Holdings Plc], [O Ryanair].", "aa"),
    ("[O Газпром], [O Газпром нефть].", "ab"),
    ("[O немецкая компания Wintershall], [O немецкая Wintershall], [O Wintershall].", "aaa"),
    ("[O агентство Интерфакс], [O Интерфакс].", "aa"),
    ("[O московский «Вымпел»], [O «Вымпел»], [O уральский завод «Вымпел»].", "aaa"),
    # numbers
    ("[O Северный поток – 2], [O «Северный поток-2»], [O Nord Stream 2 AG], [O Nord Stream-2].", "aaaa"),
    ("[O Северный поток], [O «Северный поток – 2»], [O Северный поток – 3].", "abc"),
    ("[O Россия-24], [O «Россия 24»], [O Россия-1].", "aab"),
    ("[O Партия регионов], [O Регионы].", "ab"),
    # the same words in another order
    ("[O Союз ректоров России], [O Российский союз ректоров], [O Союз ректоров Латвии].", "aab"),
    ("[O Европейская исследовательская группа], [O Группа европейских исследований].", "aa"),
    ("[O Европейский совет], [O Совет Европы].", "ab"),
    ("[O Уральский университет], [O Университет Урала], [O Университет Урана].", "aac"),
    ("[O Dawn], [O The Dawn].", "aa"),
    ("[O Рижская биржа], [O Рижская фондовая биржа].", "aa"),
    ("[O Рижская биржа], [O Рижская фондовая биржа], [O Рижская товарная биржа].", "abc"),
    # a longer name, and that of a part
    ("[O Нобелевский комитет], [O Нобелевский комитет при институте].", "aa"),
    ("[O Европейский суд], [O Суд ЕС].", "aa"),
    ("[O Европейский суд], [O Суд ЕС], [O ЕСПЧ].", "abc"),
    ("[O Палата общин], [O Палата общин британского парламента].", "aa"),
    ("[O Верховный суд], [O Верховный суд по делам печати].", "ab"),
    ("[O Земельный суд Вены], [O Высший земельный суд Вены].", "ab"),
    ("[O Европейский центробанк], [O Центробанк Литвы], [O Центробанк].", "abb"),
    ("[O Комиссия США по торговле], [O Комиссия по торговле США], [O Комиссия по торговле].", "aaa"),
    ("[O АКБ ВЕКТОР АО], [O «Вектор»].", "aa"),
    ("[O Балтика Моторс], [O «Балтика»], [O футбольный клуб «Балтика»].", "abb"),
    ("[O Sinovac], [O Sinovac Biotech].", "aa"),
    ("[O Агентство], [O Международное агентство по атомной энергии].", "aa"),
    ("[O Агентство], [O Агентство печати], [O Агентство погоды].", "abc"),
    ("[O НАТО] и [O Альянс].", "aa"),
    ("[O Большой театр], [O Европейский союз], [O Альянс].", "abc"),
    ("[O Национальный фронт], [O Нацфронт].", "aa"),
    ("[O Уральский областной суд], [O Уралоблсуд], [O Уральский городской суд].", "aac"),
    ("[O Большой театр], [O Большой], [O Малый театр].", "aac"),
    ("[O Бостон Рысь], [O Бостон], [O Бостонский банк].", "aac"),
    ("[O Россия Моторс], [O Россия].", "ab"),
    # eponyms
    ("[O Вавиловский университет], [O Университет имени Вавилова].", "aa"),
    ("[O Центр имени Вавилова], [O НИИ Вавилова], [O Институт им. Н. И. Вавилова].", "aaa"),
    ("[O Центр имени Вавилова], [O больница имени Вавилова].", "ab"),
    ("[O Театр имени Марии Лис], [O Театр имени Лис], [O Театр имени Марии Кац].", "aac"),
    ("[O кабинет Терезы Мэй], [O Кабинет Мэй], [O Институт общей физики], [O Институт физики].", "aacd"),
    ("[O Фонтанка.ru], [O Фонтанка], [O НВО], [O HBO].", "aacc"),
    # spelling
    ("[O Техрик-э-Лабаик], [O Техрик-э-Лабайк].", "aa"),
]


@pytest.mark.parametrize(("marked", "pattern"), PEOPLE + FAMILIES + TRANSLATIONS + PLACES + ORGANISATIONS)
def test_which_names_are_one(marked: str, pattern: str) -> None:
    ids = linked(marked)
    letters = pattern.replace("а", "a")
    numbers = {letter: at for at, letter in reversed(list(enumerate(letters)))}
    assert [ids.index(id) for id in ids] == [numbers[letter] for letter in letters], ids


IDS = [
    ("[P Кая Каллас] и [P Каллас].", "per:каллас-кая"),
    ("[P Касым-Жомарт Токаев].", "per:токаев-касым-жомарт"),
    ("[P Алёна Соловьёва].", "per:соловьева-алена"),
    ("[P Ким Чен Ын].", "per:ким-чен-ын"),
    ("[P Биби].", "per:биби"),
    ("[P Анна], [P Анна], [P Анна IV].", "per:анна-iv"),
    ("[P Д. Дэвис].", "per:дэвис-д"),
    ("[P Иван Петрович Сидоров].", "per:сидоров-иван"),
    ("[L Россия].", "loc:россия"),
    ("[L РФ].", "loc:россия"),
    ("[L Соединенное Королевство].", "loc:великобритания"),
    ("[O ООН].", "org:организация-объединенных-наций"),
    ("[O МИД Британии].", "org:министерство-иностранных-дел-великобритании"),
    ("[O Министерство иностранных дел].", "org:министерство-иностранных-дел"),
    ("Центр [O МИДа|МИД] [L Литвы|Литва]. [L Милан], [L Рим], [L Италия].", "org:министерство-иностранных-дел-литвы"),
    ("Глава литовского [O МИД] в [L Польша].", "org:министерство-иностранных-дел-литвы"),
    ("Глава городского [O МИД].", "org:министерство-иностранных-дел"),
    ("[O МИД]. Министр иностранных дел [L Литвы|Литва] едет в [L Польша].", "org:министерство-иностранных-дел-литвы"),
    ("[O МИД]. Министр обороны [L Литвы|Литва] едет в [L Польша].", "org:министерство-иностранных-дел"),
    (
        "[O МИД]. Министры иностранных дел [L Литвы|Литва], министр иностранных дел [L Чили].",
        "org:министерство-иностранных-дел",
    ),
    ("[O МЧС РК] едет в [L Караганда].", "org:министерство-по-чрезвычайным-ситуациям-казахстана"),
    ("[O ПАО «Газпром»].", "org:газпром"),
    ("[O Собрание Лисского края], [O Собрание], [O Собрание].", "org:собрание-лисского-края"),
    ("[O полк «Лисс»].", "org:лисс"),
    ("[L федеральная земля Лисс].", "loc:лисс"),
    ("[L Исламская Республика Иран].", "loc:иран"),
    ("[L Народная Республика Лисс].", "loc:народная-республика-лисс"),
    ("[O Завод Гамма] ([O ЗГ]).", "org:завод-гамма"),
]


@pytest.mark.parametrize(("marked", "id"), IDS)
def test_ids_are_made_of_the_name(marked: str, id: str) -> None:
    assert linked(marked)[0] == id


def test_two_of_one_name_in_an_article_get_different_ids() -> None:
    ids = linked("[P Иван Иванович Петров], [P Иван Сергеевич Петров], [P Мария Петровна Лис], [P Мария Ивановна Лис].")
    assert ids == [
        "per:петров-иван-иванович",
        "per:петров-иван-сергеевич",
        "per:лис-мария-петровна",
        "per:лис-мария-ивановна",
    ]


def test_the_entity_sums_its_mentions_up() -> None:
    document = link(article("[L Лондон]. [P Мэй] и [P Т. Мэй] и [P Терезу Мэй|Тереза Мэй] и [P Мэй] и [P Тереза]."))
    assert [entity.id for entity in document.entities] == ["loc:лондон", "per:мэй-тереза"]
    person = document.entities[1]
    assert (person.name, person.mentions, person.wikidata) == ("Тереза Мэй", 5, None)
    assert person.aliases == (Alias("Мэй", 2), Alias("Т. Мэй", 1), Alias("Тереза", 1))
    assert person.person == Person("Тереза", None, "Мэй", "f")


def test_names_and_ids_have_no_invisible_characters() -> None:
    document = link(article("[P Те\u200bреза Мэй], [P Тереза Мэй\ufeff], [L Лон\u00adдон]."))
    assert [entity.id for entity in document.entities] == ["per:мэй-тереза", "loc:лондон"]
    assert [(entity.name, entity.aliases) for entity in document.entities] == [("Тереза Мэй", ()), ("Лондон", ())]


def test_capitals_are_no_name_where_there_is_another() -> None:
    document = link(article("[P ТЕРЕЗА МЭЙ]. [L БИШКЕК]. [P Тереза Мэй], [L Бишкек]."))
    assert [entity.name for entity in document.entities] == ["Тереза Мэй", "Бишкек"]
    assert document.entities[0].person == Person("Тереза", None, "Мэй", "f")


@pytest.mark.parametrize(("name", "score", "type"), [("Берн", 0.6, "LOC"), ("Берн", 0.9, "PER"), ("Лисс", 0.6, "PER")])
def test_a_capital_that_was_hardly_taken_for_a_person_is_a_place(name: str, score: float, type: EntityType) -> None:
    document = article(f"Спорит с [P {name}].")
    doubtful = replace(document, mentions=tuple([replace(m, score=score) for m in document.mentions]))
    assert link(doubtful).mentions[0].type == type


def test_the_gender_that_the_base_forms_have_found_tells_two_apart() -> None:
    document = article("[P Ашик Норин], [P Асу Норин], [P Норин].")
    genders: tuple[Gender, ...] = ("m", "f", "f")
    given_genders = tuple(
        replace(mention, person=Person(last="Норин", gender=gender))
        for mention, gender in zip(document.mentions, genders, strict=True)
    )
    linked = link(replace(document, mentions=given_genders))
    assert [mention.entity for mention in linked.mentions] == ["per:норин-ашик", "per:норин-асу", "per:норин-асу"]
    assert not any(mention.person for mention in linked.mentions)


GENDERS: list[tuple[str, tuple[Gender | None, ...], str]] = [
    # what does not decline tells no gender, what declines does
    ("[P Анна Лопес], [P Лопес].", ("f", "m"), "aa"),
    ("[P Анна Бэрбок], [P Бербок].", ("f", "m"), "aa"),
    ("[P Эмер Кук], [P Э. Кук].", ("m", "f"), "aa"),
    ("[P Эмер Кука|Эмер Кук], [P Э. Кук].", ("m", "f"), "ab"),
    ("[P Анна Мэй], [P А. Мэй].", ("f", "m"), "aa"),
    ("[P Анналина Бербок], [P Аналина Бербок].", ("f", "m"), "aa"),
    ("[P Анна Бут], [P Бута|Бут].", ("f", "m"), "ab"),
    # the main bearer, and the hero, outweigh the man that an unknown name is taken for
    ("[P Нинель Харт], [P Нинель Харт], [P Отто Харт], [P Харт].", ("f", "f", "m", "m"), "aaba"),
    ("[P Отто Харт], [P Отто Харт], [P Нинель Харт], [P Харт].", ("m", "m", "f", "f"), "aabb"),
    ("[P Нинель Харт], дочь премьера [P Отто Харт], [P Харт].", ("f", "m", "m"), "aba"),
    ("[P Нинель Харт], [P Отто Харт], [P Харт].", ("f", "m", "m"), "abb"),
    # one full name is one person
    ("[P Харпер Ли], [P Харпер Ли].", ("f", "m"), "aa"),
    # the list of first names and the cases of the text disagree
    ("[P Иван Уитсон], [P Уитсон].", ("f", "f"), "aa"),
]


@pytest.mark.parametrize(("marked", "genders", "pattern"), GENDERS)
def test_how_far_a_gender_is_believed(marked: str, genders: tuple[Gender | None, ...], pattern: str) -> None:
    document = article(marked)
    mentions = tuple(
        replace(mention, person=Person(last=mention.text, gender=gender))
        for mention, gender in zip(document.mentions, genders, strict=True)
    )
    ids = [mention.entity for mention in link(replace(document, mentions=mentions)).mentions]
    assert [ids.index(id) for id in ids] == [pattern.index(letter) for letter in pattern]


def test_the_users_own_names_win(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("# ours\nPER\tТереза Мэй\tЖелезная леди;Мэй\tQ264766\nORG\tЗавод Гамма\tМЗГ\n", "utf-8")
    stage = linking(LinkingSettings(names=str(path)))
    document = stage(article("[P Железная леди], [P Мэй], [P Мэри Мэй]. [O МЗГ], [O Молочный завод]. [L Россия]."))
    entities = [mention.entity for mention in document.mentions]
    assert entities == ["per:мэй-тереза"] * 2 + ["per:мэй-мэри", "org:завод-гамма", "org:молочный-завод", "loc:россия"]
    theresa = document.entities[0]
    assert (theresa.name, theresa.mentions, theresa.wikidata) == ("Тереза Мэй", 2, "Q264766")
    assert theresa.aliases == (Alias("Железная леди", 1), Alias("Мэй", 1))


def test_the_users_list_says_what_type_a_form_has_that_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("ORG\tГазпромнефть\tГПН\nORG\tСпартак\nPER\tСпартак\nPER\tТереза Мэй\tМэй\n", "utf-8")
    document = linking(LinkingSettings(names=str(path)))(
        article("[L Газпромнефти|Газпромнефть], [P ГПН], [O ГПН]. [P Спартак], [L Спартак]. [L Мэй].")
    )
    assert [(mention.type, mention.entity) for mention in document.mentions] == [
        *[("ORG", "org:газпромнефть")] * 3,
        ("PER", "per:спартак"),
        ("LOC", "loc:спартак"),
        ("PER", "per:мэй-тереза"),
    ]
    types = {entity.id: entity.type for entity in document.entities}
    assert all(types[mention.entity] == mention.type for mention in document.mentions)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("PERSON\tТереза Мэй", "Line 2 of .* is wrong: 'PERSON"),
        ("PER\t«»", "Line 2"),
        ("PER Тереза Мэй", "write type"),
        ("LOC\tЛондон\t\t84", "'84' is no Wikidata item"),
        ("LOC\tЛондон\tПариж", "line 1 has «париж» already"),
        ("LOC\tЛондон\t\tQ84\tмного", "Line 2"),
    ],
)
def test_a_wrong_line_of_the_users_names_is_named(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(f"LOC\tПариж\n{line}\n", "utf-8")
    with pytest.raises(ConfigError, match=what):
        linking(LinkingSettings(names=str(path)))


def test_a_missing_list_of_names_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        linking(LinkingSettings(names=str(tmp_path / "missing.tsv")))


def test_frequent_entities_have_their_wikidata_item() -> None:
    document = link(article("[L РФ], [L Великобритания], [P Барак Обама], [L Усть-Непонятное]."))
    assert [entity.wikidata for entity in document.entities] == ["Q159", "Q145", "Q76", None]


SEED = """
Заявили в [O Министерстве иностранных дел|Министерство иностранных дел] ([O МИД]) [L Казахстана|Казахстан]:
министра иностранных дел [L Республики Казахстан|Республика Казахстан] [P Алибека Бакаева|Алибек Бакаев], между
[L Казахстаном|Казахстан] и [O ЕС]. Между [O Европейским союзом|Европейский союз] и государством
[L Центральной Азии|Центральная Азия].
Пресс-служба [O МИД РК]. Совета сотрудничества [L РК]-[O ЕС], под председательством [P Каи Каллас|Кая Каллас].
"""


def test_the_seed_article() -> None:
    ids = linked(SEED)
    assert sorted(set(ids)) == [
        "loc:казахстан",
        "loc:центральная-азия",
        "org:европейский-союз",
        "org:министерство-иностранных-дел-казахстана",
        "per:бакаев-алибек",
        "per:каллас-кая",
    ]
    assert ids.count("org:министерство-иностранных-дел-казахстана") == 3
    assert ids.count("loc:казахстан") == 4
    assert ids.count("org:европейский-союз") == 3


@given(st.lists(st.text("АБВабвгеёи -.«»XVx\u00a0", min_size=1, max_size=12), max_size=12))
def test_every_mention_gets_an_entity_that_the_document_lists(names: list[str]) -> None:
    text = "\n".join(names)
    mentions, at = [], 0
    for number, name in enumerate(names):
        mentions.append(Mention(at, at + len(name), _TYPES["POL"[number % 3]], name, base=name))
        at += len(name) + 1
    document = link(replace(Document.from_text(text), mentions=tuple(mentions)))
    counts = {entity.id: entity.mentions for entity in document.entities}
    assert len(counts) == len(document.entities)
    assert sum(counts.values()) == len(mentions)
    assert all(mention.entity in counts for mention in document.mentions)
    for entity in document.entities:
        bases = [mention.base for mention in document.mentions if mention.entity == entity.id]
        assert Counter(bases) == {entity.name: bases.count(entity.name), **{a.name: a.mentions for a in entity.aliases}}
        assert entity.id.startswith(entity.type.lower() + ":")
    assert [e.id for e in document.entities] == list(dict.fromkeys(m.entity for m in document.mentions))
    assert link(document) == document


def test_the_time_grows_with_the_number_of_mentions(cost: Callable[[Callable[[], object]], float]) -> None:
    names = [
        f"[P {first} {last}ов{ending}] и [P {last}ов{ending}|{last}ов], [O {last}банк], [L {last}город]. "
        for ending in ("ский", "ых")
        for first in ("Иван", "Пётр", "Олег", "Юрий")
        for last in _SYLLABLES
    ]

    def seconds(times: int) -> float:
        document = article("".join(names) * times)
        return cost(lambda: link(document))

    assert seconds(8) < 4 * 8 * max(seconds(1), 0.005)


def test_slugs_hold_no_quotes() -> None:
    assert slug("ПАО «Газпром — Ё»") == "пао-газпром-е"
