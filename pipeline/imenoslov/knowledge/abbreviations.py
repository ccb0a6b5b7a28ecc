"""Abbreviations that end in a full stop, by where they stand in a sentence, and words that open one.

The stock is razdel's; what news needs besides is listed here. All are in lower case, without their full stops. A pair
is an abbreviation of two words («т. д.»); of one of three words («к. ю. н.») its last two are enough.
"""

from razdel.segmenters import sokr


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


def _pairs(lines: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, _, second in (pair.partition("-") for pair in lines.split()))


NUMBERED = _words("рис табл илл тел ум обр откр пол нач абз вып разд")
"""Abbreviations only before a number («рис. 5», «тел. +7», «нач. XX века»), else often whole words («сошёл с ума»)."""

FOREIGN = _words("нем кит лат порт груз тур")
"""Names of languages that are whole words too: abbreviations only before a foreign word («нем. Deutschland»)."""

LEADING = frozenset(sokr.HEAD_SOKRS) - NUMBERED - FOREIGN | _words(
    """
    бул наб мкр мкрн пр просп прд туп вл влад дер пгт хут аул респ аэр ж
    ген подп подполк кап лейт серж мл адм доц асп преп препод инж дир реж отв секр пред предс деп губ
    прот протод свящ митр архиеп еп архим иг мон блж ап свт кн имп соб внешт авт сост цит опубл прим примеч
    род напр сокр прибл приблиз итал польск чешск швед норв финск эст арм каз узб тат
    gen col sgt lt capt prof st mt vol fig
    """
)
"""Abbreviations that stand before a name or a number («г. Москва», «проф. Иванов»); no sentence ends with one."""

TRAILING = frozenset(sokr.SOKRS) - LEADING - NUMBERED - FOREIGN | _words(
    "трлн чел экз шт проч итд итп янв фев февр мар апр авг сен сент окт ноя нояб дек jr sr ltd llc plc etc"
)
"""Abbreviations that a sentence may end with; else it goes on in lower case, with a number or with punctuation."""

LEADING_PAIRS = frozenset(sokr.HEAD_PAIR_SOKRS) | _pairs(
    "т-ч т-о э-н ю-н м-н ф-н и-н с-н х-н б-н г-н ф-м р-п с-х ж-д чл-корр соб-корр спец-корр внешт-корр"
)
"""Pairs that stand before a name or go on with the sentence («и. о. министра», «к. ю. н. Иванов», «т. е.»)."""

TRAILING_PAIRS = frozenset(sokr.PAIR_SOKRS) - LEADING_PAIRS | _pairs("п-п")
"""Pairs that a sentence may end with («и т. д.», «н. э.», «на 2 п. п.»)."""

LABELS = _pairs("p-s з-ы n-b")
"""Pairs that open a remark and belong to it («P.S. А ты заметил?»)."""

INITIALS = frozenset(sokr.INITIALS) | _words("вл вяч ал ник мих вас григ серг дм ев ch th ph chr wm")
"""First names cut short to more than one letter («Дж. Байден», «Вс. Мейерхольд»)."""

OPENERS = _words(
    """
    а без более больше будет был была были будут в ведь весь во вот впервые впрочем вместе вместо все всё всего вскоре
    всех вы где да даже для до его ее её ей ему если есть еще ещё за зато затем здесь и из или им именно их к как какие
    какой каждый когда кого которые которая который кроме кто куда между мне многие можно мой мы на над надо наконец
    например нас наш нашей не нет нельзя ни никто ничего но ну о об обо однако он она они оно от отсюда перед по под
    поскольку поэтому потом потому почему после при причем причём про против пока пусть раньше ранее с сам сама сами
    свой себе сегодня сейчас среди со согласно сразу так также такая такие такое такой там те тем теперь то тогда того
    тоже только три ты у уже хотя хоть через что чтобы чье чей эта эти это этим этих этой этого этот этому я
    """
)
"""Words of closed classes and the like: with a capital they open a sentence, as hardly a name begins with one."""

SURNAMES_LIKE_OPENERS = _words("по до на но ну им ни те то ты вы мы да со во")
"""Openers that are also surnames («Эдгар А. По», «Ким Ч. Им»): no sign of a new sentence after an initial."""

DOMAINS = _words("ру ком орг инфо рф бел укр онлайн тв про плюс")
"""What follows the full stop in the name of a site or service written in Cyrillic («Газета.Ру», «Яндекс.Про»)."""

AUTHORITIES = _words("РФ РК РБ КР РТ СССР США ФРГ КНР КНДР ОАЭ ЕС СНГ ЕАЭС ШОС ОДКБ ООН НАТО МИД МВД МЧС ФСБ СК УК ГК")
"""States and bodies in capitals: no site or brand begins with one, so a word after its full stop opens a sentence."""
