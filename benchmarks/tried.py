"""What was tried, or is known, where a goal may be missed; printed only for goals that are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.results import Goal

#: Beginning of a goal's name → what is known about it.
TRIED = {
    "bound facts → every clause": "Section by section, the time of the generated function goes to "
    "what leaves its inline paths or builds objects (the list functions, the first day of a period "
    "counted backwards, exact fractions, selections of list members) and to the checklist's thirty "
    "records, where plain Python counts words in a tuple. Each of the first three costs 2 to 5 "
    "times as much as the same step written inline.",
    "JSON bytes → Verdict": "The general reader keeps the place of every value for diagnostics and "
    "reads JSON as YAML: hundreds of times json.loads. The fast door (plain JSON values only, all "
    "else falls back) removed that; a good part of what it still takes is hashing addresses, whose "
    "hash is computed anew in Python each time. The larger part is judging bound facts: much of "
    "what a verdict holds is the same for every dossier and is put together again each time.",
    "bound facts → full trace": "An explanation of this scheme has more than a hundred lines, each "
    "with wording in two languages and the place of every fact: 80 kB of JSON. Most of it is the "
    "same for every dossier and is worded again each time. Writing the same bytes with pydantic's "
    "own serialiser instead of the indenting one of the standard library took a sixth of the time "
    "of that step.",
    "every clause, ours, against the fastest engine's bare decision": "datalogic-py stops at the "
    "first clause that fails, is given dossiers it has parsed beforehand, and runs in Rust; plain "
    "Python is slower than it as well. From JSON text it is the table's line below.",
    "every clause, ours, against the fastest engine's clauses": "As above: compiled Rust on "
    "dossiers parsed beforehand.",
    "full trace, ours": "datalogic-py lists its steps without wording, citation or place.",
    "cold schemeengine": "Most of the time goes to reading the three schemes with their "
    "vocabularies and catalogues: the YAML reader is pure Python, so that every key and value "
    "keeps its place. Nothing compiled is kept between runs.",
    "growth": "Large generated functions outgrow the processor's caches.",
}


def notes(goals: Sequence[Goal]) -> Iterator[str]:
    for goal in goals:
        if not goal.met:
            for beginning, text in TRIED.items():
                if goal.name.startswith(beginning):
                    yield f"**{goal.name}**: {text}"
                    break
