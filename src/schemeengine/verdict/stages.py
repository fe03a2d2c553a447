"""What the stages of a procedure come to: outcomes, failures, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schemeengine import truth
from schemeengine.ir.expr import AS_OF
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Procedure, Provision, Stage
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import format_date
from schemeengine.verdict.model import (
    EMPTY,
    Outcome,
    Pending,
    StageOutcome,
    StageResult,
    Text,
)
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.reasons import reasons
from schemeengine.verdict.relevance import Sure
from schemeengine.verdict.scores import open_points, recorded_points
from schemeengine.verdict.view import View

_NOTHING: Mapping[int, Sure] = {}


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages of a procedure come to."""

    stages: tuple[StageResult, ...]
    outcome: Outcome
    failed: tuple[str, ...]
    pending: tuple[Pending, ...]
    notes: tuple[Text, ...]
    #: What the outcome waits for, as it was collected; ``pending`` is its list and what amounts lack.
    missing: Missing


def findings(view: View, procedure: Procedure | None, sure: Mapping[int, Sure] = _NOTHING) -> Findings:
    """Every stage's outcome, and the outcome of the whole. ``sure``: what undecided clauses come to
    whatever is still missing (see ``relevance``).

    The whole is ineligible if any reached stage fails, out of scope if a scope provision does;
    otherwise what the first undecided stage still needs; eligible once every stage has passed.
    """
    missing = Missing(view)
    stages: list[StageResult] = []
    failed: dict[str, None] = {}
    if procedure is None:
        result = _checks(view, "", list(view.scheme.provisions.values()), missing, sure)
        stages.append(replace(result, id="requirements", label=Text("要件", "Requirements")))
        failed.update(dict.fromkeys(result.failed))
    else:
        for stage in _in_order(procedure.stages):
            stages.append(_stage(view, stage, procedure, stages, missing, sure))
        places = [s.id for s in procedure.stages]
        stages.sort(key=lambda s: places.index(s.id))
        failed.update(dict.fromkeys(f for s in stages for f in s.failed))
    pending = missing.records()
    outcome = _overall(stages, pending)
    pending = () if outcome in _REFUSALS else (*pending, *for_amounts(view, procedure, pending))
    return Findings(tuple(stages), outcome, tuple(failed), pending, tuple(_notes(stages, procedure)), missing)


def outcome_at_sight(view: View, procedure: Procedure | None) -> Outcome | None:
    """The outcome as far as the truth of the provisions alone tells it.

    The same as the outcome of :func:`findings` where it says anything; None where it takes more
    (what is missing, papers, recorded decisions) to tell.
    """
    provisions = view.scheme.provisions
    checked: Iterable[Provision] = provisions.values()
    if procedure is not None:
        applying = (s for s in procedure.stages if s.applies is None or view.mask(s.applies) == TRUE)
        checked = (provisions[n] for s in applying if s.kind == "checks" for n in s.checks)
    refused: Outcome | None = None
    open_ = procedure is not None  # its other stages have a say
    value = view.value
    for provision in checked:
        effect = provision.effect
        if effect == "permit":
            continue
        mask = value(provision.clause.expr)
        bad = TRUE if effect == "exclude" else FALSE
        if mask == bad:
            if effect == "scope":
                return "out_of_scope"
            refused = "ineligible"
        elif mask & bad:
            open_ = True
    return refused or (None if open_ else "eligible")


def _in_order(stages: Sequence[Stage]) -> Iterator[Stage]:
    """Each stage after those it waits for, otherwise as written: the place in the file says nothing."""
    waiting = list(stages)
    while waiting:
        open_ = {s.id for s in waiting}
        # of stages that wait for one another the first goes first: it is never left out
        ready = next((s for s in waiting if not open_ & set(s.after)), waiting[0])
        waiting.remove(ready)
        yield ready


_REFUSALS = ("ineligible", "out_of_scope")


def for_amounts(view: View, procedure: Procedure | None, asked: Sequence[Pending]) -> Iterator[Pending]:
    """Facts that leave the amounts to be awarded open, or points that no stage waits for, though the
    outcome no longer needs them."""
    scheme = view.scheme
    names = list(scheme.amounts)
    scored = list(scheme.scorings)
    if procedure is not None:
        names = [n for stage in procedure.stages for n in stage.amounts]
        scored = []
    missing = Missing(view)
    for name in dict.fromkeys(names):
        missing.of_clause(scheme.amounts[name].expr, name)
    for name in scored:
        missing.of_clause(scheme.definitions[name].expr, name)
    known = {p.fact for p in asked}
    yield from (p for p in missing.records() if p.fact not in known)


