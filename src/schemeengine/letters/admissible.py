"""Which letters a case allows: a notice tells a decision that was taken, and never another one."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.evaluator import Judged
from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import Revocation, WantedFrom
from schemeengine.letters.kinds import Kind
from schemeengine.render import wording


def admit(kind: Kind, contents: Contents, problems: Problems, ended: Sequence[Revocation] = ()) -> None:
    """Add a diagnostic for every reason why this letter cannot be sent for this case."""
    match kind:
        case Kind.GRANTED | Kind.CERTIFICATE:
            _granted(kind, contents, problems)
        case Kind.REFUSED:
            _refused(contents, problems)
        case Kind.REQUEST:
            _request(contents, problems)
        case Kind.REVOKED:
            _revoked(contents, ended, problems)
        case _:
            return


def _words(judged: Judged) -> dict[str, str]:
    outcome = wording.OUTCOMES[judged.verdict.outcome]
    return {"scheme": judged.verdict.scheme, "outcome_ja": outcome.ja, "outcome_en": outcome.en}


def _granted(kind: Kind, contents: Contents, problems: Problems) -> None:
    judged = contents.judged
    decision = contents.decision()
    undecided = decision is None or not decision.recorded
    if undecided and judged.verdict.outcome in ("eligible", "needs_judgment"):
        problems.add(codes.NOT_DECIDED, None, scheme=judged.verdict.scheme)
        return
    if judged.verdict.outcome != "eligible" or decision is None:
        problems.add(codes.NOT_ELIGIBLE, None, **_words(judged))
        return
    if kind is Kind.CERTIFICATE and not decision.issued:
        problems.add(codes.NOTHING_ISSUED, None, scheme=judged.verdict.scheme)
    _amounts(contents, problems)


def _amounts(contents: Contents, problems: Problems) -> None:
    """What is awarded must be fixed before it is told."""
    found = contents.deciding()
    awarded = found[0].amounts if found is not None else ()
    for amount in contents.amounts():
        if amount.id in awarded and amount.applies and not amount.known:
            problems.add(codes.AMOUNT_OPEN, None, label=amount.label.words, amount=amount.words.words)


def _refused(contents: Contents, problems: Problems) -> None:
    judged = contents.judged
    decision = contents.decision()
    if judged.verdict.outcome not in ("ineligible", "out_of_scope"):
        problems.add(codes.NOT_REFUSED, None, **_words(judged))
        return
    if decision is not None and decision.recorded and decision.held:
        problems.add(codes.DECIDED_OTHERWISE, None, scheme=judged.verdict.scheme)
        return
    if decision is not None and decision.recorded and not decision.reason and not _clauses(contents):
        problems.add(codes.REASON_MISSING, None, scheme=judged.verdict.scheme)
    if decision is None or not decision.recorded:
        problems.add(codes.DRAFT, None, scheme=judged.verdict.scheme)


def _revoked(contents: Contents, ended: Sequence[Revocation], problems: Problems) -> None:
    if not ended:
        problems.add(codes.NOT_REVOKED, None, scheme=contents.scheme.id)
    for revocation in ended:
        if not revocation.grounds and not revocation.reason:
            problems.add(
                codes.REVOCATION_REASON_MISSING, None, scheme=contents.scheme.id,
                label=revocation.label.words, day=revocation.on.words,
            )  # fmt: skip


def chosen(
    ended: Sequence[Revocation], about: str, numbered: bool, problems: Problems
) -> tuple[Revocation, ...]:
    """The revocations to be told. Each is a notice of its own, so that several cannot share a number."""
    wanted = tuple(r for r in ended if about in ("", r.id))
    if (ended and not wanted) or (numbered and len(wanted) > 1):
        problems.add(codes.WHICH_NOTICE, None, got=about or "-", near=", ".join(r.id for r in ended))
    return wanted or tuple(ended)


def _clauses(contents: Contents) -> list[str]:
    """Failing clauses besides the decision itself."""
    stages = {s.id for s in contents.judged.verdict.stages}
    reason = contents.judged.verdict.reason.ja
    return [f for f in contents.judged.verdict.failed if f not in stages] + ([reason] if reason else [])


def _request(contents: Contents, problems: Problems) -> None:
    if not asked(contents.missing()):
        problems.add(codes.NOTHING_TO_REQUEST, None, **_words(contents.judged))


def asked(missing: Sequence[WantedFrom]) -> tuple[WantedFrom, ...]:
    """What the applicant is asked for: facts and papers, not judgments of the office."""
    return tuple(g for g in missing if g.whose == "applicant")
