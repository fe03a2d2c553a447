"""What was tried, or is known, where a goal may be missed; printed only for goals that are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.results import Goal

#: Beginning of a goal's name → what is known about it.
TRIED = {
    "bound facts → every clause": "Timed section by section (machine busy, so roughly): of 21 µs the "
    "checklist's records took 8, the call of sum over a list 5, the first day of three years counted "
    "back 2, putting the values into the result 3. By themselves a plain sum of whole numbers takes "
    "0.25 µs, the same day by date.replace 0.36, counting the thirty answers in a list 1. Writing "
    "the first two and an exact half without its common divisor into the function took the ratio "
    "from 13.5 to 11.5 in one noisy run. Plain Python holds the answers as a tuple of words.",
    "JSON bytes → Verdict": "The general reader keeps the place of every value for diagnostics and "
    "reads JSON as YAML: hundreds of times json.loads. The fast door (plain JSON values only, all "
    "else falls back) takes its place here; what remains is mostly judging bound facts, see the "
    "table. In a profile of that, listing the determinations took about a third and finding the "
    "readings used a sixth. In a profile of the fast door, hashing addresses took a fourteenth.",
    "bound facts → full trace": "The explanation of this scheme had 117 lines and 80 kB of JSON when "
    "it was looked at. Of about 19 ms then (machine busy) 11 went to deriving it, 2 to the records "
    "and 6 to writing; pydantic's own serialiser wrote the same bytes in a sixth of the last.",
    "every clause, ours, against the fastest engine's bare decision": "datalogic-py stops at the "
    "first clause that fails, is given dossiers it has parsed beforehand, and runs in Rust; plain "
    "Python is slower than it as well. From JSON text it is the table's line below.",
    "every clause, ours, against the fastest engine's clauses": "As above: compiled Rust on "
    "dossiers parsed beforehand.",
    "full trace, ours": "datalogic-py lists its steps without wording, citation or place.",
    "cold schemeengine": "By phases, of about 1,300 ms of processor time: importing the three "
    "libraries 100, importing schemeengine and its commands 550, reading the three schemes 550, "
    "compiling 60, judging and explaining 40. Of the reading, two thirds are ruamel.yaml in pure "
    "Python and a sixth our own syntax room; the dearest single import is model.documents. Nothing "
    "compiled is kept between runs.",
}


def notes(goals: Sequence[Goal]) -> Iterator[str]:
    for goal in goals:
        if not goal.met:
            for beginning, text in TRIED.items():
                if goal.name.startswith(beginning):
                    yield f"**{goal.name}**: {text}"
                    break
