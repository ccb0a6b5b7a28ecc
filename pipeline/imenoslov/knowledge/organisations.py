"""Organisations: one reading for each way to write a name, and the state it belongs to.

Tables of our own writing: `organisations.tsv` (names with their synonyms) and `powers.tsv` (what many states have: a
ministry, a court, a bank). A name is read as legal form and genre, country, power, and the rest.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

from imenoslov.knowledge.countries import country_of_adjective, load_countries
from imenoslov.knowledge.first_names import is_first_name
from imenoslov.knowledge.frequencies import level_of
from imenoslov.knowledge.spelling import fold, number_apart
from imenoslov.knowledge.tsv import read_table, read_words

# Legal forms before a name, and those after it; they are no part of what an organisation is called.
_LEGAL = read_words("legal forms")
_LEGAL_PHRASES = (
    "публичное акционерное общество", "открытое акционерное общество", "закрытое акционерное общество",
    "акционерное общество", "общество с ограниченной ответственностью", "некоммерческое партнерство",
    "автономная некоммерческая организация", "государственная корпорация", "госкорпорация", "группа компаний",
)  # fmt: skip
_LEGAL_AFTER = read_words("legal forms after")
_HOLDINGS = read_words("holdings")

# What kind of thing a name is: no part of the name where the name stands in quotes, in Latin letters or in capitals.
_GENRES = read_words("genres")

# Words that make a name longer and not another: Sinovac Biotech is Sinovac, Газпром нефть is not Газпром.
_WEAK_WORDS = read_words("words without weight")

_PARTS = read_words("parts of organisations")
_PARLIAMENTS = ("парламента", "конгресса", "собрания")
_RESEARCH = read_words("research heads")
_AFFILIATIONS = read_words("affiliations")

# What is led by somebody, and who leads, in the genitive.
_LED = read_words("led by somebody")
_LEADERS = read_words("leaders")

# Those of the tables are Russia's: «Федеральная налоговая служба США» is another.
_RUSSIAN_SERVICE = re.compile(r"федеральн(?:ая|ое) .*\b(?:служба|агентство)\b.*")
_MINISTRY = re.compile(r"мин(?P<affairs>[а-я]{5,}(?:ия|ики|гии|ции|рии|ства|ений|ов))")
# Bodies of regions and towns in one word: «Самарский облсуд».
_LOCAL_BODY = re.compile(r"(?P<rank>обл|гор|рай|край)(?P<body>суд|совет|дума|прокуратура|администрация)")
_RANKS = {
    "обл": ("областной", "областная"),
    "гор": ("городской", "городская"),
    "рай": ("районный", "районная"),
    "край": ("краевой", "краевая"),
}
_FEDERAL = frozenset({"федеральный", "федеральная", "федеральное"})

# Shorter words are no surnames in the genitive: «правительство Марий Эл».
_SURNAME = 3

_SMALL = read_words("small words")
# Abbreviations of the tables are shorter.
_SHORT = 6
# Words of one root begin with the same letters, so many of them.
START = 4
_EMPTY = _SMALL | {"делам", "вопросам"}
_ADJECTIVE = re.compile(r".{3,}(?:ий|ый|ой|ая|ое|ие|ые|ого|его|ых|их)")

_RELATIVE = re.compile(r"[а-яё-]{3,}[сц]к(?:ий|ая|ое|ие)")
_EPONYM = re.compile(
    r"^(?P<head>.*?)\s*\b(?:имени\b|им\.|им\b)\s*(?:академика |профессора |святого |маршала )?"
    r"(?:[а-я]\. ?){0,2}(?P<name>[а-я-]{3,}.*)$"
)
_OTHER_HEADS = re.compile(
    r"\b(?:больниц|госпитал|поликлиник|университет|мгу|театр|музе|академи|школ|фонд|премия|аэропорт|завод|библиотек|консерватор|"
    r"училищ|лице|гимнази|церк|храм|собор|клуб|площад|улиц|парк)"
)
_NAMED_AFTER = re.compile(r"^(?P<head>.*?)\s*\bимени (?P<name>[а-я-]+)(?: (?P<last>[а-я-]+))?")
_EPONYMOUS = re.compile(r"(?P<name>[а-я]{3,}[оеи][вн])ский")
_DOMAIN = re.compile(r"(?:\.(?:co\.uk|de|fr|it|eu|ua|by|kz)|[. ](?:com|ru|net|org|info))$")  # an id has no dots
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_QUOTED = re.compile(r"[«\"“„](?P<inner>[^«»\"“”„]{3,})[»\"”“]?")
_LAST_CAPITAL = re.compile(r".*[а-яё] (?P<inner>[А-ЯЁ][а-яё-]{2,})")


class OrganisationName(Struct, frozen=True):
    """A reading of an organisation's name, folded.

    `core` is the name without the country, synonyms brought to one; `country` an ISO code; `short` a short name that
    stood in brackets; `inner` what stood at the end of a description, or in quotes there (`quoted`); `power` tells that
    many states have one of that name, `known` that the tables have the whole.
    """

    core: str
    country: str | None = None
    short: str | None = None
    inner: str | None = None
    quoted: bool = False
    power: bool = False
    known: bool = False

    @property
    def key(self) -> str:
        """Is the name with its country: equal for names that can stand for each other anywhere."""
        return f"{self.core} {genitive(self.country)}" if self.country else self.core


@cache
def _synonyms() -> dict[str, str]:
    return _table("organisations.tsv")


@cache
def _powers() -> dict[str, str]:
    return _table("powers.tsv")


@cache
def _first_words_of_powers() -> frozenset[str]:
    return frozenset(power.partition(" ")[0] for power in _powers())


def _table(file: str) -> dict[str, str]:
    result: dict[str, str] = {}
    for name, synonyms in read_table(files("imenoslov.knowledge") / file, columns=2):
        for form in (name, *synonyms.split(";")):
            if form:
                result.setdefault(fold(number_apart(form)), fold(name))
    return result


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for form, name in _synonyms().items():
        forms[name] = (*forms.get(name, ()), form)
    return forms


def forms_in_tables(core: str) -> tuple[str, ...]:
    """Returns all names that the tables have for an organisation, folded; none for one that they do not have."""
    return _forms().get(core, ())


# A name that goes on after another one has so many words at most.
_LONGEST = 12


@lru_cache(8_192)
def beginnings_in_tables(core: str) -> tuple[frozenset[str], frozenset[str]]:
    """Returns what `beginnings` finds in the names that the tables have for an organisation, and their first words."""
    forms = forms_in_tables(core)
    if not forms:
        return _NOTHING
    return frozenset().union(*map(beginnings, forms)), frozenset(form.partition(" ")[0] for form in forms)


_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def beginnings(name: str) -> frozenset[str]:
    """Returns the shorter names that a folded one goes on after: of two words or more, or «аль-каида-в-магрибе»."""
    words = name.split(" ")
    if words[-1].isdigit():
        return frozenset()
    shorter = [" ".join(words[:length]) for length in range(1, min(len(words), _LONGEST))]
    return frozenset(name for name in shorter if " " in name or name.count("-") > 1)


def word_starts(folded: str) -> frozenset[str]:
    """Returns how the words of a folded name begin, and those of the synonyms of short ones: «синод рпц».

    Names that have a word in common, or one of their `roots`, have such a beginning in common.
    """
    starts = set()
    for word in folded.split(" "):
        starts.add(word[:START])
        if len(word) < _SHORT and word in _synonyms():
            starts.update([part[:START] for part in re.split("[ -]", _synonyms()[word])])
        elif "-" in word:
            starts.update([part[:START] for part in word.split("-")])
    return frozenset(starts)


@lru_cache(8_192)
def read_organisation(name: str, contested: tuple[tuple[str, str], ...] = ()) -> OrganisationName:
    """Reads the base form of an organisation's name.

    `contested` are the country words that only the article can settle, with their codes, as pairs (`("рк", "KZ")`).
    """
    bracketed = _BRACKETED.search(name) if "(" in name else None
    short = fold(bracketed[1]) if bracketed and bracketed.start() > 0 else None
    plain = number_apart(_BRACKETED.sub("", name) if short else name)
    bare = without_genre(plain)
    forms = (plain, bare) if bare != plain else (plain,)
    for form in (*forms, _DOMAIN.sub("", bare)) if bare[-1:].isascii() else forms:
        known = _synonyms().get(fold(form))
        if known:
            return _read_known(known, short)
    words, country = _without_parliament(*_without_country(bare, dict(contested)))
    words = _without_contraction(words)
    known = _synonyms().get(" ".join(words)) if country else None
    if known and (str(country).startswith(("RU", "XR")) or not _RUSSIAN_SERVICE.fullmatch(known)):
        return _read_known(known, short)
    words = _without_rank_of_federation(_without_first_name(words))
    for length in range(min(len(words), 6), 0, -1) if words[0] in _first_words_of_powers() else ():
        power = _powers().get(" ".join(words[:length]))
        if power:
            core = " ".join([power, *words[length:]])
            known = _synonyms().get(f"{core} {genitive(country)}" if country else core)
            if known:
                return _read_known(known, short)
            return OrganisationName(core, country, short, power=length == len(words))
    telling = _without_affiliation(words)
    if telling != words:
        country = None  # it is that of the body above
    return OrganisationName(_eponym(" ".join(telling)), country, short, *_inner(bare))


def _read_known(name: str, short: str | None) -> OrganisationName:
    """Reads a name of the tables; one that is a power of a state is read as such."""
    words, country = _without_country(name, {})
    power = " ".join(words)
    if country and power in _powers():
        return OrganisationName(_powers()[power], country, short, power=True, known=True)
    return OrganisationName(name, short=short, known=True)


def eponym(core: str) -> str | None:
    """Returns whom an institution is named after, as it stands in its core: «вавилова» for «центр имени вавилова».

    What kind it is stands before, unless it does research: «больниц вавилова». Without «имени» any last word of the
    name of a research institution may be meant.
    """
    match = _NAMED_AFTER.match(core) if "имени" in core else None
    if match:
        heads = _OTHER_HEADS.findall(match["head"])
        name = match["last"] if match["last"] and _is_first_name(match["name"]) else match["name"]
        return f"{heads[-1]} {name}" if heads else name
    words = core.split(" ")
    adjective = _EPONYMOUS.fullmatch(words[0]) if len(words) == 2 else None
    if adjective and (words[1] in _RESEARCH or _OTHER_HEADS.match(words[1])):
        heads = _OTHER_HEADS.findall(words[1])
        return f"{heads[-1]} {adjective['name']}а" if heads else f"{adjective['name']}а"
    plain = 2 <= len(words) <= 4 and words[-1] not in _RESEARCH and set(words[:-1]) & _RESEARCH
    return words[-1] if plain else None


def _is_first_name(genitive: str) -> bool:
    """Tells whether a word is the genitive of a first name: «Марии», «Галиаскара»."""
    stem = genitive[:-1]
    return any(map(is_first_name, (stem, f"{stem}й", f"{stem}а", f"{stem}я", f"{stem}ь")))


def without_weak_words(core: str) -> str:
    """Drops what makes a name longer and not another from its end: «Sinovac Biotech», «Booking.com»."""
    words = (_DOMAIN.sub("", core) if core.isascii() else core).split(" ")
    while len(words) > 1 and words[-1] in _WEAK_WORDS:
        words.pop()
    return " ".join(words)


@lru_cache(8_192)
def shorter_names(core: str) -> tuple[str, ...]:
    """Returns the names that a longer one begins with and that can stand for it: «палата общин британского парламента».

    They have two words or more, and none is what many states have.
    """
    words = core.split(" ")
    names = []
    for length in range(2, min(len(words), 8)):
        name, last, following = " ".join(words[:length]), words[length - 1], words[length]
        whole = (
            last not in _SMALL | {"имени"} and not _ADJECTIVE.fullmatch(last) and following not in _SMALL | {"имени"}
        )
        if whole and not read_organisation(name).power:
            names.append(name)
    return tuple(names)


@lru_cache(8_192)
def roots(core: str) -> str | None:
    """Returns the roots of a name's words in the order of the alphabet, or None where they are too few to tell.

    They are equal for names of the same words in another order or form: «Европейская исследовательская группа» and
    «Группа европейских исследований», «Российский союз ректоров» and «Союз ректоров России», «Синод РПЦ» and «Синод
    Русской православной церкви».
    """
    if len(core) >= _SHORT and " " not in core and "-" not in core:
        return None
    words, country = _without_country(core, {})
    if not country:
        country = country_of_adjective(words[0])
        words = words[1:] if country else words
    spelt = (_synonyms().get(word, word) if len(word) < _SHORT else word for word in words)
    parts = [word for part in spelt for word in re.split("[ -]", part) if word not in _EMPTY]
    telling = {word[: START + 1 if len(word) > 7 else START] for word in parts}
    found = sorted(telling | {country} if country else telling)
    return " ".join(found) if len(found) > 2 and not core.isascii() else None


def _inner(name: str) -> tuple[str | None, bool]:
    """Returns what a description names in quotes, or at its end, and which: «ГНЦ «Вектор»», «научный центр Вектор».

    What is but a part of the whole has a name of its own: «Русская служба Би-би-си».
    """
    if " " not in name and name.isalpha():
        return None, False
    if not _PARTS.isdisjoint(fold(name).split(" ")):
        return None, False
    quoted = _QUOTED.search(name)
    if quoted and quoted.start() > 0:
        return fold(quoted["inner"]), True
    last = _LAST_CAPITAL.fullmatch(name)
    return (fold(last["inner"]), False) if last else (None, False)


def _without_first_name(words: list[str]) -> list[str]:
    """Leaves the surname of who leads a government or a campaign: «кабинет премьера Терезы Мэй», «кабинет Мэй»."""
    at = next((at for at, word in enumerate(words[:2]) if word in _LED), None)
    if at is None or not 2 <= len(words) - at - 1 <= 4 or len(words[-1]) < _SURNAME:
        return words
    title, *given = words[at + 1 : -1]
    if title not in _LEADERS:
        given = [title, *given]
    led = all(map(_is_first_name, given)) and (title in _LEADERS or bool(given))
    return [*words[: at + 1], words[-1]] if led else words


def _without_affiliation(words: list[str]) -> list[str]:
    """Drops the body above from a name that says enough without: «ИБР РАН», «Центр имени Гамалеи Минздрава»."""
    telling = len(words) == 2 or "имени" in words or "им." in words
    return words[:-1] if telling and len(words) > 1 and words[-1] in _AFFILIATIONS else words


def genitive(code: str) -> str:
    """Returns a country's name in the genitive, folded."""
    return fold(load_countries().by_code[code].genitive)


