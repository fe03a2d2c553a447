"""A DMN model as far as it is taken over: item types, inputs, decisions and their tables."""

from __future__ import annotations

from dataclasses import dataclass

from schemeengine.source import Span


@dataclass(frozen=True, slots=True)
class Written:
    """An expression or a list of tests as the file has it, with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ItemType:
    """``itemDefinition``: a simple type, perhaps with allowed values, or a structure."""

    name: str
    base: str
    allowed: Written | None
    is_list: bool
    parts: tuple[ItemType, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Input:
    """``inputData``: what is put in."""

    name: str
    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a decision table: what is looked up, or what results."""

    name: str
    expression: Written
    type: str
    values: Written | None
    default: Written | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    tests: tuple[Written, ...]
    results: tuple[Written, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; ``policy`` and ``aggregation`` in DMN's capitals."""

    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rules: tuple[Rule, ...]
    policy: str
    aggregation: str
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A decision that hands values to a function (a business knowledge model)."""

    function: str
    arguments: tuple[tuple[str, Written], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Other:
    """Logic that is neither a table, an expression nor a call: its name in DMN."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """A boxed context: named entries, and what it comes to (``None``: the entries themselves)."""

    entries: tuple[tuple[str, Logic], ...]
    result: Logic | None
    span: Span


@dataclass(frozen=True, slots=True)
class Conditional:
    """A boxed ``if``: what stands in its three boxes."""

    condition: Logic
    then: Logic
    otherwise: Logic
    span: Span


@dataclass(frozen=True, slots=True)
class Function:
    """A function: ``businessKnowledgeModel``, or an entry of a context that is one."""

    name: str
    parameters: tuple[str, ...]
    logic: Logic
    span: Span


Logic = Table | Written | Call | Context | Conditional | Function | Other


@dataclass(frozen=True, slots=True)
class Decision:
    name: str
    type: str
    question: str
    logic: Logic
    span: Span


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    types: tuple[ItemType, ...]
    inputs: tuple[Input, ...]
    decisions: tuple[Decision, ...]
    functions: tuple[Function, ...]
