"""Numbers, money, shares, durations and dates as Japanese officers write them.

``match_literal`` finds where a literal ends inside an expression, ``read_literal`` reads it.
Whatever ``match_literal`` cuts out, ``read_literal`` either reads or reports. Texts of more than
``MAX_LENGTH`` characters are not literals; every pattern below repeats over disjoint character
sets or a bounded number of times, so the time needed grows with the length only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Literal as OneOf

from schemeengine.calendar import BusinessDay, DayOfMonth, DayPattern, MonthEnd, Weekday
from schemeengine.diagnostics import Code, Problems
from schemeengine.diagnostics import codes_literals as codes
from schemeengine.source import Span
from schemeengine.values import (
    ERAS,
    LONGEST_MONTH,
    MEASURES,
    Duration,
    Era,
    MonthDay,
    OutsideEra,
    Quantity,
    date_from_era,
    format_date,
    format_fiscal_year,
    format_yen,
    normalise_unit,
)

MAX_LENGTH = 200

Kind = OneOf[
    "yen", "ratio", "count", "quantity", "number", "duration",
    "date", "datetime", "month_day", "fiscal_year",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as written. ``unit``: 円 for yen, the counter of a count, the unit of a quantity."""

    kind: Kind
    value: int | Fraction | Quantity | Duration | date | datetime | MonthDay
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Looks like a literal, but cannot be read: what to report."""

    code: Code
    args: tuple[tuple[str, str], ...] = ()


_Read = Literal | _Wrong | None


def _wrong(code: Code, **args: str) -> _Wrong:
    return _Wrong(code, tuple(args.items()))


# --- Entrances --------------------------------------------------------------------------------


def read_literal(text: str, span: Span, problems: Problems) -> Literal | None:
    """Read ``text``, which is the whole literal (blanks around it do not matter).

    None with a diagnostic at ``span`` if it begins like a literal (digit, era, currency sign) but
    is wrong; None without one if it is something else: a name, an expression, a long text.
    """
    plain = _plain(text).strip()
    if not _looks_like_literal(plain):
        return None
    found = _read(plain)
    if isinstance(found, _Wrong):
        problems.add(found.code, span, **{"got": text.strip(), **dict(found.args)})
        return None
    return found


def match_literal(text: str, pos: int) -> int | None:
    """Where the longest literal that starts at ``pos`` ends, or None if none starts there.

    The stretch found may still be a wrong literal (2023-02-30): ``read_literal`` says so. A date
    with signs wins over arithmetic (2024-03-31 is a day; write blanks to subtract), and a comma
    followed by exactly three digits belongs to the number (write a blank after other commas).
    """
    plain = _plain(text[pos : pos + MAX_LENGTH + 1], keep_length=True)
    if not plain or plain[0].isspace():
        return None
    end = max(_end_of_phrase(plain), _end_of_run(plain))
    if end == 0 or end > MAX_LENGTH or not _begins_literal(_plain(plain[:end])):
        return None
    return pos + end


def read_day_pattern(text: str) -> MonthDay | DayPattern | None:
    """3月31日, 1日, 月末, 月曜日, 営業日 (平日 is not one: it may be a holiday); None otherwise."""
    plain = _plain(text).strip()
    if plain in ("月末", "月末日", "末日"):
        return MonthEnd()
    if plain in ("営業日", "開庁日"):
        return BusinessDay()
    if m := re.fullmatch(r"([月火水木金土日])曜日?", plain):
        return Weekday("月火水木金土日".index(m[1]))
    if m := re.fullmatch(r"([0-9]{1,2})日", plain):
        return DayOfMonth(int(m[1])) if 1 <= int(m[1]) <= 31 else None
    m = _MONTH_DAY.fullmatch(plain)
    found = _read_month_day(m) if m else None
    return found.value if isinstance(found, Literal) and isinstance(found.value, MonthDay) else None


# --- What a literal looks like ----------------------------------------------------------------

# One character to one character, so that offsets stay: full-width signs and digits, and the
# radicals that stand for 年月日 and the like in text copied out of PDF files.
_ONE_TO_ONE = {
    **{c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)},
    **{c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)},
    0x3000: " ", 0xA0: " ", 0xFFE5: "¥",
}  # fmt: skip
_SQUARED_ERAS = {0x337B: "平成", 0x337C: "昭和", 0x337D: "大正", 0x337E: "明治", 0x32FF: "令和"}
_PLAIN = {**_ONE_TO_ONE, **_SQUARED_ERAS}

_ERA = "(?:明治|大正|昭和|平成|令和|[㍻㍼㍽㍾㋿])"
_YEAR = "(?:元|[0-9]{1,4})"
_KA = "[かヶケカヵ箇個ゕゖ]"
_MONTHS = f"{_KA}月"
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))+|[0-9]+)(?:\.[0-9]+)?"
_ENGLISH_TIME = r"(?:years?|months?|weeks?|days?)"
_TIME = (
    r"(?:T|\ {1,3}|(?<=日))"
    r"(?:(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
    r"|(?P<half>午前|午後)?(?P<ji>[0-9]{1,2})時"
    r"(?:(?P<fun>[0-9]{1,2})分(?:(?P<byo>[0-9]{1,2})秒)?|(?P<han>半))?|(?P<noon>正午))"
)
_DATE = re.compile(
    r"(?:(?P<y>[0-9]{4})(?P<sign>[-/])(?P<m>[0-9]{1,2})(?P=sign)(?P<d>[0-9]{1,2})"
    r"|(?P<letter>[A-Za-z])(?P<ly>[0-9]{1,2})\.(?P<lm>[0-9]{1,2})\.(?P<ld>[0-9]{1,2})"
    rf"|(?P<era>{_ERA})?(?P<jy>{_YEAR})年(?P<jm>[0-9]{{1,2}})月(?P<jd>[0-9]{{1,2}})日)"
    rf"(?:{_TIME})?"
)
_FISCAL_YEAR = re.compile(rf"(?P<era>{_ERA})?(?P<y>{_YEAR})年度")
_YEAR_MONTH = re.compile(rf"(?P<era>{_ERA})?(?P<y>{_YEAR})年(?:(?P<m>[0-9]{{1,2}})月)?")
_MONTH_DAY = re.compile(r"(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})日|(?P<end>末日?))")
_TERM = "([0-9][0-9,]*|[一二三四五六七八九十百千]+)"
_SHARE = re.compile(f"{_TERM}分の{_TERM}")
_DURATION = re.compile(
    rf"(?:(?P<y>[0-9]+){_KA}?年)?(?:(?P<m>[0-9]+)(?P<bare>月|{_MONTHS}))?"
    r"(?:(?P<w>[0-9]+)週)?(?:(?P<d>[0-9]+)日)?間?"
)
_ENGLISH = re.compile(
    rf"{_NUMBER}(?:(?:\ {{1,3}}(?:thousand|million|billion|trillion))?\ {{1,3}}yen"
    rf"|\ {{1,3}}percent"
    rf"|\ {{0,3}}{_ENGLISH_TIME}(?:\ {{1,3}}{_NUMBER}\ {{0,3}}{_ENGLISH_TIME}){{0,3}})",
    re.IGNORECASE,
)
_KANJI_YEN = re.compile(r"[〇一二三四五六七八九十百千万億兆]+円")
_ERA_START = re.compile(rf"{_ERA}(?:元|[0-9])[0-9元年月日時分秒度午前後正半T:+Z \-]*")
_AMOUNT = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?:[十百千万億兆][十百千万億兆0-9,]*)?)(?P<unit>.*)",
    re.DOTALL,
)
_RUN_NUMBER = re.compile(_NUMBER)


def _plain(text: str, *, keep_length: bool = False) -> str:
    return text.translate(_ONE_TO_ONE if keep_length else _PLAIN)


def _begins_literal(plain: str) -> bool:
    """Whether the text is meant as a literal: right or wrong, but not a name."""
    if plain[:1].isascii() and plain[:1].isdigit():
        return True
    if plain[:1] == "¥":
        return plain[1:2].isascii() and plain[1:2].isdigit()
    return any(p.fullmatch(plain) for p in (_ERA_START, _KANJI_YEN, _SHARE, _DATE))


def _looks_like_literal(plain: str) -> bool:
    if not plain or len(plain) > MAX_LENGTH or not _begins_literal(plain):
        return False
    # "1/2" and "3人 + 2人" are expressions; "1,00円" and "17:00" can only be meant as literals.
    whole = match_literal(plain, 0) == len(plain)
    return whole or not any(c in "+-*/=<>()[]!" for c in plain)


def _end_of_phrase(plain: str) -> int:
    """The end of a form that may hold blanks or signs: a date with its time, "30 million yen"."""
    english = _ENGLISH.match(plain)
    if english and not _is_unit_character(plain[english.end() : english.end() + 1]):
        return english.end()
    dated = _DATE.match(plain)
    # What is stuck to a date is reported with it: 2024-06-01以後 is not 2024 minus 6 minus ….
    return _end_of_run(plain, dated.end()) if dated else 0


def _end_of_run(plain: str, pos: int = 0) -> int:
    """The end of the numbers and letters that stand together without a blank or sign."""
    pos += plain[pos : pos + 1] == "¥"
    while pos < len(plain):
        if number := _RUN_NUMBER.match(plain, pos):
            pos = number.end()
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


# --- Reading ----------------------------------------------------------------------------------


def _read(plain: str) -> _Read:
    for pattern, reader in _READERS:
        if m := pattern.fullmatch(plain):
            found = reader(m)
            if found is not None:
                return found
    if re.fullmatch(r"(?:午前|午後)?[0-9]{1,2}(?::[0-9]{2}|時半?|時[0-9]{1,2}分)", plain):
        return _wrong(codes.TIME_WITHOUT_DATE)
    return _read_amount(plain)


def _read_date(m: re.Match[str]) -> _Read:
    day = _read_day(m)
    if isinstance(day, _Wrong):
        return day
    if m["hour"] is None and m["ji"] is None and m["noon"] is None:
        return Literal("date", day)
    return _read_time(m, day)


def _read_day(m: re.Match[str]) -> date | _Wrong:
    if m["y"]:
        return _western(int(m["y"]), int(m["m"]), int(m["d"]))
    if m["letter"]:
        era = next((e for e in ERAS if e.letter == m["letter"].upper()), None)
        if era is None:
            return _wrong(codes.UNKNOWN_ERA_LETTER, letter=m["letter"])
        return _in_era(era, int(m["ly"]), int(m["lm"]), int(m["ld"]))
    year, month, day = _year(m["jy"]), int(m["jm"]), int(m["jd"])
    if m["era"]:
        return _in_era(_era(m["era"]), year, month, day)
    if len(m["jy"]) < 4:
        return _wrong(codes.WHICH_ERA, fix=f"令和{m['jy']}年{month}月{day}日")
    return _western(year, month, day)


def _western(year: int, month: int, day: int) -> date | _Wrong:
    try:
        return date(year, month, day)
    except ValueError:
        return _no_such_day(month)


def _in_era(era: Era, year: int, month: int, day: int) -> date | _Wrong:
    try:
        return date_from_era(era, year, month, day)
    except OutsideEra as outside:
        if outside.day < ERAS[0].first_day:
            return _wrong(codes.LUNAR_DATE)
        return _wrong(codes.OUTSIDE_ERA, era=era.ja, fix=format_date(outside.day, "ja"))
    except ValueError:
        return _no_such_day(month)


def _no_such_day(month: int) -> _Wrong:
    if not 1 <= month <= 12:
        return _wrong(codes.NO_SUCH_DAY, fix_ja="月は1から12までです。", fix_en="Months run from 1 to 12.")
    if month == 2:
        ja = "2月は28日まで（うるう年は29日まで）です。"
        en = "February ends on the 28th, in leap years on the 29th."
    else:
        last = LONGEST_MONTH[month - 1]
        ja, en = f"{month}月は1日から{last}日までです。", f"Month {month} runs from 1 to {last}."
    return _wrong(codes.NO_SUCH_DAY, fix_ja=ja, fix_en=en)


def _read_time(m: re.Match[str], day: date) -> _Read:
    hour = 12 if m["noon"] else int(m["hour"] or m["ji"])
    minute = 30 if m["han"] else int(m["minute"] or m["fun"] or 0)
    second = int(m["second"] or m["byo"] or 0)
    if m["half"]:
        if hour > 11:
            return _wrong(codes.NO_SUCH_TIME)
        hour += 12 if m["half"] == "午後" else 0
    if hour > 23 or minute > 59 or second > 59:
        return _wrong(codes.NO_SUCH_TIME)
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    return _to_japan_time(moment, m["zone"]) if m["zone"] else Literal("datetime", moment)


def _to_japan_time(moment: datetime, zone: str) -> _Read:
    ahead = timedelta()
    if zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > 14 or minutes > 59:
            return _wrong(codes.NO_SUCH_TIME)
        ahead = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    try:
        return Literal("datetime", moment - ahead + timedelta(hours=9))
    except OverflowError:
        return _wrong(codes.UNREADABLE)


def _read_fiscal_year(m: re.Match[str]) -> _Read:
    year = _year(m["y"])
    if not m["era"] and len(m["y"]) < 4:
        return _wrong(codes.WHICH_ERA, fix=f"令和{m['y']}年度")
    era = _era(m["era"]) if m["era"] else None
    western = year + (era.before_year_one if era else 0)
    if not 1 <= western <= 9998:  # the year 9999/10000 would run off the calendar
        return _wrong(codes.UNREADABLE)
    if era is None:
        return Literal("fiscal_year", western)
    following = ERAS[ERAS.index(era) + 1 :]
    ended = bool(following) and following[0].first_day <= date(western, 4, 1)
    if western < ERAS[0].first_day.year:
        return _wrong(codes.LUNAR_DATE)
    if year == 0 or ended:
        return _wrong(codes.OUTSIDE_ERA, era=era.ja, fix=format_fiscal_year(western, "ja"))
    return Literal("fiscal_year", western)


def _read_month_day(m: re.Match[str]) -> _Read:
    month = int(m["m"])
    if not 1 <= month <= 12:
        return _no_such_day(month)
    day = LONGEST_MONTH[month - 1] if m["end"] else int(m["d"])
    if not 1 <= day <= LONGEST_MONTH[month - 1]:
        return _no_such_day(month)
    return Literal("month_day", MonthDay(month, day))


def _read_year_month(m: re.Match[str]) -> _Read:
    if m["era"] is None and len(m["y"]) < 4 and m["y"] != "元":
        return None  # 3年, 1年6月: a length of time
    start = f"{m['era'] or ''}{m['y']}年"
    month = m["m"] or "4"
    return _wrong(codes.INCOMPLETE_DATE, fix=f"{start}{month}月1日", fiscal=f"{start}度")


def _read_duration(m: re.Match[str]) -> _Read:
    years, months, weeks, days = (int(m[k]) if m[k] else 0 for k in "ymwd")
    if not any(m[k] for k in "ymwd"):
        return None
    if m["bare"] == "月" and not m["y"] and months <= 12 and not m[0].endswith("間"):
        return _wrong(codes.MONTH_OR_MONTHS, n=str(months))
    return _duration(years * 12 + months, weeks * 7 + days)


def _duration(months: int, days: int) -> _Read:
    # More than 999 years is a slip of the pen, and would run off the calendar.
    if months >= 12_000 or days >= 365_000:
        return _wrong(codes.UNREADABLE)
    return Literal("duration", Duration(months, days))


def _read_share(m: re.Match[str]) -> _Read:
    whole, part = _scaled(m[1]), _scaled(m[2])
    if isinstance(whole, _Wrong):
        return whole
    if isinstance(part, _Wrong):
        return part
    return Literal("ratio", part / whole) if whole else _wrong(codes.ZERO_SHARE)


def _read_english(m: re.Match[str]) -> _Read:
    parts = re.findall(rf"({_NUMBER})|([a-z]+)", m[0].lower())
    numbers = [n for n, _ in parts if n]
    words = [w for _, w in parts if w]
    if words[-1] == "yen":
        scale = _ENGLISH_SCALES[words[0]] if len(words) > 1 else 1
        return _scaled_then(numbers[0], lambda n: _yen(n * scale, numbers[0]))
    if words[-1] == "percent":
        return _scaled_then(numbers[0], lambda n: Literal("ratio", n / 100))
    months = days = 0
    for number, word in zip(numbers, words, strict=True):
        n = _scaled(number)
        if isinstance(n, _Wrong):
            return n
        if n.denominator != 1:
            return _wrong(codes.DECIMAL_COUNT)
        per_month, per_day = _ENGLISH_UNITS[word.rstrip("s")]
        months, days = months + int(n) * per_month, days + int(n) * per_day
    return _duration(months, days)


_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ENGLISH_UNITS = {"year": (12, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1)}


def _read_kanji_yen(m: re.Match[str]) -> _Read:
    return _scaled_then(m[0][:-1], lambda n: _yen(n, m[0]))


def _read_amount(plain: str) -> _Read:
    """A number with at most one unit."""
    signed = plain.startswith("¥")
    m = _AMOUNT.fullmatch(plain[1:] if signed else plain)
    if m is None:
        return _wrong(codes.UNREADABLE)
    number, unit = m["number"], normalise_unit(m["unit"])
    if any(c.isspace() for c in m["unit"]):
        return _wrong(codes.UNREADABLE)
    if signed:
        if unit:
            return _wrong(codes.MIXED_UNIT, unit=f"¥…{unit}")
        unit = "円"
    return _scaled_then(number, lambda n: _with_unit(n, number, unit))


def _with_unit(n: Fraction, number: str, unit: str) -> _Read:
    if unit in ("円", "yen"):
        return _yen(n, number)
    if unit in ("%", "パーセント", "percent"):
        return Literal("ratio", n / 100)
    if unit in MEASURES:
        return Literal("quantity", Quantity(n, unit), unit)
    if "." in number or n.denominator != 1:
        return _wrong(codes.DECIMAL_COUNT)
    if unit == "割":
        return Literal("ratio", n / 10)
    if unit == "":
        return Literal("number", int(n))
    if word := _LIMIT_WORD.search(unit):
        return _wrong(codes.LIMIT_WORD, word=word[0])
    if _KNOWN_UNIT.match(unit) or not all(c.isalpha() or _is_mark(c) for c in unit):
        return _wrong(codes.MIXED_UNIT, unit=unit)
    return Literal("count", int(n), unit)


_LIMIT_WORD = re.compile(
    r"(?:以上|以下|未満|超|超える|を超え|以内|以前|以後|以降|まで|から|程度|かつ|又は|または)$"
)
# A unit that is known, with something behind it that is not part of it (3万円年, 5年目, 3%増).
_KNOWN_UNIT = re.compile(rf"円|{_KA}?[年月]|%|パーセント|[日週時]")


def _is_mark(c: str) -> bool:
    return unicodedata.category(c) in ("Mn", "Mc", "So")


def _yen(n: Fraction, number: str) -> _Read:
    if n.denominator != 1 or "." in number:
        near = [int(n)] if n.denominator == 1 else [int(n), int(n) + 1]
        return _wrong(
            codes.DECIMAL_YEN,
            fix_ja="、".join(format_yen(v, "ja") for v in near),
            fix_en=" or ".join(format_yen(v, "en") for v in near),
        )
    return Literal("yen", int(n), "円")


# --- Numbers ----------------------------------------------------------------------------------

_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI_DIGITS = "〇一二三四五六七八九"
_DIGITS = rf"[0-9][0-9,]*(?:\.[0-9]+)?|[{_KANJI_DIGITS}]+"
_SECTION = re.compile(r"([^万億兆]*)([万億兆]?)")
_PIECE = re.compile(rf"({_DIGITS})?([十百千])|({_DIGITS})")


def _scaled_then(number: str, use: Callable[[Fraction], _Read]) -> _Read:
    n = _scaled(number)
    return n if isinstance(n, _Wrong) else use(n)


def _scaled(number: str) -> Fraction | _Wrong:
    """The value of 1億2,000万, 5億3千万, 三千万 or 12.5; scales must fall from left to right."""
    total, ceiling = Fraction(0), None
    for text, large in _SECTION.findall(number)[:-1]:  # the last match is empty
        section = _below_ten_thousand(text)
        if isinstance(section, _Wrong):
            return section
        section *= _LARGE.get(large, 1)
        if ceiling is not None and section >= ceiling:
            return _wrong(codes.BAD_SCALE)
        total, ceiling = total + section, _LARGE.get(large, 0)
    return total


def _below_ten_thousand(text: str) -> Fraction | _Wrong:
    """The value of 三千五百, 5百, 300; a number alone may be larger."""
    total, ceiling = Fraction(0), None
    for before, small, alone in _PIECE.findall(text):
        digits = _digits(before or alone) if before or alone else Fraction(1)
        if isinstance(digits, _Wrong):
            return digits
        digits *= _SMALL.get(small, 1)
        if ceiling is not None and digits >= ceiling:
            return _wrong(codes.BAD_SCALE)
        total, ceiling = total + digits, _SMALL.get(small, 0)
    return total if text else _wrong(codes.BAD_SCALE)


def _digits(piece: str) -> Fraction | _Wrong:
    if piece[0] in _KANJI_DIGITS:
        return Fraction(int("".join(str(_KANJI_DIGITS.index(c)) for c in piece)))
    whole, _, decimals = piece.partition(".")
    bare = whole.replace(",", "")
    rest = f".{decimals}" if decimals else ""
    if "," in whole and not re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", whole):
        return _wrong(codes.BAD_GROUPING, fix=f"{int(bare):,}{rest}")
    if len(bare) > 1 and bare[0] == "0":
        return _wrong(codes.LEADING_ZERO, fix=f"{int(bare)}{rest}")
    return Fraction(int(bare + decimals), 10 ** len(decimals))


def _year(text: str) -> int:
    return 1 if text == "元" else int(text)


def _era(text: str) -> Era:
    return next(e for e in ERAS if e.ja == text)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Read]], ...] = (
    (_DATE, _read_date),
    (_FISCAL_YEAR, _read_fiscal_year),
    (_MONTH_DAY, _read_month_day),
    (_YEAR_MONTH, _read_year_month),
    (_SHARE, _read_share),
    (_DURATION, _read_duration),
    (_ENGLISH, _read_english),
    (_KANJI_YEN, _read_kanji_yen),
)