def without_genre(name: str) -> str:
    """Drops legal form and genre: «ПАО «Газпром»» is «Газпром», «агентство Reuters» is «Reuters».

    A genre goes only where quotes, Latin letters, capitals or the tables show that a name of its own follows; with it
    goes an adjective of a place before it: «немецкая компания Siemens», «российский «Газпром»», «московский «Спартак»».
    """
    folded = fold(name)
    for phrase in _LEGAL_PHRASES if folded.startswith(_LEGAL_PHRASES) else ():
        if folded.startswith(phrase + " "):
            name = " ".join(name.split()[len(phrase.split()) :])
            break
    words = name.split() or [name]
    if len(words) == 1:
        return " ".join(words)
    while len(words) > 1 and fold(words[0]) in _LEGAL:
        words = words[1:]
    while len(words) > 1 and fold(words[-1]) in _LEGAL_AFTER:
        words = words[:-1]
    while len(words) > 1 and words[-1].isascii() and fold(words[-1]) in _HOLDINGS:
        words = words[:-1]
    national = words[0][:1].islower() and bool(_RELATIVE.fullmatch(words[0]))
    at = int(national and len(words) > 1)
    while at < len(words) - 1 and fold(words[at]) in _GENRES:
        at += 1
    if not at:
        return " ".join(words)
    rest = words[at:]
    own = bool(_QUOTED.match(rest[0])) or "A" <= rest[0][:1] <= "Z"
    own = own or (not national and ((len(rest) == 1 and rest[0].isupper()) or fold(" ".join(rest)) in _synonyms()))
    return " ".join(rest if own else words)


