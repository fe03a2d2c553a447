"""The JSON output as models: the stable interface, published as verdict.schema.json.

Texts are in the one language asked for. Mappings are keyed by ids of the scheme; the order of
lists means something and is kept.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemeengine.truth import Status
from schemeengine.verdict.model import Outcome, PendingKind, StageOutcome

TRACE_VERSION: Literal[1] = 1


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class StageRecord(Record):
    """One stage of the procedure. ``failed``/``pending``: what stands against it or is missing."""

    id: str
    outcome: StageOutcome
    label: str
    kind: str
    cite: list[str]
    failed: list[str]
    pending: list[str]
    who: str
    recorded: str


class DeterminationRecord(Record):
    """A provision or one of its named clauses. For ``effect: exclude`` the status "true" is bad."""

    provision: str
    cite: list[str]
    status: Status
    label: str
    text: str
    effect: str
    failing: bool


class PendingRecord(Record):
    """Something not known that the outcome still depends on, and who can supply it."""

    fact: str
    kind: PendingKind
    label: str
    ask: str
    type: str
    unit: str
    provided_by: str
    who: str
    evidence: str
    provisions: list[str]
    cite: list[str]
    when: Literal["now", "afterwards"]


class AmountRecord(Record):
    """``value`` is null while facts are missing; the bounds hold all the same."""

    value: int | None
    at_least: int | None
    at_most: int | None
    unit: str
    applies: bool | None
    label: str
    cite: list[str]
    #: What is not whole: decimal text of another currency ("29251.50"), else a fraction; or "none".
    exact: str | None = None


class PeriodRecord(Record):
    """Days in ISO form, both ends included; null where open (``open_…``) or not fixed yet."""

    from_: str | None = Field(alias="from")
    until: str | None
    from_earliest: str | None
    from_latest: str | None
    until_earliest: str | None
    until_latest: str | None
    open_from: bool
    open_until: bool
    #: The rules give an end that lies before the beginning: no day is in it.
    empty: bool
    applies: bool | None
    label: str
    cite: list[str]


class DateRecord(Record):
    value: str | None
    earliest: str | None
    latest: str | None
    applies: bool | None
    label: str
    cite: list[str]


class ReadingRecord(Record):
    """``would_differ``: choice -> what it would change; empty where it would change nothing."""

    id: str
    question: str
    choice: str
    choice_text: str
    adopted: bool
    cite: list[str]
    would_differ: dict[str, str]


class FactRecord(Record):
    path: str
    label: str
    value: str
    file: str | None
    line: int | None
    column: int | None
    known: bool
    assumed: bool


class NodeRecord(Record):
    """One line of the explanation; its ``deciding`` parts alone fix its status."""

    id: str
    name: str
    head: str
    role: str
    status: Literal["true", "false", "unknown", "not_applicable", "value"]
    deciding: bool
    cite: list[str]
    label: str
    gist: str
    words: str
    value: str
    note: str
    facts: list[FactRecord]
    parts: list[NodeRecord]


class TraceRecord(Record):
    """The explanation: one tree for each provision, amount, date and period."""

    version: Literal[1] = TRACE_VERSION
    nodes: list[NodeRecord]


class ReceiptRecord(Record):
    """What the verdict is a function of; enough to recompute it."""

    engine: str
    language: int
    scheme: str
    scheme_sha256: str
    dossier: str
    dossier_sha256: str
    as_of: str
    as_of_assumed: bool
    edition: str
    procedure: str
    readings: dict[str, str]
    #: Scheme files (the scheme's own first) and their hashes; the dossier's file as it was named.
    files: dict[str, str] = Field(default_factory=dict)
    dossier_file: str = ""


class ResultRecord(Record):
    """What a definition came to that asks to be shown."""

    label: str
    value: str
    cite: list[str]


class ReasonFactRecord(Record):
    """A fact of the reason, or ``number`` facts of the ``of`` that are alike."""

    path: str
    label: str
    value: str
    number: int
    of: int
    assumed: bool
    provisions: list[str]
    cite: list[str]
    file: str | None
    line: int | None


class SufficientRecord(Record):
    """Facts that alone fix the outcome. ``smallest``: no other set has fewer; else none can be spared."""

    outcome: Outcome
    size: int
    of: int
    smallest: bool
    facts: list[ReasonFactRecord]


class VerdictRecord(Record):
    scheme: str
    title: str
    edition: str
    edition_reason: str
    procedure: str
    as_of: str
    outcome: Outcome
    reason: str
    stages: list[StageRecord]
    determinations: list[DeterminationRecord]
    failed: list[str]
    pending: list[PendingRecord]
    #: Whether each of ``pending`` can still change the outcome or an amount; False where that took too long.
    pending_exact: bool
    amounts: dict[str, AmountRecord]
    results: dict[str, ResultRecord]
    periods: dict[str, PeriodRecord]
    dates: dict[str, DateRecord]
    readings: list[ReadingRecord]
    notes: list[str]
    trace: TraceRecord
    receipt: ReceiptRecord
    #: Only with ``evaluate --why``; null while the outcome is not settled.
    sufficient_reason: SufficientRecord | None = None


class LabelRecord(Record):
    file: str
    line: int
    column: int
    message: str


class DiagnosticRecord(Record):
    """A mistake or remark; lines and columns count from 1, null where no file is concerned."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    help: str
    file: str | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    labels: list[LabelRecord]


class DiagnosticsRecord(Record):
    diagnostics: list[DiagnosticRecord]


class OutputRecord(Record):
    """What ``evaluate --format json`` prints."""

    verdicts: list[VerdictRecord]
    diagnostics: list[DiagnosticRecord]
