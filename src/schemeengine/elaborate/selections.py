"""``selection:``, how the applications of one call are ranked and chosen among."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause, Selection
from schemeengine.ir.types import DAYS, NUMERIC, Kind
from schemeengine.model.documents import Raw, SchemeDoc, SelectionDoc
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Node, Scalar


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a key takes: kinds of value, and their name in both languages."""

    kinds: frozenset[Kind]
    ja: str
    en: str


_MOMENTS = _Wanted(DAYS | {Kind.DATETIME}, "日時・日付", "a day, with or without its time")
_RANKED = _Wanted(NUMERIC | _MOMENTS.kinds, "数・日付", "a number or a day")
_NUMBERS = _Wanted(frozenset({Kind.NUMBER, Kind.COUNT}), "件数", "a number of cases")
_MONEY = _Wanted(frozenset({Kind.YEN}), "金額", "an amount of yen")


def selection(el: Elaborator, scheme: SchemeDoc, doc: SelectionDoc) -> Selection | None:
    """None after a diagnostic if it has no meaning."""
    before = el.problems.error_count
    _needs(el, doc)
    ranked = _read(el, doc.ranked_by, "ranked_by", _RANKED)
    received = _read(el, doc.received, "received", _MOMENTS)
    capacity = _read(el, doc.capacity, "capacity", _NUMBERS)
    budget = _read(el, doc.within_budget, "within_budget", _MONEY)
    read = [_tie(el, Scalar(text, span)) for text, span in doc.place.placed("ties", doc.ties)]
    ties = tuple(t for t in read if t is not None)
    if doc.pays and doc.pays not in scheme.amounts:
        el.unknown(
            codes.UNKNOWN_REFERENCE, doc.place.value("pays"), doc.pays, list(scheme.amounts), key="pays"
        )
    stages = {s for p in scheme.procedures.values() for s in p.stages}
    for name, span in doc.place.placed("after", doc.after):
        if name not in stages:
            el.unknown(codes.UNKNOWN_REFERENCE, span, name, sorted(stages), key="after")
    if el.problems.error_count > before:
        return None
    return Selection(
        doc.label, doc.label_en, el.cite(doc.place.placed("cite", doc.cite)), doc.after, doc.order,
        ranked, received, ties, capacity, budget, doc.pays, doc.if_short, doc.seed, doc.place.span,
    )  # fmt: skip


def _needs(el: Elaborator, doc: SelectionDoc) -> None:
    """What each order cannot do without."""
    draws = doc.order == "lottery" or any(keywords.word(t) == "lottery" for t in doc.ties)
    comes = doc.order == "first_come" or any(keywords.word(t) == "first_come" for t in doc.ties)
    wanted = {
        "ranked_by": doc.order == "by_score" and doc.ranked_by is None,
        "received": comes and doc.received is None,
        "seed": draws and not doc.seed,
        "pays": doc.within_budget is not None and not doc.pays,
        "capacity / within_budget": doc.capacity is None and doc.within_budget is None,
    }
    for name, lacks in wanted.items():
        if lacks:
            el.problems.add(codes.SELECTION_NEEDS, doc.place.head, order=doc.order, want=f"{name}:")


def _read(el: Elaborator, raw: Raw | None, name: str, wanted: _Wanted) -> Clause | None:
    return None if raw is None else _clause(el, raw.node, name, wanted)


def _clause(el: Elaborator, node: Node, name: str, wanted: _Wanted) -> Clause | None:
    found = value(el, node, Scope(), name=name)
    if found is not None and found.expr.type.kind not in wanted.kinds:
        got = both("got", found.expr.type)
        el.problems.add(codes.WRONG_TYPE, node.span, want_ja=wanted.ja, want_en=wanted.en, **got)
        return None
    return found


def _tie(el: Elaborator, scalar: Scalar) -> Clause | Literal["first_come", "lottery"] | None:
    word = keywords.word(scalar.text)
    if word == "first_come":
        return "first_come"
    if word == "lottery":
        return "lottery"
    return _clause(el, scalar, "ties", _RANKED)
