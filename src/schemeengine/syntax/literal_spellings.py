"""Further spellings of a value, put into the one the readers know: 令和六年七月一日, 令6.7.1, 金3,000万円也.

Two kinds. :func:`in_figures` turns kanji numerals into figures wherever a literal may stand, in
expressions too, and only where nothing else can be meant. :func:`usual_spelling` is for texts that
hold nothing but a value.
"""

from __future__ import annotations

import re

from schemeengine.syntax.literal_amounts import kanji_number
from schemeengine.syntax.literal_shapes import (
    DATE,
    DURATION,
    ENGLISH,
    FISCAL_YEAR,
    MONTH_DAY,
    NUMBER,
    TENTHS,
    TIME,
)
from schemeengine.values import CURRENCIES, MEASURES, normalise_unit

#: As written on cheques and contracts, where a stroke must not be added to a 一.
_ON_CONTRACTS = str.maketrans("零壱壹弐貳参參拾萬", "〇一一二二三三十万")
_NUMERAL = "〇零一二三四五六七八九十百千万億兆壱壹弐貳参參拾萬"
_RUN = re.compile(rf"[0-9{_NUMERAL}][0-9,{_NUMERAL}]*")
_BEGINS = re.compile(rf"(?:(?:明治|大正|昭和|平成|令和)[0-9元{_NUMERAL}]|[{_NUMERAL}])")
#: Counter words that follow a number. 一台 and 三人 may be names, too, and are in expressions.
_COUNTERS = (
    "人|名|社|件|台|個|回|棟|室|点|戸|箇所|か所|カ所|ヶ所|店|本|枚|冊|頭|区画|世帯|団体|工場|事業所|ポイント|"
    "人月|人日|時間|平方メートル|平米|m2|坪|ヘクタール|キロワット|トン|キログラム"
)
_COUNTED = re.compile(rf"[0-9]+(?:{_COUNTERS}|倍)")
_RATED = re.compile(r"[0-9]+(?:円|%|パーセント)")
_WHICH_YEAR = re.compile(r"(?:明治|大正|昭和|平成|令和)|[0-9]{4}年")
_ERAS = {
    "M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和",
    "明": "明治", "大": "大正", "昭": "昭和", "平": "平成", "令": "令和",
}  # fmt: skip
_SHORT_ERA = re.compile(
    r"(?P<era>[MTSHRmtshr]|明治?|大正?|昭和?|平成?|令和?)\.?(?P<y>元|[0-9]{1,2})(?P<sign>[./-])"
    r"(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})(?P<rest>.*)",
    re.DOTALL,
)
_SHORT_FISCAL_YEAR = re.compile(r"(?P<era>[MTSHRmtshr]|[明大昭平令])\.?(?P<y>元|[0-9]{1,2})年度")
_DOTTED = re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})((?:[ T(].*)?)", re.DOTALL)
_FORMAL_SUM = re.compile(r"金?(?P<sum>[^金也]+円)也?")
_CLOSED_SUM = re.compile(r"(¥[0-9][0-9,]*)[-ー－−]")
_YEARS_AND_A_HALF = re.compile(rf"([0-9]+|[{_NUMERAL}]+)年半")
# A blank beside a sign of the calendar or before a Japanese unit says nothing; between two figures
# it might part two numbers, and before a Latin letter it may begin a name.
_IDLE_BLANK = re.compile(
    r"(?<=[0-9元年月日時分円和成正治])[ \t]+(?=[^\x00-\x7f%]|[%元])|(?<=[年月和成正治])[ \t]+(?=[0-9])"
)
_ZONE_IN_BRACKETS = re.compile(r"(?<=[0-9時分秒半午])[ \t]*\(([A-Za-z][A-Za-z_/]+)\)$")
_WITH_UNIT = re.compile(rf"({NUMBER})[ \t]+([A-Za-z][A-Za-z0-9³²-]*)")


_SIGN_APART = re.compile(r"([¥$€£])[ \t]+(?=[0-9])")


def in_figures(plain: str, *, alone: bool = False) -> str | None:
    """A value in kanji numerals, written in figures; None if it is not one beyond doubt.

    In expressions these are days and fiscal years (with their era, or four digits), percentages and
    yen, with nothing else around them: 一般, 十分, 三者協定, 一台 and 三年度 are names. Where a value
    stands ``alone`` counted things, lengths of time and tenths are read, too.
    """
    if not _BEGINS.match(plain):
        return None
    converted = _converted(plain)
    if converted is None or converted == plain:
        return None
    patterns: tuple[re.Pattern[str], ...]
    if alone:
        patterns = (DATE, FISCAL_YEAR, MONTH_DAY, DURATION, TENTHS, _COUNTED, _RATED)
    else:
        patterns = (DATE, FISCAL_YEAR) if _WHICH_YEAR.match(converted) else (_RATED,)
    return converted if any(p.fullmatch(converted) for p in patterns) else None


def counted_in_figures(plain: str, unit: str) -> str | None:
    """A kanji numeral alone or before ``unit``, in figures; None if the text is no such thing."""
    bare = plain.removesuffix(unit) if unit else plain
    converted = _converted(bare) if _BEGINS.match(bare) else None
    return f"{converted}{plain[len(bare) :]}" if converted and converted.isdigit() else None


def end_of_time(plain: str, end: int) -> int:
    """After a day in kanji numerals that ends at ``end``: the end of the time behind a blank."""
    found = re.compile(TIME).match(plain, end)
    return found.end() if found else end


def _converted(plain: str) -> str | None:
    pieces, at = [], 0
    for run in _RUN.finditer(plain):
        text = run[0]
        pieces.append(plain[at : run.start()])
        at = run.end()
        if not any(c in _NUMERAL for c in text):
            pieces.append(text)
            continue
        number = kanji_number(text.translate(_ON_CONTRACTS))
        if number is None:
            return None
        pieces.append(str(number))
    return "".join((*pieces, plain[at:]))


def usual_spelling(plain: str) -> str | None:
    """A text that holds nothing but a value, as the readers know it; None if there is no other way."""
    text = _IDLE_BLANK.sub("", plain)
    text = _ZONE_IN_BRACKETS.sub(r" \1", text)
    if found := _SHORT_ERA.fullmatch(text):
        era = _ERAS[found["era"].upper()[:1]]
        text = f"{era}{found['y']}年{found['m']}月{found['d']}日{found['rest']}"
    elif found := _SHORT_FISCAL_YEAR.fullmatch(text):
        text = f"{_ERAS[found['era'].upper()]}{found['y']}年度"
    elif found := _DOTTED.fullmatch(text):
        text = f"{found[1]}-{found[2]}-{found[3]}{found[4]}"
    elif found := _YEARS_AND_A_HALF.fullmatch(text):
        text = f"{found[1]}年6か月"
    elif text == "半年":
        text = "6か月"
    elif found := _CLOSED_SUM.fullmatch(text):
        text = found[1]
    elif (found := _FORMAL_SUM.fullmatch(text)) and found["sum"] != text:
        text = found["sum"]
    elif (found := _WITH_UNIT.fullmatch(text)) and not ENGLISH.fullmatch(text):
        text = _with_unit(found, text)
    text = _SIGN_APART.sub(r"\1", in_figures(text, alone=True) or text)
    return None if text == plain else text


def _with_unit(found: re.Match[str], text: str) -> str:
    unit = normalise_unit(found[2])
    if unit == "JPY":
        return f"{found[1]}円"
    return f"{found[1]}{found[2]}" if unit in MEASURES or unit in CURRENCIES else text
