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
    "else falls back) took the ratio from 18 to 6: its values go into cells in the executor's "
    "order, the hash, the stages, the determinations and the reading comparisons wait until they "
    "are read. Of 160 µs then (machine busy) 69 went to reading, of which 11 to the JSON parser, 33 "
    "to the network and the rest to the verdict. Plain Python checks nothing of what it reads.",
    "bound facts → full trace": "The explanation of this scheme has 114 lines, 63 facts with their "
    "places and 35 kB of JSON. By way of the tree, its records and an indented text it took 17 ms; "
    "fixed pieces written once for a programme, values of members worked out once, and conditions "
    "prepared beforehand make it 2 (machine busy). pydantic's serialiser alone, handed the finished "
    "data, takes 0.25. What is left is spread over 14,000 calls; the next step would be one "
    "generated function for the lines inside lists, as the network has for its values.",
    "every clause, ours, against the fastest engine's bare decision": "datalogic-py stops at the "
    "first clause that fails, is given dossiers it has parsed beforehand, and runs in Rust; plain "
    "Python is slower than it as well. From JSON text it is the table's line below.",
    "every clause, ours, against the fastest engine's clauses": "As above: compiled Rust on "
    "dossiers parsed beforehand.",
    "full trace, ours": "datalogic-py lists its steps without wording, citation or place.",
    "cold schemeengine": "Assembled schemes and the compiled network are kept between runs, which "
    "took 0.9 s to 0.4 s; the first run costs the former. Of the rest half is importing: some 165 "
    "frozen dataclasses, each made anew by every process, take a third of that, and nothing of "
    "jinja2, the assembler, the instrument reader or the output records is imported any more. "
    "Taking up what was kept takes 0.04 s, reading the dossier's YAML 0.03 s.",
}


def notes(goals: Sequence[Goal]) -> Iterator[str]:
    for goal in goals:
        if not goal.met:
            for beginning, text in TRIED.items():
                if goal.name.startswith(beginning):
                    yield f"**{goal.name}**: {text}"
                    break
