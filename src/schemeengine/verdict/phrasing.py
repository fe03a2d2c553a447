"""Values and conditions in plain words, in both languages, with labels, units and nothing internal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemeengine.execute import domain
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE
from schemeengine.verdict.business_words import business_words, counts_business_days
from schemeengine.verdict.facts import adopted_branch, fact_at
from schemeengine.verdict.gaps import gap_below, no_row
from schemeengine.verdict.model import Text
from schemeengine.verdict.pending import full_label
from schemeengine.verdict.rule_words import RuleWords
from schemeengine.verdict.value_phrases import NOT_GIVEN
from schemeengine.verdict.value_phrases import UNDECIDED as UNDECIDED
from schemeengine.verdict.value_phrases import value_in as value_in
from schemeengine.verdict.value_phrases import value_text as value_text
from schemeengine.verdict.view import Members, Value, View

# ------------------------------------------------------------------ conditions
SIGNS = {"=": "＝", "<": "＜", "<=": "≦", ">": "＞", ">=": "≧", "!=": "≠"}


_NOT = {
    ">=": (("以上でない", "or more"), ("以後でない", "on or after")),
    ">": (("を超えない", "more than"), ("より後でない", "after")),
    "<=": (("以下でない", "or less"), ("以前でない", "on or before")),
    "<": (("未満でない", "less than"), ("より前でない", "before")),
    "=": (("でない", ""), ("でない", "")),
    "!=": (("以外でない", "other than"), ("以外でない", "other than")),
}
_AFTERWARDS = frozenset({"or more", "or less"})


def comparing(sign: str, failed: bool, expr: Expr, lang: str) -> tuple[str, str]:
    """What stands between and after the two sides: 「9台で、10台以上でない」, 9, not 10 or more.

    A comparison that fails does not stand there with its sign as if it held.
    """
    if not failed:
        return f" {SIGNS[sign]} ", ""
    days = any(a.type.kind in (Kind.DATE, Kind.EVENT, Kind.DATETIME) for a in expr.args)
    ja, en = _NOT[sign][days]
    if lang == "ja":
        return "で、", ja
    return (", not ", f" {en}") if en in _AFTERWARDS else (f", not {en} " if en else ", not ", "")


Names = Mapping[int, Text]
_NO_NAMES: Names = {}


def condition_text(view: View, expr: Expr, members: Members, names: Names = _NO_NAMES) -> Text:
    """A condition with the values it compares: 従業員数 12人 ≧ 5人.

    ``names``: rules referred to by name stand under their names, not written out again.
    """
    writer = _Writer(view, members, names, naming=True)
    return Text(writer.condition(expr, "ja"), writer.condition(expr, "en"))


def condition_in(view: View, expr: Expr, members: Members, names: Names, lang: str) -> str:
    """As :func:`condition_text`, in one language."""
    return _Writer(view, members, names, naming=True).condition(expr, lang)


def operand_text(view: View, expr: Expr, members: Members, names: Names = _NO_NAMES) -> Text:
    """A value with what it is called."""
    writer = _Writer(view, members, names)
    return Text(writer.operand(expr, "ja"), writer.operand(expr, "en"))


def _named(view: View, expr: Expr, members: Members, name: Text, lang: str) -> str:
    mask = view.mask(expr, members)
    words = {TRUE: ("当たる", "holds"), FALSE: ("当たらない", "does not hold")}.get(
        mask,
        ("適用しない", "does not apply") if mask == NOT_APPLICABLE else ("不明", "is not known"),
    )
    if lang == "ja":
        return f"「{name.ja}」に{words[0]}" if mask in (TRUE, FALSE) else f"「{name.ja}」：{words[0]}"
    return f"“{name.of('en')}” {words[1]}"


def label_and_value(label: str, value: Value, decl: FactDecl, view: View, lang: str) -> str:
    """A fact and its value: 従業員数 12人, 賃上げをする：はい, 決定の日（未回答）."""
    shown = value_in(value, decl.type, decl, view, lang)
    if decl.type.kind is Kind.YES_NO:
        return f"{label}：{shown}" if lang == "ja" else f"{label}: {shown}"
    if shown == NOT_GIVEN.of(lang):
        return f"{label}（{shown}）" if lang == "ja" else f"{label} ({shown})"
    return f"{label} {shown}"


def constant_words(held: bool, lang: str) -> str:
    """A condition that is always met, or never."""
    words = ("条件なし", "no condition") if held else ("当たらない", "does not hold")
    return words[lang == "en"]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one condition: whose values, for which members, under which names.

    ``naming``: a value that has no name is called by how it is worked out.
    """

    view: View
    members: Members
    names: Names
    naming: bool = False

    def condition(self, expr: Expr, lang: str, negated: bool = False) -> str:
        name = self.names.get(expr.number)
        if name is not None and expr.type.kind is Kind.YES_NO:
            return _named(self.view, expr, self.members, name, lang)
        ja = lang == "ja"
        match expr.op:
            case Op.NOT:
                return self.condition(expr.args[0], lang, not negated)
            case Op.SPLIT:
                return self.condition(expr.args[0], lang, negated)
            case Op.READING:
                return self.condition(adopted_branch(self.view, expr), lang, negated)
            case Op.COMPARE:
                return self._comparison(expr, lang, negated)
            case Op.ALL | Op.ANY:
                both = (expr.op is Op.ALL) != negated
                joiner = (" かつ " if both else " 又は ") if ja else (" and " if both else " or ")
                return joiner.join(self.condition(a, lang, negated) for a in expr.args)
            case Op.WITHIN:
                return self._within(expr, lang, negated)
            case Op.IS_NONE:
                subject = self.operand(expr.args[0], lang)
                if ja:
                    return f"{subject}（記載が{'ある' if negated else 'ない'}こと）"
                return f"{subject} ({'stated' if negated else 'none'} needed)"
            case Op.INCLUDES if bool(expr.data[1]) and expr.args[0].type.kind is not Kind.LIST:
                return self._below(expr, lang, negated)
            case Op.HAPPENED | Op.MEMBER | Op.INCLUDES:
                return self.operand(expr.args[0], lang)
            case Op.CONST:
                return constant_words((expr.data[0] == TRUE) != negated, lang)
            case _:
                return self.operand(expr, lang)

    def _comparison(self, expr: Expr, lang: str, negated: bool) -> str:
        sign = str(expr.data[0])
        sign = NEGATED[sign] if negated else sign
        a, b = expr.args
        failed = self.view.mask(expr, self.members) == (TRUE if negated else FALSE)
        between, end = comparing(sign, failed, expr, lang)
        return f"{self.operand(a, lang, b)}{between}{self.operand(b, lang, a)}{end}"

    def _below(self, expr: Expr, lang: str, negated: bool) -> str:
        """A code of a classification beside codes that stand for all those below them."""
        subject = self.operand(expr.args[0], lang)
        given: Any = expr.data[0]
        first = sorted(given)[:_MOST_CODES]
        more = len(given) - len(first)
        if lang == "ja":
            listed = "・".join(first) + (f" ほか{more}" if more else "")
            return f"{subject}が、{listed}（その下位を含む）に当たる{'のでない' if negated else ''}こと"
        listed = ", ".join(first) + (f" and {more} more" if more else "")
        return f"{subject} {'not ' if negated else ''}among {listed} and below"

    def _within(self, expr: Expr, lang: str, negated: bool) -> str:
        day = self.operand(expr.args[0], lang)
        interval = self.view.value(expr.args[1], self.members)
        period = value_in(interval, Type(Kind.INTERVAL), None, self.view, lang)
        name = self.names.get(expr.args[1].number)
        if name is not None:
            period = f"「{name.ja}」{period}" if lang == "ja" else f"“{name.of('en')}” {period}"
        if lang == "ja":
            return f"{day}が、{period}に入{'らない' if negated else 'る'}こと"
        return f"{day} {'not within' if negated else 'within'} {period}"

    def operand(self, expr: Expr, lang: str, other: Expr | None = None) -> str:
        """A value with what it is called: a fact under its label, a rule under its name, in a condition
        anything else under the words for how it is worked out."""
        view = self.view
        value = view.value(expr, self.members)
        fact = fact_at(view, expr, self.members)
        if fact is not None:
            label = full_label(view, fact.address, fact.path, lang)
            return label_and_value(label, value, fact.decl, view, lang)
        name = self.names.get(expr.number)
        if name is not None:
            return f"{name.of(lang)} {self._shown(expr, value, lang)}"
        match expr.op:
            case Op.CONST:
                told = fact_at(view, other, self.members) if other is not None else None
                decl = told.decl if told is not None else None
                type_ = decl.type if decl is not None and decl.type.catalogue else expr.type
                return value_in(value, type_, decl, view, lang)
            case Op.DECIDED:
                return self.operand(expr.args[0], lang)
            case Op.NUMBER_OF:
                return self._number(expr, lang)
            case Op.FUNCTION if expr.data[0] == "position":
                shown = value_in(value, expr.type, None, view, lang)
                return f"順位 {shown}" if lang == "ja" else f"place {shown}"
            case _ if counts_business_days(expr):
                how = business_words(expr, lambda e: self.operand(e, lang), "ja" if lang == "ja" else "en")
                return f"({how} ＝ {value_in(value, expr.type, None, view, lang)})"
            case Op.ARITH:
                sign = {"*": "×", "/": "÷", "-": "−"}.get(str(expr.data[0]), str(expr.data[0]))
                a, b = (self.operand(x, lang) for x in expr.args)
                return f"({a} {sign} {b} ＝ {self._shown(expr, value, lang)})"
            case _ if expr.type.kind is Kind.YES_NO and expr.op in _SHOWN:
                return self.condition(expr, lang)
            case _ if self.naming and expr.type.kind is not Kind.YES_NO:
                return f"{self._called(expr, lang)} {self._shown(expr, value, lang)}"
            case _:
                return self._shown(expr, value, lang)

    def _called(self, expr: Expr, lang: str) -> str:
        """What a value without a name is: 世帯員の所得の合計."""
        writers = self.view.writers
        if lang not in writers:
            writers[lang] = RuleWords.of(self.view.scheme, "ja" if lang == "ja" else "en", explained=False)
        said: str = writers[lang].value(expr)
        if len(said) > _LONGEST_NAME or "…" in said:
            return "計算した値" if lang == "ja" else "the value worked out"
        return said

    def _shown(self, expr: Expr, value: Value, lang: str) -> str:
        """A value; where there is none although all facts are known, the reason."""
        shown = value_in(value, expr.type, None, self.view, lang)
        if value is domain.NONE:
            why = no_row(self.view, expr, self.members)
        else:
            found = None if domain.is_exact(value) else gap_below(self.view, expr, self.members)
            why = None if found is None else found.reason
        if why is None:
            return shown
        return f"{shown}（{why.ja}）" if lang == "ja" else f"{shown} ({why.en})"

    def _number(self, expr: Expr, lang: str) -> str:
        shown = value_in(self.view.value(expr, self.members), expr.type, None, self.view, lang)
        fact = fact_at(self.view, expr.args[0], self.members)
        label = full_label(self.view, fact.address, fact.path, lang) if fact is not None else ""
        if not label:
            return f"{self._called(expr, lang)} {shown}" if self.naming else shown
        return f"{label}の件数 {shown}" if lang == "ja" else f"number of {label} {shown}"


#: A longer way of working out a value is left to the lines below.
_LONGEST_NAME = 90
#: More codes than this are not listed in the words of a condition.
_MOST_CODES = 5

NEGATED = {"=": "!=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


_SHOWN = frozenset(
    {Op.COMPARE, Op.ALL, Op.ANY, Op.NOT, Op.WITHIN, Op.IS_NONE, Op.HAPPENED, Op.MEMBER, Op.INCLUDES}
)
