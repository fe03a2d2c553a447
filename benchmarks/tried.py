"""What was tried, or is known, where a goal may be missed; printed only for goals that are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.results import Goal

#: Beginning of a goal's name → what is known about it.
TRIED = {
    "bound facts → every clause": "The general function (masks, bounds, every node) took 5 to 8 times "
    "plain Python. What brought it below: a second function for what is known exactly, two-valued, "
    "with judgments as truths, rows of the fields used, a checklist as bytes (1.0 to 0.15 µs), a "
    "rounded half without its fraction (2.1 to 0.1), the first day of three years worked out in the "
    "loop that needs it, and no further member looked at than two different SDGs take.",
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
    "the decision, ours, against the fastest engine's decision": "datalogic-py stops at the first "
    "clause that fails, is given dossiers it has parsed beforehand, and runs in Rust; from JSON text "
    "it is the table's line below. Ours stops there too, conditions without loops first. Tried: "
    "reading slots by their number instead of unpacking them all (no gain), one test for several "
    "conditions (none), whole years back without the calendar (1.17 to 1.04 µs). Two fifths of what is "
    "left are the loops over goals, a seventh the call and unpacking.",
    "every clause, ours, against the fastest engine's clauses": "As above: compiled Rust on "
    "dossiers parsed beforehand.",
    "full trace, ours": "datalogic-py lists its steps without wording, citation or place.",
    "cold schemeengine": "Assembled schemes and the compiled network are kept between runs, which "
    "took 0.9 s to 0.4 s; the first run costs the former. Since then a sixth less, in turns on a busy "
    "machine (5.4 to 4.5 times): instances are taken up by calling their class (52 to 27 ms), only the "
    "arguments of the command given are made, life cycles, models of programmes and output records are "
    "left aside where they are not needed, and the collector waits. Of the rest half is importing: some "
    "180 frozen dataclasses, each made anew by every process, take a third of that, typer's adapters for "
    "the arguments and regular expressions a tenth each; comparing the readings takes a tenth of the whole.",
}


def notes(goals: Sequence[Goal]) -> Iterator[str]:
    for goal in goals:
        if not goal.met:
            for beginning, text in TRIED.items():
                if goal.name.startswith(beginning):
                    yield f"**{goal.name}**: {text}"
                    break
