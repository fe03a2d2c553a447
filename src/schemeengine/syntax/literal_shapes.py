"""What literals look like: the patterns, and where one ends inside an expression."""

from __future__ import annotations

import re
import unicodedata

from schemeengine.values import CURRENCIES, CURRENCY_SIGNS

# --- What a literal looks like ----------------------------------------------------------------

# One character to one character, so that offsets stay: full-width signs and digits, and the
# radicals that stand for 年月日 and the like in text copied out of PDF files.
_ONE_TO_ONE = {
    **{c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)},
    **{c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)},
    0x3000: " ", 0xA0: " ", 0xFFE5: "¥", 0xFFE1: "£",
}  # fmt: skip
_SQUARED_ERAS = {0x337B: "平成", 0x337C: "昭和", 0x337D: "大正", 0x337E: "明治", 0x32FF: "令和"}
_PLAIN = {**_ONE_TO_ONE, **_SQUARED_ERAS}

_ERA = "(?:明治|大正|昭和|平成|令和|[㍻㍼㍽㍾㋿])"
_YEAR = "(?:元|[0-9]{1,4})"
KA = "[かヶケカヵ箇個ゕゖ]"
_MONTHS = f"{KA}月"
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?"
_ENGLISH_TIME = r"(?:years?|months?|weeks?|days?)"
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<ahead>Z|[+-][0-9]{2}:?[0-9]{2})?"
    r"|(?P<half>午前|午後)?(?P<ji>[0-9]{1,2})時"
    r"(?:(?P<fun>[0-9]{1,2})分(?:(?P<byo>[0-9]{1,2})秒)?|(?P<han>半))?|(?P<noon>正午))"
)
#: A zone of the time zone database: Asia/Tokyo, America/Argentina/Buenos_Aires, JST, UTC.
_ZONE_NAME = r"[A-Za-z]{2,20}(?:/[A-Za-z][A-Za-z0-9_+-]{1,30}){1,2}|[A-Z]{3,4}"
_ZONE = rf"(?:\ {{1,3}}|(?<=[時分秒半午]))(?P<zone>{_ZONE_NAME})"
TIME = rf"(?:T|\ {{1,3}}|(?<=[日)])){_CLOCK}(?:{_ZONE})?"
DATE = re.compile(
    r"(?:(?P<y>[0-9]{4})(?P<sign>[-/])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})"
    r"|(?P<letter>[A-Za-z])(?P<ly>[0-9]{1,2})\.(?P<lm>[0-9]{1,2})\.(?P<ld>[0-9]{1,2})"
    rf"|(?P<era>{_ERA})?(?P<jy>{_YEAR})年(?P<jm>[0-9]{{1,2}})月(?P<jd>[0-9]{{1,2}})日)"
    r"(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?"
    rf"(?:{TIME})?"
)
_MONTH_NAME = (
    r"(?i:(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))(?:\.(?!\.))?"
)
_WEEKDAY_NAME = r"(?i:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|nes|rs|ur)?(?:day)?),?\ {1,3}"
#: 3 June 2024, Monday 3 June 2024, June 3, 2024, and without the year 31 March, March 31.
ENGLISH_DATE = re.compile(
    rf"(?:{_WEEKDAY_NAME})?(?:(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?\ {{1,3}}{_MONTH_NAME}"
    r"(?:,?\ {1,3}(?P<y1>[0-9]{4})(?![0-9]))?"
    rf"|{_MONTH_NAME.replace('month', 'named')}\ {{1,3}}(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9])"
    rf"(?:,\ {{0,3}}(?P<y2>[0-9]{{4}})(?![0-9]))?)(?:,?{TIME})?"
)
FISCAL_YEAR = re.compile(rf"(?P<era>{_ERA})?(?P<y>{_YEAR})年度")
YEAR_MONTH = re.compile(rf"(?P<era>{_ERA})?(?P<y>{_YEAR})年(?:(?P<m>[0-9]{{1,2}})月)?")
MONTH_DAY = re.compile(r"(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})日|(?P<end>末日?))")
_TERM = "([0-9][0-9,]*|[一二三四五六七八九十百千]+)"
SHARE = re.compile(f"{_TERM}分の{_TERM}")
TENTHS = re.compile(
    r"(?P<tenths>[0-9]+(?:\.[0-9]+)?)割(?:(?P<hundredths>[0-9])分)?(?:(?P<thousandths>[0-9])厘)?"
)
DURATION = re.compile(
    rf"(?:(?P<y>[0-9]+){KA}?年)?(?:(?P<m>[0-9]+)(?P<bare>月|{_MONTHS}))?"
    r"(?:(?P<w>[0-9]+)週)?(?:(?P<d>[0-9]+)日)?間?"
)
_CURRENCY = f"(?:{'|'.join(sorted(CURRENCIES))})"
#: What is counted in English; the unit of the fact is written the same.
_ENGLISH_COUNTERS = r"(?:people|persons?|employees?|members?|points?|items?|companies|shops?|places?)"
#: 30 million yen, 70 percent, 3 years 6 months, 60,000 EUR, EUR 60,000, 450 pounds, 50 people
ENGLISH = re.compile(
    rf"{NUMBER}(?:(?:\ {{1,3}}(?:thousand|million|billion|trillion))?\ {{1,3}}yen"
    rf"|\ {{1,3}}per\ ?cent"
    rf"|\ {{1,3}}(?:pounds?|euros?|dollars?|pence|{_ENGLISH_COUNTERS})"
    rf"|\ {{1,3}}(?-i:{_CURRENCY})"
    rf"|\ {{0,3}}{_ENGLISH_TIME}(?:\ {{1,3}}{NUMBER}\ {{0,3}}{_ENGLISH_TIME}){{0,3}})"
    rf"|(?-i:{_CURRENCY})\ {{1,3}}{NUMBER}",
    re.IGNORECASE,
)
NUMBERS_TO_TWELVE = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
#: one month, two-thirds
IN_WORDS = re.compile(
    rf"(?P<n>{'|'.join(NUMBERS_TO_TWELVE)})(?:\ {{1,3}}|-)"
    rf"(?:(?P<time>year|month|week|day)|(?P<part>{'|'.join(PARTS)}))s?",
    re.IGNORECASE,
)
#: 5 business days, 2 bank days; 10日(市の休日を除く。)
BUSINESS_DAYS = re.compile(
    r"(?P<n>[0-9]{1,4})(?:\ {1,3}(?P<kind>business|working|open|bank|banking)\ {1,3}days?"
    r"|日間?\((?:[市区町村県都府道]の)?(?:休日|閉庁日)を除く。?\))",
    re.IGNORECASE,
)
KANJI_YEN = re.compile(r"[〇一二三四五六七八九十百千万億兆]+円")
_ERA_START = re.compile(rf"{_ERA}(?:元|[0-9])[0-9元年月日時分秒度午前後正半T:+Z \-]*")
AMOUNT = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?:[十百千万億兆][十百千万億兆0-9,]*)?)(?P<unit>.*)",
    re.DOTALL,
)
_RUN_NUMBER = re.compile(NUMBER)


