"""The status of every named clause that was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemeengine import truth
from schemeengine.ir.scheme import Clause, Provision
from schemeengine.verdict.model import (
    Determination,
    Text,
)
from schemeengine.verdict.view import View


@dataclass(frozen=True, slots=True)
class Checked:
    """Which clauses are listed: the same for every dossier."""

    #: Every named clause with its effect, in the order of the text.
    clauses: tuple[tuple[Clause, str], ...]
    #: Named rules referred to, listed only where they fail.
    referred: tuple[Clause, ...]

    @staticmethod
    def of(provisions: Sequence[Provision]) -> Checked:
        clauses: dict[str, tuple[Clause, str]] = {}
        for provision in provisions:
            for clause in _named(provision.clause):
                effect = provision.effect if clause is provision.clause else ""
                clauses.setdefault(clause.id, (clause, effect))
        referred: dict[str, Clause] = {}
        for provision in provisions:
            for clause in _below(provision.clause):
                if clause.name and clause.id not in clauses:
                    referred.setdefault(clause.id, clause)
        return Checked(tuple(clauses.values()), tuple(referred.values()))


def determinations(view: View, checked: Checked, failed: Sequence[str]) -> Iterator[Determination]:
    """Every named clause checked, in the order of the text; then rules referred to that fail."""
    reasons_ = {f.partition("[")[0] for f in failed}
    for clause, effect in checked.clauses:
        yield _determination(view, clause, effect, clause.id in reasons_)
    for clause in checked.referred:
        if clause.id in reasons_:
            yield _determination(view, clause, "", True)


def _determination(view: View, clause: Clause, effect: str, failing: bool) -> Determination:
    w = clause.wording
    # inside an iteration the clause has one status a member; it is here because one of them fails
    status = "false" if clause.expr.free else truth.status(view.mask(clause.expr))
    return Determination(
        clause.id, w.cite, Text(w.label, w.label_en), Text(w.text, w.text_en), status, effect, failing
    )


def _below(clause: Clause) -> Iterator[Clause]:
    """A clause and everything it consists of or refers to."""
    stack, seen = [clause], set()
    while stack:
        found = stack.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        inner = list(found.parts)
        if found.iteration is not None:
            inner += [c for c in (found.iteration.where, found.iteration.body) if c is not None]
        stack.extend(reversed(inner))


def _named(clause: Clause) -> Iterator[Clause]:
    """A clause and its named parts outside iterations and references, in the order of the text."""
    if clause.name:
        yield clause
    if clause.is_reference:
        return
    for part in clause.parts:
        if part.expr.type.kind.value == "yes_no" and not part.expr.free:
            yield from _named(part)
