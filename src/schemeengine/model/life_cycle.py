"""Life cycles as written: the events of a case, the states they lead to, duties and grounds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemeengine.model.case_documents import LifeExampleDoc
from schemeengine.model.place import Doc, NodeRaw, TextRaw


class EventDoc(Doc):
    """Something that happens to a case on a day, and what its record says to the rules."""

    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    decided_by: str = ""
    opinion_on: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    amount: str = ""
    adds_to: str = ""
    note: str = ""


class MoveDoc(Doc):
    """From a state to another: by an event, or when a day is past."""

    event: str = ""
    past: NodeRaw | None = None
    when: NodeRaw | None = None
    becomes: str
    takes_effect: Literal["same_day", "next_day", "end_of_month", "next_month"] = "same_day"
    cite: tuple[str, ...] = ()
    note: str = ""


class StateDoc(Doc):
    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""
    in_force: bool = False
    moves: tuple[MoveDoc, ...] = ()
    note: str = ""


class ObligationDoc(Doc):
    """A duty: when it arises, until when it is to be done, and by which event it is."""

    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""
    who: str = ""
    form: str = ""
    arises: tuple[str, ...] = ()
    begins: NodeRaw | None = None
    repeats: TextRaw | None = None
    within: NodeRaw | None = None
    due: NodeRaw | None = None
    done_by: tuple[str, ...] = ()
    while_: tuple[str, ...] = Field(default=(), alias="while")
    applies_when: NodeRaw | None = None
    amount: NodeRaw | None = None
    optional: bool = False
    note: str = ""


class GroundDoc(Doc):
    """A reason for which a decision may be taken; it is not yet the decision."""

    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""
    when: NodeRaw | None = None
    event: str = ""
    breach_of: str = ""
    done_late_cures: NodeRaw | None = None
    allows: tuple[str, ...] = ()
    grace: str = ""
    note: str = ""


class LifeCycleDoc(Doc):
    """The life of one thing: a certificate, a grant, the use of a logo."""

    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""
    begins_as: str
    depends_on: str = ""
    edition_by: str = ""
    per_number: str = ""
    states: dict[str, StateDoc]
    obligations: dict[str, ObligationDoc] = Field(default_factory=dict)
    grounds: dict[str, GroundDoc] = Field(default_factory=dict)
    examples: dict[str, LifeExampleDoc] = Field(default_factory=dict)
    note: str = ""
