"""A verdict taken up again: the same programme asked about a case with other facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from schemeengine.evaluator import Evaluator, Judged
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.ir.scheme import Procedure, Scheme
from schemeengine.verdict.model import Outcome
from schemeengine.verdict.stages import Findings, findings
from schemeengine.verdict.stated import Fact, stated
from schemeengine.verdict.still_open import settled
from schemeengine.verdict.view import Values, View

#: Outcomes that more facts cannot change any more.
SETTLED: frozenset[Outcome] = frozenset({"eligible", "ineligible", "out_of_scope"})
REFUSED: frozenset[Outcome] = frozenset({"ineligible", "out_of_scope"})


@dataclass(slots=True)
class Inquiry:
    """One judged case and the means to judge it with other facts. Counts the cases judged.

    ``most`` bounds how many may be judged; :class:`Exhausted` is raised beyond. Whatever executor
    judged the case judges the changed ones too.
    """

    view: View
    procedure: Procedure | None
    again: Callable[[Case], Values]
    most: int = 20_000
    judged: int = 0
    facts: Mapping[Fact, Value] = field(default_factory=dict)
    #: Whether the verdict stands only by looking at every completion of the case; then the changed
    #: cases are looked at in the same way, which takes longer.
    thorough: bool = False

    @staticmethod
    def of(evaluator: Evaluator, judged: Judged, most: int = 20_000) -> Inquiry:
        view = judged.view
        again = evaluator.values_of(view.scheme)
        facts = stated(view.scheme, view.case)
        found = Inquiry(view, judged.procedure, again, most, 0, facts)
        settled_now = judged.verdict.outcome in SETTLED and not judged.verdict.reason.ja
        if settled_now and findings(view, judged.procedure).outcome != judged.verdict.outcome:
            found.thorough = True
        return found

    @property
    def scheme(self) -> Scheme:
        return self.view.scheme

    @property
    def case(self) -> Case:
        return self.view.case

    def seen(self, case: Case) -> View:
        """The values of a changed case."""
        self.judged += 1
        if self.judged > self.most:
            raise Exhausted
        return replace(self.view, values=self.again(case), case=case)

    def findings(self, case: Case) -> Findings:
        view = self.seen(case)
        if self.thorough:
            return settled(view, self.again, self.procedure).findings
        return findings(view, self.procedure)

    def outcome(self, case: Case) -> Outcome:
        return self.findings(case).outcome


class Exhausted(Exception):
    """The bound on cases judged was reached; what was found so far stands."""
