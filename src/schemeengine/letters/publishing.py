"""Pages about the programme itself: its requirements in plain words, generated from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemeengine.diagnostics import Problems
from schemeengine.evaluator import Judged
from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import Clause, Provision, Scheme
from schemeengine.ir.types import Kind as TypeKind
from schemeengine.letters import entries as e
from schemeengine.letters.afterwards import duties, grounds
from schemeengine.letters.asked_facts import with_all_facts
from schemeengine.letters.chosen_among import points_tables, selection
from schemeengine.letters.contents import Contents
from schemeengine.letters.kinds import Kind
from schemeengine.letters.plain_rules import PlainRules
from schemeengine.letters.said import Said
from schemeengine.letters.terms import terms
from schemeengine.letters.worked_examples import worked_examples
from schemeengine.letters.writing import Letter, Request, fields, known, render
from schemeengine.render import wording
from schemeengine.render.figures import moment
from schemeengine.render.width import plain
from schemeengine.verdict.readings import checked


def published_page(blank: Judged, request: Request, problems: Problems) -> Letter | None:
    """A page about a programme; ``blank`` is its verdict on a dossier that says nothing.

    None after diagnostics. What is asked, and by whom, is what that verdict misses; the
    requirements are read off the rules, so that no state of a case stands in them.
    """
    contents = Contents(blank, blank.trace(), request.lang, request.passages)
    made = render(request, _variables(blank, contents, request), known(contents), problems)
    day = blank.verdict.as_of.isoformat()
    return None if made is None else Letter(made, day, request.kind)


def _variables(blank: Judged, contents: Contents, request: Request) -> Mapping[str, Any]:
    scheme, lang = blank.view.scheme, request.lang
    rules = PlainRules.of(scheme, lang)
    answer, asked = contents.answer(), checked(scheme, blank.procedure)
    given = fields(request.fields, lang)
    found: dict[str, Any] = {
        "lang": lang, "scheme": contents.programme(), "verdict": None, "field": given,
        "sender": given["sender"] or contents.programme().authority, "as_of": answer.as_of,
        "edition": _edition(blank, contents), "procedure": answer.procedure,
        "procedure_place": answer.procedure_cite,
        "requirements": rules.requirements(asked),
        "documents": contents.documents(),
        "missing": with_all_facts(contents, contents.missing(), _rules(scheme, asked)),
        "stages": contents.stages(),
        "amounts": tuple(_rule(contents, "amount", n, c, rules) for n, c in scheme.amounts.items()),
        "periods": tuple(_period(contents, n, rules) for n in scheme.periods),
        "dates": tuple(_rule(contents, "date", n, c, rules) for n, c in scheme.dates.items()),
        "worked": tuple(worked_examples(contents)) if request.kind is Kind.PUBLIC else (),
        "readings": contents.readings(), "receipt": _receipt(blank, contents),
        "procedures": tuple(_others(contents)), "duties": duties(contents, rules.words),
        "grounds": grounds(contents), "scorings": points_tables(contents, rules.words),
        "selection": selection(contents, rules.words),
    }  # fmt: skip
    # Last: only now it is known what the page calls by a name.
    return {**found, "terms": terms(rules, [p.id for p in asked]) if request.kind is Kind.PUBLIC else ()}


def _rules(scheme: Scheme, asked: Iterable[Provision]) -> Iterator[Expr]:
    yield from (p.clause.expr for p in asked)
    yield from (c.expr for c in scheme.amounts.values())


def _others(contents: Contents) -> Iterator[e.OtherProcedure]:
    """The procedures besides the one the page is about."""
    about = contents.judged.procedure
    for id_, process in contents.scheme.procedures.items():
        if about is None or id_ != about.id:
            own = f"procedure:{id_}"
            label = (process.label_en if contents.lang == "en" else "") or process.label or id_
            yield e.OtherProcedure(
                id_, contents.said(label, own), contents.place(process.cite, own), (own,),
                wording.cites(process.cite, contents.lang),
            )  # fmt: skip


def _edition(blank: Judged, contents: Contents) -> Said:
    v = blank.verdict
    edition = next((x for x in blank.view.scheme.editions if x.id == v.edition), None)
    if edition is None:
        return Said("", ("scheme",))
    day = moment(edition.from_.isoformat(), contents.lang)
    return contents.said(contents.say(f"{day}施行の版", f"edition in force from {day}"), "scheme")


def _rule(contents: Contents, kind: str, name: str, clause: Clause, rules: PlainRules) -> e.Figure:
    w, own, lang = clause.wording, f"{kind}:{name}", contents.lang
    return _figure(contents, own, name, w.name(lang), rules.worked_out(own, name, clause), w.cite)


def _period(contents: Contents, name: str, rules: PlainRules) -> e.Figure:
    period, lang = contents.scheme.periods[name], contents.lang
    w = period.wording
    return _figure(contents, f"period:{name}", name, w.name(lang), rules.period(period), w.cite)


def _figure(
    contents: Contents, own: str, name: str, label: str, words: str, cite: tuple[str, ...]
) -> e.Figure:
    empty = Said("", (own,))
    return e.Figure(
        name, contents.said(label or name, own), contents.said(words, own), contents.place(cite, own), empty,
        False, True, empty, empty, (own,), wording.cites(cite, contents.lang),
    )  # fmt: skip


def _receipt(blank: Judged, contents: Contents) -> Said:
    """Versions and the hash of the rules; a dossier stands behind no such page."""
    r = blank.verdict.receipt
    return contents.said(
        contents.say(
            f"schemeengine {r.engine}（言語 {r.language}）・制度 {r.scheme} {r.scheme_sha256[:12]}",
            f"schemeengine {r.engine} (language {r.language}); programme {r.scheme} {r.scheme_sha256[:12]}",
        ),
        "receipt",
    )


def blank_dossier(scheme: Scheme, procedure: str) -> str:
    """A dossier that says nothing, for the page of a programme.

    Of a programme in several editions it says that nothing has been filed yet: the page is about the
    edition now in force.
    """
    chosen = f"procedure: {procedure}\n" if procedure else ""
    address = scheme.facts.get(scheme.edition_by)
    if scheme.former and address is not None and scheme.inputs[address].type.kind is TypeKind.EVENT:
        chosen += f"facts: {{{scheme.edition_by}: not_yet}}\n"
    return f"schemeengine: 1\ndossier: blank\nfor: {plain(scheme.id)}\n{chosen}"