def _overall(stages: Sequence[StageResult], pending: Sequence[Pending]) -> Outcome:
    outcomes = [s.outcome for s in stages]
    if "out_of_scope" in outcomes:
        return "out_of_scope"
    if "ineligible" in outcomes:
        return "ineligible"
    if "undetermined" in outcomes:
        return "undetermined"
    if "needs_judgment" in outcomes:
        return "needs_judgment"
    return "eligible" if all(o in ("eligible", "not_applicable") for o in outcomes) else "undetermined"


def _stage(
    view: View, stage: Stage, procedure: Procedure, earlier: Sequence[StageResult], missing: Missing,
    sure: Mapping[int, Sure],
) -> StageResult:  # fmt: skip
    blank = StageResult(
        stage.id,
        Text(stage.label, stage.label_en),
        stage.kind,
        stage.cite,
        "not_reached",
        who=stage.who,
    )
    if stage.applies is not None:
        applies = view.mask(stage.applies)
        if not applies & TRUE:
            return replace(blank, outcome="not_applicable")
        if applies != TRUE:
            missing.of_clause(stage.applies, stage.id)
            return replace(blank, outcome="undetermined")
    judgment = _judgment(view, stage)
    if stage.kind == "checks":
        provisions = [view.scheme.provisions[n] for n in stage.checks]
        found = _checks(view, stage.id, provisions, missing, sure)
        return replace(blank, outcome=found.outcome, failed=found.failed, pending=found.pending)
    if stage.scoring:
        reached = _passed(stage, procedure, earlier)
        return _scored(view, stage, blank, missing, reached, sure)
    if stage.kind == "papers":
        return _papers(view, stage, blank, missing)
    if not _passed(stage, procedure, earlier) and judgment is None:
        return blank
    return _recorded(view, stage, blank, judgment, missing)


def _passed(stage: Stage, procedure: Procedure, earlier: Sequence[StageResult]) -> bool:
    """Whether the stages this one comes after are behind it (optional ones may be left out).

    A stage that does not apply hides nothing: those it comes after must be behind too.
    """
    outcomes = {s.id: s.outcome for s in earlier}
    stages = {s.id: s for s in procedure.stages}
    before = list(stage.after)
    seen: set[str] = set()
    while before:
        name = before.pop()
        if name in seen or name not in outcomes:
            continue
        seen.add(name)
        if outcomes[name] == "not_applicable":
            before.extend(stages[name].after)
        elif outcomes[name] != "eligible":
            return False
    return True


def _judgment(view: View, stage: Stage) -> Judgment | None:
    if stage.address is None:
        return None
    found = view.case.values.get(stage.address)
    return found if isinstance(found, Judgment) else None


def _recorded(
    view: View, stage: Stage, blank: StageResult, judgment: Judgment | None, missing: Missing
) -> StageResult:
    if judgment is None:
        if stage.optional:
            return replace(blank, outcome="not_applicable")
        assert stage.address is not None
        decl = view.scheme.inputs[stage.address].decl
        missing.add(stage.address, "", decl, "now", stage.id)
        return replace(blank, outcome="needs_judgment", pending=(stage.address.name,))
    shown = _shown(judgment)
    if stage.kind == "decision" and not judgment.decision:
        return replace(blank, outcome="ineligible", failed=(stage.id,), recorded=shown)
    return replace(blank, outcome="eligible", recorded=shown)


def _scored(
    view: View, stage: Stage, blank: StageResult, missing: Missing, reached: bool, sure: Mapping[int, Sure]
) -> StageResult:
    """A scoring with points: passed once all have been given and no minimum is missed.

    A minimum that is surely missed decides at once, whatever points are still to come.
    """
    scoring = view.scheme.scorings[stage.scoring]
    own = Missing(view)
    found = _checks(view, stage.id, [view.scheme.provisions[n] for n in stage.checks], own, sure)
    if found.outcome == "ineligible":
        return replace(
            blank, outcome="ineligible", failed=found.failed, recorded=recorded_points(view, scoring)
        )
    given = scoring.address is not None and view.case.values.get(scoring.address) is not None
    if not reached and not given:
        return blank
    open_ = open_points(view, scoring)
    for path, decl in open_:
        assert scoring.address is not None
        own.add(scoring.address, path, decl, "now", stage.id)
    missing.merge(own)
    outcome: StageOutcome = "needs_judgment" if open_ and found.outcome == "eligible" else found.outcome
    pending = (*found.pending, *(f"{scoring.id}{path}" for path, _ in open_))
    recorded = EMPTY if open_ else recorded_points(view, scoring)
    return replace(blank, outcome=outcome, pending=tuple(dict.fromkeys(pending)), recorded=recorded)


