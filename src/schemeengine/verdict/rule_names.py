"""Which expressions of a programme have a name, and the rule that stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Scheme

#: These say what they are by themselves; one node stands for every use of them in the programme, so
#: that the name of one rule must not stand for all of these.
_PLAIN = frozenset({Op.CONST, Op.INPUT, Op.FIELD, Op.VAR})


@dataclass(frozen=True, slots=True)
class Named:
    """What an expression is called; ``key`` is the same for all that one entry of the file explains."""

    label: str
    key: str
    clause: Clause | None = None


def names_of(scheme: Scheme, lang: Lang) -> dict[int, Named]:
    """The names by the number of the expression; the first rule that an expression is of names it."""
    found: dict[int, Named] = {}
    for expr, named in _all(scheme, lang):
        if expr.op not in _PLAIN or (named.key.startswith("parameter:") and expr.op is Op.INPUT):
            found.setdefault(expr.number, named)
    return found


def _all(scheme: Scheme, lang: Lang) -> Iterator[tuple[Expr, Named]]:
    groups: Mapping[str, Mapping[str, Clause]] = {
        "definition": scheme.definitions, "amount": scheme.amounts, "date": scheme.dates,
        "parameter": scheme.parameters,
    }  # fmt: skip
    for kind, group in groups.items():
        for name, clause in group.items():
            yield from _of_clause(clause, f"{kind}:{name}", name, lang)
    for scoring in scheme.scorings:
        yield from _lines(scheme.definitions[scoring], lang)
    for period in scheme.periods.values():
        label = period.wording.name(lang) or period.id
        yield period.interval, Named(label, f"period:{period.id}")
    for provision in scheme.provisions.values():
        wording = provision.clause.wording
        if words := wording.name(lang) or wording.gist(lang):  # else its condition is said
            named = Named(words, f"provision:{provision.id}", provision.clause)
            yield provision.clause.expr, named
    for record, name, clause in scheme.computed:
        yield from _of_clause(clause, f"computed:{record}.{name}", name, lang)


def _lines(scoring: Clause, lang: Lang) -> Iterator[tuple[Expr, Named]]:
    """The lines of a scoring are known by their names, too."""
    for part in scoring.parts:
        if part.marks is not None:
            yield part.expr, Named(part.wording.name(lang) or part.name, f"line:{part.id}", part)
            yield from _lines(part, lang)


def _of_clause(clause: Clause, key: str, name: str, lang: Lang) -> Iterator[tuple[Expr, Named]]:
    label = clause.wording.name(lang) or clause.wording.gist(lang) or name
    if len(clause.columns) < 2:
        yield clause.expr, Named(label, key, clause)
        return
    for column, expr in clause.columns.items():
        shown = f"{label}の「{column}」" if lang == "ja" else f"{label}: {column}"
        yield expr, Named(shown, key, clause)
