"""How an amount came about in this case, step by step: named values down to facts, one line each.

The whole explanation (``--trace full``) has every clause; an officer who signs a notice needs the ten
lines that gave the figure: what it is, the rule with its numbers put in, and where that is laid down.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemeengine.diagnostics import Lang
from schemeengine.execute import domain, tables
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import NUMERIC, YES_NO, Kind, Type
from schemeengine.truth import TRUE
from schemeengine.verdict.facts import adopted_branch, fact_at, members_of
from schemeengine.verdict.labels import full_label
from schemeengine.verdict.rule_grammar import added, bracketed, has_parts, is_limit, when_ja
from schemeengine.verdict.rule_sums import rounding, several_name
from schemeengine.verdict.rule_words import RuleWords
from schemeengine.verdict.value_phrases import value_in
from schemeengine.verdict.view import NOBODY, Members, Value, View

#: An officer reads no more lines of an amount than these; the rest is in the whole explanation.
MOST_STEPS = 10
_MOST_MEMBERS, _LONGEST = 6, 60
_SIGNS = {"*": "×", "/": "÷", "-": "−", "+": "＋"}
#: What joins the parts of a line: only then do they need brackets.
_JOINED = (*(f" {sign} " for sign in _SIGNS.values()), "：", ": ", "（", "(")
_SHOWN = NUMERIC | {Kind.CODE, Kind.DATE, Kind.DURATION, Kind.FISCAL_YEAR}


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what is worked out, the rule with its values, what it came to, where it stands."""

    label: str
    words: str
    value: str
    cite: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line without its place; a value that already leads the words is not said again."""
        made = f"{self.label} ＝ {self.words}"
        return (
            made
            if self.words.startswith((f"{self.value}（", f"{self.value} ("))
            else f"{made} ＝ {self.value}"
        )


@dataclass(frozen=True, slots=True)
class Derivation:
    """The steps of one amount; ``more``: how many others there are in the whole explanation."""

    amount: str
    steps: tuple[Step, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something named whose line is still to be written, and for which member it was asked."""

    label: str
    expr: Expr
    members: Members
    cite: tuple[str, ...]


def derivations(view: View, lang: Lang) -> tuple[Derivation, ...]:
    """The steps of every amount that is known and worked out of something; what is paid comes first.

    An amount that is a step of one before it has no lines of its own.
    """
    scheme = view.scheme
    writer = _Writer(view, RuleWords.of(scheme, lang, explained=False), lang)
    found = []
    for name in dict.fromkeys((*scheme.pays, *reversed([*scheme.amounts]))):
        clause = scheme.amounts[name]
        if not _known(view.value(clause.expr)) or writer.is_told(clause.expr):
            continue
        label = clause.wording.name(lang) or name
        steps = [*writer.steps(_Wanted(label, clause.expr, NOBODY, clause.wording.cite))]
        if steps:
            found.append(Derivation(name, tuple(steps[:MOST_STEPS]), max(0, len(steps) - MOST_STEPS)))
    return tuple(found)


def _known(value: Value) -> bool:
    return value not in (None, domain.NONE, domain.NOT_APPLICABLE) and domain.is_exact(value)


