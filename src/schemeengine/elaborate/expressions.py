"""Expression trees → typed core expressions. What does not type-check never runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import DIVISION_BY_ZERO
from schemeengine.diagnostics.codes_expressions import EMPTY
from schemeengine.elaborate.business_days import business_day, business_day_before, is_business_length
from schemeengine.elaborate.code_branches import below
from schemeengine.elaborate.counted_time import in_one_count, years_beside_fiscal_year
from schemeengine.elaborate.day_differences import compared
from schemeengine.elaborate.elaborator import Elaborator, is_quotient
from schemeengine.elaborate.functions import call
from schemeengine.elaborate.named_lists import in_list
from schemeengine.elaborate.paths import computed_column, name, step
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.unit_rules import RESULTS, how_instead, over, times
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both, units_beside
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import DAYS, NUMERIC, Kind, Type
from schemeengine.source import Span
from schemeengine.syntax import expression_tree as ast
from schemeengine.syntax.expression import parse_expression
from schemeengine.syntax.tree import Scalar


@dataclass(slots=True)
class Reader:
    """Lowers one expression; ``references`` collects the named clauses it mentions."""

    el: Elaborator
    scope: Scope
    references: list[Clause] = field(default_factory=list)

    def read(self, scalar: Scalar, expected: Type | None = None) -> Expr | None:
        """Parse and lower the text of a scalar. None after at least one diagnostic."""
        if not scalar.text.strip():
            self.el.problems.add(EMPTY, scalar.span)
            return None
        if (
            scalar.quoted
            and not scalar.block
            and expected is not None
            and expected.kind in (Kind.CODE, Kind.TEXT)
        ):
            return self.code(scalar.text, scalar.span, expected)
        tree = parse_expression(scalar.text, scalar.part, self.el.problems)
        return None if tree is None else self.lower(tree, expected)

    def lower(self, tree: ast.Ast, expected: Type | None = None) -> Expr | None:
        el = self.el
        match tree:
            case ast.Lit():
                return self._literal(tree, expected)
            case ast.Quoted(text, span):
                return self.code(text, span, expected)
            case ast.YesNo(value):
                return el.truth(value)
            case ast.Name():
                return name(self, tree)
            case ast.Step():
                return step(self, tree)
            case ast.Call():
                return call(self, tree)
            case ast.Arith():
                return self._arith(tree)
            case ast.Negate(body, span):
                return self._negate(body, span)
            case ast.Compare():
                return self._compare(tree)
            case ast.In():
                return self._in(tree)
            case ast.IsStated(body, is_none):
                inner = self.lower(body)
                if inner is None:
                    return None
                found = el.make(Op.IS_NONE, (inner,))
                return found if is_none else el.negate(found)
            case ast.Not(body, span):
                inner = self.yes_no(body, span)
                return None if inner is None else el.negate(inner)
            case ast.Bool(op, parts, span):
                inner_parts = [self.yes_no(p, p.span) for p in parts]
                if any(p is None for p in inner_parts):
                    return None
                found_parts = tuple(p for p in inner_parts if p is not None)
                return el.make(Op.ALL if op == "and" else Op.ANY, found_parts)
            case ast.Items(items, span):
                return self._items(items, expected)
            case ast.Between(_, _, span):
                el.problems.add(
                    codes.WRONG_TYPE,
                    span,
                    want_ja="一つの値",
                    want_en="a single value",
                    got_ja="範囲",
                    got_en="a range",
                )
                return None

    def yes_no(self, tree: ast.Ast, span: Span) -> Expr | None:
        found = self.lower(tree)
        if found is None:
            return None
        found = self.as_yes_no(found)
        return found if self.el.expect(found, types.YES_NO, span) else None

    def as_yes_no(self, expr: Expr) -> Expr:
        """A judgment used as a condition means what was decided."""
        if expr.type.kind is Kind.JUDGMENT:
            return self.el.make(Op.DECIDED, (expr,), ("appraisal",))
        return expr

    # -- leaves
    def _literal(self, tree: ast.Lit, expected: Type | None) -> Expr | None:
        if tree.literal.kind == "month_day":
            self.el.problems.add(
                codes.BAD_LITERAL, tree.span, got=tree.text, want_ja="年のある日付",
                want_en="a date with its year", example="令和6年3月31日",
            )  # fmt: skip
            return None
        if tree.literal.unit.startswith("歳に達する"):
            self.el.problems.add(
                codes.BAD_LITERAL, tree.span, got=tree.text, want_ja="日付(年齢に達する日は関数で)",
                want_en="a day (the day of an age is a function)",
                example_ja="年齢に達する日(生年月日, 18歳)",
                example_en="day_of_age(born, 18歳)",
            )  # fmt: skip
            return None
        found = self.el.literal(tree.literal)
        if (
            found.type.kind is Kind.NUMBER
            and expected is not None
            and expected.kind in (Kind.CODE, Kind.TEXT)
        ):
            return self.code(tree.text, tree.span, expected)
        return found

    def code(self, text: str, span: Span, expected: Type | None, owner: str = "") -> Expr | None:
        """A quoted code or text; with known choices (``owner``'s) it must be one of them."""
        wanted = (
            expected
            if expected is not None and expected.kind in (Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER)
            else types.TEXT
        )
        if wanted.choices and text not in wanted.choices:
            self.el.unknown_choice(span, text, wanted, owner)
            return None
        return self.el.const(text, Type(Kind.CODE if wanted.kind is Kind.CODE else Kind.TEXT))

    def _items(self, items: tuple[ast.Ast, ...], expected: Type | None) -> Expr | None:
        element = expected.of if expected is not None and expected.kind is Kind.LIST else expected
        found = [self.lower(i, element) for i in items]
        if any(f is None for f in found):
            return None
        kept = tuple(f for f in found if f is not None)
        type_ = kept[0].type if kept else (element or types.TEXT)
        return self.el.make(Op.LIST, kept, (), types.list_of(type_))

    # -- operators
    def _operands(self, left: ast.Ast, right: ast.Ast) -> tuple[Expr, Expr] | None:
        """Both sides, the one with a known type telling the other what a quoted code means."""
        a = None if isinstance(left, (ast.Quoted, ast.YesNo)) else self.lower(left)
        b = (
            None
            if isinstance(right, (ast.Quoted, ast.YesNo))
            else self.lower(right, a.type if a is not None else None)
        )
        if a is None and isinstance(left, (ast.Quoted, ast.YesNo)):
            a = self._told(left, b, right)
        if b is None and isinstance(right, (ast.Quoted, ast.YesNo)):
            b = self._told(right, a, left)
        if a is None or b is None:
            return None
        a, b = in_one_count(self.el, *self.el.in_one_unit(a, b))
        return self.as_yes_no(self.el.as_date(a)), self.as_yes_no(self.el.as_date(b))

    def _told(self, tree: ast.Quoted | ast.YesNo, other: Expr | None, beside: ast.Ast) -> Expr | None:
        owner = beside.span.text
        if isinstance(tree, ast.YesNo):
            if other is not None and other.type.kind is Kind.CODE:
                return self.code("yes" if tree.value else "no", tree.span, other.type, owner)
            return self.el.truth(tree.value)
        return self.code(tree.text, tree.span, other.type if other is not None else None, owner)

    def _compare(self, tree: ast.Compare) -> Expr | None:
        sides = self._operands(tree.left, tree.right)
        if sides is None:
            return None
        a, b = sides
        a, b = self.el.beside_day(a, b), self.el.beside_day(b, a)
        alike = types.comparable(a.type, b.type) or self._time_beside_day(a, b) or _as_shares(a, b)
        if not alike:
            self._mismatch(tree, a, b)
            return None
        if a.type.kind is Kind.YES_NO:
            return self._same(tree, a, b)
        written = _written_code(a, b) or _written_code(b, a)
        if written is not None and tree.op in ("=", "!="):
            found = below(self.el, *written)
            return found if tree.op == "=" else self.el.negate(found)
        same_only = a.type.kind in (Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER)
        if tree.op == "!=" and (same_only or a.type.kind in types.ORDERED):
            return self.el.negate(compared(self.el, "=", a, b))
        if a.type.kind not in types.ORDERED and not (same_only and tree.op == "="):
            self.el.problems.add(
                codes.CANNOT_COMPARE, tree.span, **both("left", a.type), **both("right", b.type)
            )
            return None
        return compared(self.el, tree.op, a, b)

    def _same(self, tree: ast.Compare, a: Expr, b: Expr) -> Expr | None:
        """``x = yes`` is x, ``x = no`` is not x; two conditions are equal if both hold or both fail."""
        el = self.el
        if tree.op not in ("=", "!="):
            el.problems.add(codes.CANNOT_COMPARE, tree.span, **both("left", a.type), **both("right", b.type))
            return None
        both_hold = el.make(Op.ALL, (a, b))
        both_fail = el.make(Op.ALL, (el.negate(a), el.negate(b)))
        same = el.make(Op.ANY, (both_hold, both_fail))
        for x, y in ((a, b), (b, a)):
            if y is el.truth(True):
                same = x
            elif y is el.truth(False):
                same = el.negate(x)
        return same if tree.op == "=" else el.negate(same)

    def _time_beside_day(self, a: Expr, b: Expr) -> bool:
        return {a.type.kind, b.type.kind} <= {Kind.DATE, Kind.DATETIME}

    def _mismatch(self, tree: ast.Compare, a: Expr, b: Expr) -> None:
        for bare, other, side in ((a, b, tree.left), (b, a, tree.right)):
            if bare.type.kind is Kind.NUMBER and other.type.kind in types.ORDERED:
                self.el.problems.add(
                    codes.MISSING_UNIT, side.span, got=side.span.text,
                    units=units_beside(bare, other.type), **both("want", other.type),
                )  # fmt: skip
                return
        self.el.problems.add(codes.CANNOT_COMPARE, tree.span, **both("left", a.type), **both("right", b.type))

    def _in(self, tree: ast.In) -> Expr | None:
        el = self.el
        left = self.lower(tree.left)
        if left is None:
            return None
        left = el.as_date(left)
        match tree.right:
            case ast.Between() if left.type.kind not in types.ORDERED:
                el.expect(left, types.NUMBER, tree.left.span)
                return None
            case ast.Between(low, high):
                lo, hi = self.lower(low, left.type), self.lower(high, left.type)
                if lo is None or hi is None:
                    return None
                if left.type.kind is Kind.QUANTITY:
                    lo, hi = el.in_unit(lo, left.type.unit), el.in_unit(hi, left.type.unit)
                lo, hi = in_one_count(el, lo, left)[0], in_one_count(el, hi, left)[0]
                if not (el.expect(lo, left.type, low.span) and el.expect(hi, left.type, high.span)):
                    return None
                return el.make(
                    Op.ALL,
                    (
                        compared(el, ">=", left, lo),
                        compared(el, "<=", left, hi),
                    ),
                )
            case ast.Items(items):
                equal: list[Expr] = []
                for item in items:
                    found = self._listed(item, left, tree.left)
                    if found is None or not el.expect(found, left.type, item.span):
                        return None
                    equal.append(found)
                if left.type.classification and all(f.op is Op.CONST for f in equal):
                    return below(el, left, frozenset(str(f.data[0]) for f in equal))
                return el.make(Op.ANY, tuple(compared(el, "=", left, f) for f in equal))
            case _:
                return self._in_named(tree, left)

    def _listed(self, item: ast.Ast, left: Expr, beside: ast.Ast) -> Expr | None:
        if isinstance(item, ast.Quoted):
            return self._told(item, left, beside)
        return self.lower(item, left.type)

    def _in_named(self, tree: ast.In, left: Expr) -> Expr | None:
        el = self.el
        column = computed_column(self, tree.right)
        if column is not None and types.comparable(left.type, column.each.type):
            same = el.make(Op.COMPARE, (column.each, left), ("=",))
            return el.make(Op.SOME, (column.coll, el.truth(True), same), (column.level,))
        right = self.lower(tree.right)
        if right is None:
            return None
        if right.type.kind is Kind.INTERVAL:
            if left.type.kind not in (Kind.DATE, Kind.DATETIME):
                el.expect(left, types.DATE, tree.left.span)
                return None
            return el.make(Op.WITHIN, (left, right))
        if right.type.kind is Kind.LIST and right.type.of is not None:
            if not types.comparable(left.type, right.type.of):
                el.problems.add(
                    codes.CANNOT_COMPARE, tree.span, **both("left", left.type),
                    **both("right", right.type.of),
                )  # fmt: skip
                return None
            level = self.scope.level
            if left.type.classification:
                return in_list(el, left, right, level, lambda codes_: below(el, left, codes_))
            var = el.make(Op.VAR, (), (level,), right.type.of)
            same = el.make(Op.COMPARE, (var, left), ("=",))
            return el.make(Op.SOME, (right, el.truth(True), same), (level,))
        el.expect(right, types.INTERVAL, tree.right.span)
        return None

    def _negate(self, body: ast.Ast, span: Span) -> Expr | None:
        inner = self.lower(body)
        if inner is None:
            return None
        if inner.type.kind not in NUMERIC:
            self.el.problems.add(
                codes.WRONG_TYPE, span, **both("want", types.NUMBER), **both("got", inner.type)
            )
            return None
        zero = self.el.const(0, inner.type)
        return self.el.make(Op.ARITH, (zero, inner), ("-",), inner.type)

    def _arith(self, tree: ast.Arith) -> Expr | None:
        if tree.op == "/" and self._by_zero(tree.right):
            return None
        if tree.op == "/" and isinstance(tree.left, ast.Arith) and tree.left.op == "*":
            before = self.el.problems.count
            found = self._proportion(tree.left, tree.right)
            if found is not None or self.el.problems.count > before:
                return found
        left, right = self.lower(tree.left), self.lower(tree.right)
        if left is None or right is None:
            return None
        if tree.op != "*":
            left, right = in_one_count(self.el, *self.el.in_one_unit(left, right))
        a, b = self.el.as_date(left), self.el.as_date(right)
        b = years_beside_fiscal_year(self.el, a, b) if tree.op in "+-" else b
        if tree.op in "+-" and a.type.kind in DAYS and is_business_length(b.type):
            return (business_day if tree.op == "+" else business_day_before)(self.el, b, a)
        result = RESULTS[tree.op](a.type, b.type)
        if result is None:
            self.el.problems.add(
                codes.CANNOT_COMPUTE,
                tree.span,
                op=tree.op,
                **both("left", a.type),
                **both("right", b.type),
                **how_instead(tree.op, a.type, b.type),
            )
            return None
        return self.el.make(Op.ARITH, (a, b), (tree.op,), result)

    def _by_zero(self, divisor: ast.Ast) -> bool:
        """Report a division by what is written as zero."""
        zero = isinstance(divisor, ast.Lit) and self.el.literal(divisor.literal).data == (0,)
        if zero:
            self.el.problems.add(DIVISION_BY_ZERO, divisor.span)
        return zero

    def _proportion(self, product: ast.Arith, divisor: ast.Ast) -> Expr | None:
        """``a * b / c`` where a times b has no unit of its own (yen by yen): ``a * (b / c)``."""
        found = [self.lower(t) for t in (product.left, product.right, divisor)]
        if any(f is None for f in found):
            return None
        a, b, c = (self.el.as_date(f) for f in found if f is not None)
        if times(a.type, b.type) is not None:
            return None
        inner = over(b.type, c.type)
        result = None if inner is None else times(a.type, inner)
        if inner is None or result is None:
            return None
        share = self.el.make(Op.ARITH, (b, c), ("/",), inner)
        return self.el.make(Op.ARITH, (a, share), ("*",), result)


def _as_shares(a: Expr, b: Expr) -> bool:
    """180 days / 365 days beside 50%: a quotient of bare numbers is a share, too."""
    return any(is_quotient(x) and y.type.kind is Kind.RATIO for x, y in ((a, b), (b, a)))


def _written_code(subject: Expr, code: Expr) -> tuple[Expr, frozenset[str]] | None:
    """A code of a classification beside one the programme writes, which stands for those below it."""
    if not subject.type.classification or code.op is not Op.CONST or not isinstance(code.data[0], str):
        return None
    return subject, frozenset({code.data[0]})
