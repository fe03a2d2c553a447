"""Amounts, days and periods in words, with the bounds that are known while facts are missing."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from schemeengine.diagnostics import Lang
from schemeengine.values import (
    CURRENCIES,
    format_date,
    format_datetime,
    format_decimal,
    format_long,
    format_money,
    format_ratio,
    unit_in_english,
)
from schemeengine.verdict.model import Amount, DateResult, Day, PeriodResult


def amount_text(amount: Amount, lang: Lang) -> str:
    """6,172,000円; 4,500,000円以上30,000,000円以下; 適用なし; まだ計算できない."""
    if amount.applies is False:
        return "適用なし" if lang == "ja" else "does not apply"
    if amount.exact == "none":
        return "なし" if lang == "ja" else "none"
    shown = _figure(amount, lang)
    if amount.applies is None:
        return f"{shown}（適用される場合）" if lang == "ja" else f"{shown} (if it applies)"
    return shown


def _figure(amount: Amount, lang: Lang) -> str:
    if amount.exact:
        return _exact(amount, lang)
    if amount.value is not None:
        return with_unit(amount.value, amount.unit, lang)
    low, high = amount.least or amount.at_least, amount.most or amount.at_most
    if high is None and not low:  # "at least 0" says nothing
        return "まだ計算できない" if lang == "ja" else "cannot be worked out yet"
    if high is not None and low == high:  # what is open is only whether it applies
        return with_unit(high, amount.unit, lang)
    lowest = with_unit(low, amount.unit, lang) if low else ""
    highest = with_unit(high, amount.unit, lang) if high is not None else ""
    if lang == "ja":
        return (f"{lowest}以上" if lowest else "") + (f"{highest}以下" if highest else "")
    if lowest and highest:
        return f"between {lowest} and {highest}"
    return f"at least {lowest}" if lowest else f"at most {highest}"


def _exact(amount: Amount, lang: Lang) -> str:
    """A fraction that no rounding rule has made whole: shown exactly, never rounded."""
    return with_unit(Fraction(amount.exact), amount.unit, lang)


def with_unit(value: int | Fraction, unit: str, lang: Lang) -> str:
    """An amount with its unit: 5,000円, 5,000 GBP, 29,251.50 EUR, 12%, 100/3 yen."""
    if unit in CURRENCIES:
        return f"{format_money(Fraction(value), lang)}{_unit(unit, value, lang)}"
    if unit == "percent":
        return format_ratio(Fraction(value), lang)
    shown = format_decimal(Fraction(value)) or format_long(Fraction(value)) or str(value)
    return f"{shown}{_unit(unit, value, lang)}"


def _unit(unit: str, value: int | Fraction, lang: Lang) -> str:
    if unit == "yen":
        return "円" if lang == "ja" else " yen"
    return unit if lang == "ja" else f" {unit_in_english(unit, value)}".rstrip()


def day_text(day: Day, lang: Lang) -> str:
    """令和6年6月1日; …以後…以前のいずれかの日; "" where nothing is known."""
    if day.value is not None:
        return moment(day.value, lang)
    first = moment(day.earliest, lang) if day.earliest else ""
    last = moment(day.latest, lang) if day.latest else ""
    if lang == "ja":
        return (f"{first}以後" if first else "") + (f"{last}以前" if last else "")
    if first and last:
        return f"between {first} and {last}"
    return (f"on or after {first}" if first else "") + (f"on or before {last}" if last else "")


def date_text(found: DateResult, lang: Lang) -> str:
    """A day, the range it lies in, or why there is none."""
    if found.applies is False:
        return "適用なし" if lang == "ja" else "does not apply"
    return day_text(found.day, lang) or not_fixed(lang)


def period_text(period: PeriodResult, lang: Lang) -> str:
    """From … to …, both included; an open or unknown end is said in words."""
    if period.applies is False:
        return "適用なし" if lang == "ja" else "does not apply"
    first, last = _end(period.from_, lang), _end(period.until, lang, until=True)
    if not first and not last:
        return not_fixed(lang)
    ja = lang == "ja"
    if period.empty:
        words = (
            "一日もない（{f}に始まる前、{l}に終わる）"
            if ja
            else "no day (it would end on {l}, before it begins on {f})"
        )
        return words.format(f=first, l=last)
    unknown = "未定" if ja else "not fixed"
    if period.open_until:
        start = first or unknown
        return f"{start}から（終わりの定めなし）" if ja else f"from {start} (no end is set)"
    if period.open_from:
        end = last or unknown
        return f"{end}まで（始まりの定めなし）" if ja else f"until {end} (no beginning is set)"
    if _between(period.from_) or _between(period.until):
        first, last = (_either(day, lang) or unknown for day in (period.from_, period.until))
        return f"始期 {first}、終期 {last}" if ja else f"begins {first}; ends {last}"
    if ja:
        return f"{first or unknown}から{last or unknown}まで"
    return f"from {first or unknown} to {last or unknown}"


def _between(day: Day) -> bool:
    """Whether a day is known to lie between two days only."""
    return bool(day.value is None and day.earliest and day.latest)


def _either(day: Day, lang: Lang) -> str:
    """An end of a period, where "from … to …" would run into the bounds of the day itself."""
    if not _between(day):
        return day_text(day, lang)
    first, last = moment(day.earliest or "", lang), moment(day.latest or "", lang)
    return f"{first}〜{last}のいずれか" if lang == "ja" else f"between {first} and {last}"


def _end(day: Day, lang: Lang, until: bool = False) -> str:
    """An end of a period: 令和9年10月31日, 遅くとも令和9年10月31日 (a last day), 早くとも… (a first day)."""
    known, other = (day.latest, day.earliest) if until else (day.earliest, day.latest)
    if day.value is not None or not known or other:
        return day_text(day, lang)
    if lang == "ja":
        return f"{'遅くとも' if until else '早くとも'}{moment(known, lang)}"
    return f"{moment(known, lang)} at the {'latest' if until else 'earliest'}"


def not_fixed(lang: Lang) -> str:
    return "まだ決まらない" if lang == "ja" else "not fixed yet"


def moment(iso: str, lang: Lang) -> str:
    """An ISO day or time in words: era dates in Japanese."""
    if "T" in iso:
        return format_datetime(datetime.fromisoformat(iso), lang)
    return format_date(date.fromisoformat(iso), lang)