@dataclass(slots=True)
class _Writer:
    view: View
    words: RuleWords
    lang: Lang
    #: The type of what is being told, which knows what its codes are called.
    _type: Type = YES_NO
    _waiting: deque[_Wanted] = field(default_factory=deque)
    _told: set[tuple[int, str]] = field(default_factory=set)

    def is_told(self, expr: Expr) -> bool:
        return (expr.number, "") in self._told

    def steps(self, of: _Wanted) -> Iterator[Step]:
        """The line of an amount, then those of the named values it is made of."""
        self._ask(of)
        while self._waiting:
            wanted = self._waiting.popleft()
            self._type = wanted.expr.type
            value = self._value(wanted.expr, wanted.members)
            words = self._made(wanted.expr, wanted.members)
            if words != value:  # else it is laid down as it is
                yield Step(wanted.label, words, value, wanted.cite)

    def _ask(self, wanted: _Wanted) -> None:
        place = (wanted.expr.number, _path(wanted.expr, wanted.members))
        if place not in self._told:
            self._told.add(place)
            self._waiting.append(wanted)

    def _value(self, expr: Expr, members: Members) -> str:
        return self._shown(self.view.value(expr, members), expr.type)

    def _shown(self, value: Value, type_: Type) -> str:
        bare = type_.kind is Kind.CODE and not type_.labels and self._type.kind is Kind.CODE
        return value_in(value, self._type if bare else type_, None, self.view, self.lang)

    def _said(self, expr: Expr, members: Members) -> str:
        """A part of a line: a fact or a rule with its value, else how it is made."""
        fact = fact_at(self.view, expr, members)
        if fact is not None:
            label = full_label(self.view, fact.address, fact.path, self.lang)
            return f"{label} {value_in(fact.value, fact.decl.type, fact.decl, self.view, self.lang)}"
        named = self.words.names.get(expr.number)
        if named is None:
            return self._made(expr, members)
        own = named.key.rpartition(":")[2].rpartition(".")[2]
        name = named.clause.wording.name(self.lang) if named.clause is not None else ""
        short = named.label if named.clause is None or len(named.clause.columns) > 1 else name or own
        label = self._whose(expr, members) + short
        if expr.type.kind in _SHOWN and named.clause is not None:
            self._ask(_Wanted(label, expr, members, named.clause.wording.cite))
        return f"{label} {self._value(expr, members)}"

    def _whose(self, expr: Expr, members: Members) -> str:
        key = _path(expr, members)
        if not key:
            return ""
        return f"{key}の" if self.lang == "ja" else f"{key}: "

    def _part(self, expr: Expr, members: Members) -> str:
        shown = self._said(expr, members)
        several = has_parts(expr) and expr.number not in self.words.names
        return bracketed(shown, self.lang) if several and any(sign in shown for sign in _JOINED) else shown

    def _made(self, expr: Expr, members: Members) -> str:
        """How a value is made of others, each with its value; only what counted in this case."""
        match expr.op:
            case Op.CONST:
                return self.words.formula(expr)
            case Op.ARITH:
                sign = _SIGNS.get(str(expr.data[0]), str(expr.data[0]))
                return f" {sign} ".join(self._part(a, members) for a in expr.args)
            case Op.ROUND:
                return added(self._part(expr.args[0], members), rounding(self.words, expr), self.lang)
            case Op.SUM:
                return " ＋ ".join(self._part(a, members) for a in self._counting(expr, members))
            case Op.LEAST | Op.GREATEST:
                return self._limited(expr, members)
            case Op.READING:
                return self._said(adopted_branch(self.view, expr), members)
            case Op.GUARD | Op.DEEMED:
                return self._said(expr.args[1], members)
            case Op.AS_DATE | Op.DECIDED:
                return self._said(expr.args[0], members)
            case Op.IF_NONE:
                given = self.view.value(expr.args[0], members) is not domain.NONE
                return self._said(expr.args[not given], members)
            case Op.CHOOSE | Op.CASE | Op.TABLE:
                return self._by_case(expr, members)
            case Op.SUM_EACH:
                return self._over_members(expr, members)
            case _:
                value, words = self._value(expr, members), self.words.value(expr)
                return f"{words} {value}" if 0 < len(words) <= _LONGEST and words != value else value

    def _made_or_said(self, expr: Expr, members: Members) -> str:
        return self._said(expr, members)

    def _limited(self, expr: Expr, members: Members) -> str:
        if is_limit(expr):
            shown, limit = (self._part(a, members) for a in expr.args)
            how = ("上限 {}", "at most {}") if expr.op is Op.LEAST else ("下限 {}", "at least {}")
            return added(shown, self.words.pick(*how).format(limit), self.lang)
        parts = [self._part(a, members) for a in self._counting(expr, members)]
        if len(parts) == 1:
            return parts[0]
        name = several_name(self.words, expr)
        return self.words.pick(f"{name}：{'、'.join(parts)}", f"{name}: {'; '.join(parts)}")

    def _counting(self, expr: Expr, members: Members) -> list[Expr]:
        """The operands that apply in this case; all where none is known to."""
        found = [a for a in expr.args if _known(self.view.value(a, members))]
        return found or [*expr.args]

    def _by_case(self, expr: Expr, members: Members) -> str:
        """The branch, or the row, that counted."""
        if expr.op is Op.TABLE:
            return self._row(expr, members)
        selector = expr.args[0]
        if expr.op is Op.CASE:
            codes, _ = expr.data
            assert isinstance(codes, tuple)
            found = self.view.value(selector, members)
            hit = next((n for n, c in enumerate(codes) if domain.member(found, c) == TRUE), len(codes))
            branch = expr.args[1 + hit] if 1 + hit < len(expr.args) else None
            when = self.words.pick(
                f"{self._said(selector, members)}のとき", f"by {self._said(selector, members)}"
            )
        else:
            when, branch = self._first(expr.args, members)
        if branch is None:
            return self._value(expr, members)
        shown = self._of_branch(expr, branch, members)
        return self.words.pick(f"{shown}（{when}）", f"{shown} ({when})")

    def _of_branch(self, expr: Expr, branch: Expr, members: Members) -> str:
        if branch.op is Op.CONST:
            return self._shown(branch.data[0], expr.type)
        return self._said(branch, members)

    def _first(self, args: Sequence[Expr], members: Members) -> tuple[str, Expr | None]:
        """The first condition of a choice that holds, and its branch; the last where none does."""
        for condition, branch in zip(args[:-1:2], args[1::2], strict=True):
            mask = self.view.mask(condition, members)
            if mask == TRUE:
                said = self.words.condition(condition, nested=True)
                if len(said) > _LONGEST:
                    return self.words.pick("規則の定める場合", "a case the rules lay down"), branch
                return self.words.pick(when_ja(said), f"if {said}"), branch
            if mask & TRUE:
                return "", None
        return self.words.pick("その他のとき", "otherwise"), args[-1]

    def _row(self, expr: Expr, members: Members) -> str:
        rows, width, policy = expr.data
        assert isinstance(rows, tuple)
        assert isinstance(width, int)
        assert isinstance(policy, HitPolicy)
        keys = expr.args[:width]
        said = self.words.pick("、", ", ").join(self._said(k, members) for k in keys)
        values = [tables.key(self.view.value(k, members), k.type) for k in keys]
        sure, possible = tables.rows_hit(rows, values, policy)
        branch = expr.args[width + sure[0]] if len(sure) == 1 and sure == possible else None
        shown = self._value(expr, members) if branch is None else self._of_branch(expr, branch, members)
        return self.words.pick(f"{shown}（表の{said}の行）", f"{shown} (row of the table by {said})")

    def _over_members(self, expr: Expr, members: Members) -> str:
        """A sum over those members of a list that count, each with what it adds."""
        coll, where, each = expr.args
        listed = members_of(self.view, coll, expr.level, members)
        if listed is None:
            return self._value(expr, members)
        counted = [(env, key) for env, sure, key in listed
                   if sure == TRUE and self.view.mask(where, env) == TRUE]  # fmt: skip
        if not counted:
            return self._value(expr, members)
        record = self.view.scheme.records.get(coll.type.of.record) if coll.type.of is not None else None
        if record is not None and record.label:
            counted = [(env, f"{record.label} {key}") for env, key in counted]
        for env, key in counted[:_MOST_MEMBERS]:
            if fact_at(self.view, each, env) is None and each.op is not Op.CONST:
                self._ask(_Wanted(key, each, env, ()))
        shown = [f"{key} {self._value(each, env)}" for env, key in counted[:_MOST_MEMBERS]]
        if more := len(counted) - len(shown):
            shown.append(self.words.pick(f"ほか{more}件", f"{more} more"))
        return " ＋ ".join(shown)


def _path(expr: Expr, members: Members) -> str:
    """The member a value is of: the innermost it speaks about."""
    if not expr.free:
        return ""
    member = members.get(max(expr.free))
    return member.path.rpartition(".")[2] if member is not None else ""
