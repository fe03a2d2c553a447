"""The table of articles: what of an instrument is encoded, what is not and why, and by which rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemeengine.citations import CitablePlaces, Known
from schemeengine.diagnostics import Lang
from schemeengine.ir.life_cycle import LifeCycle
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.render import wording
from schemeengine.render.as_json import dump_data
from schemeengine.render.lines import Line
from schemeengine.render.markup import escape_markdown
from schemeengine.render.width import plain, table


@dataclass(frozen=True, slots=True)
class Row:
    """One article: its place and title, how far it is encoded, why not, and the rules citing it."""

    place: str
    title: str
    encoded: str
    why: str
    cited_by: tuple[str, ...]


def rows(scheme: Scheme) -> tuple[Row, ...]:
    """The outline in its order, each article with the ids of the rules that cite it."""
    places = CitablePlaces.of({p: e.has for p, e in scheme.outline.items()})
    by_article: dict[str, dict[str, None]] = {}
    for name, cites in _citing(scheme):
        for cite in cites:
            found = places.resolve(cite)
            if isinstance(found, Known):
                by_article.setdefault(found.article, {})[name] = None
    return tuple(
        Row(p, e.title, e.encoded, e.why, tuple(by_article.get(p, {}))) for p, e in scheme.outline.items()
    )


def _citing(scheme: Scheme) -> Iterator[tuple[str, tuple[str, ...]]]:
    for provision in scheme.provisions.values():
        yield from _clause(provision.clause, provision.id)
    for group in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
        for name, clause in group.items():
            yield from _clause(clause, name)
    for name, cites in (
        *((p.id, p.wording.cite) for p in scheme.periods.values()),
        *((r.id, r.cite) for r in scheme.readings.values()),
        *((c.id, c.cite) for c in scheme.checklists.values()),
        *((p.id, p.cite) for p in scheme.papers.values()),
        *((e.id, e.cite) for e in scheme.editions),
    ):
        yield name, cites
    for procedure in scheme.procedures.values():
        yield procedure.id, procedure.cite
        yield from ((f"{procedure.id}.{s.id}", s.cite) for s in procedure.stages)
    if scheme.selection is not None:
        yield "selection", scheme.selection.cite
    for kind in scheme.events.values():
        yield kind.id, kind.wording.cite
    for cycle in scheme.life_cycles.values():
        yield from _of_cycle(cycle)


def _of_cycle(cycle: LifeCycle) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The states, moves, duties and grounds of a life cycle, under its name."""
    yield cycle.id, cycle.wording.cite
    for state in cycle.states.values():
        yield f"{cycle.id}.{state.id}", state.wording.cite
        yield from ((f"{cycle.id}.{state.id}", move.cite) for move in state.moves)
    yield from ((f"{cycle.id}.{o.id}", o.wording.cite) for o in cycle.obligations.values())
    yield from ((f"{cycle.id}.{g.id}", g.wording.cite) for g in cycle.grounds.values())
    for clause in cycle.clauses:
        yield from _clause(clause, cycle.id)


def _clause(clause: Clause, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    here = clause.id or name
    yield here, clause.wording.cite
    if not clause.is_reference:
        for part in clause.parts:
            yield from _clause(part, here)


def outline_lines(scheme: Scheme, lang: Lang) -> list[Line]:
    """The table for the terminal; of dotted ids only the first part, each once."""
    found = rows(scheme)
    keys = ("place", "title", "encoded", "why", "cited_by")
    head = [wording.title(k, lang) for k in keys]
    body = [
        [r.place, plain(r.title), wording.ENCODED[r.encoded].of(lang), plain(r.why), _short(r)] for r in found
    ]
    title = plain(scheme.title_en if lang == "en" and scheme.title_en else scheme.title)
    lines = [Line(title, "heading"), Line("")]
    shown = table([head, *body])
    lines.append(Line(shown[0], "dim"))
    lines += [Line(text) for text in shown[1:]]
    return [*lines, Line(""), Line(counts(scheme, lang), "heading")]


def _short(row: Row) -> str:
    return ", ".join(dict.fromkeys(name.split(".")[0] for name in row.cited_by))


def counts(scheme: Scheme, lang: Lang) -> str:
    """37 か所：記述済み 12、一部を記述 3 … / 37 places: 12 encoded, 3 partly encoded …"""
    found = [e.encoded for e in scheme.outline.values()]
    parts = [(wording.ENCODED[k].of(lang), found.count(k)) for k in wording.ENCODED if k in found]
    if lang == "ja":
        return f"{len(found)}か所：" + "、".join(f"{word} {n}" for word, n in parts)
    return f"{len(found)} places: " + ", ".join(f"{n} {word}" for word, n in parts)


def outline_markdown(scheme: Scheme, lang: Lang) -> str:
    keys = ("place", "title", "encoded", "why", "cited_by")
    cells = [[wording.title(k, lang) for k in keys], ["---"] * len(keys)]
    for row in rows(scheme):
        state = wording.ENCODED[row.encoded].of(lang)
        texts = [row.place, row.title, state, row.why, _short(row)]
        cells.append([escape_markdown(plain(t)) for t in texts])
    title = escape_markdown(plain(scheme.title_en if lang == "en" and scheme.title_en else scheme.title))
    lines = [f"| {' | '.join(c)} |" for c in cells]
    return "\n".join([f"# {title}", "", *lines, "", counts(scheme, lang), ""])


def outline_json(scheme: Scheme, lang: Lang) -> str:
    """Places with full reason ids, and counts by state."""
    found = rows(scheme)
    states = [r.encoded for r in found]
    return dump_data(
        {
            "scheme": scheme.id,
            "title": scheme.title_en if lang == "en" and scheme.title_en else scheme.title,
            "outline": [
                {"place": r.place, "title": r.title, "encoded": r.encoded, "why": r.why,
                 "cited_by": list(r.cited_by)}
                for r in found
            ],
            "counts": {k: states.count(k) for k in wording.ENCODED},
        }
    )  # fmt: skip
