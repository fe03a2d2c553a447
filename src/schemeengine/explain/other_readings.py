"""The same case under each reading the text allows, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemeengine.evaluator import Evaluator, Judged
from schemeengine.explain.inquiry import Inquiry
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Reading
from schemeengine.verdict import readings
from schemeengine.verdict.determinations import Checked
from schemeengine.verdict.model import Text
from schemeengine.verdict.shown import Shown, changes, shown


@dataclass(frozen=True, slots=True)
class Side:
    """What the case comes to under one choice."""

    choice: str
    text: Text
    #: Whether the scheme adopts it, and whether the verdict was given with it.
    adopted: bool
    present: bool
    shown: Shown

    def same_as(self, other: Side) -> bool:
        """Whether nothing a verdict shows differs."""
        return not any(changes(self.shown, other.shown))


@dataclass(frozen=True, slots=True)
class Compared:
    """One reading, the present choice first. With ``id`` "" all adopted readings beside those asked for."""

    id: str
    question: Text
    cite: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def matters(self) -> bool:
        return any(not s.same_as(self.sides[0]) for s in self.sides[1:])


def compare_readings(evaluator: Evaluator, judged: Judged) -> tuple[Compared, ...]:
    """Every reading the verdict relies on, those that matter first.

    Where the case was judged with other choices than the adopted ones, a first comparison sets all
    adopted readings beside them. Each side is judged anew.
    """
    inquiry = Inquiry.of(evaluator, judged)
    scheme, present = inquiry.scheme, inquiry.case.readings
    used = readings.used_readings(scheme, inquiry.procedure)
    found = [_of(inquiry, r) for r in scheme.readings.values() if r.address in used]
    asked = [
        r for r in scheme.readings.values()
        if r.address in used and present.get(r.address, r.adopted) != r.adopted
    ]  # fmt: skip
    ordered = sorted(found, key=lambda c: not c.matters)
    return tuple([_all_asked(inquiry, asked), *ordered] if len(asked) > 1 else ordered)


def _of(inquiry: Inquiry, reading: Reading) -> Compared:
    present = inquiry.case.readings.get(reading.address, reading.adopted)
    choices = [present, *(c for c in reading.choices if c != present)]
    sides = [
        _side(inquiry, {reading.address: c}, c, _words(reading, c), c == reading.adopted, c == present)
        for c in choices
    ]
    return Compared(reading.id, Text(reading.question, reading.question_en), reading.cite, tuple(sides))


def _all_asked(inquiry: Inquiry, asked: Sequence[Reading]) -> Compared:
    present = {r.address: inquiry.case.readings[r.address] for r in asked}
    adopted = {r.address: r.adopted for r in asked}
    return Compared("", Text("指定した解釈の全て", "All readings asked for"), (), (
        _side(inquiry, present, "asked", Text("指定した解釈", "as asked"), False, True),
        _side(inquiry, adopted, "adopted", Text("採用した解釈", "as adopted"), True, False),
    ))  # fmt: skip


def _words(reading: Reading, choice: str) -> Text:
    ja, en = reading.choice(choice)
    return Text(ja, en)


def _side(
    inquiry: Inquiry, choices: Mapping[Address, str], name: str, text: Text, adopted: bool, present: bool
) -> Side:
    view = inquiry.seen(inquiry.case.with_readings(choices))
    listed = Checked.of(readings.checked(inquiry.scheme, inquiry.procedure))
    return Side(name, text, adopted, present, shown(view, inquiry.procedure, listed, inquiry.again))