def _without_country(name: str, contested: dict[str, str]) -> tuple[list[str], str | None]:
    """Splits a name into its words without the country, and the country.

    It stands at one end or before «по»: «британский МИД», «МИД Великобритании», «Комиссия США по торговле».
    """
    countries = load_countries()
    words = fold(name).split(" ")
    if len(words) < 2:
        return words, None
    code = country_of_adjective(words[0])
    if code:
        rest = " ".join(words[1:])
        if name[:1].islower() or any(rest.startswith(power) for power in _prefixes(words[1:]) if power in _powers()):
            return words[1:], code
    for length in range(min(6, len(words) - 1), 0, -1) if words[-1] in countries.ends else ():
        tail = " ".join(words[-length:])
        code = countries.by_genitive.get(tail) or contested.get(tail)
        if code:
            return words[:-length], code
    for at in range(1, len(words) - 2) if "по" in words else ():
        code = countries.by_genitive.get(words[at]) if words[at + 1] == "по" else None
        if code:
            return words[:at] + words[at + 1 :], code
    return words, None


def _without_parliament(words: list[str], country: str | None) -> tuple[list[str], str | None]:
    """Drops the parliament that a chamber belongs to: «Палата общин британского парламента», «Сенат конгресса»."""
    at = len(words) - 1
    if words[at] not in _PARLIAMENTS:
        return words, country
    of = country
    while at > 1 and words[at - 1].endswith(("ого", "его")):
        at -= 1
        of = of or country_of_adjective(f"{words[at][:-3]}ий")
    chamber = " ".join(words[:at])
    return (words[:at], of) if chamber in _powers() or chamber in _synonyms() else (words, country)


