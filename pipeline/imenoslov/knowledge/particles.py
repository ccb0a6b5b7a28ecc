"""The small words of personal names, what is hung on names with a hyphen, and Eastern names."""

import re
from collections.abc import Sequence

_PARTICLES = """
    фон ван де да ди дю ла ле дер ден дос душ дель делла дела бен ибн бин бинт аль эль ас ат ан ад ар аш абу абд ага
    оглы оглу кызы кизи заде улы уулу гызы тер мак мк сен сент д эд эс эт и э из
"""
PARTICLES = frozenset(_PARTICLES.split())
_SUFFIXES = """
    оглы оглу заде кызы ага бей хан паша сан баши
"""
SUFFIXES = frozenset(_SUFFIXES.split())
# What makes the name before it, which does not change, that of a father: «Тургунбек уулу».
PATRONYMS = frozenset(("оглы", "оглу", "кызы", "гызы", "улы", "уулу"))
AGES = ("младш", "старш")

# Surnames of Chinese, Korean and Vietnamese names, which stand first and do not change in a full name.
_EASTERN = """
    си ли ван чжан лю чэнь ян чжао хуан чжоу у сюй сунь ху чжу гао линь хэ го ма ло лян сун чжэн се хань тан фэн
    юй дун сяо чэн цао юань дэн фу шэнь цзэн пэн люй су лу цзян цай цзя дин вэй сюэ е янь пань ду дай ся чжун
    тянь цинь мао вэнь цзинь ким пак мун чхве чон кан чо юн чан лим хан о со син квон хон но нгуен ле фам хоанг
    хо во нго чинь буй то чон чу пэк тхэ вон хо хуа цю гу бао лэй фань лыонг чыонг хюинь хуинь данг дао динь до
    дыонг зыонг вонг тонг фунг хун шао яо янь ин мэн нин пэй сян сю тао тун цуй цзи цзоу цзу цзюй цяо цянь чи чуй чэ
    ши шэн сон ча пэ сим рю хам
"""
EASTERN = frozenset(_EASTERN.split())
# A vowel after such a surname is a name («Ван И»), or an initial where another or a small letter follows («Ким И. С.»).
_VOWEL_NAME = re.compile(r"(?:^|[^\w.-])(?P<surname>[А-ЯЁ][а-яё]{0,3}) [ИЭОУЮЁЯ]$")
_LONGEST_VOWEL_NAME = 8
_NEXT_SENTENCE = re.compile(r"\.[»”\"]?(?:\s+[«“\"—–]?\s?[А-ЯЁA-Z0-9](?!\.)|\s*$)")
_VOWELS = re.compile("[аеёиоуыэюя]+")
_SYLLABLES = re.compile(
    r"(?:(?:цз|чж|тх|пх|кх|чх|дж|нг|[бпмфдтнлгкхцчшжзсрв])?ь?[аеёиоуыэюя]{1,3}(?:нг|нь|ль|[йнмкптлр])?){1,2}"
    r"(?P<ending>ом|ем|ем|а|у|е|я|ю)?$"
)


def ends_sentence(text: str, dot: int) -> bool:
    """Tells whether the full stop at `dot` ends a sentence after a Chinese or Korean name of a vowel: «Ван И. Он»."""
    found = _VOWEL_NAME.search(text, max(0, dot - _LONGEST_VOWEL_NAME), dot)
    return (
        found is not None
        and found["surname"].lower() in EASTERN
        and _NEXT_SENTENCE.match(text, dot, dot + _LONGEST_VOWEL_NAME) is not None
    )


def has_eastern_syllables(word: str, most: int) -> bool:
    """Tells whether a folded word is one or two syllables of Chinese, Korean or Vietnamese: «шань», not «шанф»."""
    found = _SYLLABLES.match(word)
    return found is not None and not found["ending"] and len(_VOWELS.findall(word)) <= most


def eastern(words: Sequence[str]) -> bool:
    """Tells whether folded words look like a Chinese, Korean or Vietnamese full name, the last of them in any case."""
    return len(words) > 1 and words[0] in EASTERN and all(_SYLLABLES.match(word) for word in words[1:])
