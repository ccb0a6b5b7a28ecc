"""Personal names: their parts, and which spellings can be one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imenoslov.document import Person
from imenoslov.knowledge import person_names
from imenoslov.knowledge.first_names import first_name_gender, one_first_name
from imenoslov.knowledge.person_names import misspelt_surname, near_first_names, near_surnames, read_person

NAMES = [
    ("Тереза Мэй", Person("Тереза", None, "Мэй", "f")),
    ("Рааб", Person(None, None, "Рааб")),
    ("Джей Ди Вэнс", Person("Джей Ди", None, "Вэнс")),
    ("Роберт Ф. Кеннеди — младший", Person("Роберт", "Ф.", "Кеннеди-младший", "m")),
    ("Максат Темир уулу", Person("Максат", None, "Темир уулу", "m")),
    ("Темир уулу Максат", Person("Максат", None, "Темир уулу", "m")),
    ("Нурдин кызы", Person(None, None, "Нурдин кызы", "f")),
    ("Гейдар Алирза оглы Алиев", Person("Гейдар", "Алирза оглы", "Алиев", "m")),
    ("Алиев Гейдар Алирза оглы", Person("Гейдар", "Алирза оглы", "Алиев", "m")),
    ("Абдалла Второй", Person("Абдалла II", None, None, "m")),
    ("Николай Шестых", Person("Николай", None, "Шестых", "m")),
    ("Д. Дэвис", Person("Д.", None, "Дэвис")),
    ("Л. Абрамович", Person("Л.", None, "Абрамович")),
    ("А. В. Дворкович", Person("А.", "В.", "Дворкович")),
    ("Д.Дэвис", Person("Д.", None, "Дэвис")),
    ("В. В. Путин", Person("В.", "В.", "Путин")),
    ("Ж.-К. Трише", Person("Ж.", "К.", "Трише")),
    ("Ж.-К.Трише", Person("Ж.", "К.", "Трише")),
    ("Жан-Клод Трише", Person("Жан-Клод", None, "Трише", "m")),
    ("Путин В. В.", Person("В.", "В.", "Путин")),
    ("Шойгу Сергей Кужугетович", Person("Сергей", "Кужугетович", "Шойгу", "m")),
    ("Соловьёва Татьяна", Person("Татьяна", None, "Соловьёва", "f")),
    ("Борис Николаевич", Person("Борис", "Николаевич", None, "m")),
    ("Евгений Юрьевич", Person("Евгений", "Юрьевич", None, "m")),
    ("Виктор Шендерович", Person("Виктор", None, "Шендерович", "m")),
    ("Ким Чен Ын", Person("Чен Ын", None, "Ким")),
    ("Мао Цзэдун", Person("Цзэдун", None, "Мао")),
    ("Урсула фон дер Ляйен", Person("Урсула", None, "фон дер Ляйен", "f")),
    ("Фон дер Ляйен", Person(None, None, "Фон дер Ляйен")),
    ("Латвийка Остапенко", Person(None, None, "Остапенко", "f")),
    ("Серб Новак Джокович", Person("Новак", None, "Джокович", "m")),
    ("Поляк Юрий", Person("Юрий", None, "Поляк", "m")),
    ("Немец Юрий Петрович", Person("Юрий", "Петрович", "Немец", "m")),
    ("Де Ниро", Person(None, None, "Де Ниро")),
    ("Ван И", Person("И", None, "Ван")),
    ("Карим-уль-Хак", Person("Карим", None, "уль-Хак", "m")),
    ("фон дер Ляйен", Person(None, None, "фон дер Ляйен")),
    ("Елизавета II", Person("Елизавета II", None, None, "f")),
    ("патриарх Московский и всея Руси Кирилл", Person("Кирилл", None, None, "m")),
    ("миссис Обама", Person(None, None, "Обама", "f")),
    ("Джон Рочестер (John Rochester)", Person("Джон", None, "Рочестер", "m")),
    ("Иван и Мария Петровы", Person(None, None, "Иван и Мария Петровы")),
]


_WORDS = [word for name, _ in NAMES for word in name.split()]
_MORE = [
    "Николаевич",
    "Ильинична",
    "Анна",
    "Ли",
    "XIV",
    "XXVIII",
    "Papa",
    "Папа",
    "Римский",
    "королева",
    "Король",
    "Вдова",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_WORDS + _MORE), min_size=1, max_size=3).map(" ".join))
def test_a_plain_name_reads_as_any_other(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    plain = read_person.__wrapped__(name)
    with monkeypatch.context() as patch:
        patch.setattr(person_names, "_is_plain", lambda words, folded: False)
        assert read_person.__wrapped__(name) == plain


@pytest.mark.parametrize(("base", "person"), NAMES)
def test_the_parts_of_a_name(base: str, person: Person) -> None:
    assert read_person(base) == person


ONE = [("качиньский", "качиньски"), ("мэй", "мей"), ("рааб", "раб"), ("ризви", "ривзи"), ("чаудхри", "чаудри")]
TWO = [("иванов", "иванова"), ("скрипаль", "скрипали"), ("волков", "войков"), ("песков", "лесков")]


@pytest.mark.parametrize(("a", "b", "one"), [*((*pair, True) for pair in ONE), *((*pair, False) for pair in TWO)])
def test_surnames(a: str, b: str, one: bool) -> None:
    assert near_surnames(a, b) is one
    assert near_surnames(b, a) is one


SLIPS = [
    ("джонсон", "донсон", True),
    ("хэнкок", "хэнкко", True),
    ("волков", "войков", True),
    ("албаниз", "альбанезе", True),
    ("кисида", "кишида", True),
    ("мэй", "май", False),
    ("скрипаль", "скрипали", False),
    ("иванов", "петров", False),
]


@pytest.mark.parametrize(("a", "b", "slip"), SLIPS)
def test_slips_in_a_surname(a: str, b: str, slip: bool) -> None:
    assert misspelt_surname(a, b) is slip


FIRST_NAMES = [
    ("владмир", "владимир", True),
    ("мэттью", "мэтт", True),
    ("владимир", "володимир", True),
    ("дэвид", "девид", True),
    ("йенс", "енс", True),
    ("анна", "алла", False),
    ("анна", "инна", False),
    ("александр", "александра", False),
    ("иван", "ян", False),
]


@pytest.mark.parametrize(("a", "b", "one"), FIRST_NAMES)
def test_first_names(a: str, b: str, one: bool) -> None:
    assert near_first_names(a, b) is one
    assert near_first_names(b, a) is one


def test_short_forms_and_genders() -> None:
    assert one_first_name("саша", "александра")
    assert first_name_gender("саша") is None
    assert first_name_gender("мария") == "f"
    assert first_name_gender("ану") == "f"
    assert first_name_gender("меелис") == "m"
    assert first_name_gender("андреа") is None  # a man in Italy, a woman in Croatia
