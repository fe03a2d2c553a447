"""Papers, procedures and stages: what is handed in, checked, advised on, decided, scored."""

from __future__ import annotations

from collections.abc import Iterable

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.clauses import yes_no
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.provisions import Group
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Address, Expr
from schemeengine.ir.scheme import FactDecl, Notice, Paper, Procedure, Stage, StageKind, Wording
from schemeengine.model.documents import Doc, NoticesDoc, Raw, SchemeDoc, StageDoc
from schemeengine.syntax import keywords


def _cite(el: Elaborator, doc: Doc, cite: tuple[str, ...]) -> tuple[str, ...]:
    return el.cite(doc.place.placed("cite", cite))


def _condition(el: Elaborator, raw: Raw | None, path: str) -> Expr | None:
    if raw is None:
        return None
    found = yes_no(el, raw.node, Scope(path))
    return None if found is None else found.expr


def papers(el: Elaborator, doc: SchemeDoc) -> dict[str, Paper]:
    found: dict[str, Paper] = {}
    for name, p in doc.documents.items():
        el.declare(name, p.place.head)
        cite = _cite(el, p, p.cite)
        address = Address("paper", doc.scheme, name)
        decl = FactDecl(name, types.EVENT, p.title, p.title_en, provided_by="applicant", span=p.place.span)
        el.input(address, decl, wording=Wording(cite))
        found[name] = Paper(
            name, p.title, p.form, cite, address, _condition(el, p.applies_when, name), p.named_by,
            p.place.span, p.title_en,
        )  # fmt: skip
    return found


def procedures(el: Elaborator, doc: SchemeDoc, provisions: Group) -> dict[str, Procedure]:
    found: dict[str, Procedure] = {}
    for name, p in doc.procedures.items():
        stages = []
        for stage_name, stage_doc in p.stages.items():
            _known(el, "after", stage_doc.after, p.stages, stage_doc)
            stage = _stage(el, doc, name, stage_name, stage_doc, provisions)
            if stage is not None:
                stages.append(stage)
        if p.applied:
            _known(el, "applied", (p.applied,), (*el.facts, *el.broken), p)
            el.used.add(p.applied)
        found[name] = Procedure(
            name,
            p.label or name,
            _cite(el, p, p.cite),
            p.applied,
            tuple(stages),
            p.place.span,
            p.label_en,
        )
    return found


def _known(el: Elaborator, key: str, names: tuple[str, ...], known: Iterable[str], doc: Doc) -> None:
    choices = list(known)
    for name, span in doc.place.placed(key, names):
        if name not in choices:
            el.unknown(codes.UNKNOWN_REFERENCE, span, name, choices, **keywords.spoken(key=key))


def _stage(
    el: Elaborator, doc: SchemeDoc, procedure: str, name: str, s: StageDoc, provisions: Group
) -> Stage | None:
    kinds: list[tuple[StageKind, bool]] = [
        ("checks", s.checks is not None), ("papers", s.papers is not None),
        ("opinion", bool(s.opinion_of)), ("decision", bool(s.decided_by)), ("scores", bool(s.scores)),
    ]  # fmt: skip
    chosen = [k for k, given in kinds if given]
    if len(chosen) != 1:
        el.problems.add(codes.STAGE_KIND, s.place.head, name=name)
        return None
    if s.optional_for and chosen[0] in ("checks", "papers"):
        el.problems.add(codes.NOT_OPTIONAL, s.place.value("optional_for"), name=name, who=s.optional_for)
        return None
    _known(el, "checks", s.checks or (), [n for n in el.named if _is_provision(doc, n)], s)
    _known(el, "papers", s.papers or (), doc.documents, s)
    _known(el, "awards", s.awards, doc.amounts, s)
    cite = _cite(el, s, s.cite)
    address, criteria = _recorded(el, doc, procedure, name, s, chosen[0], cite)
    applies = _condition(el, s.applies_when, f"{procedure}.{name}")
    checks = tuple(p for n in s.checks or () for p in provisions if p == _passed(n) or p.startswith(f"{n}."))
    scoring = s.scores if s.scores in doc.scorings and not doc.scorings[s.scores].unset else ""
    if scoring and f"{scoring}.passed" in provisions:
        checks = (f"{scoring}.passed",)
    return Stage(
        id=name, label=s.label or name, kind=chosen[0], cite=cite, after=s.after,
        checks=checks, papers=s.papers or (), who=s.opinion_of or s.decided_by or s.optional_for,
        address=address, applies=applies, optional=bool(s.optional_for), amounts=s.awards,
        criteria=criteria, span=s.place.span, label_en=s.label_en,
        notices=_notices(el, s.notices), issues=_notices(el, s.issues), scoring=scoring,
    )  # fmt: skip


def _notices(el: Elaborator, doc: NoticesDoc | None) -> dict[str, Notice]:
    if doc is None:
        return {}
    written = {"granted": doc.granted, "refused": doc.refused, "either": doc.either}
    return {
        when: Notice(n.title, n.title_en, n.form, _cite(el, n, n.cite))
        for when, n in written.items()
        if n is not None
    }


def _passed(name: str) -> str:
    """The provision of a scoring's minimums, which has a Japanese name, too (審査.合格)."""
    return f"{name.removesuffix('.合格')}.passed" if name.endswith(".合格") else name


def _is_provision(doc: SchemeDoc, name: str) -> bool:
    """Whether a name is that of a provision, of a member of a group of them, or of a scoring's minimums."""
    first, _, rest = name.partition(".")
    return first in doc.provisions or (first in doc.scorings and rest in ("passed", "合格"))


def _recorded(
    el: Elaborator, doc: SchemeDoc, procedure: str, name: str, s: StageDoc, kind: StageKind,
    cite: tuple[str, ...],
) -> tuple[Address | None, dict[str, str]]:  # fmt: skip
    """Where the record of an opinion, a decision or a scoring is kept."""
    if kind in ("checks", "papers"):
        return None, {}
    criteria: dict[str, str] = {}
    if kind == "scores":
        _known(el, "scores", (s.scores,), doc.scorings, s)
        scoring = doc.scorings.get(s.scores)
        if scoring is None:
            return None, {}
        _cite(el, scoring, scoring.cite)
        for criterion in scoring.criteria.values():
            _cite(el, criterion, criterion.cite)
        if not scoring.unset:  # its points are inputs of their own
            return Address("score", doc.scheme, s.scores), {}
        criteria = {n: c.label for n, c in scoring.criteria.items()}
        address, who = Address("score", doc.scheme, s.scores), scoring.scored_by
    else:
        address, who = (
            Address("judgment", doc.scheme, f"{procedure}.{name}"),
            s.opinion_of or s.decided_by,
        )
    decl = FactDecl(
        address.name, types.JUDGMENT, s.label or name, s.label_en, provided_by="authority",
        decided_by=who, span=s.place.span,
    )  # fmt: skip
    el.input(address, decl, wording=Wording(cite), power="appraisal")
    return address, criteria
