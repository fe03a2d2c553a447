"""The single facts a case is made of: which are known, a case with fewer of them, with another value.

A case holds whole values by address (a record, a list of records). What an explanation speaks of
is smaller: "the number of employees of the applicant", "the answer to item 12". A fact is named by
its address and the path below it, as in the list of what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address, Op
from schemeengine.ir.scheme import FactDecl, Record, Scheme
from schemeengine.ir.types import NAMING, Kind, Type

#: Fields of a checklist's rows that the checklist itself says, not the applicant.
_OF_THE_LIST = frozenset({"kind", "label"})


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One fact: "" is the whole of an address; of a list of records the whole is who its members are."""

    space: str
    scope: str
    name: str
    path: str = ""

    @staticmethod
    def at(address: Address, path: str = "") -> Fact:
        return Fact(address.space, address.scope, address.name, path)

    @property
    def address(self) -> Address:
        return Address(self.space, self.scope, self.name)

    @property
    def full_path(self) -> str:
        return f"{self.name}{self.path}"

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.path.split(".")[1:])


def stated(scheme: Scheme, case: Case) -> dict[Fact, Value]:
    """Every fact the case states (or a default assumes), in the order of the declarations."""
    found: dict[Fact, Value] = {}
    for address in scheme.inputs:
        value = case.values.get(address)
        if value is not None and address.space not in ("built_in", "parameter", "reading"):
            root = Fact.at(address)
            found.update(_below(scheme, root, scheme.inputs[address].type, value))
    return found


def _below(scheme: Scheme, fact: Fact, type_: Type, value: Value) -> Iterator[tuple[Fact, Value]]:
    if value is None:
        return
    match type_.kind:
        case Kind.RECORD if isinstance(value, tuple):
            yield from _fields(scheme, fact, scheme.records[type_.record], value)
        case Kind.LIST if holds_records(type_) and isinstance(value, tuple):
            assert type_.of is not None
            record = scheme.records[type_.of.record]
            if not is_published(scheme, fact.address):
                yield fact, tuple(member_key(record, m, i) for i, m in enumerate(value))
            for index, member in enumerate(value):
                inner = replace(fact, path=f"{fact.path}.{member_key(record, member, index)}")
                yield from _fields(scheme, inner, record, member, skip_key=True)
        case _:
            yield fact, value


def _fields(
    scheme: Scheme, fact: Fact, record: Record, value: Value, skip_key: bool = False
) -> Iterator[tuple[Fact, Value]]:
    for index, decl in enumerate(record.fields):
        if (skip_key and decl.name == key_of(record)) or _fixed(fact, decl.name):
            continue
        inner = replace(fact, path=f"{fact.path}.{decl.name}")
        yield from _below(scheme, inner, decl.type, value[index])


def _fixed(fact: Fact, name: str) -> bool:
    return fact.space == "checklist" and name in _OF_THE_LIST


def holds_records(type_: Type) -> bool:
    return type_.kind is Kind.LIST and type_.of is not None and type_.of.kind is Kind.RECORD


def is_published(scheme: Scheme, address: Address) -> bool:
    """Whether the items of a checklist stand in the scheme, so that they are no fact of the case."""
    checklist = scheme.checklists.get(address.name) if address.space == "checklist" else None
    return checklist is not None and checklist.items is not None


def key_of(record: Record) -> str:
    """The name of the field that names the members; "" where they are only numbered.

    A key that is a day or a number tells the members apart, but a path calls them by their place.
    """
    place = record.index(record.key) if record.key else None
    return record.key if place is not None and record.fields[place].type.kind in NAMING else ""


def member_key(record: Record, member: Value, index: int) -> str:
    place = record.index(record.key) if record.key else None
    key = member[place] if place is not None else None
    return str(key) if isinstance(key, str) else str(index + 1)


# ------------------------------------------------------------------ fewer facts, other values
def only(scheme: Scheme, case: Case, keep: Collection[Fact]) -> Case:
    """The case if nothing were known but these facts (the day in question stays)."""
    by_address: dict[Address, set[str]] = {}
    for fact in keep:
        by_address.setdefault(fact.address, set()).add(fact.path)
    values: dict[Address, Value] = {}
    for address, value in case.values.items():
        declared = scheme.inputs.get(address)
        if declared is None or address.space in ("built_in", "parameter", "reading"):
            values[address] = value
            continue
        paths = by_address.get(address)
        if paths is None and not is_published(scheme, address):
            continue
        left = _left(scheme, Fact.at(address), declared.type, value, paths or set())
        if left is not None:
            values[address] = left
    return replace(case, values=values)


def _left(scheme: Scheme, fact: Fact, type_: Type, value: Value, keep: Collection[str]) -> Value:
    """What is left of a value when only the paths in ``keep`` are known; None if nothing is."""
    if value is None:
        return None
    match type_.kind:
        case Kind.RECORD if isinstance(value, tuple):
            return _row_left(scheme, fact, scheme.records[type_.record], value, keep)
        case Kind.LIST if holds_records(type_) and isinstance(value, tuple):
            assert type_.of is not None
            if fact.path not in keep and not is_published(scheme, fact.address):
                return None
            record = scheme.records[type_.of.record]
            return tuple(
                _row_left(
                    scheme, replace(fact, path=f"{fact.path}.{member_key(record, m, i)}"), record, m, keep,
                    key_of(record),
                )
                for i, m in enumerate(value)
            )  # fmt: skip
        case _:
            return value if fact.path in keep else None


