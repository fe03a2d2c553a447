"""An interview: one question after another until the outcome is settled, and the dossier it makes.

For embedding in a form, a web page or a telephone script::

    interview = Interview.start(evaluator, "kita_ku", day=date(2024, 6, 10))
    for question in interview:
        mistakes = interview.answer(ask_somehow(question))   # () if the answer was taken
    dossier = interview.text                                 # YAML, to be gone on with later

The same question comes again until it is answered or passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier import writing
from schemeengine.dossier.writing import Answer, Wordings, Written
from schemeengine.evaluator import Evaluator, Judged
from schemeengine.explain.inquiry import SETTLED, Inquiry
from schemeengine.explain.questions import Question, Who, next_question
from schemeengine.explain.words import as_written
from schemeengine.ir.types import Kind
from schemeengine.loading import dossier_of_text
from schemeengine.verdict.model import Verdict

_WHERE = "answer"
EMPTY: Mapping[str, Answer] = MappingProxyType({})


@dataclass(slots=True)
class Interview:
    """One interview on one programme. Not shared between threads."""

    evaluator: Evaluator
    scheme: str
    text: str
    who: Who
    judged: Judged
    passed_over: set[str] = field(default_factory=set)
    _history: list[tuple[str, str]] = field(default_factory=list)
    _question: Question | None = None
    _known: bool = False

    @staticmethod
    def start(
        evaluator: Evaluator, scheme: str, *, dossier: str = "", name: str = "new", procedure: str = "",
        day: date | None = None, who: Who = "office", lang: Lang = "en",
    ) -> Interview:  # fmt: skip
        """Begin, or go on with a ``dossier`` (its text). ``day`` is the day in question where the
        dossier names none; KeyError for a scheme the evaluator does not hold. ``lang`` is that of the
        keywords of a new dossier; one that is gone on with keeps its own.

        Raises :class:`BadInput` for a dossier that cannot be read or judged.
        """
        found = next((s for s in evaluator.schemes if s.id == scheme), None)
        if found is None:
            raise KeyError(scheme)
        if not dossier:
            if day is None:
                problems = Problems()
                problems.add(codes.AS_OF_MISSING, None)
                problems.raise_if_errors()
            assert day is not None
            dossier = writing.blank(name, scheme, procedure or found.main_procedure, day, lang)
        else:
            loaded = dossier_of_text(dossier, name)
            if loaded.doc.as_of is None and day is not None:
                dossier = writing.with_day(dossier, day)
        return Interview(evaluator, scheme, dossier, who, _judged(evaluator, scheme, dossier, name))

    # -- asking
    def __iter__(self) -> Iterator[Question]:
        while (question := self.question) is not None:
            yield question

    @property
    def question(self) -> Question | None:
        """The question to put now; None once the outcome is settled or nothing is left to ask."""
        if not self._known:
            inquiry = Inquiry.of(self.evaluator, self.judged)
            self._question = next_question(inquiry, self.passed_over, self.who)
            self._known = True
        return self._question

    @property
    def verdict(self) -> Verdict:
        return self.judged.verdict

    @property
    def wordings(self) -> Wordings:
        """The language the dossier is written in."""
        return Wordings.of(self.text)

    @property
    def settled(self) -> bool:
        """Whether no further fact can change the outcome."""
        return self.verdict.outcome in SETTLED

    # -- answering
    def answer(self, typed: str) -> tuple[Diagnostic, ...]:
        """Take an answer to the present question, written as in a dossier; also はい/いいえ, the
        number of a choice, several values with commas between. Mistakes leave everything as it was."""
        question = self._present()
        fact = question.fact
        content = writing.content_of(
            self.judged.view.scheme, question.decl, fact.space, fact.path, typed, question.choices,
            self.wordings.lang,
        )  # fmt: skip
        return self._take(content)

    def judge(
        self, decision: str, by: str, day: date | None = None, reason: str = ""
    ) -> tuple[Diagnostic, ...]:
        """Record a judgment that was asked for; without ``day`` as of the day in question."""
        content = writing.judgment(decision, by, day or self.verdict.as_of, reason, self.wordings.lang)
        return self._take(content)

    def score(self, points: str, by: str, day: date | None = None) -> tuple[Diagnostic, ...]:
        """Record the points of one criterion, by whom and when given: said once for the whole sheet."""
        content = writing.content_of(
            self.judged.view.scheme, self._present().decl, "score", self._present().fact.path, points, {}
        )
        sheet = {
            ".by": Written(by, quoted=True),
            ".on_date": Written((day or self.verdict.as_of).isoformat()),
        }
        return self._take(content, {} if self.has_scorer else sheet)

    @property
    def has_scorer(self) -> bool:
        """Whether the sheet of the present question names already who gives the points."""
        sheet = self.judged.view.case.values.get(self._present().fact.address)
        return isinstance(sheet, tuple) and bool(sheet) and isinstance(sheet[0], str)

    def pass_over(self) -> None:
        """Leave the present question: it stays not known, and is not asked again in this interview."""
        name = self._present().pending.fact
        self._history.append((self.text, name))
        self.passed_over.add(name)
        self._known = False

    def back(self) -> bool:
        """Take the last answer back, or ask again what was passed over; False at the beginning."""
        if not self._history:
            return False
        self.text, passed = self._history.pop()
        self.passed_over.discard(passed)
        self.judged = _judged(self.evaluator, self.scheme, self.text, _WHERE)
        self._known = False
        return True

    def _present(self) -> Question:
        question = self.question
        if question is None:
            raise LookupError("nothing is asked any more")
        return question

    def _take(self, content: Answer, beside: Mapping[str, Answer] = EMPTY) -> tuple[Diagnostic, ...]:
        question = self._present()
        note = question.label.ja if question.label.ja != question.pending.fact else ""
        try:
            text = writing.with_answer(
                self.text, self.judged.view.scheme, question.fact.address, question.fact.path, content, note
            )
            for path, more in beside.items():
                text = writing.with_answer(text, self.judged.view.scheme, question.fact.address, path, more)
            judged = _judged(self.evaluator, self.scheme, text, _WHERE)
        except BadInput as bad:
            return tuple(bad.diagnostics)
        self._history.append((self.text, ""))
        self.text, self.judged, self._known = text, judged, False
        return ()


def _judged(evaluator: Evaluator, scheme: str, text: str, name: str) -> Judged:
    found = evaluator.evaluate(dossier_of_text(text, name), compare_readings=False)
    return next(j for j in found.judged if j.verdict.scheme == scheme)


def example_of(question: Question, day: date) -> str:
    """An answer in the form that is wanted."""
    match question.decl.type.kind:
        case Kind.DATE | Kind.EVENT:
            return day.isoformat()
        case Kind.YEN:
            return as_written(3_000_000, Kind.YEN)
        case Kind.COUNT | Kind.QUANTITY:
            return f"12{question.decl.type.unit}"
        case Kind.RATIO:
            return "70%"
        case _:
            return ""
