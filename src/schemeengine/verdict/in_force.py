"""Which edition governs a case, and why: by the date the scheme names, never by falling through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from schemeengine.execute.case import Case
from schemeengine.execute.reference import Walk
from schemeengine.ir.scheme import Clause, Edition, Scheme
from schemeengine.truth import TRUE
from schemeengine.values import format_date
from schemeengine.verdict.model import EMPTY, Text


@dataclass(frozen=True, slots=True)
class InForce:
    """The edition that governs (None: none does) and the text that states it.

    ``day`` is the date that selected it. ``left_by`` is the edition whose transitional provision left
    the case to this one; ``open`` such a provision of which it is not known whether it does.
    """

    scheme: Scheme
    edition: Edition | None
    text: Scheme
    day: date
    by_fact: bool = False
    #: The day that selects is not given, and which edition governs hangs on it.
    waiting: bool = False
    left_by: Edition | None = None
    open: Clause | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not known yet which edition governs."""
        return self.waiting or self.open is not None

    def why(self) -> Text:
        """How this edition was found, in a sentence."""
        if not self.scheme.editions:
            return EMPTY
        if self.edition is None:
            return _none_in_force(self.scheme, self.day)
        if self.left_by is not None:
            text = self.scheme.text_of(self.left_by.id)
            return _former(self.left_by, text.former_when[self.left_by.id])
        return _chosen(self.edition, self.day, self._day_words())

    def _day_words(self) -> Text:
        address = self.scheme.facts.get(self.scheme.edition_by)
        if address is None:
            return Text("基準日", "the day in question")
        decl = self.scheme.inputs[address].decl
        if self.by_fact:
            return Text(decl.title("ja"), decl.title("en"))
        return Text(
            f"{decl.title('ja')}がまだないため、基準日",
            f"the day in question, as there is no {decl.title('en')} yet",
        )


def in_force(scheme: Scheme, case: Case, as_of: date) -> InForce:
    """The edition of a scheme that governs a case looked at on ``as_of``.

    The date that selects is the fact ``edition_by`` names (``as_of`` where it names none, or where that
    day is still to come; while it is not given, and one programme has several texts, the choice is open).
    An edition applied retroactively (適用日 before 施行日) governs
    from its first day in force. Transitional provisions may leave the case to the edition before.
    """
    if not scheme.editions:
        return InForce(scheme, None, scheme, as_of)
    stated = _selecting_day(scheme, case)
    by_fact, day = stated is not None, stated or as_of
    found = [
        e for e in scheme.editions if _first_day(e, as_of) <= day and (e.until is None or day <= e.until)
    ]
    absent = scheme.edition_by in scheme.facts and case.values.get(scheme.facts[scheme.edition_by]) is None
    if absent and (scheme.former or not found):
        likely = found[-1] if found else None
        text = scheme.text_of(likely.id) if likely else scheme
        return InForce(scheme, likely, text, day, waiting=True)
    if not found:
        return InForce(scheme, None, scheme, day, by_fact)
    edition, left_by = found[-1], None
    while (rule := scheme.text_of(edition.id).former_when.get(edition.id)) is not None:
        holds = Walk(case).value(rule.expr)
        if holds != TRUE:  # what cannot hold any more leaves nothing to the edition before
            open_ = rule if holds & TRUE else None
            return InForce(
                scheme, edition, scheme.text_of(edition.id), day, by_fact, False, left_by, open_
            )  # fmt: skip
        left_by = edition
        edition = scheme.editions[scheme.editions.index(edition) - 1]
    return InForce(scheme, edition, scheme.text_of(edition.id), day, by_fact, left_by=left_by)


def text_on(scheme: Scheme, day: date) -> Scheme:
    """The text in force on a day, for dates that are only tried out; the newest if none is."""
    return in_force(scheme, Case(), day).text


def edition_on(scheme: Scheme, day: date) -> str:
    """The edition of that text, where a programme has several texts; "" where it has one."""
    edition = in_force(scheme, Case(), day).edition
    return edition.id if edition is not None and scheme.former else ""


def _first_day(edition: Edition, as_of: date) -> date:
    applies = edition.applies_from
    return applies if applies is not None and edition.from_ <= as_of else edition.from_


def _selecting_day(scheme: Scheme, case: Case) -> date | None:
    address = scheme.facts.get(scheme.edition_by)
    value = case.values.get(address) if address is not None else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _chosen(edition: Edition, day: date, words: Text) -> Text:
    cite = f"（{'、'.join(edition.cite)}）" if edition.cite else ""
    cite_en = f" ({', '.join(edition.cite)})" if edition.cite else ""
    ja = f"{words.ja}（{format_date(day, 'ja')}）に効力のある版{cite}"
    en = f"in force on {day} ({words.en}){cite_en}"
    if day < edition.from_ and edition.applies_from is not None:
        ja = (
            f"{format_date(edition.from_, 'ja')}に施行され、{format_date(edition.applies_from, 'ja')}に遡って"
            f"適用される版{cite}（{words.ja} {format_date(day, 'ja')}）"
        )
        en = (
            f"in force from {edition.from_} and applied back to {edition.applies_from}{cite_en}"
            f" ({words.en}: {day})"
        )
    return Text(ja, en)


def _former(edition: Edition, rule: Clause) -> Text:
    w = rule.wording
    cite = "、".join(w.cite or edition.cite)
    ja, en = w.text or w.label, w.text_en or w.label_en or w.text or w.label
    return Text(
        f"版「{edition.id}」の経過措置により、従前の例による（{'：'.join(x for x in (cite, ja) if x)}）",
        f"left to the edition before by a transitional provision of {edition.id}"
        f" ({': '.join(x for x in (cite, en) if x)})",
    )


def _none_in_force(scheme: Scheme, day: date) -> Text:
    ended = [e.until for e in scheme.editions if e.until is not None and e.until < day]
    starts = [e.from_ for e in scheme.editions if e.from_ > day]
    ja, en = f"{format_date(day, 'ja')}に効力のある版がない", f"no edition is in force on {day}"
    if ended:
        return Text(
            f"{ja}（直前の版は{format_date(ended[-1], 'ja')}に失効）", f"{en} (the last ended on {ended[-1]})"
        )
    if starts:
        return Text(
            f"{ja}（{format_date(starts[0], 'ja')}に施行）", f"{en} (the first begins on {starts[0]})"
        )
    return Text(ja, en)
