"""Heads that choose: case, choose, reading, table, code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.diagnostics.codes_computing import NEVER_REACHED
from schemeengine.elaborate.clauses import Built, HeadReader, clause, value, yes_no
from schemeengine.elaborate.code_branches import by_code, by_prefix, by_value, yes_then_no
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.markdown import read_table
from schemeengine.elaborate.no_row import branch_gap, by_column, for_column, report, rest_of
from schemeengine.elaborate.scope import Scope
from schemeengine.elaborate.words import branches, find_reading, reading_expr
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Scalar
from schemeengine.values import Stated


def same_type(el: Elaborator, found: Sequence[tuple[Clause, Span]]) -> Type | None:
    """The common type of branches; a branch of another type is a mistake."""
    first = found[0][0].expr.type
    for other, span in found[1:]:
        if not types.assignable(other.expr.type, first) and not types.is_whole(first, other.expr.type):
            el.problems.add(
                codes.BRANCH_TYPES, span, **both("first", first), **both("second", other.expr.type)
            )
            return None
        second = other.expr.type
        lists_more = second.of is not None and second.of.may_be_none
        if first.kind is Kind.NUMBER or lists_more or types.is_whole(first, second):  # the wider of the two
            first = second
    return with_choices(first, [c.expr for c, _ in found])


def with_choices(type_: Type, results: Sequence[Expr]) -> Type:
    """A code that can only be one of the results has these as its choices, so that comparing it
    with any other code is noticed as a slip."""
    if type_.kind is not Kind.CODE:
        return type_
    choices: dict[str, None] = {}
    for result in results:
        if result.op is Op.CONST and isinstance(result.data[0], str):
            choices[result.data[0]] = None
        elif result.type.choices:
            choices.update(dict.fromkeys(result.type.choices))
        elif result.data != (Stated.NONE,):
            return replace(type_, choices=())
    return replace(type_, choices=tuple(choices))


def case(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    selector = value(el, node.value, scope)
    tree = node.param("of")
    if selector is None or not isinstance(tree, MapNode):
        if tree is not None and not isinstance(tree, MapNode):
            el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, **keywords.spoken(what="of"))
        return None
    if selector.expr.type.kind is Kind.YES_NO:
        return _yes_or_no(el, node, tree, selector, scope, expected)
    if selector.expr.type.kind not in (Kind.CODE, Kind.TEXT):
        el.expect(selector.expr, types.CODE, node.value.span)
        return None
    rows: list[frozenset[str]] = []
    found: list[tuple[Clause, Span]] = []
    sound = True
    for entry in tree.entries:
        names = [c.strip() for c in entry.key.text.split("/")]
        sound = known_choices(el, names, selector, entry.key) and sound
        rows.append(frozenset(names))
        branch = clause(el, entry.value, scope, expected=expected)
        if branch is None:
            sound = False
        else:
            found.append((branch, entry.value.span))
    otherwise = node.param("otherwise")
    if otherwise is not None:
        branch = clause(el, otherwise, scope, expected=expected)
        if branch is None:
            return None
        found.append((branch, otherwise.span))
    if sound and not found:
        el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, **keywords.spoken(what="of"))
    if not sound or not found:
        return None
    type_ = same_type(el, found)
    if type_ is None:
        return None
    if otherwise is not None:
        _reached(el, selector.expr, frozenset().union(*rows), otherwise.span)
    elif not branch_gap(el, node, selector.expr, frozenset().union(*rows)):
        return None
    exprs = [c.expr for c, _ in found]
    if selector.expr.type.classification:
        rest = exprs.pop() if otherwise is not None else rest_of(el, node, type_)
        expr = by_prefix(el, selector.expr, rows, exprs, rest, type_)
    elif otherwise is None and node.modifier("if_none") is not None:
        rest = rest_of(el, node, type_)
        expr = el.make(Op.CASE, (selector.expr, *exprs, rest), (tuple(rows), True), type_)
    else:
        expr = el.make(Op.CASE, (selector.expr, *exprs), (tuple(rows), otherwise is not None), type_)
    return Built(expr, (selector, *(c for c, _ in found)))


def _reached(el: Elaborator, selector: Expr, named: frozenset[str], otherwise: Span) -> None:
    """Tell a branch for all other cases where there are no others."""
    asked = selector.op is Op.INPUT or (selector.op is Op.FIELD and selector.args[0].op is Op.VAR)
    choices = frozenset(selector.type.choices)
    if asked and not selector.type.may_be_none and choices and choices <= named:
        el.problems.add(NEVER_REACHED, otherwise)


def _yes_or_no(
    el: Elaborator, node: NodeDoc, tree: MapNode, selector: Clause, scope: Scope, expected: Type | None
) -> Built | None:
    """``case`` over a condition: the branches are はい and いいえ."""
    found: dict[str, tuple[Clause, Span]] = {}
    for entry in tree.entries:
        word = keywords.word(entry.key.text)
        if word not in ("yes", "no") or word in found:
            el.unknown_choice(entry.key.span, entry.key.text, _ANSWERS, selector.words)
            return None
        branch = clause(el, entry.value, scope, expected=expected)
        if branch is None:
            return None
        found[word] = (branch, entry.value.span)
    last = node.param("otherwise")
    if last is not None:
        branch = clause(el, last, scope, expected=expected)
        if branch is None:
            return None
        found.setdefault("otherwise", (branch, last.span))
    if not found:
        el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, **keywords.spoken(what="of"))
        return None
    type_ = same_type(el, list(found.values()))
    if type_ is None:
        return None
    missing = next((w for w in ("yes", "no") if w not in found), None)
    if missing is not None and last is None and node.modifier("if_none") is None:
        report(el, node, el.const(missing, _ANSWERS), missing)
        return None
    rest = found["otherwise"][0].expr if "otherwise" in found else rest_of(el, node, type_)
    yes = found["yes"][0].expr if "yes" in found else rest
    no = found["no"][0].expr if "no" in found else rest
    if last is not None and "yes" in found and "no" in found:
        el.problems.add(NEVER_REACHED, last.span)
    parts = (selector, *(c for c, _ in found.values()))
    return Built(el.make(Op.CHOOSE, (selector.expr, yes, no), (), type_), parts)


_ANSWERS = Type(Kind.CODE, choices=("yes", "no"), labels=(("yes", "はい", "yes"), ("no", "いいえ", "no")))


def known_choices(el: Elaborator, names: list[str], selector: Clause, key: Scalar) -> bool:
    """Whether the codes of a branch are choices of the selector; one that is not is reported."""
    type_ = selector.expr.type
    for name in names:
        if type_.choices and name not in type_.choices:
            el.unknown_choice(key.span, name, type_, selector.words)
            return False
    return True


def choose(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    if not isinstance(node.value, ListNode):
        el.problems.add(codes_shape.EXPECTED_LIST, node.value.span, **keywords.spoken(what="choose"))
        return None
    conditions: list[Clause] = []
    found: list[tuple[Clause, Span]] = []
    for row in node.value.items:
        cells = {keywords.key(e.key.text): e.value for e in row.entries} if isinstance(row, MapNode) else {}
        if set(cells) != {"if", "then"}:
            el.problems.add(
                codes_shape.MISSING_PARAMETER, row.span, **keywords.spoken(head="choose", want="if / then")
            )
            return None
        condition = yes_no(el, cells["if"], scope)
        branch = clause(el, cells["then"], scope, expected=expected)
        if condition is None or branch is None:
            return None
        conditions.append(condition)
        found.append((branch, cells["then"].span))
    otherwise = node.param("otherwise")
    last = None if otherwise is None else clause(el, otherwise, scope, expected=expected)
    if last is None or otherwise is None:
        return None
    found.append((last, otherwise.span))
    type_ = same_type(el, found)
    if type_ is None:
        return None
    return Built(
        _first_row(el, conditions, [c for c, _ in found], type_), (*conditions, *(c for c, _ in found))
    )


def _first_row(el: Elaborator, conditions: Sequence[Clause], branches: Sequence[Clause], type_: Type) -> Expr:
    """The first row that holds; rows that only ask for the code of one value are a ``case``."""
    exprs = [b.expr for b in branches]
    asked = [c.expr for c in conditions]
    among = by_code(el, asked, exprs, type_) or by_value(el, asked, exprs, type_)
    if among is not None:
        return among
    last = yes_then_no(asked)
    if last is not None:
        asked, exprs = asked[:last], exprs[: last + 1]
    args: list[Expr] = []
    for condition, branch in zip(asked, exprs, strict=False):
        args += [condition, branch]
    return el.make(Op.CHOOSE, (*args, exprs[-1]), (), type_)


def reading(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    if not isinstance(node.value, Scalar):
        return None
    declared = find_reading(el, node.value)
    if declared is None:
        return None
    trees = branches(el, declared, node.branches, node.value.span)
    if trees is None:
        return None
    found: list[tuple[Clause, Span]] = []
    for tree in trees.values():
        wanted = expected if expected is not None and expected.kind is Kind.YES_NO else None
        branch = (yes_no if wanted else clause)(el, tree, scope)
        if branch is None:
            return None
        found.append((branch, tree.span))
    type_ = same_type(el, found)
    if type_ is None:
        return None
    expr = reading_expr(el, declared, [c.expr for c, _ in found])
    return Built(expr, tuple(c for c, _ in found), subject=declared.id)


def code(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    if not isinstance(node.value, Scalar):
        return None
    return Built(el.const(node.value.text, types.CODE), words=node.value.text)


def table(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    found = read_table(el, node, scope, _cell_value)
    if found is None:
        return None
    columns: dict[str, Expr] = {}
    for name, (results, type_) in found.results.items():
        type_ = _result_type(found.policy.name, with_choices(type_, results))
        policy = for_column(found.policy, node, type_)
        columns[name] = el.make(
            Op.TABLE, (*found.keys, *results), (found.rows, len(found.keys), policy), type_
        )
    said = by_column(el, node, scope, columns)
    if said is None:
        return None
    first = next(iter(said.values()))
    return Built(first, found.references, columns=said, none_said=said != columns)


def _result_type(policy: str, type_: Type) -> Type:
    """What a hit policy makes of its results: a number of hits, a list, or one of them."""
    if policy == "count":
        return types.COUNT
    if policy in ("collect", "rule_order", "output_order"):
        return types.list_of(type_)
    return type_


def _cell_value(el: Elaborator, scalar: Scalar, scope: Scope) -> Clause | None:
    return value(el, scalar, scope)


HEADS: Mapping[str, HeadReader] = {
    "case": case, "choose": choose, "reading": reading, "code": code, "table": table,
}  # fmt: skip
