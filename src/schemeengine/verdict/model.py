"""What a judged case means: outcome, determinations, pending facts, amounts, periods, trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from schemeengine.deferred import Deferred
from schemeengine.source import Span
from schemeengine.truth import Status

Outcome = Literal["eligible", "ineligible", "undetermined", "needs_judgment", "out_of_scope"]
StageOutcome = Literal[
    "eligible", "ineligible", "undetermined", "needs_judgment", "out_of_scope",
    "not_reached", "not_applicable",
]  # fmt: skip
#: What is missing: a fact, a paper, a value the authority has yet to set, a recorded judgment, or a
#: value that cannot be worked out although its facts are known (a division by zero).
PendingKind = Literal["fact", "paper", "parameter", "judgment", "no_value"]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in both languages."""

    ja: str
    en: str

    def of(self, lang: str) -> str:
        return self.en if lang == "en" and self.en else self.ja


EMPTY = Text("", "")


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact as used at one place of the trace: its path, value in words, and where it is written."""

    path: str
    label: Text
    value: Text
    span: Span | None = None
    known: bool = True
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One line of the explanation; its parts below it. ``deciding`` parts alone fix its status."""

    id: str
    name: str
    head: str
    status: Status | Literal["value"]
    cite: tuple[str, ...]
    label: Text
    gist: Text
    words: Text
    value: Text = EMPTY
    facts: tuple[ShownFact, ...] = ()
    parts: tuple[TraceNode, ...] = ()
    deciding: bool = True
    #: Why this part is here, if not as a plain part: a guard, a member of a list, a definition.
    role: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Determination:
    """The status of one provision or one of its named clauses."""

    provision: str
    cite: tuple[str, ...]
    label: Text
    gist: Text
    status: Status
    effect: str = ""
    failing: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """Something not known that the outcome still depends on."""

    fact: str
    kind: PendingKind
    label: Text
    ask: str
    type: str
    unit: str
    provided_by: str
    who: str
    evidence: str
    provisions: tuple[str, ...]
    cite: tuple[str, ...]
    #: "now", or "afterwards": asked only if what is asked first makes it matter.
    when: Literal["now", "afterwards"]
    scheme: str = ""
    ask_en: str = ""
    evidence_en: str = ""
    #: An event that has been stated not to have happened yet: not to be asked for, but waited for.
    to_come: bool = False

    def question(self, lang: str) -> str:
        return self.ask_en if lang == "en" and self.ask_en else self.ask

    def proof(self, lang: str) -> str:
        return self.evidence_en if lang == "en" and self.evidence_en else self.evidence


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with bounds, in whole units. ``exact``: what is not whole, as a fraction or, of another
    currency than the yen, as a decimal; "none". ``least``, ``most``: bounds that are not whole."""

    id: str
    label: Text
    cite: tuple[str, ...]
    value: int | None
    at_least: int | None
    at_most: int | None
    unit: str
    applies: bool | None = True
    exact: str = ""
    least: Fraction | None = None
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ShownResult:
    """What a definition came to, in words: a class, a number of items met, yes or no."""

    id: str
    label: Text
    cite: tuple[str, ...]
    value: Text


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the range in which it must lie while facts are missing."""

    value: str | None
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class PeriodResult:
    id: str
    label: Text
    cite: tuple[str, ...]
    from_: Day
    until: Day
    applies: bool | None = True
    #: The rule sets no such end: open for good, not merely not known yet.
    open_from: bool = False
    open_until: bool = False

    @property
    def empty(self) -> bool:
        """Whether it would end before it begins, so that no day lies in it."""
        first, last = self.from_.value, self.until.value
        return first is not None and last is not None and last[:10] < first[:10]


@dataclass(frozen=True, slots=True)
class DateResult:
    id: str
    label: Text
    cite: tuple[str, ...]
    day: Day
    applies: bool | None = True


@dataclass(frozen=True, slots=True)
class StageResult:
    id: str
    label: Text
    kind: str
    cite: tuple[str, ...]
    outcome: StageOutcome
    failed: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    who: str = ""
    recorded: Text = EMPTY


ChangeKind = Literal[
    "outcome", "stage", "failed", "provision", "pending", "amount", "result", "points", "period", "date"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that another reading would show differently: what it is called, what it would be.

    ``noted`` is the value for programs ("ineligible", "0..30000000"), ``found`` the value itself.
    """

    kind: ChangeKind
    id: str
    noted: str
    label: Text
    found: Amount | PeriodResult | DateResult | StageResult | Text | tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class ReadingUsed:
    """A reading the verdict relied on, and whether another choice would change anything it shows."""

    id: str
    question: Text
    cite: tuple[str, ...]
    choice: str
    choice_text: str
    adopted: bool
    #: choice -> what would be different; {} if nothing.
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    choice_text_en: str = ""

    @property
    def would_differ(self) -> dict[str, str]:
        """choice -> what would be different in one line: "outcome: ineligible; grant: 0..30000000"."""
        return {c: "; ".join(f"{x.id}: {x.noted}" for x in found) for c, found in self.changes.items()}

    def chosen(self, lang: str) -> str:
        """What the choice says."""
        return self.choice_text_en if lang == "en" and self.choice_text_en else self.choice_text


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the verdict is a function of; enough to recompute it."""

    engine: str
    language: int
    scheme: str
    scheme_sha256: str
    dossier: str
    dossier_sha256: str
    as_of: date
    edition: str
    procedure: str
    readings: Mapping[str, str]
    as_of_assumed: bool = False
    #: Name and hash of the scheme's file and of every file it uses, in the order they were read.
    files: tuple[tuple[str, str], ...] = ()
    #: The dossier's file as it was named; "" where it came from elsewhere.
    dossier_file: str = ""


@dataclass(frozen=True, slots=True)
class Verdict(Deferred):
    """The answer for one dossier and one programme; each part is worked out when first read."""

    scheme: str
    title: Text
    edition: str
    procedure: str
    procedure_label: Text
    as_of: date
    outcome: Outcome
    stages: tuple[StageResult, ...]
    determinations: tuple[Determination, ...]
    failed: tuple[str, ...]
    pending: tuple[Pending, ...]
    amounts: tuple[Amount, ...]
    periods: tuple[PeriodResult, ...]
    dates: tuple[DateResult, ...]
    readings: tuple[ReadingUsed, ...]
    receipt: Receipt
    reason: Text = EMPTY
    notes: tuple[Text, ...] = ()
    #: What definitions came to that ask to be shown.
    results: tuple[ShownResult, ...] = ()
    #: Why this edition governs; EMPTY where the programme has none.
    edition_reason: Text = EMPTY
    #: Whether each of ``pending`` can still change the outcome (or an amount). False: the search for
    #: facts that cannot stopped at its bound, or met facts whose values cannot be told through.
    pending_exact: bool = True
