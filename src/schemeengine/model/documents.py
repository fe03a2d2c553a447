"""Documents as written, shape only: schemes, vocabularies, catalogues and dossiers.

These models are the source of the published JSON Schemas. Fields of type :class:`Raw` keep the
positioned tree: their meaning depends on declarations and is read by the next room.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemeengine.model.case_documents import DossierDoc as DossierDoc
from schemeengine.model.case_documents import ExampleDoc as ExampleDoc
from schemeengine.model.case_documents import SchemeSectionDoc as SchemeSectionDoc
from schemeengine.model.life_cycle import EventDoc as EventDoc
from schemeengine.model.life_cycle import GroundDoc as GroundDoc
from schemeengine.model.life_cycle import LifeCycleDoc as LifeCycleDoc
from schemeengine.model.life_cycle import MoveDoc as MoveDoc
from schemeengine.model.life_cycle import ObligationDoc as ObligationDoc
from schemeengine.model.life_cycle import StateDoc as StateDoc
from schemeengine.model.place import NOWHERE as NOWHERE
from schemeengine.model.place import AnyRaw as AnyRaw
from schemeengine.model.place import Doc as Doc
from schemeengine.model.place import NodeRaw as NodeRaw
from schemeengine.model.place import Place as Place
from schemeengine.model.place import Raw as Raw
from schemeengine.model.place import TextRaw as TextRaw
from schemeengine.model.place import ValueRaw as ValueRaw
from schemeengine.model.scorings import CriterionDoc as CriterionDoc
from schemeengine.model.scorings import ScoringDoc as ScoringDoc


class InstrumentDoc(Doc):
    title: str
    number: str = ""
    decided: str = ""
    kind: str = ""
    updated: str = ""
    file: str = ""
    source: str = ""


class EditionDoc(Doc):
    from_: TextRaw = Field(alias="from")
    until: TextRaw | None = None
    applies_from: TextRaw | None = None
    former_when: NodeRaw | None = None
    cite: tuple[str, ...] = ()
    encoded: bool = True
    why: str = ""
    note: str = ""


class OutlineDoc(Doc):
    title: str
    has: tuple[str, ...] = ()
    encoded: Literal["yes", "partly", "by_judgment", "not_a_decision", "later"]
    why: str = ""
    headings: tuple[str, ...] = ()


class ReadingDoc(Doc):
    cite: tuple[str, ...]
    question: str
    question_en: str = ""
    choices: dict[str, str]
    choices_en: dict[str, str] = Field(default_factory=dict)
    adopted: str
    note: str = ""


class FactDoc(Doc):
    type: TextRaw
    label: str = ""
    label_en: str = ""
    ask: str = ""
    ask_en: str = ""
    evidence: str = ""
    evidence_en: str = ""
    note: str = ""
    unit: str = ""
    unit_of: str = ""
    provided_by: str = ""
    decided_by: str = ""
    may_be_none: bool = False
    may_be_negative: bool = False
    changeable: bool = True
    allowed: AnyRaw | None = None
    choices: dict[str, str] = Field(default_factory=dict)
    choices_en: dict[str, str] = Field(default_factory=dict)
    classification: str = ""
    result_of: tuple[str, ...] = ()
    default: AnyRaw | None = None
    cite: tuple[str, ...] = ()


class TypeDoc(Doc):
    parts_apart = frozenset({"fields"})
    label: str = ""
    label_en: str = ""
    key: str = ""
    fields: dict[str, FactDoc]
    computed: dict[str, NodeRaw] = Field(default_factory=dict)
    note: str = ""


class ParameterDoc(Doc):
    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    set_by: str = ""
    type: TextRaw | None = None
    unit: str = ""
    value: ValueRaw | None = None
    values: dict[str, ValueRaw] = Field(default_factory=dict)
    at: NodeRaw | None = None
    note: str = ""


class ItemDoc(Doc):
    """An item of a checklist: its words, its kind, and when it has to be answered at all."""

    label: str = ""
    label_en: str = ""
    kind: str = ""
    applies_when: NodeRaw | None = None
    unless: NodeRaw | None = None
    note: str = ""


class ChecklistDoc(Doc):
    parts_apart = frozenset({"fields"})
    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    set_by: str = ""
    answers: tuple[Literal["yes", "no", "not_applicable"], ...] = ("yes", "no")
    kinds: dict[str, str] = Field(default_factory=dict)
    fields: dict[str, FactDoc] = Field(default_factory=dict)
    items: AnyRaw | None = None
    note: str = ""


class PeriodDoc(Doc):
    cite: tuple[str, ...] = ()
    label: str = ""
    label_en: str = ""
    text: str = ""
    text_en: str = ""
    note: str = ""
    starts: NodeRaw | None = None
    after: NodeRaw | None = None
    ends: NodeRaw | None = None
    before: NodeRaw | None = None
    lasts: NodeRaw | None = None
    applies_when: NodeRaw | None = None
    if_holiday: AnyRaw | None = None
    examples: AnyRaw | None = None


class PaperDoc(Doc):
    title: str
    title_en: str = ""
    form: str = ""
    cite: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    applies_when: NodeRaw | None = None
    due: str = ""
    named_by: str = ""
    to: str = ""
    note: str = ""


class NoticeDoc(Doc):
    """A letter that tells a decision, or a paper that follows it."""

    title: str
    title_en: str = ""
    form: str = ""
    cite: tuple[str, ...] = ()
    note: str = ""


class NoticesDoc(Doc):
    """What is sent or handed over, by what was decided."""

    granted: NoticeDoc | None = None
    refused: NoticeDoc | None = None
    either: NoticeDoc | None = None


class StageDoc(Doc):
    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    applies_when: NodeRaw | None = None
    optional_for: str = ""
    checks: tuple[str, ...] | None = None
    papers: tuple[str, ...] | None = None
    opinion_of: str = ""
    decided_by: str = ""
    scores: str = ""
    awards: tuple[str, ...] = ()
    notices: NoticesDoc | None = None
    issues: NoticesDoc | None = None
    note: str = ""


class ProcedureDoc(Doc):
    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    applied: str = ""
    stages: dict[str, StageDoc]
    note: str = ""


class LimitsDoc(Doc):
    """Places and money that all groups of a selection share."""

    capacity: NodeRaw | None = None
    within_budget: NodeRaw | None = None


class SelectionDoc(Doc):
    """How the applications of one call are ranked and chosen among."""

    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    order: Literal["by_score", "first_come", "lottery"]
    ranked_by: NodeRaw | None = None
    direction: Literal["highest_first", "lowest_first"] | None = None
    received: NodeRaw | None = None
    ties: tuple[str, ...] = ()
    separately_for: tuple[str, ...] = ()
    capacity: NodeRaw | None = None
    within_budget: NodeRaw | None = None
    pays: str = ""
    if_short: Literal["stop", "next_one", "remainder", "in_proportion"] = "stop"
    in_all: LimitsDoc | None = None
    left_over: Literal["lapses", "others"] = "lapses"
    waiting_list: NodeRaw | None = None
    seed: str = ""
    lot_of: NodeRaw | None = None
    note: str = ""


class ClassificationDoc(Doc):
    title: str
    from_: str = Field(default="", alias="from")
    children: Literal["by_prefix", "flat"] = "by_prefix"


class _Declarations(Doc):
    schemeengine: Literal["1"]
    uses: tuple[str, ...] = ()
    classifications: dict[str, ClassificationDoc] = Field(default_factory=dict)
    types: dict[str, TypeDoc] = Field(default_factory=dict)
    facts: dict[str, FactDoc] = Field(default_factory=dict)
    definitions: dict[str, NodeRaw] = Field(default_factory=dict)
    closing_days: tuple[str, ...] = ()


class VocabularyDoc(_Declarations):
    """A shared vocabulary: types, facts and definitions that several schemes use."""

    vocabulary: str
    title: str
    title_en: str = ""
    source: str = ""


class SchemeDoc(_Declarations):
    """A programme as its officers write it."""

    scheme: str
    title: str
    title_en: str = ""
    authority: str = ""
    instrument: InstrumentDoc | None = None
    editions: dict[str, EditionDoc] = Field(default_factory=dict)
    edition_by: str = ""
    amends: str = ""
    repeals: tuple[str, ...] = ()
    outline: dict[str, OutlineDoc] = Field(default_factory=dict)
    readings: dict[str, ReadingDoc] = Field(default_factory=dict)
    parameters: dict[str, ParameterDoc] = Field(default_factory=dict)
    checklists: dict[str, ChecklistDoc] = Field(default_factory=dict)
    provisions: dict[str, AnyRaw] = Field(default_factory=dict)
    amounts: dict[str, NodeRaw] = Field(default_factory=dict)
    dates: dict[str, NodeRaw] = Field(default_factory=dict)
    periods: dict[str, PeriodDoc] = Field(default_factory=dict)
    documents: dict[str, PaperDoc] = Field(default_factory=dict)
    scorings: dict[str, ScoringDoc] = Field(default_factory=dict)
    procedures: dict[str, ProcedureDoc] = Field(default_factory=dict)
    selection: SelectionDoc | None = None
    pays: tuple[str, ...] = ()
    main_procedure: str = ""
    events: dict[str, EventDoc] = Field(default_factory=dict)
    life_cycle: dict[str, LifeCycleDoc] = Field(default_factory=dict)
    examples: dict[str, ExampleDoc] = Field(default_factory=dict)


class CatalogueDoc(Doc):
    """A shared list of entries with columns: goals, indicators, excluded kinds."""

    schemeengine: Literal["1"]
    catalogue: str
    title: str
    title_en: str = ""
    source: str = ""
    edition: str = ""
    fields: dict[str, FactDoc]
    entries: dict[str, AnyRaw]
