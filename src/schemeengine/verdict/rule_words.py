"""What an expression asks, in plain words and without a case: 従業員数が5人以上, 費用の2分の1（…切捨て）.

Nothing is left out: what is too long for a line is called by a name or a number and explained below,
and what has no words of its own is told by all that it is worked out of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.life_cycle import TURN
from schemeengine.ir.scheme import Clause, FactDecl, Record, Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import TRUE
from schemeengine.verdict.business_words import business_words, counts_business_days
from schemeengine.verdict.numbered import Numbered
from schemeengine.verdict.rule_cases import by_what, cases, result_words
from schemeengine.verdict.rule_days import DAYS, day_words, span_words
from schemeengine.verdict.rule_grammar import OPPOSITE, added, comparing, constant, when_ja
from schemeengine.verdict.rule_members import (
    BOUNDS,
    COUNTED,
    MEMBERS,
    QUANTIFIED,
    counted,
    member_words,
    quantified,
)
from schemeengine.verdict.rule_names import Named, names_of
from schemeengine.verdict.rule_sums import (
    arithmetic,
    function_words,
    place_compared,
    place_words,
    rounded_words,
    several,
    worked_out_of,
)
from schemeengine.verdict.rule_tables import is_table
from schemeengine.verdict.value_phrases import value_text
from schemeengine.verdict.written_rates import WrittenRates

_CHOICES = frozenset({Op.CASE, Op.CHOOSE, Op.TABLE, Op.DATED})
_CODES = (Kind.CODE, Kind.TEXT)
_ONE_SUM = frozenset({Op.LEAST, Op.GREATEST, Op.SUM})
#: More than this is told below under a number: cases in one line, and characters of a part of a line.
_MOST_CASES, _LONGEST_CASES = 3, 100
_LONGEST: Mapping[Lang, int] = {"ja": 160, "en": 320}
_MOST_CODES = 40


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Writes the expressions of one scheme in one language; ``names``: rules known by their name."""

    scheme: Scheme
    lang: Lang
    names: Mapping[int, Named]
    rates: WrittenRates
    #: The keys of the rules that have been called by their name so far, in that order.
    mentioned: dict[str, None] = field(default_factory=dict)
    #: What has no name and is too long for a line; None for words beside which nothing is explained.
    numbered: Numbered | None = field(default_factory=Numbered)
    #: What the day is called on which the turn of a duty begins; "" where no duty is told.
    turn: str = ""
    #: The lists that are being gone through, by the level of their members, the innermost last.
    _within: list[int] = field(default_factory=list)

    @staticmethod
    def of(scheme: Scheme, lang: Lang, explained: bool = True) -> RuleWords:
        """``explained``: what is called by a number is told beside these words."""
        numbered = Numbered() if explained else None
        return RuleWords(scheme, lang, names_of(scheme, lang), WrittenRates.of(scheme), numbered=numbered)

    def pick(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en

    def called(self, expr: Expr) -> str | None:
        """The name of a rule, which is remembered as one to be explained; None for what has none."""
        found = self.names.get(expr.number)
        if found is None:
            return None
        self.mentioned[found.key] = None
        return self._whose(expr, found.key) + found.label

    def known(self, expr: Expr) -> bool:
        """Whether an expression is called by a name or a number instead of being written out."""
        return expr.number in self.names or self._has_number(expr)

    def _has_number(self, expr: Expr) -> bool:
        return self.numbered is not None and expr in self.numbered

    def bound(self, clause: Clause) -> str:
        """3以上, 70%以上: the threshold of a counting head; "" for other heads."""
        if clause.bound is None or clause.comparator not in BOUNDS:
            return ""
        return self.pick(*BOUNDS[clause.comparator]).format(b=self.value(clause.bound))

    def period(self, interval: Expr) -> str:
        """From its first day to its last."""
        return span_words(self, interval) if interval.op is Op.PERIOD else self.formula(interval)

    def of_members(self, level: int, expr: Expr, negated: bool = False) -> str:
        """What is said of each member of a list."""
        self._within.append(level)
        try:
            is_condition = expr.type.kind is Kind.YES_NO
            return self.condition(expr, negated, nested=True) if is_condition else self.value(expr)
        finally:
            self._within.pop()

    def number(self, expr: Expr) -> str:
        """A part that is told below under its number, which it is given if it has none yet."""
        label = self.numbered.label(expr, self.lang) if self.numbered is not None else ""
        if expr.op in _CHOICES and expr.type.kind is not Kind.YES_NO:
            shown = by_what(self, expr)
            return added(shown, label, self.lang) if label else shown
        if not label:
            return self.formula(expr)
        return label if expr.type.kind is Kind.YES_NO else self.pick(f"{label}の値", f"the value of {label}")

    def _is_long(self, said: str) -> bool:
        return self.numbered is not None and len(said) > _LONGEST[self.lang]

    def _whose(self, expr: Expr, key: str) -> str:
        """Of a computed field of a member of an outer list, whose it is; "" for the member at hand."""
        if not self._within or not expr.free or self._within[-1] in expr.free:
            return ""
        record = self.scheme.records.get(key.partition(":")[2].partition(".")[0])
        label = record.label or record.name if record is not None else ""
        return self.pick(f"その{label or 'もの'}の", f"that {label or 'item'}'s ")

    # ------------------------------------------------------------------ conditions
    def condition(self, expr: Expr, negated: bool = False, nested: bool = False) -> str:
        """A condition in words; ``nested``: in a sentence, where a rule is called by its name."""
        name = self.called(expr) if nested else None
        if nested and name is None and self._has_number(expr):
            name = self.number(expr)
        if name is not None:
            return self._holds(name, negated)
        said = self._condition(expr, negated)
        if nested and self._is_long(said) and expr.op not in (Op.NOT, Op.GUARD, Op.READING):
            return self._holds(self.number(expr), negated)
        return said

    def _holds(self, name: str, negated: bool) -> str:
        return self.pick(
            f"「{name}」に当たら{'ない' if negated else 'る'}".replace("たらる", "たる"),
            f"“{name}” {'does not hold' if negated else 'holds'}",
        )

    def _condition(self, expr: Expr, negated: bool) -> str:
        match expr.op:
            case Op.NOT:
                return self.condition(expr.args[0], not negated, True)
            case Op.SPLIT:
                return self.condition(expr.args[0], negated, True)
            case Op.GUARD | Op.DEEMED:
                return self._guarded_condition(expr, negated)
            case Op.READING:
                return self.condition(expr.branch({}), negated, True)
            case Op.COMPARE:
                return self._comparison(expr, negated)
            case Op.ALL | Op.ANY:
                joiner = ("、かつ、", " and ") if (expr.op is Op.ALL) != negated else ("、又は、", " or ")
                said = dict.fromkeys(self.condition(a, negated, True) for a in expr.args)
                return self.pick(*joiner).join(said)
            case Op.WITHIN:
                day, period = (self.value(a) for a in expr.args)
                held = ("入らない", "is not within") if negated else ("入る", "is within")
                return self.pick(f"{day}が「{period}」に{held[0]}", f"{day} {held[1]} “{period}”")
            case Op.MEMBER | Op.INCLUDES:
                return self._listed(expr, negated)
            case Op.IS_NONE:
                held = ("ある", "is stated") if negated else ("ない", "is none")
                return self._of(expr, held)
            case Op.HAPPENED:
                held = ("済んでいない", "has not happened") if negated else ("済んでいる", "has happened")
                return self._of(expr, held)
            case Op.RECORDED:
                held = (
                    ("記録されていない", "is not recorded") if negated else ("記録されている", "is recorded")
                )
                return self._of(expr, held)
            case _ if expr.op in QUANTIFIED:
                return quantified(self, expr, negated)
            case _ if expr.op in COUNTED:
                return counted(self, expr, negated)
            case Op.CONST:
                always = (expr.data[0] == TRUE) != negated
                return self.pick("常に満たす", "always") if always else self.pick("満たさない", "never")
            case _:
                shown = self.value(expr)
                return self.pick(f"「{shown}」でない", f"not: {shown}") if negated else shown

    def _of(self, expr: Expr, held: tuple[str, str]) -> str:
        shown = self.value(expr.args[0])
        return self.pick(f"{shown}が{held[0]}", f"{shown} {held[1]}")

    def _guarded_condition(self, expr: Expr, negated: bool) -> str:
        """A condition that is asked in one case only, or taken as met in one."""
        when, body = expr.args
        said = self.condition(body, negated, True)
        if constant(when) is not None:
            return said
        case = self.condition(when, nested=True)
        if expr.op is Op.DEEMED:
            return self.pick(
                f"{said}（{when_ja(case)}は満たすものとみなす）", f"{said} (taken as met if {case})"
            )
        return self.pick(f"{said}（{when_ja(case)}だけ求める）", f"{said} (asked only if {case})")

    def _comparison(self, expr: Expr, negated: bool) -> str:
        sign = OPPOSITE[str(expr.data[0])] if negated else str(expr.data[0])
        a, b = expr.args
        if a.op is Op.FUNCTION and a.data[0] == "position":
            place = place_compared(self, a, sign, b)
            if place is not None:
                return place
        return self.pick(*comparing(sign, a.type, b.type)).format(a=self._side(a, b), b=self._side(b, a))

    def _side(self, expr: Expr, other: Expr) -> str:
        """One side of a comparison; a code as the other side calls it."""
        if expr.op is Op.CONST and expr.type.kind in _CODES:
            return self._code(str(expr.data[0]), self._decl(other), other.type)
        return self.value(expr)

    def _listed(self, expr: Expr, negated: bool) -> str:
        codes = expr.data[0]
        assert isinstance(codes, frozenset)
        of, decl = expr.args[0].type, self._decl(expr.args[0])
        choices = decl.choices if decl is not None and decl.choices else (of.of or of).choices
        order = {code: n for n, code in enumerate(choices)}
        ordered = sorted(codes, key=lambda code: (order.get(code, len(order)), str(code)))
        shown = [self._code(str(code), decl, of.of or of) for code in ordered[:_MOST_CODES]]
        listed = self.pick("、", ", ").join(shown)
        if more := len(ordered) - len(shown):
            listed += self.pick(f"ほか{more}", f" and {more} more")
        if expr.op is Op.INCLUDES and bool(expr.data[1]):
            listed += self.pick("（その下位を含む）", " and below")
        held = ("のどれでもない", "is none of") if negated else ("のどれか", "is one of")
        return self.pick(f"{self.value(expr.args[0])}が次{held[0]}：{listed}",
                         f"{self.value(expr.args[0])} {held[1]}: {listed}")  # fmt: skip

    def _code(self, code: str, decl: FactDecl | None, of: Type) -> str:
        if decl is not None and code in decl.choices:
            return (decl.choices_en.get(code) if self.lang == "en" else "") or decl.choices[code]
        catalogue = self.scheme.catalogues.get(decl.type.catalogue) if decl is not None else None
        return catalogue.label(code) if catalogue is not None else of.label(code, self.lang)

    # ------------------------------------------------------------------ values
    def value(self, expr: Expr) -> str:
        """A value in words: a fact under its label, a rule under its name, else how it is worked out."""
        name = self.called(expr)
        if name is not None:
            return name
        if self._has_number(expr) or (is_table(expr) and expr.op is Op.SUM and self.numbered is not None):
            return self.number(expr)
        said = self.formula(expr)
        if self._is_long(said) and expr.op not in (Op.READING, Op.GUARD):
            return self.number(expr)
        return said

    def formula(self, expr: Expr) -> str:
        """How a value is worked out."""
        match expr.op:
            case Op.CONST:
                return self._constant(expr)
            case Op.INPUT:
                return self._input(expr)
            case Op.FIELD | Op.PROJECT:
                return self._field(expr)
            case Op.ARITH:
                return arithmetic(self, expr)
            case Op.ROUND:
                return rounded_words(self, expr)
            case _ if expr.op in _ONE_SUM:
                return several(self, expr)
            case Op.READING:
                return self.value(expr.branch({}))
            case Op.GUARD:
                return self._guarded(expr)
            case Op.DEEMED:
                return self.value(expr.args[1])
            case Op.NUMBER_OF:
                shown = self.value(expr.args[0])
                return self.pick(f"{shown}の数", f"number of {shown}")
            case _ if expr.op in MEMBERS:
                return member_words(self, expr)
            case _ if expr.op in _CHOICES:
                return self._by_case(expr)
            case _ if expr.op in DAYS:
                return day_words(self, expr)
            case _ if counts_business_days(expr):
                return business_words(expr, self.value, self.lang)
            case Op.FUNCTION if expr.data[0] == "position":
                return place_words(self, expr)
            case Op.FUNCTION:
                return function_words(self, expr)
            case Op.VAR:
                return self._item(expr)
            case Op.PERIOD:
                return self.period(expr)
            case Op.BOUND:
                end = ("末日", "the last day of") if expr.data[0] == "last" else ("初日", "the first day of")
                shown = self.value(expr.args[0])
                return self.pick(f"{shown}の{end[0]}", f"{end[1]} {shown}")
            case Op.IF_NONE:
                shown, other = (self.value(a) for a in expr.args)
                return added(shown, self.pick(f"ないときは{other}", f"{other} if none"), self.lang)
            case Op.AS_DATE | Op.DECIDED:
                return self.value(expr.args[0])
            case Op.LIST:
                return self.pick("、", ", ").join(self.value(a) for a in expr.args)
            case _:
                return self._other(expr)

    def _other(self, expr: Expr) -> str:
        if expr.type.kind is Kind.YES_NO and (expr.op not in _CHOICES):
            return self.condition(expr, nested=True)
        return worked_out_of(self, [self.value(a) for a in expr.args])

    def _constant(self, expr: Expr) -> str:
        if expr.type.kind is Kind.RATIO:
            place = self.numbered.place if self.numbered is not None else None
            written = self.rates.as_written(expr.data[0], self.lang, place)
            if written:
                return written
        return value_text(expr.data[0], expr.type).of(self.lang)

    def _field(self, expr: Expr) -> str:
        """A field, with whose it is unless that is plain from the sentence."""
        found, base = self._decl(expr), expr.args[0]
        title = found.title(self.lang) if found is not None else str(expr.data[1])
        if base.op is Op.VAR:
            if not self._within or self._within[-1] == base.level:
                return title
        elif base.op is Op.INPUT and expr.op is Op.FIELD and not self._several_like(base):
            return title
        elif base.op is Op.INPUT and base.address.space == "score":
            return title  # what stands on the jurors' sheets is called by the criterion alone
        shown = self.value(base)
        if expr.type.kind is Kind.YES_NO:
            return self.pick(f"{shown}：{title}", f"{shown}: {title}")
        return self.pick(f"{shown}の{title}", f"{title} of {shown}")

    def _several_like(self, record: Expr) -> bool:
        """Whether two facts of a programme are records of one type."""
        return sum(1 for d in self.scheme.inputs.values() if d.type.record == record.type.record) > 1

    def _guarded(self, expr: Expr) -> str:
        """A value that counts in one case only."""
        shown = self.value(expr.args[1])
        if constant(expr.args[0]) is not None:
            return shown
        when = self.condition(expr.args[0], nested=True)
        return added(shown, self.pick(f"{when_ja(when)}だけ", f"only if {when}"), self.lang)

    def _by_case(self, expr: Expr) -> str:
        rows = cases(self, expr) if len(expr.args) <= 2 * _MOST_CASES + 2 else []
        said = [self.pick(f"{when} {what}", f"{what} {when}") for when, what in rows]
        if not 0 < len(rows) <= _MOST_CASES or sum(map(len, said)) > _LONGEST_CASES:
            return self.number(expr)
        return self.pick("、", ", ").join(said)

    def _item(self, expr: Expr) -> str:
        """The member of a list that is being looked at."""
        record = self.scheme.records.get(expr.type.record)
        label = record.label if record is not None else ""
        return self.pick(f"その{label or 'もの'}", f"the {label or 'item'}")

    def _input(self, expr: Expr) -> str:
        address = expr.address
        if address.space == "built_in":
            if address.name == TURN.name:
                return self.turn or self.pick("その回の初日", "the first day of the turn")
            return self.pick("基準日", "the day in question")
        declared = self.scheme.inputs.get(address)
        return declared.decl.title(self.lang) if declared is not None else address.name

    def _decl(self, expr: Expr) -> FactDecl | None:
        match expr.op:
            case Op.INPUT:
                declared = self.scheme.inputs.get(expr.address)
                return declared.decl if declared is not None else None
            case Op.FIELD | Op.PROJECT:
                base = expr.args[0].type
                record: Record | None = self.scheme.records.get((base.of or base).record)
                return record.fields[expr.index] if record is not None else None
            case Op.AS_DATE:
                return self._decl(expr.args[0])
            case _:
                return None


__all__ = ["RuleWords", "constant", "result_words"]
