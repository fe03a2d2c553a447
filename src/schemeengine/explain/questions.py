"""The next question: of what is missing the fact that leaves, on average, the fewest questions after it.

For each missing fact every answer that matters is tried and the questions left are counted (none if
the case is then settled). The fact with the smallest average is asked first; of equals the one the
verdict lists first. So what can decide alone, and what others hang on, comes early.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from schemeengine.execute.case import Case
from schemeengine.explain.candidates import Candidates
from schemeengine.explain.changes import Change
from schemeengine.explain.completion import fact_of
from schemeengine.explain.inquiry import SETTLED, Inquiry
from schemeengine.explain.words import label_of
from schemeengine.ir.expr import nodes_below
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import FactDecl, Scheme
from schemeengine.ir.types import Kind
from schemeengine.verdict.model import EMPTY, Pending, Text
from schemeengine.verdict.readings import checked
from schemeengine.verdict.stated import Fact, declaration
from schemeengine.verdict.still_open import settled, waiting

#: Who is being asked: the applicant alone; the office too; or also those who judge and decide.
Who = Literal["applicant", "office", "everyone"]
#: Answers tried for one fact, and facts looked at for one question.
_MOST_ANSWERS = 6
_MOST_FACTS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, in what form, of whom, and for the sake of which provisions."""

    fact: Fact
    pending: Pending
    decl: FactDecl
    label: Text
    #: The question in the words of the scheme: its ``ask``, else the gist of a clause asked in place.
    ask: Text
    #: Code -> its words, for a choice; {} for anything else.
    choices: Mapping[str, str]
    #: (id, place, gist) of the provisions that wait for the answer.
    reasons: tuple[tuple[str, tuple[str, ...], Text], ...]


def next_question(
    inquiry: Inquiry, passed_over: Collection[str] = (), who: Who = "office"
) -> Question | None:
    """The next thing to ask about the inquiry's own case; None if nothing is left to ask."""
    wanted = open_questions(inquiry, passed_over, who)
    if not wanted:
        return None
    now = [p for p in wanted if p.when == "now"] or wanted
    return question(inquiry, _first(inquiry, now[:_MOST_FACTS]))


def open_questions(inquiry: Inquiry, passed_over: Collection[str], who: Who) -> tuple[Pending, ...]:
    """What may be asked: it can still change the outcome or an amount, and the one asked can say it."""
    procedure = inquiry.procedure
    pending = waiting(inquiry.view, procedure, settled(inquiry.view, inquiry.again, procedure)).pending
    return tuple(p for p in pending if p.fact not in passed_over and may_ask(inquiry.scheme, p, who))


def may_ask(scheme: Scheme, pending: Pending, who: Who) -> bool:
    if pending.kind == "no_value":
        return False  # nobody can answer it
    space = fact_of(scheme, pending).space
    if pending.kind == "parameter":
        return space == "checklist"  # its items are the authority's to set, its answers are not
    if pending.kind == "judgment":
        return who == "everyone" and not _is_unset_scoring(scheme, pending)
    return who != "applicant" or pending.provided_by == "applicant"


def _is_unset_scoring(scheme: Scheme, pending: Pending) -> bool:
    """Whether the points are given by criteria that the authority has not published: nothing to ask by."""
    fact = fact_of(scheme, pending)
    return fact.space == "score" and declaration(scheme, fact).type.kind is Kind.JUDGMENT


def _first(inquiry: Inquiry, wanted: Sequence[Pending]) -> Pending:
    if len(wanted) == 1:
        return wanted[0]
    roots = [p.clause.expr for p in checked(inquiry.scheme, inquiry.procedure)]
    candidates = Candidates(inquiry.view, tuple(nodes_below(roots)), lambda _: True)
    scored = [
        (p.kind == "judgment", _left(inquiry, candidates, fact_of(inquiry.scheme, p)), n)
        for n, p in enumerate(wanted)
    ]
    return wanted[min(scored)[2]]


def _left(inquiry: Inquiry, candidates: Candidates, fact: Fact) -> Fraction:
    """The questions left after an answer, on average over the answers that matter."""
    left = [_open(inquiry, case) for case in _answered(inquiry, candidates, fact)]
    return Fraction(sum(left), len(left)) if left else Fraction(len(inquiry.scheme.inputs))


def _answered(inquiry: Inquiry, candidates: Candidates, fact: Fact) -> list[Case]:
    scheme, case = inquiry.scheme, inquiry.case
    if declaration(scheme, fact).type.kind is Kind.JUDGMENT:
        judgments = [Judgment(decision, "", None) for decision in (True, False)]
        return [Change("supply", (fact,), j).apply(scheme, case) for j in judgments]
    changes = list(candidates.for_missing(fact))[:_MOST_ANSWERS]
    return [c.apply(scheme, case) for c in changes]


def _open(inquiry: Inquiry, case: Case) -> int:
    found = inquiry.findings(case)
    return 0 if found.outcome in SETTLED else 1 + sum(p.when == "now" for p in found.pending)


def question(inquiry: Inquiry, pending: Pending) -> Question:
    """A missing fact as a question."""
    scheme = inquiry.scheme
    fact = fact_of(scheme, pending)
    decl = declaration(scheme, fact)
    reasons = []
    for name in pending.provisions:
        provision = scheme.provisions.get(name)
        clause = provision.clause if provision else scheme.amounts.get(name)
        if clause is not None:
            w = clause.wording
            reasons.append((name, w.cite, Text(w.text or w.label, w.text_en or w.label_en)))
    return Question(
        fact, pending, decl, label_of(inquiry.view, fact), _ask(scheme, fact, pending),
        _choices(scheme, decl), tuple(reasons),
    )  # fmt: skip


def _ask(scheme: Scheme, fact: Fact, pending: Pending) -> Text:
    if pending.ask:
        return Text(pending.ask, pending.ask_en)
    provision = scheme.provisions.get(fact.name.partition(".")[0])
    if fact.path or provision is None or fact.space not in ("answer", "judgment"):
        return EMPTY
    clause = provision.clause.find(tuple(fact.name.split(".")[1:]))
    return Text(clause.wording.text, clause.wording.text_en) if clause is not None else EMPTY


def _choices(scheme: Scheme, decl: FactDecl) -> Mapping[str, str]:
    type_ = decl.type.of if decl.type.kind is Kind.LIST and decl.type.of is not None else decl.type
    if type_.kind is not Kind.CODE:
        return {}
    if type_.catalogue and type_.catalogue in scheme.catalogues:
        catalogue = scheme.catalogues[type_.catalogue]
        return {entry: catalogue.label(entry) for entry in catalogue.entries}
    return {c: decl.choices.get(c, c) for c in type_.choices}