def _without_contraction(words: list[str]) -> list[str]:
    """Writes out a ministry that the tables do not have, if its affairs are a word («Минсообщения»), and «облсуд»."""
    local = _LOCAL_BODY.fullmatch(words[-1]) if len(words) > 1 else None
    if local:
        return [
            *words[:-1],
            _RANKS[local["rank"]][local["body"].endswith(("а", "я"))],
            local["body"],
        ]
    ministry = _MINISTRY.fullmatch(words[0])
    known = not ministry or words[0] in _powers() or words[0] in _synonyms() or not level_of(ministry["affairs"])
    return words if known or not ministry else ["министерство", ministry["affairs"], *words[1:]]


def _without_rank_of_federation(words: list[str]) -> list[str]:
    """Drops what a federation calls its own: «Федеральный конституционный суд», «Верховный федеральный суд»."""
    rest = [word for word in words if word not in _FEDERAL] if len(words) > 2 else words
    return rest if len(rest) < len(words) and " ".join(rest) in _powers() else words


def _prefixes(words: list[str]) -> list[str]:
    return [" ".join(words[:length]) for length in range(1, min(6, len(words)) + 1)]


def _eponym(core: str) -> str:
    """Writes «им. Н. Ф. Гамалеи» and «имени академика Гамалеи» alike."""
    match = _EPONYM.match(core) if "им" in core else None
    return f"{match['head']} имени {match['name']}".strip() if match else core
