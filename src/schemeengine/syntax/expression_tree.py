"""The expression tree: what an expression says, with the place of every part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Words

from schemeengine.source import Span
from schemeengine.syntax.literal_model import Literal

CompareOp = Words["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Lit:
    literal: Literal
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """A code or text in double quotes."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class YesNo:
    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name; a path is a chain of :class:`Step`."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """``base.field``: a field of a record, a projection of a list, or a bound of a period."""

    base: Ast
    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    args: tuple[Ast, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Arith:
    op: Words["+", "-", "*", "/"]
    left: Ast
    right: Ast
    span: Span


@dataclass(frozen=True, slots=True)
class Negate:
    body: Ast
    span: Span


@dataclass(frozen=True, slots=True)
class Compare:
    op: CompareOp
    left: Ast
    right: Ast
    span: Span


@dataclass(frozen=True, slots=True)
class In:
    left: Ast
    right: Ast
    span: Span


@dataclass(frozen=True, slots=True)
class IsStated:
    """``x is stated`` (``negated`` False) or ``x is none`` (True)."""

    body: Ast
    negated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    body: Ast
    span: Span


@dataclass(frozen=True, slots=True)
class Bool:
    op: Words["and", "or"]
    parts: tuple[Ast, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Between:
    """``[a .. b]``: both ends included."""

    low: Ast
    high: Ast
    span: Span


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Ast, ...]
    span: Span


Ast = (
    Lit
    | Quoted
    | YesNo
    | Name
    | Step
    | Call
    | Arith
    | Negate
    | Compare
    | In
    | IsStated
    | Not
    | Bool
    | Between
    | Items
)
