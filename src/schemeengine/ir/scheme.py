"""Meaning, resolved and typed: what a scheme says, beside the expressions that compute it.

Everything here is immutable. A :class:`Clause` mirrors the text as the officer wrote it (its
article, gist, parts and guards) and points at the expression an executor evaluates; the trace is
read off the clause tree, the values off the evaluation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from schemeengine.ir.clause import Clause as Clause
from schemeengine.ir.clause import Guard as Guard
from schemeengine.ir.clause import GuardKind as GuardKind
from schemeengine.ir.clause import Iteration as Iteration
from schemeengine.ir.clause import Wording as Wording
from schemeengine.ir.expr import Address, Expr, Interner
from schemeengine.ir.life_cycle import EventKind, LifeCycle
from schemeengine.ir.types import Type
from schemeengine.source import Source, Span
from schemeengine.syntax.tree import Node

Effect = Literal["require", "exclude", "scope", "permit"]
Encoded = Literal["yes", "partly", "by_judgment", "not_a_decision", "later"]
StageKind = Literal["checks", "papers", "opinion", "decision", "scores"]


@dataclass(frozen=True, slots=True, eq=False)
class FactDecl:
    """A declared fact or field: what it is called, of what type, who can say it, and on what proof."""

    name: str
    type: Type
    label: str
    label_en: str = ""
    ask: str = ""
    evidence: str = ""
    provided_by: str = "applicant"
    decided_by: str = ""
    may_be_none: bool = False
    changeable: bool = True
    allowed: tuple[object, object] | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    choices_en: Mapping[str, str] = field(default_factory=dict)
    ask_en: str = ""
    evidence_en: str = ""
    default: object = None
    unit_of: str = ""
    catalogue: str = ""
    span: Span | None = None
    #: Programmes of whose result this fact is: "scheme", or "scheme.amount" for a sum of money.
    result_of: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        return self.label_en if lang == "en" and self.label_en else self.label or self.name


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A declared record type (a company, an office, a goal): its fields in order and its key field."""

    name: str
    label: str
    key: str
    fields: tuple[FactDecl, ...]

    def index(self, field_name: str) -> int | None:
        return next((i for i, f in enumerate(self.fields) if f.name == field_name), None)


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """A shared list of entries with columns; an entry is known by its id."""

    id: str
    title: str
    columns: Mapping[str, FactDecl]
    entries: Mapping[str, Mapping[str, str]]

    def label(self, entry: str) -> str:
        return self.entries.get(entry, {}).get("label", entry)


@dataclass(frozen=True, slots=True, eq=False)
class InputDecl:
    """One thing the network reads from outside: a fact, an answer, a judgment, a date of the case."""

    address: Address
    decl: FactDecl
    wording: Wording = field(default_factory=Wording)
    #: For judgments: to_admit, to_refuse or appraisal.
    power: str = ""
    set_by: str = ""

    @property
    def type(self) -> Type:
        return self.decl.type


@dataclass(frozen=True, slots=True, eq=False)
class Provision:
    id: str
    clause: Clause
    effect: Effect


