"""The groups of a call, and how many places and how much money each has."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.execute.domain import is_exact
from schemeengine.ir.scheme import Clause, Selection
from schemeengine.ir.types import Kind
from schemeengine.selection import reasons
from schemeengine.selection.model import Application, Room
from schemeengine.syntax import keywords
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import Stated
from schemeengine.verdict.model import Text
from schemeengine.verdict.phrasing import value_text

Group = tuple[Hashable, ...]
EVERYBODY: Group = ()


def group_of(selection: Selection, application: Application) -> tuple[Group, Text | None] | None:
    """The group an application is chosen in, and what it is called; None while that is not known."""
    values: list[Any] = []
    words: list[Text] = []
    for clause in selection.separately_for:
        value = application.judged.view.value(clause.expr)
        type_ = clause.expr.type
        known = value in (TRUE, FALSE) if type_.kind is Kind.YES_NO else is_exact(value)
        if not known:
            return None
        values.append(value)
        words.append(value_text(value, type_))
    if not words:
        return EVERYBODY, None
    return tuple(values), Text("・".join(w.ja for w in words), ", ".join(w.en for w in words))


def rooms(
    selection: Selection,
    applications: Sequence[Application],
    groups: Sequence[tuple[Group, Text | None] | None],
) -> tuple[dict[Group, Room], Room]:
    """The room of each group, and that of all together.

    A limit is the same for every application of a group, whichever it is read from. Raises
    :class:`BadInput` if two of them give different ones.
    """
    problems = Problems()
    members: dict[Group, list[Application]] = {}
    names: dict[Group, Text | None] = {}
    for one, found in zip(applications, groups, strict=True):
        if found is not None:
            members.setdefault(found[0], []).append(one)
            names[found[0]] = found[1]
    whole = selection.in_all
    made = {g: _room(selection, of, names[g], problems) for g, of in members.items()}
    capacity, no_capacity = _limit("capacity", whole.capacity if whole else None, applications, problems)
    budget, no_budget = _limit("within_budget", whole.budget if whole else None, applications, problems)
    problems.raise_if_errors()
    unknown = reasons.NO_CAPACITY if no_capacity else reasons.NO_BUDGET if no_budget else None
    return made, Room(None, capacity, budget, unknown=unknown)


def _room(selection: Selection, of: Sequence[Application], name: Text | None, problems: Problems) -> Room:
    capacity, no_capacity = _limit("capacity", selection.capacity, of, problems)
    budget, no_budget = _limit("within_budget", selection.budget, of, problems)
    waiting, _ = _limit("waiting_list", selection.waiting_list, of, problems)
    unknown = reasons.NO_CAPACITY if no_capacity else reasons.NO_BUDGET if no_budget else None
    return Room(name, capacity, budget, waiting or 0, unknown)


def _limit(
    key: str, clause: Clause | None, applications: Sequence[Application], problems: Problems
) -> tuple[int | None, bool]:
    """(the limit, whether there is one that is not known)."""
    if clause is None:
        return None, False
    found: dict[int, str] = {}
    for one in applications:
        value: Any = one.judged.view.value(clause.expr)
        if is_exact(value) and not isinstance(value, Stated):
            found.setdefault(int(value), one.name)
    if len(found) > 1:
        (a, one_name), (b, other_name) = sorted(found.items())[:2]
        words = value_text(a, clause.expr.type), value_text(b, clause.expr.type)
        problems.add(
            codes.LIMITS_DIFFER, None, key_en=key, key_ja=keywords.TO_JAPANESE[key],
            one=one_name, other=other_name,
            a_ja=words[0].ja, b_ja=words[1].ja, a_en=words[0].en, b_en=words[1].en,
        )  # fmt: skip
    return (min(found), False) if found else (None, bool(applications))
