"""A value that may be stated as none, computed with or put in order, and nothing said of that case.

"None" makes a comparison fail and whatever is computed from it none, which is seldom what the text
means. Asking whether the value is stated, or ``if_none``, says that the officer has thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemeengine.diagnostics.codes_computing import NONE_ARISES, NONE_UNGUARDED
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_domain import lacking
from schemeengine.ir import types
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, FactDecl, Scheme
from schemeengine.source import Span
from schemeengine.values import Stated as Stated_

#: Expressions known to be stated, by number.
Stated = frozenset[int]
_NOTHING: Stated = frozenset()
_COMPUTING = frozenset({Op.ARITH, Op.SUM, Op.LEAST, Op.GREATEST})
#: Iterations, and where their condition and their body stand among the operands.
_EACH = {Op.EVERY: 1, Op.SOME: 1, Op.SUM_EACH: 1, Op.LEAST_EACH: 1, Op.GREATEST_EACH: 1, Op.THRESHOLD_EACH: 2}


def check_none(el: Elaborator, scheme: Scheme) -> None:
    """Warn of each such value once, at the innermost clause that computes with it."""
    found = _Search(scheme)
    for clause in _roots(scheme):
        found.places(clause)
        found.walk(clause.expr, _NOTHING, clause.span)
    for span, why in found.arising.values():
        if span.source is scheme.source:
            got = (found.said(span) or span.text).split("\n")[0][:40]
            el.problems.add(NONE_ARISES, span, got=got, why_ja=why[0], why_en=why[1])
    for span, decl in found.unguarded.values():
        if span.source is scheme.source:
            names = {f"got_{lang}": decl.title(lang) for lang in ("ja", "en")}
            el.problems.add(NONE_UNGUARDED, span, name=decl.name, **names)


def _roots(scheme: Scheme) -> Iterator[Clause]:
    """What is looked at for itself; a definition is looked at where it is used."""
    for provision in scheme.provisions.values():
        yield provision.clause
    yield from scheme.amounts.values()
    yield from scheme.dates.values()
    yield from (c for c in scheme.definitions.values() if c.shown)
    if scheme.selection is not None:
        yield from scheme.selection.clauses()


@dataclass(slots=True)
class _Search:
    scheme: Scheme
    #: The first place of each value, by the number of its expression.
    unguarded: dict[int, tuple[Span, FactDecl]] = field(default_factory=dict)
    #: The same of values that come out as none, or as not applying, with how that comes about.
    arising: dict[int, tuple[Span, tuple[str, str]]] = field(default_factory=dict)
    _words: dict[int, str] = field(default_factory=dict)
    _spans: dict[int, Span] = field(default_factory=dict)
    _placed: set[int] = field(default_factory=set)
    _walked: set[tuple[int, Stated]] = field(default_factory=set)

    def places(self, clause: Clause) -> None:
        """Where the expressions of a clause and its parts stand."""
        if id(clause) in self._placed:
            return
        self._placed.add(id(clause))
        self._spans.setdefault(clause.expr.number, clause.span)
        self._words.setdefault(clause.span.start, clause.words)
        self._spans.setdefault(clause.body.number, clause.span)
        inner = [*clause.parts, *(g.clause for g in clause.guards)]
        if clause.iteration is not None:
            inner += [c for c in (clause.iteration.where, clause.iteration.body) if c is not None]
            inner += clause.iteration.source
        for part in inner:
            self.places(part)

    def said(self, span: Span) -> str:
        """The expression that stands under the head at a place, where it is one."""
        return self._words.get(span.start, "")

    def walk(self, expr: Expr, stated: Stated, span: Span) -> None:
        if (expr.number, stated) in self._walked:
            return
        self._walked.add((expr.number, stated))
        span = self._spans.get(expr.number, span)
        self._look(expr, stated, span)
        for arg, more in self._operands(expr, stated):
            self.walk(arg, more, span)

    def _look(self, expr: Expr, stated: Stated, span: Span) -> None:
        ordering = expr.op is Op.COMPARE and expr.data != ("=",)
        if not ordering and expr.op not in _COMPUTING:
            return
        limited = expr.data == ("limit",)  # a limit that is none limits nothing
        for arg in expr.args[:1] if limited else expr.args:
            why = None if limited else _arising(arg, stated)
            if why is not None and (ordering or expr.op is Op.ARITH or why is _BY_TABLE):
                self.arising.setdefault(arg.number, (span, why))
            asked = arg.op in (Op.INPUT, Op.FIELD) and arg.type.may_be_none
            if asked and arg.type.kind in types.ORDERED and arg.number not in stated:
                self.unguarded.setdefault(arg.number, (span, self._decl(arg)))

    def _operands(self, expr: Expr, stated: Stated) -> Iterator[tuple[Expr, Stated]]:
        """Each operand, and what is known to be stated wherever its value counts."""
        args = expr.args
        match expr.op:
            case Op.ALL:
                more = stated.union(*(_stated_if(a, True) for a in args))
                yield from ((a, more) for a in args)
            case Op.ANY:
                more = stated.union(*(_stated_if(a, False) for a in args))
                yield from ((a, more) for a in args)
            case Op.GUARD:
                yield args[0], stated
                yield args[1], stated | _stated_if(args[0], True) | _compared(args[0])
            case Op.DEEMED:
                yield args[0], stated
                yield args[1], stated | _stated_if(args[0], False)
            case Op.IF_NONE:
                yield args[1], stated  # what the first comes to has been thought of
            case Op.CHOOSE:
                for condition, branch in zip(args[:-1:2], args[1::2], strict=True):
                    yield condition, stated
                    yield branch, stated | _stated_if(condition, True) | _compared(condition)
                    stated = stated | _stated_if(condition, False)
                yield args[-1], stated
            case op if op in _EACH:
                where = args[_EACH[op]]
                yield from ((a, stated) for a in args[: _EACH[op] + 1])
                yield args[-1], stated | _stated_if(where, True) | _compared(where)
            case _:
                yield from ((a, stated) for a in args)

    def _decl(self, expr: Expr) -> FactDecl:
        if expr.op is Op.FIELD:
            record = self.scheme.records[expr.args[0].type.record]
            return record.fields[int(str(expr.data[0]))]
        return self.scheme.inputs[expr.address].decl


_BY_TABLE = ("表や場合分けで「なし」になる", "may be none by its table or case")
_OF_NO_RECORD = ("もとの記録が「なし」のとき「なし」になる", "is none where its record is none")
_OF_NOTHING = ("一覧が空のとき「適用なし」になる", "does not apply where its list is empty")
_OF_MEMBERS = frozenset({"min", "max", "mean", "mean_of_greatest", "mean_of_least"})


def _arising(expr: Expr, stated: Stated) -> tuple[str, str] | None:
    """How a value comes out without one, of itself, and nothing has been said of that."""
    if expr.number in stated:
        return None
    match expr.op:
        case Op.ROUND:
            return _arising(expr.args[0], stated)
        case Op.TABLE | Op.CASE | Op.CHOOSE if _says_none(expr):
            return _BY_TABLE
        case Op.FIELD if Stated_.NONE in lacking(expr.args[0]) and expr.args[0].number not in stated:
            return _OF_NO_RECORD
        case Op.FUNCTION if expr.data[0] in _OF_MEMBERS and _whole_list(expr.args[0]) not in stated:
            return _OF_NOTHING
        case Op.LEAST_EACH | Op.GREATEST_EACH if _whole_list(expr.args[0]) not in stated:
            return _OF_NOTHING
        case _:
            return None


def _says_none(choice: Expr) -> bool:
    """Whether a row or branch of a choice is a written none, or none is what it gives without one."""
    policy = choice.data[2] if choice.op is Op.TABLE else None
    if isinstance(policy, HitPolicy) and policy.no_row == "none":
        return True
    return any(arg.op is Op.CONST and arg.data[0] is Stated_.NONE for arg in choice.args)


def _not_empty(condition: Expr) -> Stated:
    """The list that has members where ``count(list) >= 1`` holds."""
    number, least = condition.args
    if number.op is not Op.NUMBER_OF or least.op is not Op.CONST or not isinstance(least.data[0], int):
        return _NOTHING
    enough = least.data[0] >= {">=": 1, ">": 0, "=": 1}.get(str(condition.data[0]), least.data[0] + 1)
    return frozenset({_whole_list(number.args[0])}) if enough else _NOTHING


def _whole_list(coll: Expr) -> int:
    """The list of records that a list of one of their fields is taken from."""
    while coll.op is Op.PROJECT:
        coll = coll.args[0]
    return coll.number


def _stated_if(condition: Expr, holds: bool) -> Stated:
    """The values that are stated where a condition holds, or where it fails; of lists, that have members."""
    match condition.op:
        case Op.COMPARE if holds:
            return _not_empty(condition)
        case Op.NOT:
            return _stated_if(condition.args[0], not holds)
        case Op.SPLIT:
            return _stated_if(condition.args[0], holds)
        case Op.IS_NONE:
            return _NOTHING if holds else frozenset({_whole_list(condition.args[0])})
        case Op.ALL if holds:
            return _NOTHING.union(*(_stated_if(a, True) for a in condition.args))
        case Op.ANY if not holds:
            return _NOTHING.union(*(_stated_if(a, False) for a in condition.args))
        case Op.GUARD:
            return _stated_if(condition.args[1], holds)
        case _:
            return _NOTHING


def _compared(condition: Expr) -> Stated:
    """The values a condition compares: against "none" it fails, so that they are stated where it holds."""
    match condition.op:
        case Op.COMPARE:
            return frozenset(a.number for a in condition.args)
        case Op.ALL:
            return _NOTHING.union(*map(_compared, condition.args))
        case _:
            return _NOTHING
