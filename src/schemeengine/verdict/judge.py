"""Network values → verdict: stages, outcome, determinations, amounts, periods, readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from schemeengine import truth
from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Clause, Procedure, Provision, Reading, Scheme, Stage
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import Interval, format_date
from schemeengine.verdict.model import (
    EMPTY,
    Amount,
    DateResult,
    Day,
    Determination,
    Outcome,
    Pending,
    PeriodResult,
    ReadingUsed,
    Receipt,
    StageOutcome,
    StageResult,
    Text,
    Verdict,
)
from schemeengine.verdict.pending import Missing
from schemeengine.verdict.reasons import reasons
from schemeengine.verdict.view import Value, Values, View

#: Evaluates the same scheme on a changed case (other readings); used only for "would it differ?".
Again = Callable[[Case], Values]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stages of a procedure come to."""

    stages: tuple[StageResult, ...]
    outcome: Outcome
    failed: tuple[str, ...]
    pending: tuple[Pending, ...]
    notes: tuple[Text, ...]


def judge(
    view: View, procedure: Procedure | None, receipt: Receipt, again: Again | None = None,
    reason: Text = EMPTY,
) -> Verdict:  # fmt: skip
    """The verdict for one scheme and procedure. Pure; ``again`` serves only to compare readings."""
    scheme = view.scheme
    found = findings(view, procedure)
    checked = _checked(scheme, procedure)
    return Verdict(
        scheme=scheme.id, title=Text(scheme.title, scheme.title_en), edition=receipt.edition,
        procedure=procedure.id if procedure else "",
        procedure_label=Text(procedure.label, procedure.label_en) if procedure else EMPTY,
        as_of=receipt.as_of, outcome=found.outcome, stages=found.stages,
        determinations=tuple(_determinations(view, checked, found.failed)),
        failed=found.failed, pending=found.pending,
        amounts=tuple(_amount(view, n, c) for n, c in scheme.amounts.items()),
        periods=tuple(_periods(view)), dates=tuple(_dates(view)),
        readings=tuple(_readings(view, procedure, found, again)),
        receipt=receipt, reason=reason, notes=found.notes,
    )  # fmt: skip


def _checked(scheme: Scheme, procedure: Procedure | None) -> list[Provision]:
    """The provisions a procedure checks; all of them where there is no procedure."""
    if procedure is None:
        return list(scheme.provisions.values())
    names = dict.fromkeys(n for s in procedure.stages for n in s.checks)
    return [scheme.provisions[n] for n in names]


# ------------------------------------------------------------------ stages
def findings(view: View, procedure: Procedure | None) -> Findings:
    """Every stage's outcome, and the outcome of the whole.

    The whole is ineligible if any reached stage fails, out of scope if a scope provision does;
    otherwise what the first undecided stage still needs; eligible once every stage has passed.
    """
    missing = Missing(view)
    stages: list[StageResult] = []
    failed: dict[str, None] = {}
    if procedure is None:
        result = _checks(view, "", list(view.scheme.provisions.values()), missing)
        stages.append(replace(result, id="requirements", label=Text("要件", "Requirements")))
        failed.update(dict.fromkeys(result.failed))
    else:
        for stage in _in_order(procedure.stages):
            stages.append(_stage(view, stage, procedure, stages, missing))
        places = [s.id for s in procedure.stages]
        stages.sort(key=lambda s: places.index(s.id))
        failed.update(dict.fromkeys(f for s in stages for f in s.failed))
    pending = missing.records()
    outcome = _overall(stages, pending)
    pending = () if outcome in _REFUSALS else (*pending, *_for_amounts(view, procedure, pending))
    return Findings(tuple(stages), outcome, tuple(failed), pending, tuple(_notes(stages, procedure)))


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


def _for_amounts(view: View, procedure: Procedure | None, asked: Sequence[Pending]) -> Iterator[Pending]:
    """Facts that leave the amounts to be awarded open, though the outcome no longer needs them."""
    scheme = view.scheme
    names = list(scheme.amounts)
    if procedure is not None:
        names = [n for stage in procedure.stages for n in stage.amounts]
    missing = Missing(view)
    for name in dict.fromkeys(names):
        missing.of_clause(scheme.amounts[name].expr, name)
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
    view: View, stage: Stage, procedure: Procedure, earlier: Sequence[StageResult], missing: Missing
) -> StageResult:
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
        found = _checks(view, stage.id, provisions, missing)
        return replace(blank, outcome=found.outcome, failed=found.failed, pending=found.pending)
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


