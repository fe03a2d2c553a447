"""Money, counts, shares, lengths of time and numbers as they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

from schemeengine.diagnostics import codes_literals as codes
from schemeengine.syntax.literal_model import Literal, Read, Wrong, wrong
from schemeengine.syntax.literal_shapes import AMOUNT, KA, NUMBER, NUMBERS_TO_TWELVE, PARTS
from schemeengine.values import (
    CURRENCIES,
    CURRENCY_SIGNS,
    DECIMAL_COUNTERS,
    MEASURES,
    Duration,
    Quantity,
    format_yen,
    normalise_unit,
)


def read_duration(m: re.Match[str]) -> Read:
    years, months, weeks, days = (int(m[k]) if m[k] else 0 for k in "ymwd")
    if not any(m[k] for k in "ymwd"):
        return None
    if m["bare"] == "月" and not m["y"] and months <= 12 and not m[0].endswith("間"):
        return wrong(codes.MONTH_OR_MONTHS, n=str(months))
    return _duration(years * 12 + months, weeks * 7 + days)


def _duration(months: int, days: int) -> Read:
    # More than 999 years is a slip of the pen, and would run off the calendar.
    if months >= 12_000 or days >= 365_000:
        return wrong(codes.UNREADABLE)
    return Literal("duration", Duration(months, days))


def read_business_days(m: re.Match[str]) -> Read:
    """5 business days; 10日(休日を除く): a count of days on which the office (or banks) is open."""
    of_banks = (m["kind"] or "").lower().startswith("bank")
    unit = "銀行営業日" if of_banks else "営業日"
    return Literal("count", int(m["n"]), unit)


def read_share(m: re.Match[str]) -> Read:
    whole, part = _scaled(m[1]), _scaled(m[2])
    if isinstance(whole, Wrong):
        return whole
    if isinstance(part, Wrong):
        return part
    return Literal("ratio", part / whole) if whole else wrong(codes.ZERO_SHARE)


def read_tenths(m: re.Match[str]) -> Read:
    """7割5分3厘: tenths, hundredths and thousandths."""
    parts = (Fraction(m["tenths"]) / 10, int(m["hundredths"] or 0), int(m["thousandths"] or 0))
    return Literal("ratio", parts[0] + Fraction(parts[1], 100) + Fraction(parts[2], 1000))


def read_english(m: re.Match[str]) -> Read:
    parts = re.findall(rf"({NUMBER})|([a-z]+)", m[0].lower())
    numbers = [n for n, _ in parts if n]
    words = [w for _, w in parts if w]
    if words[-1] == "yen":
        scale = _ENGLISH_SCALES[words[0]] if len(words) > 1 else 1
        return _scaled_then(numbers[0], lambda n: _yen(n * scale, numbers[0]))
    if (currency := words[-1].upper()) in CURRENCIES:
        return _scaled_then(numbers[0], lambda n: _with_unit(n, numbers[0], currency))
    if words[-1] in ("percent", "cent"):
        return _scaled_then(numbers[0], lambda n: Literal("ratio", n / 100))
    if words[-1].rstrip("s") not in _ENGLISH_UNITS:
        unit = _ENGLISH_MONEY.get(words[-1].rstrip("s"), words[-1])
        return _scaled_then(numbers[0], lambda n: _with_unit(n, numbers[0], unit))
    months = days = 0
    for number, word in zip(numbers, words, strict=True):
        n = _scaled(number)
        if isinstance(n, Wrong):
            return n
        if n.denominator != 1:
            return wrong(codes.DECIMAL_COUNT)
        per_month, per_day = _ENGLISH_UNITS[word.rstrip("s")]
        months, days = months + int(n) * per_month, days + int(n) * per_day
    return _duration(months, days)


def read_in_words(m: re.Match[str]) -> Read:
    """one month, two-thirds."""
    n = NUMBERS_TO_TWELVE.index(m["n"].lower()) + 1
    if m["part"]:
        return Literal("ratio", Fraction(n, PARTS[m["part"].lower()]))
    per_month, per_day = _ENGLISH_UNITS[m["time"].lower()]
    return _duration(n * per_month, n * per_day)


_ENGLISH_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ENGLISH_MONEY = {"pound": "GBP", "euro": "EUR", "dollar": "USD"}
_ENGLISH_UNITS = {"year": (12, 0), "month": (1, 0), "week": (0, 7), "day": (0, 1)}


#: 60.000 is sixty thousand to many a European writer, and sixty to others.
_DOTTED_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")


def read_kanji_yen(m: re.Match[str]) -> Read:
    return _scaled_then(m[0][:-1], lambda n: _yen(n, m[0]))


def read_amount(plain: str) -> Read:
    """A number with at most one unit."""
    sign = plain[:1] if plain[:1] in CURRENCY_SIGNS else ""
    m = AMOUNT.fullmatch(plain.removeprefix(sign))
    if m is None:
        return wrong(codes.UNREADABLE)
    number, unit = m["number"], normalise_unit(m["unit"])
    if any(c.isspace() for c in m["unit"]):
        return wrong(codes.UNREADABLE)
    if sign:
        if unit:
            return wrong(codes.MIXED_UNIT, unit=f"{sign}…{unit}")
        unit = CURRENCY_SIGNS[sign]
    unit = CURRENCY_SIGNS.get(unit, unit)
    return _scaled_then(number, lambda n: _with_unit(n, number, unit))


def _with_unit(n: Fraction, number: str, unit: str) -> Read:
    if unit in ("円", "yen"):
        return _yen(n, number)
    if unit in CURRENCIES and _DOTTED_THOUSANDS.fullmatch(number):
        return wrong(codes.DOTTED_THOUSANDS, fix=number.replace(".", ","), cents=f"{number[:-1]}")
    if unit in ("%", "パーセント", "percent"):
        return Literal("ratio", n / 100)
    if unit == "倍":
        return Literal("ratio", n)
    if unit in _PENCE:
        return Literal("quantity", Quantity(n / 100, "GBP"), "GBP")
    if unit in MEASURES:
        return Literal("quantity", Quantity(n, unit), unit)
    if unit in DECIMAL_COUNTERS and "." in number:
        return Literal("quantity", Quantity(n, unit), unit)
    if unit == "":
        return Literal("number", int(n) if n.denominator == 1 else n)
    if "." in number or n.denominator != 1:
        return wrong(codes.DECIMAL_COUNT)
    if word := _LIMIT_WORD.search(unit):
        return wrong(codes.LIMIT_WORD, word=word[0])
    if _KNOWN_UNIT.match(unit) or not all(c.isalpha() or _is_mark(c) for c in unit):
        return wrong(codes.MIXED_UNIT, unit=unit)
    return Literal("count", int(n), unit)


#: Hundredths of a pound: 20p a week is no count of things called p.
_PENCE = frozenset({"p", "penny", "pence"})
_LIMIT_WORD = re.compile(
    r"(?:以上|以下|未満|超|超える|を超え|以内|以前|以後|以降|まで|から|程度|かつ|又は|または)$"
)
# A unit that is known, with something behind it that is not part of it (3万円年, 5年目, 3%増).
_KNOWN_UNIT = re.compile(rf"円|{KA}?[年月]|%|パーセント|[日週時]")


def _is_mark(c: str) -> bool:
    return unicodedata.category(c) in ("Mn", "Mc", "So")


def _yen(n: Fraction, number: str) -> Read:
    if n.denominator != 1 or "." in number:
        near = [int(n)] if n.denominator == 1 else [int(n), int(n) + 1]
        return wrong(
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


def _scaled_then(number: str, use: Callable[[Fraction], Read]) -> Read:
    n = _scaled(number)
    return n if isinstance(n, Wrong) else use(n)


def kanji_number(text: str) -> int | None:
    """The value of 三千五百, 二〇二四 or 5億三千万; None if it cannot be read or is no whole number."""
    found = _scaled(text)
    return None if isinstance(found, Wrong) or found.denominator != 1 else found.numerator


def _scaled(number: str) -> Fraction | Wrong:
    """The value of 1億2,000万, 5億3千万, 三千万 or 12.5; scales must fall from left to right."""
    total, ceiling = Fraction(0), None
    for text, large in _SECTION.findall(number)[:-1]:  # the last match is empty
        section = _below_ten_thousand(text)
        if isinstance(section, Wrong):
            return section
        section *= _LARGE.get(large, 1)
        if ceiling is not None and section >= ceiling:
            return wrong(codes.BAD_SCALE)
        total, ceiling = total + section, _LARGE.get(large, 0)
    return total


def _below_ten_thousand(text: str) -> Fraction | Wrong:
    """The value of 三千五百, 5百, 300; a number alone may be larger."""
    total, ceiling = Fraction(0), None
    for before, small, alone in _PIECE.findall(text):
        digits = _digits(before or alone) if before or alone else Fraction(1)
        if isinstance(digits, Wrong):
            return digits
        digits *= _SMALL.get(small, 1)
        if ceiling is not None and digits >= ceiling:
            return wrong(codes.BAD_SCALE)
        total, ceiling = total + digits, _SMALL.get(small, 0)
    return total if text else wrong(codes.BAD_SCALE)


def _digits(piece: str) -> Fraction | Wrong:
    if piece[0] in _KANJI_DIGITS:
        return Fraction(int("".join(str(_KANJI_DIGITS.index(c)) for c in piece)))
    whole, _, decimals = piece.partition(".")
    bare = whole.replace(",", "")
    rest = f".{decimals}" if decimals else ""
    if "," in whole and not re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", whole):
        return wrong(codes.BAD_GROUPING, fix=f"{int(bare):,}{rest}")
    if len(bare) > 1 and bare[0] == "0":
        return wrong(codes.LEADING_ZERO, fix=f"{int(bare)}{rest}")
    return Fraction(int(bare + decimals), 10 ** len(decimals))
