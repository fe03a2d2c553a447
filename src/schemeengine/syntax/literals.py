"""Numbers, money, shares, durations and dates as Japanese officers write them.

``match_literal`` finds where a literal ends inside an expression, ``read_literal`` reads it.
Whatever ``match_literal`` cuts out, ``read_literal`` either reads or reports. Texts of more than
``MAX_LENGTH`` characters are not literals; every pattern below repeats over disjoint character
sets or a bounded number of times, so the time needed grows with the length only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from schemeengine.calendar import BusinessDay, DayOfMonth, DayPattern, MonthEnd, Weekday
from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_literals as codes
from schemeengine.source import Span
from schemeengine.syntax.literal_amounts import (
    read_amount,
    read_business_days,
    read_duration,
    read_english,
    read_in_words,
    read_kanji_yen,
    read_share,
    read_tenths,
)
from schemeengine.syntax.literal_days import (
    read_date,
    read_english_date,
    read_fiscal_year,
    read_month_day,
    read_year_month,
)
from schemeengine.syntax.literal_model import MAX_LENGTH, Literal, Read, Wrong, wrong
from schemeengine.syntax.literal_shapes import (
    BUSINESS_DAYS,
    DATE,
    DURATION,
    ENGLISH,
    ENGLISH_DATE,
    FISCAL_YEAR,
    FULL_AGE,
    IN_WORDS,
    KANJI_YEN,
    MONTH_DAY,
    SHARE,
    TENTHS,
    YEAR_MONTH,
    begins_literal,
    end_of_phrase,
    end_of_run,
    half_width,
)
from schemeengine.syntax.literal_spellings import end_of_time, in_figures, usual_spelling
from schemeengine.values import MonthDay, Quantity

# --- Entrances --------------------------------------------------------------------------------


def read_literal(text: str, span: Span, problems: Problems) -> Literal | None:
    """Read ``text``, which is the whole literal (blanks around it do not matter).

    None with a diagnostic at ``span`` if it begins like a literal (digit, era, currency sign) but
    is wrong; None without one if it is something else: a name, an expression, a long text.
    """
    plain = half_width(text).strip()
    found = _whole(plain)
    if not isinstance(found, Literal) and len(plain) <= MAX_LENGTH:
        other = usual_spelling(plain)
        again = None if other is None else _whole(other)
        found = again if isinstance(again, Literal) or found is None else found
    if isinstance(found, Wrong):
        problems.add(found.code, span, **{"got": text.strip(), **dict(found.args)})
        return None
    return found


_QUOTIENT = re.compile(r"([0-9]{1,9}) ?/ ?([1-9][0-9]{0,8})")


def read_quotient(text: str) -> Fraction | None:
    """2/3, as a share is written where nothing else can be meant; None for any other text."""
    found = _QUOTIENT.fullmatch(half_width(text).strip()) if len(text) <= MAX_LENGTH else None
    return None if found is None else Fraction(int(found[1]), int(found[2]))


#: How officers and accountants write what lies below zero.
_MINUS_WORD = "マイナス"
_MINUS_SIGNS = (*"-−－‐△▲", _MINUS_WORD)
_SIGNED_KINDS = ("yen", "ratio", "number", "quantity", "count")


def read_signed_literal(text: str, span: Span, problems: Problems) -> Literal | None:
    """As :func:`read_literal`, but -50万円, △50万円 and ▲3% are below zero."""
    bare = text.strip()
    if not bare.startswith(_MINUS_SIGNS):
        return read_literal(text, span, problems)
    found = read_literal(
        bare.removeprefix(_MINUS_WORD) if bare.startswith(_MINUS_WORD) else bare[1:], span, problems
    )
    if found is None or found.kind not in _SIGNED_KINDS:
        return None
    value = found.value
    if isinstance(value, Quantity):
        return replace(found, value=Quantity(-value.amount, value.unit))
    assert isinstance(value, (int, Fraction))
    return replace(found, value=-value)


def is_negative(literal: Literal) -> bool:
    """Whether a number, amount or measure lies below zero."""
    value = literal.value.amount if isinstance(literal.value, Quantity) else literal.value
    return isinstance(value, (int, Fraction)) and value < 0


def _whole(plain: str) -> Read:
    return _read(plain) if looks_like_literal(plain) else None


def looks_like_literal(plain: str) -> bool:
    if not plain or len(plain) > MAX_LENGTH:
        return False
    if not begins_literal(plain):
        return in_figures(plain) is not None
    # "1/2" and "3人 + 2人" are expressions; "1,00円" and "17:00" can only be meant as literals.
    whole = match_literal(plain, 0) == len(plain)
    return whole or not any(c in "+-*/=<>()[]!" for c in plain)


def match_literal(text: str, pos: int) -> int | None:
    """Where the longest literal that starts at ``pos`` ends, or None if none starts there.

    The stretch found may still be a wrong literal (2023-02-30): ``read_literal`` says so. A date
    with signs wins over arithmetic (2024-03-31 is a day; write blanks to subtract), and a comma
    followed by exactly three digits belongs to the number (write a blank after other commas).
    """
    plain = half_width(text[pos : pos + MAX_LENGTH + 1], keep_length=True)
    if not plain or plain[0].isspace():
        return None
    end = max(end_of_phrase(plain), end_of_run(plain))
    if end == 0 or end > MAX_LENGTH:
        return None
    start = half_width(plain[:end])
    if begins_literal(start):
        return pos + end
    figures = in_figures(start)
    if figures is None:
        return None
    return pos + (end_of_time(plain, end) if DATE.fullmatch(figures) else end)


def read_time_of_day(text: str) -> int | None:
    """17時, 17時30分, 午後5時, 17:00, 正午: minutes after midnight; None for anything else."""
    m = DATE.fullmatch(f"2000-01-01 {half_width(text).strip()}")
    found = read_date(m) if m else None
    if not isinstance(found, Literal) or found.kind != "datetime" or m is None or m["zone"] or m["ahead"]:
        return None
    moment = found.value
    assert isinstance(moment, datetime)
    return None if moment.second else moment.hour * 60 + moment.minute


def read_day_pattern(text: str) -> MonthDay | DayPattern | None:
    """3月31日, 1日, 月末, 月曜日, 営業日 (平日 is not one: it may be a holiday); None otherwise."""
    plain = half_width(text).strip()
    if plain in ("月末", "月末日", "末日"):
        return MonthEnd()
    if plain in ("営業日", "開庁日", "銀行営業日"):
        return BusinessDay(of_banks=plain == "銀行営業日")
    if plain.lower() in ("end of month", "end of the month"):
        return MonthEnd()
    if plain.lower() in ("business day", "working day", "bank day"):
        return BusinessDay(of_banks=plain.lower() == "bank day")
    if plain.lower() in _WEEKDAYS:
        return Weekday(_WEEKDAYS.index(plain.lower()))
    if m := re.fullmatch(r"([月火水木金土日])曜日?", plain):
        return Weekday("月火水木金土日".index(m[1]))
    if m := re.fullmatch(r"([0-9]{1,2})(?:日|st|nd|rd|th)", plain):
        return DayOfMonth(int(m[1])) if 1 <= int(m[1]) <= 31 else None
    found: Read = None
    if m := MONTH_DAY.fullmatch(plain):
        found = read_month_day(m)
    elif m := ENGLISH_DATE.fullmatch(plain):
        found = read_english_date(m)
    return found.value if isinstance(found, Literal) and isinstance(found.value, MonthDay) else None


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


# --- Reading ----------------------------------------------------------------------------------


def _read(plain: str) -> Read:
    plain = in_figures(plain) or plain
    if aged := FULL_AGE.fullmatch(plain):
        plain = aged["age"]
    for pattern, reader in _READERS:
        if m := pattern.fullmatch(plain):
            found = reader(m)
            if found is not None:
                return found
    if re.fullmatch(r"(?:午前|午後)?[0-9]{1,2}(?::[0-9]{2}|時半?|時[0-9]{1,2}分)", plain):
        return wrong(codes.TIME_WITHOUT_DATE)
    return read_amount(plain)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Read]], ...] = (
    (DATE, read_date),
    (ENGLISH_DATE, read_english_date),
    (FISCAL_YEAR, read_fiscal_year),
    (MONTH_DAY, read_month_day),
    (YEAR_MONTH, read_year_month),
    (SHARE, read_share),
    (TENTHS, read_tenths),
    (DURATION, read_duration),
    (BUSINESS_DAYS, read_business_days),
    (ENGLISH, read_english),
    (IN_WORDS, read_in_words),
    (KANJI_YEN, read_kanji_yen),
)
