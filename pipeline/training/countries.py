"""Writes the table of countries: CLDR's Russian names with the words of `country_words.tsv`, and their genitives.

    pip install babel pymorphy3
    python pipeline/training/countries.py > pipeline/imenoslov/knowledge/countries.tsv

Source: CLDR (Unicode licence) as packaged by Babel, genitives by pymorphy3, the rest our own writing.
"""

import csv
import re
import sys
from pathlib import Path

import babel  # type: ignore[import-not-found, unused-ignore]
import pymorphy3

morph = pymorphy3.MorphAnalyzer()

# Genitives that the dictionary does not have or gets wrong.
GENITIVES = {
    "БиГ": "БиГ",
    "Марий Эл": "Марий Эл", "Коми": "Коми", "Якутия": "Якутии", "Республика Саха (Якутия)":
    "Республики Саха (Якутия)",
    "Саха (Якутия)": "Саха (Якутия)", "РСО-Алания": "РСО-Алании",
    "Северная Осетия - Алания": "Северной Осетии - Алании", "Саха": "Саха",
    "Республика Северная Осетия - Алания": "Республики Северная Осетия - Алания", "АР Крым": "АР Крым",
    "Великое Герцогство Люксембург": "Великого Герцогства Люксембург",
    "Сукре": "Сукре", "Куба": "Кубы", "Того": "Того", "Мали": "Мали", "Чад": "Чада", "Чили": "Чили",
    "Перу": "Перу", "Конго": "Конго", "Гаити": "Гаити", "Фиджи": "Фиджи", "Марокко": "Марокко", "Монако": "Монако",
    "Сомали": "Сомали", "Косово": "Косова", "Самоа": "Самоа", "Багамы": "Багам", "Мальдивы": "Мальдив",
    "Нидерланды": "Нидерландов", "Филиппины": "Филиппин", "Сейшелы": "Сейшел", "Коморы": "Комор", "Эмираты": "Эмиратов",
    "Штаты": "Штатов", "Незалежная": "Незалежной", "Поднебесная": "Поднебесной", "Руанда": "Руанды", "Речь Посполитая":
    "Речи Посполитой", "Оман": "Омана", "Иран": "Ирана", "Ирак": "Ирака", "Лаос": "Лаоса", "Непал": "Непала",
    "Босния и Герцеговина": "Боснии и Герцеговины", "Антигуа и Барбуда": "Антигуа и Барбуды",
    "Тринидад и Тобаго": "Тринидада и Тобаго", "Сан-Томе и Принсипи": "Сан-Томе и Принсипи",
    "Косово и Метохия": "Косова и Метохии", "Сент-Китс и Невис": "Сент-Китса и Невиса", "Арцах": "Арцаха",
    "Папуа — Новая Гвинея": "Папуа — Новой Гвинеи", "Республика Союз Мьянма": "Республики Союз Мьянма",
    "Соединённое Королевство Великобритании и Северной Ирландии":
    "Соединённого Королевства Великобритании и Северной Ирландии", "Конго - Киншаса": "Конго - Киншасы",
    "Конго - Браззавиль": "Конго - Браззавиля", "Южная Осетия - Алания": "Южной Осетии - Алании", "Тюркийе": "Тюркийе",
    "Арабские Эмираты": "Арабских Эмиратов", "Соединённые Штаты": "Соединённых Штатов", "Доминика": "Доминики",
    "Соединённые Штаты Америки": "Соединённых Штатов Америки", "Таиланд": "Таиланда", "Тайланд": "Тайланда",
    "Объединённые Арабские Эмираты": "Объединённых Арабских Эмиратов", "Киргизстан": "Киргизстана", "Суоми": "Суоми",
    "Мексиканские Соединённые Штаты": "Мексиканских Соединённых Штатов", "Пятая республика": "Пятой республики",
}  # fmt: skip


def clean(name: str) -> str:
    """Spells out what CLDR shortens and drops what it adds in brackets."""
    name = re.sub(r" \(.*\)", "", name).replace("о-ва", "острова").replace("о-в", "остров")
    return name.replace("Соединенные", "Соединённые")


def genitive(name: str) -> str:
    """Puts the leading adjectives and the head of a name into the genitive and leaves the rest."""
    if name in GENITIVES:
        return GENITIVES[name]
    words, head = [], False
    for word in name.split():
        if head or word.isupper() or not re.fullmatch(r"[А-Яа-яЁё-]+", word):
            words.append(word)
            continue
        parses = [p for p in morph.parse(word) if "nomn" in p.tag]
        parses.sort(key=lambda p: ("Geox" not in p.tag, "Name" in p.tag or "Surn" in p.tag, -p.score))
        form = parses[0].inflect({"gent"}) if parses else None
        head = not parses or parses[0].tag.POS == "NOUN"
        words.append(matched(form.word, word) if form else word)
    return " ".join(words)


def matched(word: str, like: str) -> str:
    """Gives a word the capitals of another."""
    parts = zip(word.split("-"), like.split("-"), strict=True)
    return "-".join(w.capitalize() if pattern[:1].isupper() else w for w, pattern in parts)


def main() -> None:
    """Prints the table."""
    territories = babel.Locale("ru").territories
    english = babel.Locale("en").territories
    rows = Path(__file__).with_name("country_words.tsv").read_text("utf-8").splitlines()
    words = {row[0]: row[1:] for row in csv.reader((r for r in rows if r[:1] != "#"), delimiter="\t")}
    codes = {code for code in territories if len(code) == 2 and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}}
    print(
        f"# Made by pipeline/training/countries.py of CLDR (Babel {babel.__version__}), pymorphy3, country_words.tsv."
    )
    print("# code, kind (name, synonym, contested, adjective, capital, town), nominative, genitive of names")
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    for code in sorted(codes | set(words)):
        name, adjectives, capital, synonyms, contested, towns = words.get(code) or [""] * 6
        cldr = clean(territories[code]) if code in territories else ""
        name = name or cldr
        out.writerow([code, "name", name, genitive(name)])
        for synonym in dict.fromkeys(
            filter(None, [cldr if cldr != name else "", *synonyms.split(";"), english.get(code, "")])
        ):
            out.writerow([code, "synonym", synonym, genitive(synonym)])
        for kind, values in (
            ("contested", contested),
            ("adjective", adjectives),
            ("capital", capital),
            ("town", towns),
        ):
            for value in filter(None, values.split(";")):
                out.writerow([code, kind, value, genitive(value) if kind == "contested" else ""])


if __name__ == "__main__":
    main()
