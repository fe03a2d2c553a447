"""A selection as a sheet for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.ir.scheme import Scheme
from schemeengine.render import records as r
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.lines import Tone
from schemeengine.render.sheet import Row, Section, Sheet
from schemeengine.render.why import sentence
from schemeengine.selection.model import Chosen, Place, Result
from schemeengine.values import format_yen
from schemeengine.verdict.model import Outcome, Text

_RESULTS: dict[Result, tuple[Tone, Text]] = {
    "chosen": ("good", Text("採択", "chosen")),
    "not_chosen": ("bad", Text("不採択", "not chosen")),
    "tied": ("open", Text("同順位で未定", "tied")),
    "open": ("open", Text("未定", "open")),
    "out": ("dim", Text("要件外", "not eligible")),
}


def sheet(scheme: Scheme, found: Chosen, lang: Lang) -> Sheet:
    ja = lang == "ja"
    title = scheme.title_en if not ja and scheme.title_en else scheme.title
    selection = found.selection
    particulars = []
    label = selection.label if ja else selection.label_en or selection.label
    if label:
        particulars.append(("選定" if ja else "Selection", label))
    if selection.cite:
        particulars.append(("根拠" if ja else "Ordinance", "・".join(selection.cite)))
    if found.capacity is not None:
        particulars.append(("件数枠" if ja else "Places", f"{found.capacity:,}"))
    if found.budget is not None:
        spent = format_yen(found.spent, lang), format_yen(found.budget, lang)
        particulars.append(("予算" if ja else "Budget", f"{spent[0]} / {spent[1]}"))
    if selection.seed:
        particulars.append(("抽選の種" if ja else "Seed of the lot", selection.seed))
    head = (
        ("結果", "順位", "申請", "順位の決め手", "額", "理由") if ja
        else ("Result", "Rank", "Application", "Ranked by", "Amount", "Why")
    )  # fmt: skip
    rows = tuple(_row(place, lang) for place in found.places)
    return Sheet(lang, title, tuple(particulars), (
        Section("選定の結果" if ja else "Result of the selection", head, rows, _remarks(found, lang)),
    ))  # fmt: skip


def _row(place: Place, lang: Lang) -> Row:
    tone, word = _RESULTS[place.result]
    keys = "、".join if lang == "ja" else ", ".join
    return Row((
        word.of(lang), "" if place.rank is None else str(place.rank), place.application.name,
        keys(f"{name.of(lang)} {value.of(lang)}" for name, value in place.keys),
        "" if not place.granted else format_yen(int(place.granted), lang), _reason(place, lang),
    ), tone)  # fmt: skip


def _reason(place: Place, lang: Lang) -> str:
    """An application that is out or open: what its own verdict says."""
    if place.result == "out" or (place.result == "open" and place.rank is None):
        return sentence(place.application.judged.verdict, lang)
    return place.reason.of(lang)


def _remarks(found: Chosen, lang: Lang) -> tuple[str, ...]:
    if not found.provisional:
        return ()
    waiting = [p.application.name for p in found.places if p.result == "open" and p.rank is None]
    names = "、".join(waiting) if lang == "ja" else ", ".join(waiting)
    return (
        (f"暫定の結果です。{names} の事実・記録がそろうと変わることがあります。",) if lang == "ja"
        else (f"Provisional: it may change once the facts and records of {names} are there.",)
    )  # fmt: skip


class KeyRecord(r.Record):
    """Something that decides the place, and its value in words."""

    name: str
    value: str


class PlaceRecord(r.Record):
    """``rank`` is null for what is not ranked; ``keys``: what it was ranked by, the first first."""

    dossier: str
    result: Result
    rank: int | None
    outcome: Outcome
    keys: list[KeyRecord]
    granted: int | None
    budget_left: int | None
    reason: str


class SelectionOutput(r.Record):
    """``provisional``: an open application could still change who is chosen."""

    scheme: str
    order: str
    capacity: int | None
    budget: int | None
    spent: int
    seed: str
    provisional: bool
    places: list[PlaceRecord]
    diagnostics: list[r.DiagnosticRecord]


def selection_json(scheme: Scheme, found: Chosen, diagnostics: Sequence[Diagnostic], lang: Lang) -> str:
    return dump(SelectionOutput(
        scheme=scheme.id, order=found.selection.order, capacity=found.capacity, budget=found.budget,
        spent=found.spent, seed=found.selection.seed, provisional=found.provisional,
        places=[_place(p, lang) for p in found.places],
        diagnostics=[diagnostic_record(d, lang) for d in diagnostics],
    ))  # fmt: skip


def _place(place: Place, lang: Lang) -> PlaceRecord:
    return PlaceRecord(
        dossier=place.application.name, result=place.result, rank=place.rank,
        outcome=place.application.judged.verdict.outcome,
        keys=[KeyRecord(name=n.of(lang), value=v.of(lang)) for n, v in place.keys],
        granted=None if place.granted is None else int(place.granted), budget_left=place.left,
        reason=_reason(place, lang),
    )  # fmt: skip


def published_selection() -> dict[str, dict[str, object]]:
    """The JSON Schema of this output, by file name."""
    return {"selection.schema.json": schema_of(SelectionOutput, "schemeengine: selection")}