@dataclass(frozen=True, slots=True, eq=False)
class OutlineEntry:
    place: str
    title: str
    has: tuple[str, ...]
    encoded: Encoded
    why: str
    span: Span
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A question the text leaves open, the answers it allows, and the one adopted."""

    id: str
    address: Address
    cite: tuple[str, ...]
    question: str
    choices: Mapping[str, str]
    adopted: str
    span: Span
    question_en: str = ""
    choices_en: Mapping[str, str] = field(default_factory=dict)

    def choice(self, name: str) -> tuple[str, str]:
        """What a choice says, in Japanese and in English (where it has no English, the same)."""
        return self.choices[name], self.choices_en.get(name) or self.choices[name]

    def choices_in(self, lang: str) -> Mapping[str, str]:
        """The choices in words, by name; Japanese where there is no English."""
        return {**self.choices, **self.choices_en} if lang == "en" else self.choices


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    id: str
    from_: date
    until: date | None
    encoded: bool
    why: str
    cite: tuple[str, ...]
    span: Span
    #: 適用日, where it lies before ``from_``: once in force, it governs from that day on.
    applies_from: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """A stretch of days with both ends included; None where it is open."""

    id: str
    wording: Wording
    first: Expr | None
    last: Expr | None
    interval: Expr
    clauses: tuple[Clause, ...]
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A document to be handed in."""

    id: str
    title: str
    form: str
    cite: tuple[str, ...]
    address: Address
    applies: Expr | None
    named_by: str
    span: Span
    title_en: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Notice:
    """A letter that tells a decision, or a paper handed over after it, as the instrument names it."""

    title: str
    title_en: str
    form: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    id: str
    label: str
    kind: StageKind
    cite: tuple[str, ...]
    after: tuple[str, ...]
    checks: tuple[str, ...]
    papers: tuple[str, ...]
    who: str
    address: Address | None
    applies: Expr | None
    optional: bool
    amounts: tuple[str, ...]
    criteria: Mapping[str, str]
    span: Span
    label_en: str = ""
    #: Letters and papers by the decision they follow: granted, refused, or either.
    notices: Mapping[str, Notice] = field(default_factory=dict)
    issues: Mapping[str, Notice] = field(default_factory=dict)
    #: The scoring of a stage of that kind, where it has points.
    scoring: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    id: str
    label: str
    cite: tuple[str, ...]
    applied: str
    stages: tuple[Stage, ...]
    span: Span
    label_en: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ChecklistItem:
    id: str
    label: str
    kind: str
    span: Span | None = None
    label_en: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Checklist:
    """Items to be answered one by one. ``items`` is None while the authority has not published them."""

    id: str
    label: str
    cite: tuple[str, ...]
    set_by: str
    answers: tuple[str, ...]
    kinds: Mapping[str, str]
    items: tuple[ChecklistItem, ...] | None
    record: Record
    address: Address
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """An example written beside a rule (``given``/``assume``) or for the whole scheme."""

    id: str
    target: str  # name of the node it belongs to; "" for the whole scheme
    tree: object  # the syntax of the example, read by the example runner
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Places and money that all groups of a selection share."""

    capacity: Clause | None
    budget: Clause | None


@dataclass(frozen=True, slots=True)
class Selection:
    """How the applications of one call are ranked, and how many of them can be chosen.

    ``ties``: what decides between equals, in this order: a clause (more, or earlier, wins),
    "first_come" or "lottery". ``after``: the stages to be passed first; () if all requirements.
    ``direction``: None where more, or earlier, comes first. ``separately_for``: applications that
    agree in these are chosen among one another, with limits of their own. ``left_over``: whether
    what a group leaves of ``in_all`` goes to others. ``lot_of``: what a lot is drawn for, None:
    the name of the dossier.
    """

    label: str
    label_en: str
    cite: tuple[str, ...]
    after: tuple[str, ...]
    order: Literal["by_score", "first_come", "lottery"]
    ranked_by: Clause | None
    received: Clause | None
    ties: tuple[Clause | Literal["first_come", "lottery"], ...]
    capacity: Clause | None
    budget: Clause | None
    pays: str
    if_short: Literal["stop", "next_one", "remainder", "in_proportion"]
    seed: str
    span: Span
    direction: Literal["highest_first", "lowest_first"] | None = None
    separately_for: tuple[Clause, ...] = ()
    in_all: Limits | None = None
    left_over: Literal["lapses", "others"] = "lapses"
    waiting_list: Clause | None = None
    lot_of: Clause | None = None

    def clauses(self) -> tuple[Clause, ...]:
        """Everything it computes for one application."""
        whole = (self.in_all.capacity, self.in_all.budget) if self.in_all else ()
        found = (
            self.ranked_by, self.received, self.capacity, self.budget, self.waiting_list, self.lot_of,
            *self.ties, *self.separately_for, *whole,
        )  # fmt: skip
        return tuple(c for c in found if isinstance(c, Clause))


@dataclass(frozen=True, slots=True, eq=False)
class Scoring:
    """A scoring with points. Its total is the definition of the same name.

    ``address``: where the points that people give are kept, as one sheet or (``listed``) a list of
    them; None if all are worked out from facts. ``passed``: the provision of its minimums, or "".
    """

    id: str
    label: str
    label_en: str
    scored_by: str
    address: Address | None
    record: Record
    listed: bool
    #: How many sheets there will be; 0 if as many as are given.
    jurors: int
    passed: str
    span: Span

    @property
    def criteria(self) -> tuple[FactDecl, ...]:
        """The criteria on a sheet, after who gave the points and when."""
        return self.record.fields[2:]


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """A programme: resolved, typed and checked. ``nodes`` holds its expressions in order."""

    id: str
    title: str
    title_en: str
    authority: str
    instrument_title: str
    instrument_file: str
    editions: tuple[Edition, ...]
    edition_by: str
    outline: Mapping[str, OutlineEntry]
    readings: Mapping[str, Reading]
    records: Mapping[str, Record]
    inputs: Mapping[Address, InputDecl]
    facts: Mapping[str, Address]
    catalogues: Mapping[str, Catalogue]
    checklists: Mapping[str, Checklist]
    definitions: Mapping[str, Clause]
    provisions: Mapping[str, Provision]
    amounts: Mapping[str, Clause]
    dates: Mapping[str, Clause]
    periods: Mapping[str, Period]
    papers: Mapping[str, Paper]
    procedures: Mapping[str, Procedure]
    main_procedure: str
    parameters: Mapping[str, Clause]
    examples: tuple[Example, ...]
    #: Examples written beside nodes: (clause, syntax of the examples).
    node_examples: tuple[tuple[Clause, Node], ...]
    interner: Interner
    source: Source
    sources: tuple[Source, ...]
    #: English or Japanese names of places cited anywhere, for coverage of the outline.
    cited: frozenset[str] = frozenset()
    selection: Selection | None = None
    #: The amounts it pays, where no procedure awards them; () where that is not said.
    pays: tuple[str, ...] = ()
    scorings: Mapping[str, Scoring] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, EventKind] = field(default_factory=dict)
    life_cycles: Mapping[str, LifeCycle] = field(default_factory=dict)
    #: 従前の例による場合, by edition of this text: where it holds, the edition before governs.
    former_when: Mapping[str, Clause] = field(default_factory=dict)
    #: The same programme as earlier files state it, by edition.
    former: Mapping[str, Scheme] = field(default_factory=dict)
    #: Computed fields as they were read: (record, name, clause), one for each place it was asked of.
    computed: tuple[tuple[str, str, Clause], ...] = ()

    def text_of(self, edition: str) -> Scheme:
        """The text that states an edition: an earlier one, or this."""
        return self.former.get(edition, self)

    @property
    def texts(self) -> tuple[Scheme, ...]:
        """This text, then the earlier ones, each once."""
        return (self, *dict.fromkeys(self.former.values()))
