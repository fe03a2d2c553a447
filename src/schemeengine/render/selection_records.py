"""A selection as JSON and as comma-separated lines, for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.ir.scheme import Scheme
from schemeengine.render import records as r
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.selection import reason, result_word
from schemeengine.selection.model import Chosen, Filled, Place, Result
from schemeengine.verdict.model import EMPTY, Outcome


class KeyRecord(r.Record):
    """Something that decides the place, and its value in words."""

    name: str
    value: str


class PlaceRecord(r.Record):
    """``rank`` (in its group) is null for what is not ranked; ``overall_rank``: among all groups, where
    they share limits; ``keys``: what it was ranked by, the first
    first; ``missing``: what is not known that decides its place or its amount; ``waiting``: its number
    on the waiting list; ``settled``: false while an application that is still open could change
    this place."""

    dossier: str
    group: str | None
    result: Result
    rank: int | None
    overall_rank: int | None
    waiting: int | None
    settled: bool
    outcome: Outcome
    keys: list[KeyRecord]
    missing: list[str]
    granted: int | None
    budget_left: int | None
    reason: str


class GroupRecord(r.Record):
    """The places and the money of one group, and how much of both is taken; null: not limited."""

    group: str
    capacity: int | None
    budget: int | None
    taken: int
    spent: int


class SelectionOutput(r.Record):
    """``provisional``: an open application could still change who is chosen. ``capacity``, ``budget``
    and ``spent`` are of all together; ``groups`` is empty where none are kept apart."""

    scheme: str
    order: str
    capacity: int | None
    budget: int | None
    taken: int
    spent: int
    groups: list[GroupRecord]
    seed: str
    provisional: bool
    places: list[PlaceRecord]
    diagnostics: list[r.DiagnosticRecord]


def selection_json(scheme: Scheme, found: Chosen, diagnostics: Sequence[Diagnostic], lang: Lang) -> str:
    return dump(SelectionOutput(
        scheme=scheme.id, order=found.selection.order, capacity=found.whole.room.capacity,
        budget=found.whole.room.budget, taken=found.whole.taken, spent=found.whole.spent,
        groups=[_group(f, lang) for f in found.groups], seed=found.selection.seed,
        provisional=found.provisional,
        places=[_place(p, lang, bool(found.selection.pays)) for p in found.places],
        diagnostics=[diagnostic_record(d, lang) for d in diagnostics],
    ))  # fmt: skip


def _group(filled: Filled, lang: Lang) -> GroupRecord:
    room = filled.room
    return GroupRecord(
        group=room.name.of(lang) if room.name else "", capacity=room.capacity, budget=room.budget,
        taken=filled.taken, spent=filled.spent,
    )  # fmt: skip


def _place(place: Place, lang: Lang, paid: bool) -> PlaceRecord:
    return PlaceRecord(
        dossier=place.application.name, group=place.group.of(lang) if place.group else None,
        result=place.result, rank=place.rank, overall_rank=place.overall, waiting=place.waiting,
        settled=place.settled,
        outcome=place.application.judged.verdict.outcome,
        missing=[p.fact for p in place.missing],
        keys=[KeyRecord(name=n.of(lang), value=v.of(lang)) for n, v in place.keys],
        granted=place.granted if paid else None, budget_left=place.left, reason=reason(place, lang),
    )  # fmt: skip


def published_selection() -> dict[str, dict[str, object]]:
    """The JSON Schema of this output, by file name."""
    return {"selection.schema.json": schema_of(SelectionOutput, "schemeengine: selection")}


def selection_csv(found: Chosen, lang: Lang) -> str:
    """One line an application, in the order of the sheet, with a column for each rule of the ranking.

    Amounts are whole yen without separators. Text of dossiers never begins a cell with a character
    that a spreadsheet would take for a formula.
    """
    ja, paid = lang == "ja", bool(found.selection.pays)
    keys = next((p.keys for p in found.places if p.keys), ())
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow  # RFC 4180
    write([
        *(("申請", "区分", "結果", "順位", "補欠", "確定", "額", "予算の残り", "理由") if ja
          else ("application", "group", "result", "rank", "waiting list", "settled",
                "amount", "budget left", "why")),
        *(_cell(name.of(lang)) for name, _ in keys),
    ])  # fmt: skip
    for place in found.places:
        settled = ("はい" if ja else "yes") if place.settled else ("いいえ" if ja else "no")
        cells = (
            place.application.name, place.group.of(lang) if place.group else "",
            result_word(place, lang), place.rank, place.waiting, settled,
            place.granted if paid else None, place.left, reason(place, lang),
            *(value.of(lang) for _, value in place.keys or ((None, EMPTY),) * len(keys)),
        )  # fmt: skip
        write(["" if cell is None else _cell(str(cell)) for cell in cells])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@\t" and text[:1] and not text.lstrip("-").isdigit() else text
