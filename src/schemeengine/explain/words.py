"""Facts and their values as a person reads them, and how a dossier writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from schemeengine.execute import domain
from schemeengine.execute.domain import Value
from schemeengine.explain.changes import is_fresh
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE
from schemeengine.values import format_number
from schemeengine.verdict.model import Text
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.stated import Fact, declaration, stated
from schemeengine.verdict.view import View

if TYPE_CHECKING:
    from schemeengine.explain.inquiry import Inquiry

_ANSWERS = {
    "yes": Text("はい", "yes"), "no": Text("いいえ", "no"),
    "not_applicable": Text("該当なし", "not applicable"),
}  # fmt: skip


def fact_label(inquiry: Inquiry, group: Sequence[Fact]) -> Text:
    """What a fact is called; of a group of answers to a checklist the checklist."""
    return label_of(inquiry.view, group[0], alone=len(group) == 1)


def label_of(view: View, fact: Fact, alone: bool = True) -> Text:
    wording = view.scheme.inputs[fact.address].wording
    if fact.space in ("answer", "judgment") and not fact.path and (wording.text or wording.label):
        return Text(wording.text or wording.label, wording.text_en or wording.label_en)
    steps = fact.steps
    if fact.space == "checklist" and len(steps) == 2 and steps[1] == "answer":
        whole = view.decl(fact.address)
        if not alone:
            return Text(whole.title("ja"), whole.title("en"))
        item = next((i for i in view.scheme.checklists[fact.name].items or () if i.id == steps[0]), None)
        ja = (item and item.label) or steps[0]
        en = (item and item.label_en) or ja
        return Text(f"{whole.title('ja')}・{ja}", f"{whole.title('en')}, {en}")
    paths = _path_in_words(view, fact)
    return Text(
        full_label(view, fact.address, paths.ja, "ja"), full_label(view, fact.address, paths.en, "en")
    )  # fmt: skip


def _path_in_words(view: View, fact: Fact) -> Text:
    """The path of a fact; a member that a change adds has no name yet and is called a new one."""
    if not any(is_fresh(step) for step in fact.steps):
        return Text(fact.path, fact.path)
    known = {f.steps[: n + 1] for f in stated(view.scheme, view.case) for n in range(len(f.steps))}
    added = [is_fresh(s) and fact.steps[: n + 1] not in known for n, s in enumerate(fact.steps)]

    def path(word: str) -> str:
        return "".join(f".{word if new else s}" for s, new in zip(fact.steps, added, strict=True))

    return Text(path("（新しい1件）"), path("(a new one)"))


def fact_value(inquiry: Inquiry, fact: Fact) -> Text:
    return value_words(inquiry.view, fact, inquiry.facts[fact])


def value_words(view: View, fact: Fact, value: Value) -> Text:
    """A value of a fact in words; of a list of records how many there are and which."""
    decl = declaration(view.scheme, fact)
    if fact.space == "checklist" and value in _ANSWERS:
        return _ANSWERS[value]
    if decl.type.kind is Kind.LIST and decl.type.of is not None and decl.type.of.kind is Kind.RECORD:
        number = len(value)
        if fact.space == "checklist":
            return Text(f"全{format_number(number)}項目", f"{format_number(number)} items in all")
        keys = [str(v) for v in value]
        shown = "、".join(keys[:5]) + ("ほか" if len(keys) > 5 else "")
        shown_en = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
        if not number:
            return Text("なし", "none")
        return Text(f"全{number}件（{shown}）", f"{number} in all ({shown_en})")
    if fact.space == "paper" and isinstance(value, date):
        day = value_text(value, decl.type)
        return Text(f"{day.ja}に受領", f"received on {day.en}")
    if fact.space == "score" and isinstance(value, Judgment):
        return Text("採点の記録あり", "scores recorded")
    return value_text(value, decl.type, decl, view)


# ------------------------------------------------------------------ as a dossier writes it
def as_written(value: Value, kind: Kind, unit: str = "") -> str:
    """A value as it may stand in a dossier: 令和 dates aside, the shortest exact form."""
    if value is domain.NONE or value == ():
        return "none"
    if value is domain.NOT_YET:
        return "not_yet"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    match kind:
        case Kind.YES_NO:
            return "yes" if value == TRUE else "no"
        case Kind.YEN:
            return f"{format_number(int(value))}円"
        case Kind.RATIO:
            return f"{_decimal(Fraction(value) * 100)}%"
        case Kind.COUNT | Kind.QUANTITY | Kind.NUMBER:
            return f"{_decimal(Fraction(value))}{unit}"
        case Kind.FISCAL_YEAR:
            return f"{value}年度"
        case Kind.LIST:
            return "[" + ", ".join(f'"{v}"' if isinstance(v, str) else str(v) for v in value) + "]"
        case _:
            return str(value)


def _decimal(value: Fraction) -> str:
    """An exact decimal where there is one, else a fraction in words of the language (2分の1)."""
    if value.denominator == 1:
        return format_number(value.numerator)
    places = value
    for digits in range(1, 12):
        places = value * 10**digits
        if places.denominator == 1:
            whole, rest = divmod(abs(places.numerator), 10**digits)
            return f"{'-' if value < 0 else ''}{format_number(whole)}.{rest:0{digits}d}"
    return f"{value.denominator}分の{value.numerator}"
