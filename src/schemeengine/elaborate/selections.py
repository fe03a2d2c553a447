"""``selection:``, how the applications of one call are ranked and chosen among."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir.naming import both
from schemeengine.ir.scheme import Clause, Limits, Selection
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
_GROUPS = _Wanted(
    frozenset({Kind.CODE, Kind.TEXT, Kind.YES_NO, Kind.FISCAL_YEAR, Kind.COUNT, Kind.NUMBER}),
    "区分・年度・文字・是非", "a code, a fiscal year, a text or yes or no",
)  # fmt: skip
_NAMED = _Wanted(
    frozenset({Kind.TEXT, Kind.CODE, Kind.CORPORATE_NUMBER, Kind.COUNT, Kind.NUMBER}),
    "文字・番号", "a text or a number",
)  # fmt: skip


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
    placed = doc.place.placed("separately_for", doc.separately_for)
    groups = [_clause(el, Scalar(text, span), "separately_for", _GROUPS) for text, span in placed]
    whole = None
    if doc.in_all is not None:
        places = _read(el, doc.in_all.capacity, "in_all.capacity", _NUMBERS)
        whole = Limits(places, _read(el, doc.in_all.within_budget, "in_all.within_budget", _MONEY))
    waiting = _read(el, doc.waiting_list, "waiting_list", _NUMBERS)
    lot_of = _read(el, doc.lot_of, "lot_of", _NAMED)
    if doc.pays and doc.pays not in scheme.amounts:
        el.unknown(
            codes.UNKNOWN_REFERENCE,
            doc.place.value("pays"),
            doc.pays,
            list(scheme.amounts),
            **keywords.spoken(key="pays"),
        )
    elif doc.pays:
        _clause(el, Scalar(doc.pays, doc.place.value("pays")), "pays", _MONEY)
    stages = {s for p in scheme.procedures.values() for s in p.stages}
    for name, span in doc.place.placed("after", doc.after):
        if name not in stages:
            el.unknown(codes.UNKNOWN_REFERENCE, span, name, sorted(stages), **keywords.spoken(key="after"))
    if el.problems.error_count > before:
        return None
    return Selection(
        doc.label, doc.label_en, el.cite(doc.place.placed("cite", doc.cite)), doc.after, doc.order,
        ranked, received, ties, capacity, budget, doc.pays, doc.if_short, doc.seed, doc.place.span,
        doc.direction, tuple(g for g in groups if g is not None), whole, doc.left_over, waiting, lot_of,
    )  # fmt: skip


def _needs(el: Elaborator, doc: SelectionDoc) -> None:
    """What each order cannot do without."""
    draws = doc.order == "lottery" or any(keywords.word(t) == "lottery" for t in doc.ties)
    comes = doc.order == "first_come" or any(keywords.word(t) == "first_come" for t in doc.ties)
    whole = doc.in_all
    has_budget = doc.within_budget is not None or (whole is not None and whole.within_budget is not None)
    has_places = doc.capacity is not None or (whole is not None and whole.capacity is not None)
    wanted = {
        ("ranked_by",): doc.order == "by_score" and doc.ranked_by is None,
        ("received",): comes and doc.received is None,
        ("seed",): draws and not doc.seed,
        ("pays",): has_budget and not doc.pays,
        ("capacity", "within_budget"): not has_budget and not has_places,
        ("separately_for",): doc.in_all is not None and not doc.separately_for,
        ("in_all",): doc.left_over == "others" and doc.in_all is None,
        ("lottery",): doc.lot_of is not None and not draws,
    }
    for names, lacks in wanted.items():
        if lacks:
            ja = "・".join(keywords.TO_JAPANESE[n] for n in names)
            el.problems.add(
                codes.SELECTION_NEEDS, doc.place.head,
                order_en=doc.order, order_ja=keywords.TO_JAPANESE[doc.order],
                want_en=" / ".join(f"{n}:" for n in names), want_ja=ja,
            )  # fmt: skip
    if doc.if_short == "in_proportion":
        for key, clashes in {
            "left_over": doc.left_over == "others",
            "in_all.within_budget": doc.in_all is not None and doc.in_all.within_budget is not None,
        }.items():
            if clashes:
                ja = "の".join(keywords.TO_JAPANESE[k] for k in key.split("."))
                el.problems.add(codes.SELECTION_CLASH, doc.place.value("if_short"), key_en=key, key_ja=ja)


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
