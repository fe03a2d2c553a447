"""A change to a case: one fact, or some of a group of like facts, with another value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import Kind
from schemeengine.verdict.stated import Fact, declaration, member_key, with_value

#: Another value; a member more in a list; a member less; a value for what was not known.
ChangeKind = Literal["set", "add", "remove", "supply"]


@dataclass(frozen=True, slots=True)
class Change:
    """``facts`` are changed together (more than one only for like answers to a checklist).

    ``value``: the new value; for ``add`` the new member, for ``remove`` what a path calls the member.
    """

    kind: ChangeKind
    facts: tuple[Fact, ...]
    value: Value
    #: Out of how many facts that could stand for them ``facts`` are taken.
    alike: int = field(default=1, compare=False)

    @property
    def fact(self) -> Fact:
        return self.facts[0]

    @property
    def number(self) -> int:
        return len(self.facts)

    def apply(self, scheme: Scheme, case: Case) -> Case:
        for fact in self.facts:
            case = with_value(scheme, case, fact, lambda before: self._replaced(scheme, before))
        return case

    def _replaced(self, scheme: Scheme, before: Value) -> Value:
        match self.kind:
            case "add":
                members = before if isinstance(before, tuple) else ()
                return (*members, self.value)
            case "remove":
                assert isinstance(before, tuple)
                return tuple(m for i, m in enumerate(before) if self._called(scheme, m, i) != self.value)
            case _:
                if isinstance(before, Judgment):
                    return Judgment(bool(self.value.decision), before.by, before.on_date, "")
                return self.value

    def _called(self, scheme: Scheme, member: Value, index: int) -> Value:
        element = declaration(scheme, self.fact).type.of
        if element is None or element.kind is not Kind.RECORD:
            return member
        return member_key(scheme.records[element.record], member, index)


def applied(scheme: Scheme, case: Case, changes: Sequence[Change]) -> Case:
    """The case after all the changes; members are added before their fields are set.

    They are taken away last, from the end: those that are only numbered keep their numbers till then.
    """
    order = {"add": 0, "remove": 2}
    for change in sorted(changes, key=lambda c: (order.get(c.kind, 1), -_place(c))):
        case = change.apply(scheme, case)
    return case


def _place(change: Change) -> int:
    number = change.kind == "remove" and isinstance(change.value, str) and change.value.isdecimal()
    return int(change.value) if number else 0


def is_judgment(scheme: Scheme, fact: Fact) -> bool:
    """Whether a fact is for somebody else to decide."""
    return declaration(scheme, fact).type.kind is Kind.JUDGMENT


def fresh_key(members: Sequence[Value]) -> str:
    """A key no member has; the same whatever members were taken away before, so that a way is met once."""
    number = 1
    while f"new{number}" in members:
        number += 1
    return f"new{number}"


def is_fresh(step: str) -> bool:
    """Whether a step of a path may be a key made by :func:`fresh_key`."""
    return step.startswith("new") and step[3:].isdecimal()
