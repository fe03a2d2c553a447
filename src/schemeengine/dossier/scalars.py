"""One value as it is written, read by its declared type: yes or no, codes, amounts, days, numbers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from schemeengine.diagnostics import Lang, Problems, codes_literals
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.bare_values import bare_value
from schemeengine.dossier.corporate_number import fault
from schemeengine.dossier.day_spellings import put_right, usual_day, without_era
from schemeengine.ir.naming import describe
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind, Type, same_counter
from schemeengine.lengths import compare_lengths
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import speaks_of_absence, there_is, yes_or_no
from schemeengine.syntax.literal_model import Literal
from schemeengine.syntax.literal_spellings import counted_in_figures
from schemeengine.syntax.literals import is_negative, read_literal, read_signed_literal
from schemeengine.syntax.tree import Scalar
from schemeengine.truth import FALSE, TRUE
from schemeengine.units import DAYS, MONTHS, factor
from schemeengine.values import (
    Duration,
    Quantity,
    Stated,
    format_duration,
    format_number,
    format_yen,
    normalise_unit,
)

#: A bound value: exact and typed by its declaration; None where not known.
Value = Any

_EXAMPLES = {
    Kind.YES_NO: "はい / いいえ", Kind.YEN: "3,000万円", Kind.RATIO: "70%",
    Kind.DURATION: "3年", Kind.DATE: "令和6年6月1日", Kind.EVENT: "令和6年6月1日 / 未到来",
    Kind.DATETIME: "令和6年6月1日 17時", Kind.FISCAL_YEAR: "令和6年度", Kind.NUMBER: "12",
    Kind.INTERVAL: "{from: 令和6年4月1日, until: 令和6年9月30日}",
    Kind.JUDGMENT: "{decision: yes, by: 区長, on_date: 令和6年6月8日, reason: …}",
}  # fmt: skip
_EXAMPLES_EN = {
    Kind.YES_NO: "yes / no", Kind.YEN: "30,000,000 yen", Kind.DURATION: "3 years", Kind.DATE: "2024-06-01",
    Kind.EVENT: "2024-06-01 / not_yet", Kind.DATETIME: "2024-06-01 17:00", Kind.FISCAL_YEAR: "2024",
    Kind.INTERVAL: "{from: 2024-04-01, until: 2024-09-30}",
    Kind.JUDGMENT: "{decision: yes, by: the mayor, on_date: 2024-06-08, reason: …}",
}  # fmt: skip


def _example(type_: Type, lang: str, number: int | None = None) -> str:
    """A value as it could stand there; with a ``number`` that lacks its unit, that number."""
    if number is not None and type_.kind is Kind.RATIO:
        return f"{number if number > 1 else number * 100}%"
    if number is not None and type_.kind is Kind.YEN:
        return format_yen(number, "ja" if lang == "ja" else "en")
    if number is not None and type_.kind in (Kind.QUANTITY, Kind.COUNT) and type_.unit:
        return f"{format_number(number)}{type_.unit}"
    if type_.kind is Kind.QUANTITY:
        return f"500{type_.unit}"
    if type_.kind is Kind.COUNT:
        return f"12{type_.unit or ''}"
    here = _EXAMPLES_EN.get(type_.kind) if lang == "en" else None
    return here or _EXAMPLES.get(type_.kind, "…")


def choice_named(decl: FactDecl, type_: Type, text: str) -> str:
    """The choice a text names by its code or by its label, 「なし」 and 「不明」 among them; "" if none."""
    if type_.kind is not Kind.CODE:
        return ""
    plain = text.strip()
    for written in (plain, _half_width(plain)):
        if written in type_.choices:
            return written
    labels = (*decl.choices.items(), *decl.choices_en.items())
    by_label = list(dict.fromkeys(c for c, label in labels if label == plain))
    if len(by_label) == 1:
        return by_label[0]
    word = keywords.word(plain)  # of a choice called none, なし is the Japanese word
    return word if word in ("none", "unknown") and word in type_.choices else ""


@dataclass(frozen=True, slots=True)
class ScalarReader:
    """Reads what stands as a single value; ``lenient``: in examples a value may be below zero."""

    problems: Problems
    lenient: bool

    def read(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        """The value written in ``node``; None after a diagnostic."""
        text = node.text.strip()
        match type_.kind:
            case Kind.TEXT:
                return text
            case Kind.CODE:
                return self._code(decl, type_, node)
            case Kind.YES_NO:
                return self._yes_no(decl, type_, node)
            case Kind.EVENT if keywords.word(text) == "not_yet":
                return Stated.NOT_YET
            case Kind.CORPORATE_NUMBER:
                return self._corporate_number(node)
            case _:
                return self._literal(decl, type_, node)

    def _yes_no(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        said = yes_or_no(node.text)
        if said is None:
            said = there_is(node.text)
            if said is not None and speaks_of_absence(decl.label or decl.name):
                self.problems.add(codes.ABSENT_OR_NO, node.span, fact=decl.label or decl.name, got=node.text)
                return None
        if said is None:
            self.wrong(decl, type_, node.span, node.text)
            return None
        return TRUE if said else FALSE

    def _code(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        text = node.text.strip()
        found = choice_named(decl, type_, text) if type_.choices else text
        if found:
            return found
        if type_.catalogue:
            near = closest(text, type_.choices) or ", ".join(type_.choices[:10])
            self.problems.add(
                codes.UNKNOWN_CATALOGUE_ENTRY,
                node.span,
                catalogue=type_.catalogue,
                got=text,
                near=near,
            )
            return None
        if decl.choices:
            allowed = ", ".join(f"{c}({label})" for c, label in decl.choices.items())
        else:
            allowed = ", ".join(type_.choices)
        self.problems.add(
            codes.UNKNOWN_CODE, node.span, fact=decl.label or decl.name, got=text, allowed=allowed
        )
        return None

    def _corporate_number(self, node: Scalar) -> Value:
        found = fault(node.text)
        if found is None:
            return "".join(c for c in _half_width(node.text) if c.isdigit())
        self.problems.add(
            codes.BAD_CORPORATE_NUMBER, node.span, got=node.text, why_ja=found.ja, why_en=found.en,
            fix_ja=found.fix_ja, fix_en=found.fix_en,
        )  # fmt: skip
        return None

    def _literal(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        if type_.kind is Kind.YEN and _is_float(node.text):
            self.problems.add(codes.FLOAT_MONEY, node.span, got=node.text)
            return None
        measured = _measured_time(node.text, type_)
        value = measured if measured is not None else self._written(decl, type_, node)
        if value is not None and decl.allowed is not None and not _within(value, decl.allowed):
            self.problems.add(
                codes.NOT_ALLOWED, node.span, fact=decl.label, got=node.text,
                allowed_ja=_range(decl.allowed, "ja"), allowed_en=_range(decl.allowed, "en"),
            )  # fmt: skip
            return None
        return value

    def _written(self, decl: FactDecl, type_: Type, node: Scalar) -> Value:
        if type_.kind in (Kind.DATE, Kind.EVENT) and self._misspelt_day(decl, type_, node):
            return None
        if (bare := bare_value(node.text)) and read_literal(node.text, node.span, Problems()) is None:
            self.wrong(decl, type_, node.span, node.text, example=bare)
            return None
        before = self.problems.count
        literal = read_signed_literal(_by_type(node.text, type_), node.span, self.problems)
        if literal is None:
            if self.problems.count == before:
                self.wrong(decl, type_, node.span, node.text)
            return None
        if is_negative(literal) and not type_.may_be_negative and not self.lenient:
            self.problems.add(
                codes.NEGATIVE_NOT_ALLOWED, node.span, fact=decl.label or decl.name, got=node.text
            )
            return None
        return self._fitting(decl, type_, literal, node)

    def _misspelt_day(self, decl: FactDecl, type_: Type, node: Scalar) -> bool:
        """Report a day whose year cannot be told (7.6.10) or stands last (10/6/2025)."""
        if fix := without_era(node.text):
            self.problems.add(codes_literals.WHICH_ERA, node.span, got=node.text, fix=fix)
        elif example := put_right(node.text):
            self.wrong(decl, type_, node.span, node.text, example=example)
        else:
            return False
        return True

    def _fitting(self, decl: FactDecl, type_: Type, literal: Literal, node: Scalar) -> Value:
        kind, value = literal.kind, literal.value
        match type_.kind:
            case Kind.YEN if kind == "yen":
                return value
            case Kind.RATIO if kind == "ratio":
                return value
            case Kind.DURATION if kind == "duration":
                return value
            case Kind.DATE | Kind.EVENT if kind == "date":
                return value
            case Kind.EVENT if isinstance(value, datetime):
                return value.date()
            case Kind.DATETIME if kind == "datetime":
                return value
            case Kind.FISCAL_YEAR if kind == "fiscal_year" or (kind == "number" and _is_year(value)):
                return value
            case Kind.NUMBER if kind == "number" and (type_.decimals or isinstance(value, int)):
                return value
            case Kind.COUNT if kind in ("number", "count") and isinstance(value, int):
                return self._counted(decl, type_, literal, node)
            case Kind.NUMBER | Kind.COUNT if kind == "number" and isinstance(value, Fraction):
                self.problems.add(codes_literals.DECIMAL_COUNT, node.span, got=node.text)
                return None
            case Kind.QUANTITY:
                return self._quantity(decl, type_, literal, node)
            case Kind.NUMBER if kind == "count":
                self.problems.add(
                    codes.NUMBER_HAS_NO_UNIT, node.span, fact=decl.label or decl.name, got=node.text,
                    number=value,
                )  # fmt: skip
                return None
            case _:
                pass
        if kind == "number":
            whole = value if isinstance(value, int) else None
            self.problems.add(
                codes.MISSING_UNIT, node.span, fact=decl.label or decl.name, got=node.text,
                example_ja=_example(type_, "ja", whole), example_en=_example(type_, "en", whole),
            )  # fmt: skip
        else:
            self.wrong(decl, type_, node.span, node.text)
        return None

    def _counted(self, decl: FactDecl, type_: Type, literal: Literal, node: Scalar) -> Value:
        if literal.kind == "count" and type_.unit and not same_counter(literal.unit, type_.unit):
            self.problems.add(
                codes.WRONG_UNIT,
                node.span,
                fact=decl.label or decl.name,
                want=type_.unit,
                got=node.text,
            )
            return None
        return literal.value

    def _quantity(self, decl: FactDecl, type_: Type, literal: Literal, node: Scalar) -> Value:
        """An amount in the declared unit; of a ``measure`` the unit is compared afterwards."""
        amount, unit = _amount_and_unit(literal)
        if amount is None:
            self.wrong(decl, type_, node.span, node.text)
            return None
        if decl.unit_of:
            return Quantity(amount, unit)
        if not unit:
            self.problems.add(
                codes.MISSING_UNIT,
                node.span,
                fact=decl.label,
                got=node.text,
                example=f"{node.text}{type_.unit}",
            )
            return None
        times = factor(normalise_unit(unit), type_.unit)
        if times is not None:
            return _whole(amount * times)
        if normalise_unit(unit) != type_.unit:
            self.problems.add(codes.WRONG_UNIT, node.span, fact=decl.label, want=type_.unit, got=node.text)
            return None
        return amount

    def wrong(
        self, decl: FactDecl, type_: Type, span: Span, got: str, got_en: str = "", example: str = ""
    ) -> None:
        """Report what cannot stand there, with a value that could."""
        self.problems.add(
            codes.WRONG_VALUE, span, fact=decl.label or decl.name, got_ja=got, got_en=got_en or got,
            want_ja="はい か いいえ" if type_.kind is Kind.YES_NO else describe(type_, "ja"),
            want_en="yes or no" if type_.kind is Kind.YES_NO else describe(type_, "en"),
            example_ja=example or _example(type_, "ja"), example_en=example or _example(type_, "en"),
        )  # fmt: skip


def _is_float(text: str) -> bool:
    plain = _half_width(text).replace(",", "").removesuffix("円").strip()
    whole, dot, rest = plain.partition(".")
    return bool(dot) and whole.isdigit() and rest.isdigit()


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


_FRACTION = re.compile(r"([0-9]+)/([0-9]+)")


def _by_type(text: str, type_: Type) -> str:
    """What only the declared type makes clear: 1/2 as a share, 20240601 as a day, 三 as a number."""
    plain = _half_width(text).strip()
    match type_.kind:
        case Kind.RATIO if found := _FRACTION.fullmatch(plain):
            return f"{found[2]}分の{found[1]}"
        case Kind.DATE | Kind.EVENT:
            return usual_day(text)
        case Kind.NUMBER | Kind.COUNT:
            return counted_in_figures(plain, type_.unit) or text
        case _:
            return text


def _is_year(value: object) -> bool:
    return isinstance(value, int) and 1900 <= value <= 2200


def _range(allowed: tuple[Any, Any], lang: Lang) -> str:
    """What is allowed, as it is said: 1年〜3年."""
    ends = [format_duration(e, lang) if isinstance(e, Duration) else e for e in allowed]
    return "〜".join("" if e is None else str(e) for e in ends)


def _within(value: Value, allowed: tuple[Any, Any]) -> bool:
    lo, hi = allowed
    if isinstance(value, Duration):  # 365 days beside a year: only what is surely outside is refused
        return all(
            end is None or compare_lengths(op, value, end) & TRUE for op, end in ((">=", lo), ("<=", hi))
        )
    return (lo is None or value >= lo) and (hi is None or value <= hi)


_MEASURED = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(\D+)")


def _measured_time(text: str, type_: Type) -> Value:
    """7.3年, 87.6か月: an average length, which may have decimals; None if it is no such thing."""
    if type_.kind not in (Kind.QUANTITY, Kind.COUNT) or type_.unit not in (*MONTHS, *DAYS):
        return None
    found = _MEASURED.fullmatch(_half_width(text.strip()))
    if found is None:
        return None
    unit = normalise_unit("か月" if found[2] == "月" else found[2])
    times = factor(unit, type_.unit) if unit in MONTHS or unit in DAYS else None
    value = None if times is None else _whole(Fraction(found[1]) * times)
    return None if type_.kind is Kind.COUNT and isinstance(value, Fraction) else value  # 5年 of a plan: whole


def _whole(value: Fraction) -> Fraction | int:
    return value.numerator if value.denominator == 1 else value


def _amount_and_unit(literal: Literal) -> tuple[Fraction | None, str]:
    value = literal.value
    match value:
        case Quantity():
            return value.amount, value.unit
        case Duration() | date():
            return None, ""
        case int() | Fraction():
            if literal.kind == "ratio":
                return Fraction(value) * 100, "%"
            return Fraction(value), "円" if literal.kind == "yen" else literal.unit
        case _:
            return None, ""