def half_width(text: str, *, keep_length: bool = False) -> str:
    return text.translate(_ONE_TO_ONE if keep_length else _PLAIN)


#: 満60歳, as ordinances write an age in full years: 60歳.
FULL_AGE = re.compile(r"満(?P<age>[0-9]{1,3}歳)")


def begins_literal(plain: str) -> bool:
    """Whether the text is meant as a literal: right or wrong, but not a name."""
    if plain[:1].isascii() and plain[:1].isdigit():
        return True
    if plain[:1] in CURRENCY_SIGNS:
        return plain[1:2].isascii() and plain[1:2].isdigit()
    return any(
        p.fullmatch(plain)
        for p in (_ERA_START, KANJI_YEN, SHARE, DATE, ENGLISH_DATE, ENGLISH, IN_WORDS, FULL_AGE)
    )


def end_of_phrase(plain: str) -> int:
    """The end of a form that may hold blanks or signs: a date with its time, "30 million yen"."""
    if business := BUSINESS_DAYS.match(plain):
        return business.end()
    english = ENGLISH.match(plain) or IN_WORDS.match(plain)
    if english and not _is_unit_character(plain[english.end() : english.end() + 1]):
        return english.end()
    dated = DATE.match(plain) or ENGLISH_DATE.match(plain)
    # What is stuck to a date is reported with it: 2024-06-01以後 is not 2024 minus 6 minus ….
    return end_of_run(plain, dated.end()) if dated else 0


def end_of_run(plain: str, pos: int = 0) -> int:
    """The end of the numbers and letters that stand together without a blank or sign."""
    pos += plain[pos : pos + 1] in CURRENCY_SIGNS
    while pos < len(plain):
        if number := _RUN_NUMBER.match(plain, pos):
            pos = number.end()
            if plain[pos : pos + 1] in CURRENCY_SIGNS:  # 60000€
                return pos + 1
        elif _is_unit_character(plain[pos]):
            pos += 1
        elif plain[pos : pos + 4] in ("-CO2", "-CO₂") and pos and plain[pos - 1].isalpha():
            pos += 4
        else:
            break
    return pos


def _is_unit_character(c: str) -> bool:
    return c != "" and (c in "%_°" or unicodedata.category(c) in _UNIT_CATEGORIES)


_UNIT_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No", "So"))
