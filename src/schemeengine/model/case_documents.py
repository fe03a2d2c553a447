"""Documents about cases, as written: dossiers and examples.

Apart from the documents of programmes, because a process that takes up kept programmes needs no more.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemeengine.model.place import AnyRaw, Doc, TextRaw


class ExampleDoc(Doc):
    label: str = ""
    note: str = ""
    as_of: TextRaw | None = None
    procedure: str = ""
    dossier: str = ""
    based_on: str = ""
    change: AnyRaw | None = None
    remove: tuple[str, ...] = ()
    forget: tuple[str, ...] = ()
    given: AnyRaw | None = None
    assume: AnyRaw | None = None
    expect: AnyRaw | None = None
    other_readings: AnyRaw | None = None


class LifeExampleDoc(Doc):
    """A short course of events and what has become of the thing on a day."""

    note: str = ""
    as_of: TextRaw
    given: AnyRaw | None = None
    events: AnyRaw | None = None
    expect: AnyRaw | None = None


class SchemeSectionDoc(Doc):
    """What a dossier says to one programme only."""

    procedure: str = ""
    facts: AnyRaw | None = None
    answers: AnyRaw | None = None
    judgments: AnyRaw | None = None
    checklists: AnyRaw | None = None
    documents: AnyRaw | None = None
    scores: AnyRaw | None = None
    events: AnyRaw | None = None
    readings: dict[str, str] = Field(default_factory=dict)


class DossierDoc(SchemeSectionDoc):
    """What is known of one case. Anything left out is "not known", never "no"."""

    schemeengine: Literal["1"]
    dossier: str
    title: str = ""
    note: str = ""
    for_: tuple[str, ...] = Field(default=(), alias="for")
    as_of: TextRaw | None = None
    schemes: dict[str, SchemeSectionDoc] = Field(default_factory=dict)