def _shown(judgment: Judgment) -> Text:
    day_ja = format_date(judgment.on_date, "ja") if judgment.on_date else ""
    day_en = format_date(judgment.on_date, "en") if judgment.on_date else ""
    held_ja, held_en = ("是", "yes") if judgment.decision else ("否", "no")
    reason = f"：{judgment.reason}" if judgment.reason else ""
    return Text(
        f"{judgment.by}（{day_ja}）{held_ja}{reason}",
        f"{judgment.by} ({day_en}) {held_en}{': ' + judgment.reason if judgment.reason else ''}",
    )


def _checks(
    view: View, name: str, provisions: Sequence[Provision], missing: Missing, sure: Mapping[int, Sure]
) -> StageResult:
    failed: list[str] = []
    outside: list[str] = []
    own = Missing(view)  # what another stage lacks says nothing of this one
    undecided = False
    together: set[Sure] = set()
    for provision in provisions:
        mask = view.mask(provision.clause.expr)
        bad = TRUE if provision.effect == "exclude" else FALSE
        if provision.effect == "permit":
            continue
        if mask == bad:
            (outside if provision.effect == "scope" else failed).extend(reasons(view, provision.clause))
        elif not truth.decided(mask):
            if not mask & bad:  # "holds or does not apply": either way it does not stand against
                continue
            known = sure.get(provision.clause.expr.number)
            if known is not None:  # which of them will fail is not known: none is named as failed
                together.add(known)
                continue
            undecided = True
            own.of_clause(provision.clause.expr, provision.id, bad, provision.effect == "scope")
    missing.merge(own)
    outcome: StageOutcome = "eligible"
    if outside or "out_of_scope" in together:
        outcome = "out_of_scope"
    elif failed or "refused" in together:
        outcome = "ineligible"
    elif undecided:
        by_people = [
            decl.type.kind.value == "judgment" or address.space == "score"
            for (address, _), (decl, _, _) in own.found.items()
        ]
        outcome = "needs_judgment" if all(by_people) and by_people and not own.gaps else "undetermined"
    pending = tuple(f"{a.name}{p}" for a, p in own.found) if undecided else ()
    return StageResult(name, EMPTY, "checks", (), outcome, tuple(dict.fromkeys([*failed, *outside])), pending)


def _papers(view: View, stage: Stage, blank: StageResult, missing: Missing) -> StageResult:
    """Complete when every paper that applies has been received by the day in question."""
    lacking: list[str] = []
    for name in stage.papers:
        paper = view.scheme.papers[name]
        applies = TRUE if paper.applies is None else view.mask(paper.applies)
        if not applies & TRUE:
            continue
        if applies != TRUE and paper.applies is not None:
            missing.of_clause(paper.applies, stage.id)
            lacking.append(name)
            continue
        received = view.case.values.get(paper.address)
        as_of = view.case.values.get(AS_OF)
        if not isinstance(received, date) or (isinstance(as_of, date) and received > as_of):
            lacking.append(name)
            missing.add(paper.address, "", view.scheme.inputs[paper.address].decl, "now", stage.id)
    outcome: StageOutcome = "undetermined" if lacking else "eligible"
    return replace(blank, outcome=outcome, pending=tuple(lacking))


def _notes(stages: Sequence[StageResult], procedure: Procedure | None) -> Iterator[Text]:
    """A positive decision against requirements that are not met is worth a word."""
    if procedure is None:
        return
    bad = [
        s for s in stages if s.kind in ("checks", "scores") and s.outcome in ("ineligible", "out_of_scope")
    ]
    for stage in stages:
        if bad and stage.kind == "decision" and stage.outcome == "eligible":
            yield Text(
                f"「{stage.label.ja}」に認める記録がありますが、要件を満たしていません。記録か事実を確かめてください。",
                f"{stage.label.en or stage.id} records a positive decision although the requirements are "
                "not met: check the record or the facts.",
            )