def _shown(judgment: Judgment) -> Text:
    day_ja = format_date(judgment.on_date, "ja") if judgment.on_date else ""
    day_en = format_date(judgment.on_date, "en") if judgment.on_date else ""
    held_ja, held_en = ("是", "yes") if judgment.decision else ("否", "no")
    reason = f"：{judgment.reason}" if judgment.reason else ""
    return Text(
        f"{judgment.by}（{day_ja}）{held_ja}{reason}",
        f"{judgment.by} ({day_en}) {held_en}{': ' + judgment.reason if judgment.reason else ''}",
    )


def _checks(view: View, name: str, provisions: Sequence[Provision], missing: Missing) -> StageResult:
    failed: list[str] = []
    outside: list[str] = []
    before = set(missing.found)
    undecided = False
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
            undecided = True
            missing.of_clause(provision.clause.expr, provision.id)
    outcome: StageOutcome = "eligible"
    new = {k: v for k, v in missing.found.items() if k not in before or name}
    if outside:
        outcome = "out_of_scope"
    elif failed:
        outcome = "ineligible"
    elif undecided:
        kinds = {decl.type.kind for decl, _, _ in new.values()}
        only_judgments = all(k.value == "judgment" for k in kinds)
        outcome = "needs_judgment" if only_judgments and kinds else "undetermined"
    pending = tuple(f"{a.name}{p}" for a, p in new) if undecided else ()
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
        as_of = view.case.values.get(Address("built_in", "", "as_of"))
        if not isinstance(received, date) or (isinstance(as_of, date) and received > as_of):
            lacking.append(name)
            missing.add(paper.address, "", view.scheme.inputs[paper.address].decl, "now", stage.id)
    outcome: StageOutcome = "undetermined" if lacking else "eligible"
    return replace(blank, outcome=outcome, pending=tuple(lacking))


def _notes(stages: Sequence[StageResult], procedure: Procedure | None) -> Iterator[Text]:
    """A positive decision against requirements that are not met is worth a word."""
    if procedure is None:
        return
    bad = [s for s in stages if s.kind == "checks" and s.outcome in ("ineligible", "out_of_scope")]
    for stage in stages:
        if bad and stage.kind == "decision" and stage.outcome == "eligible":
            yield Text(
                f"「{stage.label.ja}」に認める記録がありますが、要件を満たしていません。記録か事実を確かめてください。",
                f"{stage.label.en or stage.id} records a positive decision although the requirements are "
                "not met: check the record or the facts.",
            )


# ------------------------------------------------------------------ determinations
def _determinations(
    view: View, provisions: Sequence[Provision], failed: Sequence[str]
) -> Iterator[Determination]:
    """Every named clause checked, in the order of the text; then rules referred to that fail."""
    reasons_ = {f.partition("[")[0] for f in failed}
    seen: set[str] = set()
    for provision in provisions:
        for clause in _named(provision.clause):
            if clause.id not in seen:
                seen.add(clause.id)
                effect = provision.effect if clause is provision.clause else ""
                yield _determination(view, clause, effect, clause.id in reasons_)
    for provision in provisions:
        for clause in _below(provision.clause):
            if clause.id in reasons_ and clause.name and clause.id not in seen:
                seen.add(clause.id)
                yield _determination(view, clause, "", True)


def _determination(view: View, clause: Clause, effect: str, failing: bool) -> Determination:
    w = clause.wording
    # inside an iteration the clause has one status a member; it is here because one of them fails
    status = "false" if clause.expr.free else truth.status(view.mask(clause.expr))
    return Determination(
        clause.id, w.cite, Text(w.label, w.label_en), Text(w.text, w.text_en), status, effect, failing
    )


def _below(clause: Clause) -> Iterator[Clause]:
    """A clause and everything it consists of or refers to."""
    stack, seen = [clause], set()
    while stack:
        found = stack.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        inner = list(found.parts)
        if found.iteration is not None:
            inner += [c for c in (found.iteration.where, found.iteration.body) if c is not None]
        stack.extend(reversed(inner))


def _named(clause: Clause) -> Iterator[Clause]:
    """A clause and its named parts outside iterations and references, in the order of the text."""
    if clause.name:
        yield clause
    if clause.is_reference:
        return
    for part in clause.parts:
        if part.expr.type.kind.value == "yes_no" and not part.expr.free:
            yield from _named(part)