def _row_left(
    scheme: Scheme, fact: Fact, record: Record, value: Value, keep: Collection[str], key: str = ""
) -> tuple[Value, ...]:
    return tuple(
        part
        if (key and decl.name == key) or _fixed(fact, decl.name)
        else _left(scheme, replace(fact, path=f"{fact.path}.{decl.name}"), decl.type, part, keep)
        for decl, part in zip(record.fields, value, strict=True)
    )


def replaced_by(value: Value) -> Callable[[Value], Value]:
    """The change that puts a value in the place of whatever stood there."""
    return lambda _: value


def with_value(scheme: Scheme, case: Case, fact: Fact, change: Callable[[Value], Value]) -> Case:
    """The case with one fact changed; records around it are made where there are none yet."""
    declared = scheme.inputs[fact.address]
    found = _changed(scheme, declared.type, case.values.get(fact.address), fact.steps, change)
    return case.with_values({fact.address: found})


def _changed(
    scheme: Scheme, type_: Type, value: Value, steps: tuple[str, ...], change: Callable[[Value], Value]
) -> Value:
    if not steps:
        return change(value)
    if holds_records(type_):
        assert type_.of is not None
        record = scheme.records[type_.of.record]
        members: tuple[Value, ...] = value if isinstance(value, tuple) else ()
        return tuple(
            _changed(scheme, type_.of, m, steps[1:], change) if member_key(record, m, i) == steps[0] else m
            for i, m in enumerate(members)
        )
    record = scheme.records[type_.record]
    row = list(value) if isinstance(value, tuple) else [None] * len(record.fields)
    index = record.index(steps[0])
    assert index is not None
    row[index] = _changed(scheme, record.fields[index].type, row[index], steps[1:], change)
    return tuple(row)


# ------------------------------------------------------------------ declarations
def declaration(scheme: Scheme, fact: Fact) -> FactDecl:
    """How a fact is declared: the field it is, or the input itself."""
    return _path(scheme, fact)[-1]


def changeable(scheme: Scheme, fact: Fact) -> bool:
    """Whether anybody can change it: no declaration on the way to it says ``changeable: no``.

    Of a list that says so, who its members are is fixed; what is stated of a member is not. A day from
    which an age is counted is a day of birth, which stays as it is without being declared so.
    """
    *above, own = _path(scheme, fact)
    if not own.changeable or not all(d.changeable for d in above if not holds_records(d.type)):
        return False
    return own.type.kind is not Kind.DATE or not any(d is own for d in _days_of_birth(scheme))


def _days_of_birth(scheme: Scheme) -> Iterator[FactDecl]:
    """The facts and fields from which a rule counts an age."""
    for node in scheme.interner.nodes:
        if node.op is not Op.FUNCTION or node.data[0] not in ("age_on", "day_of_age"):
            continue
        born = node.args[0]
        if born.op is Op.INPUT and born.address in scheme.inputs:
            yield scheme.inputs[born.address].decl
        elif born.op is Op.FIELD:
            index = born.data[0]
            assert isinstance(index, int)
            yield scheme.records[born.args[0].type.record].fields[index]


def _path(scheme: Scheme, fact: Fact) -> list[FactDecl]:
    decl = scheme.inputs[fact.address].decl
    found = [decl]
    type_ = decl.type
    for step in fact.steps:
        if holds_records(type_):
            assert type_.of is not None
            type_ = type_.of
            continue
        record = scheme.records[type_.record]
        index = record.index(step)
        assert index is not None
        found.append(record.fields[index])
        type_ = record.fields[index].type
    return found


# ------------------------------------------------------------------ facts that stand for one another
def interchangeable(scheme: Scheme, facts: Iterable[Fact], case: Case) -> list[tuple[Fact, ...]]:
    """Facts grouped so that those of a group may stand for one another.

    The answers to a checklist's items that are of one kind, answered alike and asked nothing else
    are such a group, where no rule speaks of an item by name; every other fact is alone.
    """
    groups: dict[object, list[Fact]] = {}
    named = _lists_by_name(scheme)
    for fact in facts:
        groups.setdefault(_like(scheme, fact, case, named) or fact, []).append(fact)
    return [tuple(g) for g in groups.values()]


def _like(scheme: Scheme, fact: Fact, case: Case, named: frozenset[str]) -> object | None:
    if fact.space != "checklist" or len(fact.steps) != 2 or fact.steps[1] != "answer":
        return None
    checklist = scheme.checklists[fact.name]
    record = checklist.record
    if record.name in named:
        return None
    rows = case.values.get(fact.address)
    for row in rows if isinstance(rows, tuple) else ():
        if row[0] == fact.steps[0]:
            answer, kind, own = row[1], row[2], row[4:]
            return (fact.address, answer, kind) if all(v is None for v in own) else None
    return None


def _lists_by_name(scheme: Scheme) -> frozenset[str]:
    """Record types whose members some rule tells apart by their key or label."""
    return frozenset(
        node.args[0].type.record
        for node in scheme.interner.nodes
        if node.op.value == "field" and node.data[1] in ("id", "label")
    )
