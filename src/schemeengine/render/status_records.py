"""The JSON of status as models: the stable interface, published as status.schema.json."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from schemeengine.diagnostics import Lang
from schemeengine.ir.life_cycle import Event
from schemeengine.lifecycle.model import (
    CauseKind,
    CycleStatus,
    Duty,
    DutyState,
    GroundFound,
    Next,
    Spell,
    StatusReport,
)
from schemeengine.render import records as r
from schemeengine.render.as_json import diagnostic_record, dump, schema_of, trace_record
from schemeengine.truth import Status
from schemeengine.verdict.model import Amount, Day, Pending


class DayRecord(r.Record):
    """A day; while it is not known, the days between which it must lie."""

    value: str | None
    earliest: str | None
    latest: str | None


class EventRecord(r.Record):
    """A record of the dossier, and where it stands."""

    event: str
    on_date: str
    number: str
    fiscal_year: int | None
    amount: int | None
    due: str | None
    ground: str
    by: str
    reason: str
    file: str
    line: int


class SpellRecord(r.Record):
    """Days in one state. ``from`` is null at the start of all, or where the day is not known;
    ``until`` is null while it lasts. ``kind`` says what began it: event, day, or start."""

    state: str
    label: str
    in_force: bool
    from_: str | None = Field(alias="from")
    until: str | None
    kind: CauseKind
    cause: str
    cite: list[str]
    event: EventRecord | None
    trace: r.TraceRecord


class NextRecord(r.Record):
    """A way out of the present state: an event, or the end of a day."""

    becomes: str
    label: str
    event: str
    day: DayRecord | None
    cite: list[str]


class PendingRecord(r.Record):
    """A fact, judgment or set value that is missing, and who supplies it."""

    fact: str
    kind: str
    label: str
    provided_by: str
    who: str
    cite: list[str]


class AmountRecord(r.Record):
    value: int | None
    at_least: int | None
    at_most: int | None
    unit: str
    applies: bool | None
    #: What is not whole: decimal text of another currency ("29251.50"), else a fraction; or "none".
    exact: str | None = None


class DutyRecord(r.Record):
    """One turn of an obligation. ``due`` is null where the instrument sets no day. What is ``optional``
    may be done, and is never overdue."""

    obligation: str
    label: str
    text: str
    cite: list[str]
    who: str
    form: str
    turn: str | None
    fiscal_year: int | None
    opens: DayRecord | None
    due: DayRecord | None
    state: DutyState
    done_on: str | None
    amount: AmountRecord | None
    pending: list[PendingRecord]
    optional: bool
    trace: r.TraceRecord


class GroundRecord(r.Record):
    """A ground; it is not the decision, which is among the events where it was taken."""

    ground: str
    label: str
    text: str
    cite: list[str]
    status: Status
    allows: list[str]
    grace_until: str | None
    in_grace: bool
    decided_on: str | None
    pending: list[PendingRecord]
    trace: r.TraceRecord


class CycleRecord(r.Record):
    """One thing a programme grants. ``state`` is null while several are possible. ``edition`` is the one
    by whose text it is followed, "" where the programme has no editions."""

    scheme: str
    life_cycle: str
    label: str
    number: str
    cite: list[str]
    state: str | None
    in_force: Status
    possible: list[SpellRecord]
    until: DayRecord | None
    history: list[SpellRecord]
    coming: list[SpellRecord]
    leads_on: list[NextRecord]
    duties: list[DutyRecord]
    grounds: list[GroundRecord]
    pending: list[PendingRecord]
    events: list[EventRecord]
    note: str
    edition: str
    edition_reason: str


class StatusOutput(r.Record):
    """What ``schemeengine status --format json`` prints."""

    version: int
    dossier: str
    as_of: str
    cycles: list[CycleRecord]
    diagnostics: list[r.DiagnosticRecord]
    dossier_sha256: str
    scheme_sha256: str


def published_status() -> dict[str, dict[str, object]]:
    """The JSON Schema of the output, by file name."""
    return {"status.schema.json": schema_of(StatusOutput, "schemeengine: status")}


def status_json(report: StatusReport, lang: Lang) -> str:
    """The same report gives the same bytes."""
    return dump(
        StatusOutput(
            version=1, dossier=report.dossier, as_of=report.as_of.isoformat(),
            cycles=[cycle_record(c, lang) for c in report.cycles],
            diagnostics=[diagnostic_record(d, lang) for d in report.diagnostics],
            dossier_sha256=report.dossier_sha256, scheme_sha256=report.scheme_sha256,
        )
    )  # fmt: skip


def cycle_record(cycle: CycleStatus, lang: Lang) -> CycleRecord:
    return CycleRecord(
        scheme=cycle.scheme, life_cycle=cycle.cycle, label=cycle.label.of(lang), number=cycle.number,
        cite=list(cycle.cite), state=cycle.state or None, in_force=cycle.in_force,
        possible=_spells(cycle.possible, lang), until=day_record(cycle.until),
        history=_spells(cycle.history, lang), coming=_spells(cycle.coming, lang),
        leads_on=[_next(n, lang) for n in cycle.leads_on],
        duties=[_duty(d, lang) for d in cycle.duties],
        grounds=[_ground(g, lang) for g in cycle.grounds], pending=_pending(cycle.pending, lang),
        events=[_event(e) for e in cycle.events], note=cycle.note.of(lang),
        edition=cycle.edition, edition_reason=cycle.edition_reason.of(lang),
    )  # fmt: skip


def day_record(day: Day | None) -> DayRecord | None:
    return None if day is None else DayRecord(value=day.value, earliest=day.earliest, latest=day.latest)


def _event(event: Event) -> EventRecord:
    return EventRecord(
        event=event.kind, on_date=event.day.isoformat(), number=event.number,
        fiscal_year=event.fiscal_year, amount=event.amount,
        due=event.until.isoformat() if event.until is not None else None, ground=event.ground,
        by=event.by, reason=event.reason, file=event.span.source.name, line=event.span.line,
    )  # fmt: skip


def _spells(spells: Sequence[Spell], lang: Lang) -> list[SpellRecord]:
    return [
        SpellRecord.model_validate(
            {
                "state": s.state, "label": s.label.of(lang), "in_force": s.in_force,
                "from": s.first.isoformat() if s.first is not None else None,
                "until": s.last.isoformat() if s.last is not None else None, "kind": s.cause.kind,
                "cause": s.cause.text.of(lang), "cite": list(s.cause.cite),
                "event": _event(s.cause.event) if s.cause.event is not None else None,
                "trace": trace_record(s.cause.trace, lang),
            }
        )
        for s in spells
    ]  # fmt: skip


def _next(step: Next, lang: Lang) -> NextRecord:
    return NextRecord(
        becomes=step.becomes, label=step.label.of(lang), event=step.event.of(lang),
        day=day_record(step.day), cite=list(step.cite),
    )  # fmt: skip


def _pending(pending: Sequence[Pending], lang: Lang) -> list[PendingRecord]:
    return [
        PendingRecord(
            fact=p.fact, kind=p.kind, label=p.label.of(lang), provided_by=p.provided_by, who=p.who,
            cite=list(p.cite),
        )
        for p in pending
    ]  # fmt: skip


def _amount(amount: Amount | None) -> AmountRecord | None:
    if amount is None:
        return None
    plain = AmountRecord(
        value=amount.value, at_least=amount.at_least, at_most=amount.at_most, unit=amount.unit,
        applies=amount.applies,
    )  # fmt: skip
    return plain.model_copy(update={"exact": amount.exact}) if amount.exact else plain


def _duty(duty: Duty, lang: Lang) -> DutyRecord:
    return DutyRecord(
        obligation=duty.obligation, label=duty.label.of(lang), text=duty.gist.of(lang),
        cite=list(duty.cite), who=duty.who, form=duty.form,
        turn=duty.turn.isoformat() if duty.turn is not None else None, fiscal_year=duty.fiscal_year,
        opens=day_record(duty.opens), due=day_record(duty.due), state=duty.state,
        done_on=duty.done_on.isoformat() if duty.done_on is not None else None,
        amount=_amount(duty.amount), pending=_pending(duty.pending, lang), optional=duty.optional,
        trace=trace_record(duty.trace, lang),
    )  # fmt: skip


def _ground(ground: GroundFound, lang: Lang) -> GroundRecord:
    return GroundRecord(
        ground=ground.id, label=ground.label.of(lang), text=ground.gist.of(lang),
        cite=list(ground.cite), status=ground.status, allows=[a.of(lang) for a in ground.allows],
        grace_until=ground.grace_until.isoformat() if ground.grace_until is not None else None,
        in_grace=ground.in_grace,
        decided_on=ground.decided_on.isoformat() if ground.decided_on is not None else None,
        pending=_pending(ground.pending, lang), trace=trace_record(ground.trace, lang),
    )  # fmt: skip
