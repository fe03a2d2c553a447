"""Changes in words: what is changed, from what to what, by how much, and who has to see to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from schemeengine.execute.domain import Value
from schemeengine.explain.candidates import SOME_TEXT
from schemeengine.explain.changes import Change, is_judgment
from schemeengine.explain.inquiry import Inquiry
from schemeengine.explain.words import as_written, label_of, value_words
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind
from schemeengine.values import format_number
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.stated import Fact, declaration


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change as an officer would write it down."""

    path: str
    kind: str
    label: Text
    before: Text
    after: Text
    #: By how much, for numbers and days ("+1円"); how many items of a checklist.
    by: Text
    #: The new value as a dossier writes it; "" where only the applicant can word it.
    written: str
    number: int
    who: str
    provided_by: str
    evidence: str
    #: Other values of the same fact that come to the same.
    or_else: tuple[Text, ...] = ()


def told(inquiry: Inquiry, change: Change, or_else: Sequence[Change] = ()) -> ToldChange:
    """The words for one change to the case of the inquiry; ``or_else``: the same fact set otherwise."""
    fact, view = change.fact, inquiry.view
    decl = declaration(view.scheme, fact)
    before = value_words(view, fact, inquiry.facts[fact]) if fact in inquiry.facts else _NOT_KNOWN
    return ToldChange(
        fact.full_path, change.kind, label_of(view, fact, alone=change.alike == 1), before,
        _after(inquiry, change, decl), _by(inquiry, change, decl), _written(change, decl), change.number,
        decl.decided_by if is_judgment(view.scheme, fact) else "", decl.provided_by, decl.evidence,
        tuple(_after(inquiry, c, decl) for c in or_else),
    )  # fmt: skip


_NOT_KNOWN = Text("未回答", "not given")


def _after(inquiry: Inquiry, change: Change, decl: FactDecl) -> Text:
    value = change.value
    if change.kind == "remove":
        shown = member_words(inquiry, change, decl)
        return Text(f"「{shown.ja}」を一覧から除く", f"without “{shown.en}”")
    if change.kind == "add":
        if isinstance(value, tuple):
            return Text("一つ加える", "one more")
        shown = member_words(inquiry, change, decl)
        return Text(f"「{shown.ja}」を加える", f"with “{shown.en}” added")
    if value == SOME_TEXT:
        return Text("別の内容", "something else") if change.kind == "set" else Text("記入する", "stated")
    if isinstance(value, Judgment):
        return Text("是", "yes") if value.decision else Text("否", "no")
    if decl.type.kind is Kind.LIST and isinstance(value, tuple) and change.fact.space != "checklist":
        if value == (SOME_TEXT,):
            return Text("1件以上を記入する", "one or more, stated")
        if value and isinstance(value[0], tuple):
            return Text("1件（内容は次のとおり）", "one (as follows)")
        return value_text(value, decl.type, decl, inquiry.view) if value else Text("なし", "none")
    if decl.type.kind is Kind.LIST and change.fact.space == "checklist":
        return Text("各項目に答える", "each item answered")
    return value_words(inquiry.view, change.fact, value)


def member_words(inquiry: Inquiry, change: Change, decl: FactDecl) -> Text:
    value = change.value
    if value == SOME_TEXT:
        return Text("別の内容", "something else")
    element = decl.type.of
    if element is None or element.kind is Kind.RECORD:
        return Text(str(value), str(value))
    return value_text(value, element, decl, inquiry.view)


def _by(inquiry: Inquiry, change: Change, decl: FactDecl) -> Text:
    if change.fact.space == "checklist" and change.fact.path:
        n, of = change.number, change.alike
        if of == n:
            return Text("", "") if n == 1 else Text(f"{n}項目の全て", f"all {n} items")
        return Text(f"{of}項目のうちどれでも{n}項目", f"any {n} of {of} items")
    present, value = inquiry.facts.get(change.fact), change.value
    if change.kind != "set" or present is None or decl.type.kind is Kind.YES_NO:
        return EMPTY
    return _distance(present, value, decl)


def _distance(present: Value, value: Value, decl: FactDecl) -> Text:
    if isinstance(value, datetime) and isinstance(present, datetime):
        minutes = int((value - present).total_seconds()) // 60
        return _signed(minutes, "分", "minutes")
    if isinstance(value, date) and isinstance(present, date):
        days = (
            date(value.year, value.month, value.day) - date(present.year, present.month, present.day)
        ).days
        return _signed(days, "日", "days")
    if not isinstance(value, (int, Fraction)) or not isinstance(present, (int, Fraction)):
        return EMPTY
    difference = Fraction(value) - Fraction(present)
    sign = "+" if difference > 0 else "−"
    if decl.type.kind is Kind.FISCAL_YEAR:
        return _signed(int(difference), "年度", "years")
    if decl.type.kind is Kind.RATIO:
        points = as_written(abs(difference), Kind.RATIO)[:-1]
        return Text(f"{sign}{points}ポイント", f"{sign}{points} points")
    amount = abs(difference) if difference.denominator > 1 else abs(int(difference))
    shown = value_text(amount, decl.type)
    return Text(f"{sign}{shown.ja}", f"{sign}{shown.en}")


def _signed(number: int, ja: str, en: str) -> Text:
    sign = "+" if number > 0 else "−"
    one = en.rstrip("s") if abs(number) == 1 else en
    return Text(f"{sign}{format_number(abs(number))}{ja}", f"{sign}{format_number(abs(number))} {one}")


def _written(change: Change, decl: FactDecl) -> str:
    value = change.value
    if value == SOME_TEXT or value == (SOME_TEXT,) or isinstance(value, Judgment):
        return ""
    if change.kind == "remove" or (isinstance(value, tuple) and value and isinstance(value[0], tuple)):
        return ""
    if change.kind == "add":
        return "" if isinstance(value, tuple) else str(value)
    if change.fact.space == "checklist":
        return "" if isinstance(value, tuple) else str(value)
    return as_written(value, decl.type.kind, decl.type.unit)


def fact_words(inquiry: Inquiry, fact: Fact) -> tuple[Text, Text]:
    """A stated fact's label and value."""
    return label_of(inquiry.view, fact), value_words(inquiry.view, fact, inquiry.facts[fact])
