"""Network values → verdict: the parts put together."""

from __future__ import annotations

from schemeengine.ir.scheme import Procedure
from schemeengine.verdict.determinations import determinations
from schemeengine.verdict.measures import amount_of, dates_of, periods_of
from schemeengine.verdict.model import (
    EMPTY,
    Receipt,
    Text,
    Verdict,
)
from schemeengine.verdict.readings import Again, checked, readings_used
from schemeengine.verdict.stages import findings
from schemeengine.verdict.view import View


def judge(
    view: View, procedure: Procedure | None, receipt: Receipt, again: Again | None = None,
    reason: Text = EMPTY,
) -> Verdict:  # fmt: skip
    """The verdict for one scheme and procedure. Pure; ``again`` serves only to compare readings."""
    scheme = view.scheme
    found = findings(view, procedure)
    provisions = checked(scheme, procedure)
    return Verdict(
        scheme=scheme.id, title=Text(scheme.title, scheme.title_en), edition=receipt.edition,
        procedure=procedure.id if procedure else "",
        procedure_label=Text(procedure.label, procedure.label_en) if procedure else EMPTY,
        as_of=receipt.as_of, outcome=found.outcome, stages=found.stages,
        determinations=tuple(determinations(view, provisions, found.failed)),
        failed=found.failed, pending=found.pending,
        amounts=tuple(amount_of(view, n, c) for n, c in scheme.amounts.items()),
        periods=tuple(periods_of(view)), dates=tuple(dates_of(view)),
        readings=tuple(readings_used(view, procedure, found, again)),
        receipt=receipt, reason=reason, notes=found.notes,
    )  # fmt: skip
