"""A letter for a judged case: admitted, filled, laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from schemeengine.citations import CitablePlaces, Known
from schemeengine.diagnostics import Lang, Problems, Severity
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.evaluator import Judged
from schemeengine.ir.scheme import Scheme
from schemeengine.letters.admissible import admit, asked, chosen
from schemeengine.letters.awarded import awarded, recorded_amount
from schemeengine.letters.coming import coming
from schemeengine.letters.contents import Contents, known_nodes, without_places
from schemeengine.letters.derived import derived
from schemeengine.letters.environment import LetterEnvironment
from schemeengine.letters.failing import source_of
from schemeengine.letters.filling import Filling, fill
from schemeengine.letters.kinds import Kind
from schemeengine.letters.opinions import before_decision
from schemeengine.letters.revocations import revocations
from schemeengine.letters.said import Said
from schemeengine.letters.sheet import Sheet
from schemeengine.letters.shown_results import shown_results
from schemeengine.lifecycle.model import CycleStatus
from schemeengine.render.width import plain

#: Words the office may give for a letter (``--field number=…``), and what stands where it gives none.
FIELDS: Mapping[str, tuple[str, str]] = {
    "number": ("　　　　第　　　号", "No. ________"),
    "date": ("令和　　年　　月　　日", "Date: ____________"),
    "sender": ("", ""),
    "contact": ("", ""),
    "deadline": ("令和　　年　　月　　日", "____________"),
    "to": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the kind, the language, the office's own words, its folder of templates.

    ``fields``: words by name (``number``, ``date``, ``sender``, ``contact``, ``deadline``, ``to`` or a
    name of the office's own template). ``strict``: a sentence bound to nothing is an error instead of
    a warning. ``passages``: citation -> words of the instrument. ``about``: of several revocations the
    one to be told (see ``Revocation.id``), "" for all.
    """

    kind: Kind
    lang: Lang = "ja"
    fields: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""
    strict: bool = False
    passages: Mapping[str, str] = field(default_factory=dict)
    dossier_title: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be drawn in any form, and the day it is dated by (the case's own)."""

    sheet: Sheet
    day: str
    kind: Kind


class Fields(dict[str, Said]):
    """``field.NAME``: what the office gave; a blank to be filled in by hand otherwise."""

    def __missing__(self, key: str) -> Said:
        return Said("", (f"given:{key}",))


def fields(given: Mapping[str, str], lang: Lang) -> Fields:
    found = Fields({n: Said(ja if lang == "ja" else en, (f"given:{n}",)) for n, (ja, en) in FIELDS.items()})
    found.update({n: Said(plain(words), (f"given:{n}",)) for n, words in given.items()})
    return found


def write_letter(
    judged: Judged, request: Request, problems: Problems, life: Sequence[CycleStatus] = ()
) -> Letter | None:
    """The letter for one case; None after diagnostics (added to ``problems``).

    A letter the case does not allow is refused: a notice of certification needs an eligible case and
    a recorded decision, a refusal an ineligible one and a reason (Administrative Procedure Act,
    art. 8), a request something the applicant can supply, a notice of revocation a recorded decision
    to revoke and a ground or reason (art. 14). ``life``: what became of what was granted (``status``).
    """
    nodes = judged.trace()
    if request.kind is not Kind.REPORT:
        nodes = tuple(without_places(n) for n in nodes)
    contents = Contents(judged, nodes, request.lang, request.passages, plain(request.dossier_title))
    found = Problems()
    ended = chosen(revocations(contents, life), request.about, "number" in request.fields, found)
    admit(request.kind, contents, found, ended)
    problems.extend(found.items)
    if found.has_errors:
        return None
    given = fields(request.fields, request.lang)
    variables = {**_variables(contents, given, request), "revocations": ended}
    made = render(request, variables, known(contents), problems)
    day = judged.verdict.as_of.isoformat()
    return None if made is None else Letter(made, day, request.kind)


def render(
    request: Request, variables: Mapping[str, Any], knows: Callable[[str], tuple[str, ...]],
    problems: Problems,
) -> Sheet | None:  # fmt: skip
    """Fill the template of the kind and language; unbound sentences become errors or warnings."""
    env = LetterEnvironment(request.templates)
    found = Problems()
    filling = Filling(knows, source_of(env, request.templates), found)
    made = fill(env, f"{request.kind.value}.{request.lang}.jinja", variables, filling, request.lang)
    found.extend(d if request.strict else _as_warning(d) for d in filling.unbound)
    problems.extend(found.items)
    return None if found.has_errors else made


def _as_warning(found: Any) -> Any:
    return replace(found, code=replace(found.code, severity=Severity.WARNING))


def _variables(contents: Contents, given: Fields, request: Request) -> dict[str, Any]:
    decision = contents.decision()
    missing = contents.missing()

    results = shown_results(contents)

    def fact(path: str) -> Said:
        found = contents.fact(path) or next((r.words for r in results if r.id == path), None)
        if found is None:
            raise LookupError(f"fact({path!r}): no such fact")
        return found

    sender = given["sender"] or contents.programme().authority
    return {
        "lang": request.lang, "scheme": contents.programme(), "verdict": contents.answer(),
        "to": given["to"] or contents.addressee(), "field": given, "sender": sender,
        "decision": decision, "stages": contents.stages(), "failures": contents.failures(),
        "requirements": contents.requirements(), "missing": missing, "asked": asked(missing),
        "documents": contents.documents(), "amounts": contents.amounts(), "periods": contents.periods(),
        "dates": contents.dates(), "readings": contents.readings(), "notes": contents.notes(),
        "receipt": contents.receipt(), "fact": fact, "awarded": awarded(contents),
        "recorded_amount": recorded_amount(contents),
        "coming": coming(contents), "opinions": before_decision(contents),
        "results": results, "derived": derived(contents),
    }  # fmt: skip


def known(contents: Contents) -> Callable[[str], tuple[str, ...]]:
    """What ``{% by "…" %}`` may name: a clause, a stage, an amount, a period, or a cited place."""
    v = contents.judged.verdict
    nodes = {*known_nodes(contents.nodes), *(d.provision for d in v.determinations)}
    nodes |= {s.id for s in v.stages} | {a.id for a in v.amounts} | {p.id for p in v.periods}
    nodes |= (
        {d.id for d in v.dates}
        | {r.id for r in v.results}
        | {*contents.scheme.papers}
        | {*contents.scheme.readings}
    )
    return knows(frozenset(nodes), contents.scheme)


def knows(nodes: frozenset[str], scheme: Scheme) -> Callable[[str], tuple[str, ...]]:
    places = CitablePlaces.of({p: e.has for p, e in scheme.outline.items()})

    def look_up(name: str) -> tuple[str, ...]:
        if name in nodes:
            return (name,)
        return (name,) if isinstance(places.resolve(name), Known) else ()

    return look_up


__all__ = ["FIELDS", "Fields", "Letter", "Request", "codes", "fields", "knows", "render", "write_letter"]
