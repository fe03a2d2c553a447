"""Values in plain words, in both languages: 12人, 30,000,000円以下, 令和6年6月1日, なし, 未回答."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from schemeengine.execute import domain
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE
from schemeengine.values import (
    CURRENCIES,
    Duration,
    Interval,
    format_date,
    format_datetime,
    format_decimal,
    format_duration,
    format_fiscal_year,
    format_long,
    format_money,
    format_number,
    format_ratio,
    format_yen,
    unit_in_english,
)
from schemeengine.verdict.model import Text
from schemeengine.verdict.view import Value, View

NOT_GIVEN = Text("未回答", "not given")
_NOT_FIXED = Text("未定", "not fixed")
UNDECIDED = Text("まだ決まらない", "not determined yet")


def value_text(value: Value, type_: Type, decl: FactDecl | None = None, view: View | None = None) -> Text:
    """A value as a person writes it: 12人, 30,000,000円以下, 令和6年6月1日, なし, 未回答."""
    return Text(value_in(value, type_, decl, view, "ja"), value_in(value, type_, decl, view, "en"))


def value_in(value: Value, type_: Type, decl: FactDecl | None, view: View | None, lang: str) -> str:
    """As :func:`value_text`, in one language."""
    ja = lang == "ja"
    if type_.kind is Kind.YES_NO:
        words = {
            TRUE: ("はい", "yes"),
            FALSE: ("いいえ", "no"),
            NOT_APPLICABLE: ("適用なし", "does not apply"),
        }
        return words.get(value, (NOT_GIVEN.ja, NOT_GIVEN.en))[0 if ja else 1]
    if value is None:
        return _open(decl, lang)
    if value is domain.NONE:
        return "なし" if ja else "none"
    if value is domain.NOT_YET:
        return "まだない" if ja else "not yet"
    if value is domain.NOT_APPLICABLE:
        return "適用なし" if ja else "does not apply"
    if isinstance(value, domain.Approx):
        return _approximate(value, type_, decl, view, lang)
    if isinstance(value, Interval):
        return _interval(value, lang)
    if isinstance(value, (tuple, domain.Selection)):
        return _list(value, type_, decl, view, lang)
    return _exact(value, type_, decl, view, lang)


def _exact(value: Value, type_: Type, decl: FactDecl | None, view: View | None, lang: str) -> str:
    if isinstance(value, Judgment):
        return _judgment(value, lang)
    if isinstance(value, datetime):
        return format_datetime(value, lang)  # type: ignore[arg-type]
    if isinstance(value, date):
        return format_date(value, lang)  # type: ignore[arg-type]
    if isinstance(value, Duration):
        return format_duration(value, lang)  # type: ignore[arg-type]
    match type_.kind:
        case Kind.YEN:
            return format_yen(value, lang) if isinstance(value, int) else f"{_fraction(value)}円"  # type: ignore[arg-type]
        case Kind.RATIO:
            return format_ratio(Fraction(value), lang)  # type: ignore[arg-type]
        case Kind.FISCAL_YEAR:
            return format_fiscal_year(value, lang)  # type: ignore[arg-type]
        case Kind.CODE | Kind.TEXT:
            return _code(str(value), type_, decl, view, lang)
        case Kind.COUNT | Kind.QUANTITY | Kind.NUMBER:
            if type_.unit in CURRENCIES:
                money = format_money(Fraction(value), "ja" if lang == "ja" else "en")
                return f"{money}{type_.unit}" if lang == "ja" else f"{money} {type_.unit}"
            return (
                f"{_fraction(value)}{type_.unit}"
                if lang == "ja"
                else f"{_fraction(value)} {unit_in_english(type_.unit, value)}".strip()
            )
        case _:
            return str(value)


def _fraction(value: Value) -> str:
    if isinstance(value, Fraction) and value.denominator != 1:
        short = format_decimal(value) or format_long(value)
        return short or f"{format_number(value.numerator)}/{value.denominator}"
    return format_number(int(value))


def _code(value: str, type_: Type, decl: FactDecl | None, view: View | None, lang: str) -> str:
    if decl is not None and value in decl.choices:
        return (lang == "en" and decl.choices_en.get(value)) or decl.choices[value]
    if type_.catalogue and view is not None and type_.catalogue in view.scheme.catalogues:
        label = view.scheme.catalogues[type_.catalogue].label(value)
        return label if label == value else f"{value}（{label}）"
    return type_.label(value, lang)


def _judgment(value: Judgment, lang: str) -> str:
    day = format_date(value.on_date, lang) if value.on_date else ""  # type: ignore[arg-type]
    held = ("是" if value.decision else "否") if lang == "ja" else ("yes" if value.decision else "no")
    inside = (
        "、".join(x for x in (value.by, day) if x)
        if lang == "ja"
        else ", ".join(x for x in (value.by, day) if x)
    )
    shown = f"{held}（{inside}）" if lang == "ja" else f"{held} ({inside})"
    reason = ("：" if lang == "ja" else ": ") + value.reason if value.reason else ""
    return shown + reason if inside else held + reason


def _approximate(
    value: domain.Approx, type_: Type, decl: FactDecl | None, view: View | None, lang: str
) -> str:
    lo, hi = domain.low(value), domain.high(value)
    if type_.kind in (Kind.CODE, Kind.TEXT) or (lo is None and hi is None) or (lo == 0 and hi is None):
        return _open(decl, lang)
    if decl is not None and (lo, hi) == type_.limits:
        return _open(decl, lang)  # what could be stated at all is no news of a fact not given
    first = None if lo is None or lo == 0 else _exact(lo, type_, decl, view, lang)
    last = None if hi is None else _exact(hi, type_, decl, view, lang)
    if first is not None and first == last:
        return f"{first}（適用される場合）" if lang == "ja" else f"{first} (if it applies)"
    if isinstance(lo if lo is not None else hi, date):
        return _days(first, last, lang)
    if first and last:
        return f"{first}以上{last}以下" if lang == "ja" else f"between {first} and {last}"
    if last:
        return f"{last}以下" if lang == "ja" else f"at most {last}"
    return f"{first}以上" if lang == "ja" else f"at least {first}"


def _days(first: str | None, last: str | None, lang: str) -> str:
    if lang == "ja":
        return f"{first or ''}{'以後' if first else ''}{last or ''}{'以前' if last else ''}"
    if first and last:
        return f"from {first} to {last}"
    return f"on or after {first}" if first else f"on or before {last}"


def _open(decl: FactDecl | None, lang: str) -> str:
    """A fact is "not given"; what follows from facts is "not determined yet"."""
    return (NOT_GIVEN if decl is not None else UNDECIDED).of(lang)


def _interval(value: Interval, lang: str) -> str:
    day = Type(Kind.DATE)
    if all(v is None or (isinstance(v, domain.Approx) and v.lo is None and v.hi is None)
           for v in (value.first, value.last)):  # fmt: skip
        return UNDECIDED.of(lang)
    ends = ["" if v is None else value_in(v, day, None, None, lang) for v in (value.first, value.last)]
    open_ = UNDECIDED.of(lang)
    first, last = (_NOT_FIXED.of(lang) if end == open_ else end for end in ends)
    if lang == "ja":
        return f"{first}から{last}まで" if last else f"{first}から"
    return f"{first} to {last}" if last else f"from {first}"


def _list(value: Value, type_: Type, decl: FactDecl | None, view: View | None, lang: str) -> str:
    members = list(domain.members(value) or ())
    if not members:
        return "なし" if lang == "ja" else "none"
    element = type_.of
    if element is None or element.kind is Kind.RECORD:
        sure = sum(1 for _, s in members if s == TRUE)
        if lang == "ja":
            return f"{sure}件" if sure == len(members) else f"{sure}〜{len(members)}件"
        return f"{sure} listed" if sure == len(members) else f"{sure} to {len(members)} listed"
    shown = [value_in(v, element, decl, view, lang) for v, _ in members]
    return ("、" if lang == "ja" else ", ").join(shown)