# ------------------------------------------------------------------ amounts, periods, dates
def _amount(view: View, name: str, clause: Clause) -> Amount:
    value = view.value(clause.expr)
    label = Text(clause.wording.label or name, clause.wording.label_en or name)
    type_ = clause.expr.type
    unit = {"yen": "yen", "percent": "percent"}.get(type_.kind.value, type_.unit)
    base = Amount(name, label, clause.wording.cite, None, None, None, unit)
    if value is domain.NOT_APPLICABLE:
        return replace(base, applies=False)
    if value is domain.NONE:
        return replace(base, exact="none")
    if isinstance(value, domain.Approx):
        lo, hi = domain.low(value), domain.high(value)
        applies = None if value.may_not_apply else True
        return replace(base, at_least=_floor(lo), at_most=_floor(hi), applies=applies)
    if isinstance(value, Fraction) and value.denominator != 1:
        return replace(base, at_least=_floor(value), at_most=_floor(value) + 1, exact=str(value))
    whole = int(value)
    return replace(base, value=whole, at_least=whole, at_most=whole)


def _floor(value: Value) -> int:
    if value is None:
        return None  # type: ignore[return-value]
    return Fraction(value).numerator // Fraction(value).denominator


def _day(value: Value, open_end: bool = False) -> Day:
    if value is None or value is domain.NONE or value is domain.NOT_APPLICABLE:
        return Day(None, None, None)
    if isinstance(value, domain.Approx):
        return Day(None, _iso(domain.low(value)), _iso(domain.high(value)))
    shown = _iso(value)
    return Day(shown, shown, shown)


def _iso(value: Value) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else None


def _periods(view: View) -> Iterator[PeriodResult]:
    for period in view.scheme.periods.values():
        found = view.value(period.interval)
        label = Text(period.wording.label, period.wording.label_en)
        applies = None if domain.may_not_apply(found) else True
        if isinstance(found, Interval):
            yield PeriodResult(
                period.id, label, period.wording.cite, _day(found.first), _day(found.last), applies
            )
        else:
            applies = False if found is domain.NOT_APPLICABLE else None
            yield PeriodResult(period.id, label, period.wording.cite, _day(None), _day(None), applies)


def _dates(view: View) -> Iterator[DateResult]:
    for name, clause in view.scheme.dates.items():
        found = view.value(clause.expr)
        label = Text(clause.wording.label or name, clause.wording.label_en or name)
        applies = found is not domain.NOT_APPLICABLE
        yield DateResult(name, label, clause.wording.cite, _day(found), applies)


# ------------------------------------------------------------------ readings
def _readings(
    view: View, procedure: Procedure | None, found: Findings, again: Again | None
) -> Iterator[ReadingUsed]:
    used = _used_readings(view, procedure)
    for reading in view.scheme.readings.values():
        if reading.address not in used:
            continue
        choice = view.case.readings.get(reading.address, reading.adopted)
        differ = {} if again is None else _differences(view, procedure, reading, choice, found, again)
        yield ReadingUsed(
            reading.id, Text(reading.question, reading.question_en), reading.cite, choice,
            reading.choices[choice], choice == reading.adopted, differ,
        )  # fmt: skip


def _used_readings(view: View, procedure: Procedure | None) -> set[Address]:
    """Readings that stand in what this verdict shows."""
    scheme = view.scheme
    roots: list[Expr] = [p.clause.expr for p in _checked(scheme, procedure)]
    roots += [c.expr for c in (*scheme.amounts.values(), *scheme.dates.values())]
    roots += [p.interval for p in scheme.periods.values()]
    seen: set[int] = set()
    found: set[Address] = set()
    while roots:
        expr = roots.pop()
        if expr.number in seen:
            continue
        seen.add(expr.number)
        if expr.op is Op.READING:
            address = expr.data[0]
            assert isinstance(address, Address)
            found.add(address)
        roots.extend(expr.args)
    return found


def _differences(
    view: View,
    procedure: Procedure | None,
    reading: Reading,
    choice: str,
    found: Findings,
    again: Again,
) -> Mapping[str, str]:
    """What every other choice would change: outcome, amounts, periods."""
    result: dict[str, str] = {}
    here = _summary(view, found)
    for other in reading.choices:
        if other == choice:
            continue
        case = view.case.with_readings({reading.address: other})
        changed = replace(view, values=again(case), case=case)
        there = _summary(changed, findings(changed, procedure))
        different = [f"{k}: {there[k]}" for k in there if there[k] != here.get(k)]
        if different:
            result[other] = "; ".join(different)
    return result


def _summary(view: View, found: Findings) -> dict[str, str]:
    summary = {"outcome": str(found.outcome)}
    for name, clause in view.scheme.amounts.items():
        amount = _amount(view, name, clause)
        summary[name] = (
            f"{amount.value}" if amount.value is not None else f"{amount.at_least}..{amount.at_most}"
        )
    for period in _periods(view):
        summary[period.id] = f"{period.from_.value}..{period.until.value}"
    for day in _dates(view):
        summary[day.id] = f"{day.day.value}"
    return summary
