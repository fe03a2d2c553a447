"""The tree of a DMN file → the model: versions 1.1 to 1.5, told apart by nothing but their names."""

from __future__ import annotations

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_import as codes
from schemeengine.dmn.model import (
    Call,
    Column,
    Conditional,
    Context,
    Decision,
    Function,
    Input,
    ItemType,
    Logic,
    Model,
    Other,
    Rule,
    Table,
    Written,
)
from schemeengine.dmn.tree import Element

_OTHER_LOGIC = ("relation", "list", "functionDefinition", "for", "every", "some", "filter",
    "invocation")  # fmt: skip


def read_model(root: Element, problems: Problems) -> Model | None:
    """The model, or None with a diagnostic where the file is XML but not DMN."""
    if root.name != "definitions" or not any(root.inside("decision")):
        problems.add(codes.NOT_DMN, root.span, got=root.name)
        return None
    return Model(
        root.attributes.get("name", ""),
        tuple(_item(e) for e in root.all("itemDefinition")),
        tuple(_input(e) for e in root.all("inputData")),
        tuple(_decision(e) for e in root.all("decision")),
        tuple(_function(e) for e in root.all("businessKnowledgeModel")),
    )


def _written(element: Element | None) -> Written | None:
    return Written(element.text, element.place) if element is not None and element.text else None


def _type_of(element: Element | None) -> str:
    """The type an element names, without the prefix of its namespace (``feel:string``)."""
    if element is None:
        return ""
    inner = element.first("typeRef")
    named = element.attributes.get("typeRef", inner.text if inner is not None else "")
    return named.rpartition(":")[2].rpartition("}")[2].strip()


def _item(element: Element) -> ItemType:
    return ItemType(
        element.attributes.get("name", ""), _type_of(element), _written(element.first("allowedValues")),
        element.attributes.get("isCollection", "") == "true",
        tuple(_item(e) for e in element.all("itemComponent")), element.span,
    )  # fmt: skip


def _input(element: Element) -> Input:
    return Input(element.attributes.get("name", ""), _type_of(element.first("variable")), element.span)


def _decision(element: Element) -> Decision:
    question = element.first("question")
    return Decision(
        element.attributes.get("name", ""), _type_of(element.first("variable")),
        "" if question is None else question.text, _logic(element), element.span,
    )  # fmt: skip


def _function(element: Element) -> Function:
    body = element.first("encapsulatedLogic")
    name = element.attributes.get("name", "")
    if body is None:
        return Function(name, (), Other("", element.span), element.span)
    return _defined(body, name)


def _defined(element: Element, name: str) -> Function:
    """A function definition of FEEL; one in another language (Java, PMML) has no logic for us."""
    parameters = tuple(p.attributes.get("name", "") for p in element.all("formalParameter"))
    foreign = element.attributes.get("kind", "FEEL") != "FEEL"
    logic = Other("functionDefinition", element.span) if foreign else _logic(element)
    return Function(name, parameters, logic, element.span)


def _context(element: Element) -> Context:
    entries: list[tuple[str, Logic]] = []
    result: Logic | None = None
    for entry in element.all("contextEntry"):
        name = entry.first("variable")
        if name is None:
            result = _logic(entry)
        else:
            entries.append((name.attributes.get("name", ""), _logic(entry, name.attributes.get("name", ""))))
    return Context(tuple(entries), result, element.span)


def _conditional(element: Element) -> Conditional:
    found = (element.first(name) for name in ("if", "then", "else"))
    boxes = [Other("", element.span) if box is None else _logic(box) for box in found]
    return Conditional(boxes[0], boxes[1], boxes[2], element.span)


def _logic(element: Element, name: str = "") -> Logic:
    """What stands in a box; ``name`` is what a function in it is called."""
    table, literal, call = (element.first(n) for n in ("decisionTable", "literalExpression", "invocation"))
    if table is not None:
        return _table(table)
    if literal is not None and (text := _written(literal)) is not None:
        return text
    if call is not None and (function := _written(call.first("literalExpression"))) is not None:
        return Call(function.text, tuple(_binding(b) for b in call.all("binding")), call.span)
    for box in element.children:
        if box.name == "context":
            return _context(box)
        if box.name == "conditional":
            return _conditional(box)
        if box.name == "functionDefinition" and name:
            return _defined(box, name)
    other = next((c for c in element.children if c.name in _OTHER_LOGIC), None)
    return Other("" if other is None else other.name, element.span if other is None else other.span)


def _binding(element: Element) -> tuple[str, Written]:
    parameter, value = element.first("parameter"), _written(element.first("literalExpression"))
    name = "" if parameter is None else parameter.attributes.get("name", "")
    return name, value or Written("", element.span)


def _table(element: Element) -> Table:
    return Table(
        tuple(_looked_up(e) for e in element.all("input")),
        tuple(_result(e) for e in element.all("output")),
        tuple(_rule(e) for e in element.all("rule")),
        element.attributes.get("hitPolicy", "UNIQUE").upper(),
        element.attributes.get("aggregation", "").upper(),
        element.span,
    )


def _looked_up(element: Element) -> Column:
    inner = element.first("inputExpression")
    written = _written(inner) or Written("", element.span)
    name = element.attributes.get("label", "") or written.text
    return Column(name, written, _type_of(inner), _written(element.first("inputValues")))


def _result(element: Element) -> Column:
    name = element.attributes.get("name", "") or element.attributes.get("label", "")
    return Column(
        name, Written(name, element.span), _type_of(element), _written(element.first("outputValues")),
        _written(element.first("defaultOutputEntry")),
    )  # fmt: skip


def _rule(element: Element) -> Rule:
    note = element.first("description")
    return Rule(
        tuple(Written(e.text, e.place) for e in element.all("inputEntry")),
        tuple(Written(e.text, e.place) for e in element.all("outputEntry")),
        " ".join("".join(note.words).split()) if note is not None else "",
    )
