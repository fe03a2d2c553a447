"""Nodes → clauses: guards, the head, finishing keys, wording; and the dispatch to the heads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.counted_time import counted
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.expressions import Reader
from schemeengine.elaborate.finishing import finish
from schemeengine.elaborate.labels import with_labels
from schemeengine.elaborate.scope import Scope, Variable
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Guard, GuardKind, Iteration, Wording
from schemeengine.ir.types import NUMERIC, Kind, Type
from schemeengine.model.grammar import HEADS as KNOWN_HEADS
from schemeengine.model.node import NodeDoc, read_node
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_quotient
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar


@dataclass(frozen=True, slots=True)
class Built:
    """What a head contributes to its clause."""

    expr: Expr
    parts: tuple[Clause, ...] = ()
    iteration: Iteration | None = None
    comparator: str = ""
    bound: Expr | None = None
    share: bool = False
    is_reference: bool = False
    row_cites: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    words: str = ""
    columns: Mapping[str, Expr] = field(default_factory=dict)
    #: The head it comes to, where that is not the one written (``filed_by`` is a ``case``).
    head: str = ""
    #: The head itself has seen to ``if_none`` (a table, for each of its columns).
    none_said: bool = False


#: What reads a head; :mod:`schemeengine.elaborate.assemble` hands all of them to the elaborator.
HeadReader = Callable[[Elaborator, NodeDoc, Scope, "Type | None"], "Built | None"]


def clause(
    el: Elaborator, tree: Node, scope: Scope, name: str = "", *,
    expected: Type | None = None, extra: Mapping[str, object] | None = None,
) -> Clause | None:  # fmt: skip
    """Elaborate one node. None after at least one diagnostic if it has no meaning."""
    node = read_node(tree, el.problems, extra)
    if node is None:
        return None
    inner = scope.named(name)
    wording = read_wording(el, node, inner)
    inner = inner.citing(wording.cite)
    if not node.head:
        assert isinstance(node.value, Scalar)
        built = expression(el, node.value, inner, expected)
    else:
        built = el.heads[node.head](el, node, inner, expected)
    guards = _guards(el, node, inner)
    if built is not None:
        named = with_labels(el, node, built.expr)
        built = None if named is None else replace(built, expr=named)
    if built is not None and "less" in node.modifiers:
        node, built = _with_deductions(el, node, built, inner, wording)
    if built is None or guards is None:
        return None
    found = _finished(el, node, built, guards, inner, name, wording)
    if found is not None:
        found = _shown(el, node, found)
    examples = node.modifier("examples")
    if found is not None and examples is not None:
        el.examples.append((found, examples))
    return found


def _shown(el: Elaborator, node: NodeDoc, found: Clause) -> Clause | None:
    """``show_result: yes`` beside a definition: its result stands in the verdict."""
    entry = node.modifiers.get("show_result")
    if entry is None or not isinstance(entry.value, Scalar):
        return found
    if found.id not in el.definitions:
        el.problems.add(
            codes_shape.FOREIGN_PARAMETER, entry.key.span, got=entry.key.text, head=found.id or node.head,
            owners="definitions (定義)",
        )  # fmt: skip
        return None
    if keywords.word(entry.value.text) not in ("yes", "no"):
        el.problems.add(
            codes_shape.NOT_YES_OR_NO,
            entry.value.span,
            **keywords.spoken(what="show_result"),
            got=entry.value.text,
        )
        return None
    return replace(found, shown=keywords.word(entry.value.text) == "yes")


def read_wording(el: Elaborator, node: NodeDoc, scope: Scope) -> Wording:
    """The cite (inherited where it has none), label and gist of a node."""
    cite = read_cite(el, node.modifier("cite"))
    return Wording(
        cite or scope.cite, node.words("label"), node.words("label_en"),
        node.words("text"), node.words("text_en"), node.words("note"),
    )  # fmt: skip


def read_cite(el: Elaborator, tree: Node | None) -> tuple[str, ...]:
    if tree is None:
        return ()
    items = tree.items if isinstance(tree, ListNode) else (tree,)
    return el.cite(tuple((s.text, s.span) for s in items if isinstance(s, Scalar)))


def _guards(el: Elaborator, node: NodeDoc, scope: Scope) -> tuple[Guard, ...] | None:
    found: list[Guard] = []
    kinds: tuple[GuardKind, ...] = ("applies_when", "unless", "deemed_when")
    for kind in kinds:
        tree = node.modifier(kind)
        if tree is None:
            continue
        condition = yes_no(el, tree, scope)
        if condition is None:
            return None
        found.append(Guard(kind, condition))
    return tuple(found)


def _with_deductions(
    el: Elaborator, node: NodeDoc, built: Built, scope: Scope, wording: Wording
) -> tuple[NodeDoc, Built | None]:
    """``less``: what is taken off the head's value, one node or a list of them.

    ``sum: …, less: …`` is ``value: {sum: …}, less: …``; the trace shows it that way.
    """
    tree = node.modifiers["less"].value
    if isinstance(tree, Scalar) and built.expr.type.kind is Kind.DURATION:  # 36か月 less months counted
        taken = value(el, tree, scope)
        built = built if taken is None else replace(built, expr=counted(el, built.expr, taken.expr.type))
    type_ = built.expr.type
    if type_.kind not in NUMERIC:
        el.expect(built.expr, types.YEN, node.modifiers["less"].key.span)
        return node, None
    is_node = isinstance(tree, Scalar) or (
        isinstance(tree, MapNode) and any(keywords.key(e.key.text) in KNOWN_HEADS for e in tree.entries)
    )
    one = value(el, tree, scope, type_) if is_node else None
    deductions = parts(el, tree, scope, type_) if not is_node else None if one is None else (one,)
    if deductions is None:
        return node, None
    whole = built.parts
    if node.head != "value":
        bare = Wording(wording.cite)
        whole = (_clause_of(node, built, Scope(cite=scope.cite), "", bare, built.expr, built.expr, ()),)
        node = replace(node, head="value")
    total = el.make(Op.SUM, tuple(d.expr for d in deductions), (), type_)
    expr = el.make(Op.ARITH, (built.expr, total), ("-",), type_)
    return node, Built(expr, (*whole, *deductions))


def _finished(
    el: Elaborator, node: NodeDoc, built: Built, guards: tuple[Guard, ...], scope: Scope,
    name: str, wording: Wording,
) -> Clause | None:  # fmt: skip
    finished = finish(el, node, built.expr, scope, value)
    if finished is None:
        return None
    expr = body = finished.expr
    by_kind = {g.kind: g.clause.expr for g in guards}
    if "deemed_when" in by_kind:
        if not el.expect(expr, types.YES_NO, span_of(node)):  # only a condition can be deemed met
            return None
        expr = el.make(Op.DEEMED, (by_kind["deemed_when"], expr), (), expr.type)
    if "unless" in by_kind:
        expr = el.guard(el.negate(el.make(Op.ANY, (by_kind["unless"],))), expr)
    if "applies_when" in by_kind:
        expr = el.guard(by_kind["applies_when"], expr)
    otherwise = node.modifier("if_none")
    if otherwise is not None and not built.none_said and not says_none(otherwise):
        alternative = value(el, otherwise, scope, body.type)
        if alternative is None:
            return None
        el.mentioned.update(c.id for c in alternative.parts)
        expr = el.make(Op.IF_NONE, (expr, alternative.expr), (), body.type)
    return replace(_clause_of(node, built, scope, name, wording, expr, body, guards), limits=finished.limits)


def says_none(tree: Node) -> bool:
    """``if_none: none``: that there is none is what is meant."""
    return isinstance(tree, Scalar) and not tree.quoted and keywords.word(tree.text) == "none"


def _clause_of(
    node: NodeDoc, built: Built, scope: Scope, name: str, wording: Wording, expr: Expr, body: Expr,
    guards: tuple[Guard, ...],
) -> Clause:  # fmt: skip
    return Clause(
        id=scope.path if name or scope.path else "", name=name, head=built.head or node.head, wording=wording,
        span=node.head_key.span if node.head_key else node.span, expr=expr, body=body,
        parts=built.parts, guards=guards, iteration=built.iteration, comparator=built.comparator,
        bound=built.bound, share=built.share, is_reference=built.is_reference,
        row_cites=built.row_cites, subject=built.subject, words=built.words,
        columns=built.columns,
    )  # fmt: skip


# ------------------------------------------------------------------ typed entrances
def yes_no(el: Elaborator, tree: Node, scope: Scope, name: str = "") -> Clause | None:
    """A clause that must be a yes/no condition."""
    found = clause(el, tree, scope, name, expected=types.YES_NO)
    if found is None:
        return None
    if found.expr.type.kind is Kind.JUDGMENT:
        decided = el.make(Op.DECIDED, (found.expr,), ("appraisal",))
        judged, found = found, _with_expr(found, decided)
        superseded(el, judged, found)
    return found if el.expect(found.expr, types.YES_NO, written_span(tree, found)) else None


def written_span(tree: Node, found: Clause) -> Span:
    """The words that gave a value: the expression, or the head where there is more than one."""
    if isinstance(tree, MapNode):
        inner = next((e.value for e in tree.entries if keywords.key(e.key.text) in ("that", "value")), None)
        return written_span(inner, found) if isinstance(inner, Scalar) else found.span
    if isinstance(tree, Scalar) and tree.block:  # the content, not the sign that opens it
        return tree.part(0, len(tree.text.rstrip()))
    return tree.span


def superseded(el: Elaborator, old: Clause, new: Clause) -> None:
    """Let the examples written beside a clause speak of what it finally became."""
    el.examples = [(new if clause_ is old else clause_, tree) for clause_, tree in el.examples]


def _with_expr(found: Clause, expr: Expr) -> Clause:
    return replace(found, expr=expr, body=expr)


def value(
    el: Elaborator, tree: Node, scope: Scope, wanted: Type | None = None, name: str = ""
) -> Clause | None:
    """A clause that gives a value, of a wanted type where one is given."""
    found = clause(el, tree, scope, name, expected=wanted)
    return found if found is None or wanted is None else _wanted(el, tree, found, wanted)


def _wanted(el: Elaborator, tree: Node, found: Clause, wanted: Type) -> Clause | None:
    """The clause if it gives what is wanted; a whole number as a measure where one is (12点 as 12.0点)."""
    if types.is_whole(found.expr.type, wanted) and found.expr.op is Op.CONST:
        return _with_expr(found, el.in_unit(found.expr, wanted.unit))
    number = counted(el, found.expr, wanted)
    found = found if number is found.expr else _with_expr(found, number)
    return found if el.expect(found.expr, wanted, written_span(tree, found)) else None


def expression(el: Elaborator, scalar: Scalar, scope: Scope, expected: Type | None) -> Built | None:
    """A scalar node: an expression in the language of names and signs."""
    share = read_quotient(scalar.text) if expected is not None and expected.kind is Kind.RATIO else None
    if share is not None:  # 2/3
        return Built(el.const(share, types.RATIO), is_reference=True, words=scalar.text)
    reader = Reader(el, scope)
    found = reader.read(scalar, expected)
    if found is None:
        return None
    if expected is not None and expected.kind is Kind.YES_NO:
        found = reader.as_yes_no(found)
    return Built(found, parts=tuple(reader.references), is_reference=True, words=scalar.text)


def parts(
    el: Elaborator, tree: Node, scope: Scope, wanted: Type | None, head: str = ""
) -> tuple[Clause, ...] | None:
    """The parts of a LIST: named (a mapping) or anonymous (a sequence)."""
    if isinstance(tree, Scalar):
        el.problems.add(codes_shape.EXPECTED_LIST, tree.span, **keywords.spoken(what=head or "less"))
        return None
    named: list[tuple[str, Scalar | None, Node]]
    if isinstance(tree, MapNode):
        named = [(e.key.text, e.key, e.value) for e in tree.entries]
    else:
        named = [("", None, n) for n in tree.items]
    found: list[Clause | None] = []
    inferred = wanted is None
    for name, key, item in named:
        if key is not None:
            _check_part_name(el, key)
        if wanted is not None and wanted.kind is Kind.YES_NO:
            found.append(yes_no(el, item, scope, name))
            continue
        part = clause(el, item, scope, name, expected=wanted)
        if part is not None and inferred and (wanted is None or types.is_whole(wanted, part.expr.type)):
            wanted = part.expr.type  # 0.5点 after 1点: all may have decimals
        found.append(None if part is None or wanted is None else _wanted(el, item, part, wanted))
    kept = tuple(f for f in found if f is not None)
    return kept if len(kept) == len(found) else None


def _check_part_name(el: Elaborator, key: Scalar) -> None:
    """A part may not be called like a head: ``all:`` with ``that:`` right beneath it is a slip."""
    if keywords.key(key.text) in KNOWN_HEADS:
        el.problems.add(codes_shape.RESERVED_NAME, key.span, got=key.text)


# ------------------------------------------------------------------ iterations
@dataclass(frozen=True, slots=True)
class Over:
    """An opened iteration: the list, the variable and the scope inside."""

    coll: Expr
    words: str
    variable: Variable
    inner: Scope
    element: Type
    source: tuple[Clause, ...] = ()

    def iteration(self, where: Clause | None, body: Clause | None) -> Iteration:
        """What the clause keeps of it."""
        v = self.variable
        return Iteration(v.name, v.level, self.coll, where, body, self.element, self.source)


def open_iteration(el: Elaborator, tree: Node, scope: Scope, head: str) -> Over | None:
    """Read ``x in LIST``, or a bare list name (then nothing can be said of a member)."""
    if not isinstance(tree, Scalar):
        el.problems.add(
            codes.NEEDS_ITERATION, tree.span, **keywords.spoken(head=head), got=tree.span.text[:20]
        )
        return None
    variable_name, rest = _variable(el, tree)
    reader = Reader(el, scope)
    found = reader.read(rest)
    el.mentioned.update(c.id for c in reader.references)
    if found is None:
        return None
    if found.type.kind is not Kind.LIST or found.type.of is None:
        el.problems.add(codes.NOT_A_LIST, rest.span, got=rest.text)
        return None
    if variable_name and (variable_name in scope.variables or variable_name in el.declared):
        el.problems.add(codes.AMBIGUOUS_CONDITION, tree.span, name=variable_name)
        return None
    variable = Variable(variable_name or "·", scope.level, found.type.of, found.number)
    return Over(found, rest.text, variable, scope.binding(variable), found.type.of, tuple(reader.references))


def _variable(el: Elaborator, tree: Scalar) -> tuple[str, Scalar]:
    """The variable and the list of ``x in LIST`` or 〈一覧〉の各〈x〉; no variable for a bare list."""
    text = tree.text
    cut = _variable_end(text)
    if cut:
        return text[:cut].strip(), _remainder(tree, cut + text[cut:].index("in") + 2)
    japanese = _EACH.fullmatch(text)
    if japanese is None or text.strip() in el.declared:
        return "", _remainder(tree, 0)
    start, end = japanese.span("list")
    return japanese["variable"], Scalar(text[start:end], tree.part(start, end))


_EACH = re.compile(r"\s*(?P<list>\S.*?)\s*の各\s*(?P<variable>[^\W\d]\w*)\s*")


def _variable_end(text: str) -> int:
    """Where the variable of ``x in LIST`` ends; 0 if the text is not of that form."""
    head, _, _ = text.partition(" in ")
    return len(head) if head != text and head.strip().isidentifier() else 0


def _remainder(tree: Scalar, start: int) -> Scalar:
    """The remainder of a scalar as a scalar of its own, keeping places exact."""
    text = tree.text[start:]
    lead = len(text) - len(text.lstrip())
    return Scalar(text.strip(), tree.part(start + lead, len(tree.text.rstrip())))


def where_clause(el: Elaborator, node: NodeDoc, over: Over) -> tuple[Clause | None, Expr] | None:
    tree = node.param("where")
    if tree is None:
        return None, el.truth(True)
    found = yes_no(el, tree, over.inner)
    return None if found is None else (found, found.expr)


def span_of(node: NodeDoc) -> Span:
    return node.head_key.span if node.head_key else node.span
