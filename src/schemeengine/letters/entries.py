"""What stands in a letter: clauses, stages, papers, amounts … as a template sees them.

Every entry carries ``bound`` (the nodes it speaks of) and ``cite``; what it says are :class:`Said`,
its states plain words for conditions (``{% if stage.outcome == "eligible" %}``).
"""

from __future__ import annotations

from dataclasses import dataclass

from schemeengine.letters.said import Said


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme: its title, who runs it, the instrument it is laid down in."""

    id: str
    title: Said
    authority: Said
    instrument: Said
    bound: tuple[str, ...] = ("scheme",)
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict as a whole."""

    outcome: str
    words: Said
    reason: Said
    as_of: Said
    edition: Said
    procedure: Said
    procedure_cite: Said
    applied_on: Said
    bound: tuple[str, ...] = ("verdict",)
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or certificate as the instrument names it; ``basis`` is the place with the instrument."""

    title: Said
    form: Said
    place: Said
    basis: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The stage in which it is decided; ``recorded`` is False while nobody has decided.

    ``either``: one notice tells the result whichever it is.
    """

    recorded: bool
    held: bool
    by: Said
    on: Said
    reason: Said
    label: Said
    place: Said
    basis: Said
    notice: Paper
    issued: tuple[Paper, ...]
    either: bool
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class GroundEntry:
    """A ground for a revocation: its name and gist, the facts behind it, until when it might be mended."""

    id: str
    name: Said
    gist: Said
    place: Said
    facts: tuple[Said, ...]
    grace_until: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """What is to be done after a revocation: ``state`` as in the life cycle (due, overdue, done …)."""

    id: str
    label: Said
    gist: Said
    place: Said
    form: Said
    due: Said
    state: str
    done_on: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """A duty of whoever holds what a programme grants, as laid down: ``when`` is the period or last day.

    ``only``: the case in which alone it arises; ``amount``: what is to be paid.
    """

    label: Said
    gist: Said
    who: Said
    form: Said
    when: Said
    only: Said
    amount: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class PointsRow:
    """A line of a scoring: a criterion, a bonus, a penalty or the total, with its points."""

    label: Said
    kind: Said
    full: Said
    weight: Said
    minimum: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class PointsTable:
    """A scoring: by whom, and what can be had on each line."""

    label: Said
    by: Said
    place: Said
    rows: tuple[PointsRow, ...]
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """One rule by which applications are chosen among one another."""

    words: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class GroundToCome:
    """A ground on which what was granted may be taken away, and the decision it allows."""

    name: Said
    gist: Said
    allows: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class OtherProcedure:
    """Another procedure of the programme; ``id`` is what --procedure takes."""

    id: str
    label: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class OpinionEntry:
    """An opinion that was heard before a decision: what of, by whom, when; ``words`` is what was said."""

    label: Said
    by: Said
    on: Said
    words: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """A recorded decision that ended something granted: what, when, by whom, on which grounds.

    ``id``: the life cycle, with the number of the thing where they are told apart (``grant/2024``).
    """

    id: str
    thing: Said
    state: Said
    since: Said
    label: Said
    on: Said
    by: Said
    reason: Said
    place: Said
    basis: Said
    grounds: tuple[GroundEntry, ...]
    opinions: tuple[OpinionEntry, ...]
    notice: Paper
    duties: tuple[DutyEntry, ...]
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class StageEntry:
    id: str
    kind: str
    outcome: str
    label: Said
    words: Said
    place: Said
    record: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A clause that stands against the case: where it is, its gist, its words, the facts behind it.

    ``stage``: it is a recorded decision, not a clause.
    """

    name: Said
    place: Said
    passage: Said
    facts: tuple[Said, ...]
    stage: bool
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause asked of the case, ``depth`` 0 for a provision; its state where there is a case.

    ``named`` is False for a part that has neither a label nor a gist of its own.
    """

    id: str
    depth: int
    named: bool
    effect: str
    state: str
    mark: Said
    words: Said
    name: Said
    place: Said
    how: Said
    facts: tuple[Said, ...]
    bound: tuple[str, ...]
    cite: str
    #: A table that stands below it: the header, then the rows; () for none.
    rows: tuple[tuple[Said, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something missing: what it is called, the question, the proof, the clauses that need it."""

    fact: str
    kind: str
    label: Said
    ask: Said
    evidence: Said
    place: Said
    afterwards: bool
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class WantedFrom:
    """What is missing, by who can supply it: applicant, office, authority or parameter."""

    whose: str
    heading: Said
    items: tuple[Wanted, ...]
    bound: tuple[str, ...] = ("verdict",)
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, a period or a date; ``known`` only when it is exact."""

    id: str
    label: Said
    words: Said
    place: Said
    gist: Said
    known: bool
    applies: bool
    first: Said
    last: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class DerivedLine:
    """One line of how an amount came about: ``of`` is the amount, ``first`` whether it is its own line."""

    of: str
    words: Said
    place: Said
    first: bool
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class WorkedRow:
    """One day tried, and what the period or deadline comes to; ``first`` is empty for a deadline."""

    day: Said
    first: Said
    last: Said


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """A period or deadline worked out for several days of the dated fact it hangs on."""

    id: str
    fact: Said
    label: Said
    place: Said
    period: bool
    rows: tuple[WorkedRow, ...]
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to be handed in: ``state`` received, missing, open (may be wanted) or not_needed."""

    id: str
    title: Said
    form: Said
    place: Said
    state: str
    mark: Said
    received: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """What a definition with ``show_result`` came to: a class, a number of items met."""

    id: str
    label: Said
    words: Said
    place: Said
    bound: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    id: str
    question: Said
    choice: Said
    place: Said
    differs: Said
    bound: tuple[str, ...]
    cite: str
