"""Checklists: the items that are declared, and how many of them are answered yes."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.clauses import Built, HeadReader, Over, span_of, yes_no
from schemeengine.elaborate.conditions import comparison_bound
from schemeengine.elaborate.declare import check_name, read_fields
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.paths import checklist_list
from schemeengine.elaborate.scope import Scope, Variable
from schemeengine.elaborate.words import word_choice
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.scheme import Checklist, ChecklistItem, Clause, FactDecl, InputDecl, Record, Wording
from schemeengine.ir.types import Kind, Type, list_of
from schemeengine.model.build import build
from schemeengine.model.documents import ChecklistDoc, ItemDoc
from schemeengine.model.node import NodeDoc
from schemeengine.model.place import Place
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import MapNode, Node, Scalar

_ANSWERS = ("yes", "no", "not_applicable")


def declare_checklists(el: Elaborator, docs: Mapping[str, ChecklistDoc]) -> None:
    for name, doc in docs.items():
        check_name(el, name, doc.place.head)
        el.declare(name, doc.place.head)
        own = read_fields(el, f"{el.scheme}.{name}", doc.fields)
        record = Record(f"{el.scheme}.{name}", doc.label or name, "id", (*_item_fields(doc), *own))
        el.records[record.name] = record
        address = Address("checklist", el.scheme, name)
        cite = el.cite(doc.place.placed("cite", doc.cite))
        items = _items(el, name, doc)
        el.checklists[name] = Checklist(
            name, doc.label or name, cite, doc.set_by, doc.answers, doc.kinds, items, record,
            address, doc.place.span,
        )  # fmt: skip
        type_ = list_of(Type(Kind.RECORD, record=record.name))
        decl = FactDecl(name, type_, doc.label or name, doc.label_en, span=doc.place.span)
        set_by = doc.set_by if items is None else ""
        el.inputs[address] = InputDecl(address, decl, Wording(cite), set_by=set_by)


def _item_fields(doc: ChecklistDoc) -> tuple[FactDecl, ...]:
    """What every checklist item has: its id, the answer, its kind and its text, in this order."""
    answers = {"yes": "はい", "no": "いいえ", "not_applicable": "該当なし"}
    answers_en = {"yes": "yes", "no": "no", "not_applicable": "not applicable"}
    kinds = Type(Kind.CODE, choices=tuple(doc.kinds))
    return (
        FactDecl("id", types.TEXT, "項目番号", "Item"),
        FactDecl(
            "answer",
            Type(Kind.CODE, choices=_ANSWERS),
            "回答",
            "Answer",
            choices=answers,
            choices_en=answers_en,
        ),
        FactDecl("kind", kinds, "項目区分", "Kind", choices=doc.kinds),
        FactDecl("label", types.TEXT, "項目", "Item text"),
    )


def _items(el: Elaborator, checklist: str, doc: ChecklistDoc) -> tuple[ChecklistItem, ...] | None:
    if doc.items is None:
        return None
    node = doc.items.node
    if isinstance(node, Scalar) and keywords.word(node.text) == "unset":
        return None
    if not isinstance(node, MapNode):
        el.problems.add(codes_shape.EXPECTED_MAPPING, node.span, **keywords.spoken(what="items"))
        return None
    found = []
    guards: list[tuple[str, str, Node]] = []
    for entry in node.entries:
        item = _item(el, entry.value)
        if item is None:
            continue
        if doc.kinds and item.kind not in doc.kinds:
            el.unknown(
                codes.UNKNOWN_REFERENCE,
                entry.value.span,
                item.kind,
                list(doc.kinds),
                **keywords.spoken(key="kind"),
            )
        name = entry.key.text
        found.append(ChecklistItem(name, item.label, item.kind, entry.key.span, item.label_en))
        for kind, raw in (("applies_when", item.applies_when), ("unless", item.unless)):
            if raw is not None:
                guards.append((name, kind, raw.node))
    el.item_guards[checklist] = tuple(guards)
    return tuple(found)


def _item(el: Elaborator, node: Node) -> ItemDoc | None:
    """An item is its text, or a map of its parts."""
    if isinstance(node, Scalar):
        return ItemDoc(place=Place(node.span), label=node.text)
    return build(ItemDoc, node, el.problems, "items")


# ------------------------------------------------------------------ the head
def checklist(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    bound = comparison_bound(el, node, scope)
    if not isinstance(node.value, Scalar) or bound is None:
        return None
    name = node.value.text
    declared = el.checklists.get(name)
    if declared is None:
        el.unknown(
            codes.UNKNOWN_REFERENCE,
            node.value.span,
            name,
            list(el.checklists),
            **keywords.spoken(key="checklist"),
        )
        return None
    el.used.add(name)
    coll = checklist_list(el, name)
    record = Type(Kind.RECORD, record=declared.record.name)
    variable = Variable("item", scope.level, record)
    var = el.make(Op.VAR, (), (variable.level,), record)
    answer = el.make(Op.FIELD, (var,), (1, "answer"), declared.record.fields[1].type)
    met = _equals(el, answer, "yes")
    leave_out = el.guard(el.negate(_equals(el, answer, "not_applicable")), met)
    body = _not_applicable(el, node, declared.answers, met, leave_out)
    body = None if body is None else _guarded(el, name, var, body)
    where = _of_kind(el, node, var, declared.record.fields[2].type, declared.kinds)
    if body is None or where is None:
        return None
    share = bound[1].expr.type.kind is Kind.RATIO
    expr = el.make(Op.THRESHOLD_EACH, (bound[1].expr, coll, where, body), (bound[0], share, variable.level))
    over = Over(coll, declared.label or name, variable, scope.binding(variable), record)
    shown = Clause("", "", "checklist_item", Wording(), span_of(node), body, body, words="item.answer = yes")
    return Built(expr, (), over.iteration(None, shown), bound[0], bound[1].expr, share, subject=name)


def _guarded(el: Elaborator, checklist: str, item: Expr, body: Expr) -> Expr | None:
    """The answer to an item, where items apply under a condition only: the others leave the total."""
    applies: list[Expr] = []
    for name, kind, node in el.item_guards.get(checklist, ()):
        condition = yes_no(el, node, Scope(f"{checklist}.{name}"))
        if condition is None:
            return None
        holds = condition.expr if kind == "applies_when" else el.negate(condition.expr)
        this = el.make(Op.FIELD, (item,), (0, "id"), types.TEXT)
        other = el.negate(el.make(Op.COMPARE, (this, el.const(name, types.TEXT)), ("=",)))
        applies.append(el.make(Op.ANY, (other, holds)))
    return el.guard(el.all(*applies), body) if applies else body


def _equals(el: Elaborator, code: Expr, choice: str) -> Expr:
    return el.make(Op.COMPARE, (code, el.const(choice, types.CODE)), ("=",))


def _not_applicable(
    el: Elaborator, node: NodeDoc, answers: tuple[str, ...], met: Expr, leave_out: Expr
) -> Expr | None:
    tree = node.param("not_applicable")
    if tree is None:
        if "not_applicable" in answers:
            el.problems.add(
                codes_shape.MISSING_PARAMETER,
                span_of(node),
                **keywords.spoken(head="checklist", want="not_applicable"),
            )
            return None
        return met
    return word_choice(el, tree, "not_applicable", lambda word: leave_out if word == "leave_out" else met)


def _of_kind(el: Elaborator, node: NodeDoc, item: Expr, type_: Type, kinds: Mapping[str, str]) -> Expr | None:
    tree = node.param("kind")
    if tree is None:
        return el.truth(True)
    if not isinstance(tree, Scalar) or tree.text not in kinds:
        got = tree.text if isinstance(tree, Scalar) else "-"
        el.unknown(codes.UNKNOWN_REFERENCE, tree.span, got, list(kinds), **keywords.spoken(key="kind"))
        return None
    kind = el.make(Op.FIELD, (item,), (2, "kind"), type_)
    return _equals(el, kind, tree.text)


HEADS: Mapping[str, HeadReader] = {"checklist": checklist}
