"""A run's findings on the terminal, as a page of docs/, and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.results import Curve, Findings, Goal, Line
from benchmarks.timing import Spread

INTRODUCTION = """\
# Benchmarks

Written by `make bench` on {date}; not edited by hand.

{machine}.

Everything below was timed in one run, in turns: each round gives every contender a turn of at least
{turn:.0f} ms, and ratios are taken within a round. Shown are the median and, in brackets, the middle
half of the rounds. All times are processor time, so that other work on the machine does not count.
Times of different machines or runs must not be compared; ratios may.

The workload is a made-up certification of sixteen clauses, with a checklist of thirty items, three to
five goals and the amount of a grant (`benchmarks/workload/scheme.yaml`), on {dossiers} complete
dossiers drawn from a fixed seed. Before anything is timed, every contender must give the same sixteen
answers and the same amount on every dossier it is timed on. Ours is three-valued with bounds, the
others are two-valued; where another engine cannot express something, it is worked out for it
beforehand, at no cost to it, and said in the notes.
"""


def machine(versions: Sequence[str]) -> str:
    cores = os.cpu_count() or 1
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, "
        f"{platform.python_implementation()} {platform.python_version()}"
        + (f"; {', '.join(versions)}" if versions else "")
    )


# ------------------------------------------------------------------ cells
def shown(s: Spread | None, digits: int = 3) -> str:
    if s is None:
        return "–"
    return f"{_figure(s.median, digits)} ({_figure(s.low, digits)}–{_figure(s.high, digits)})"


def _figure(value: float, digits: int) -> str:
    """So many significant figures, without an exponent."""
    text = f"{value:.{digits}g}"
    return f"{float(text):,.0f}" if abs(value) >= 100 else f"{float(text):g}"


def lasting(s: Spread | None) -> str:
    """Seconds as microseconds, or as milliseconds from ten of them on."""
    if s is None:
        return "–"
    scale, unit = (1e3, "ms") if s.median >= 0.01 else (1e6, "µs")
    return f"{shown(Spread(s.median * scale, s.low * scale, s.high * scale))} {unit}"


def _met(goal: Goal) -> str:
    return "not measured: not met" if goal.ratio is None else "met" if goal.met else "not met"


# ------------------------------------------------------------------ tables
def goal_rows(goals: Sequence[Goal]) -> list[list[str]]:
    head = ["goal", "measured", "wanted", "", "note"]
    return [head, *([g.name, shown(g.ratio), g.goal, _met(g), g.note] for g in goals)]


def line_rows(lines: Sequence[Line]) -> list[list[str]]:
    head = ["contender", "time", "ratio", "note"]
    return [head, *([x.name, lasting(x.seconds), shown(x.ratio), x.note] for x in lines)]


def curve_rows(curves: Sequence[Curve]) -> list[list[str]]:
    rows = [["curve", "µs by size", "exponent by decade"]]
    for curve in curves:
        points = ", ".join(f"{n:,}: {_figure(s * 1e6, 3)}" for n, s in curve.points)
        rows.append([curve.name, points, ", ".join(f"{x:.2f}" for x in curve.slopes)])
    return rows


def _tables(found: Findings) -> Iterator[tuple[str, list[list[str]]]]:
    yield "Goals", goal_rows(found.goals)
    for name in dict.fromkeys(x.table for x in found.lines):
        yield name, line_rows([x for x in found.lines if x.table == name])
    yield "Growth", curve_rows(found.curves)


# ------------------------------------------------------------------ outputs
def terminal(found: Findings) -> str:
    """Plain text, columns aligned; notes are left to the page."""
    parts = []
    for title, rows in _tables(found):
        narrow = [row[:4] if title == "Goals" else row[:3] for row in rows]
        widths = [max(len(row[i]) for row in narrow) for i in range(len(narrow[0]))]
        lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in narrow]
        parts.append("\n".join([title, *(f"  {line}" for line in lines)]))
    return "\n\n".join(parts)


def markdown(found: Findings, facts: str, dossiers: int, turn: float, picture: str) -> str:
    parts = [
        INTRODUCTION.format(date=date.today().isoformat(), machine=facts, dossiers=dossiers, turn=turn * 1e3)
    ]
    for title, rows in _tables(found):
        head, *body = ([c.replace("|", "\\|") for c in row] for row in rows)
        table = [_row(head), _row(["---"] * len(head)), *map(_row, body)]
        parts.append("\n".join([f"## {title}", "", *table, ""]))
    if picture:
        parts.append(f"![Growth over three decades]({picture})\n")
    if found.notes:
        parts.append("\n".join(["## Where a goal is not met", "", *(f"- {n}" for n in found.notes), ""]))
    return "\n".join(parts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def as_json(found: Findings, facts: str) -> str:
    goals = [
        {
            "name": g.name, "ratio": None if g.ratio is None else round(g.ratio.median, 4),
            "goal": g.goal, "met": g.met,
        }
        for g in found.goals
    ]  # fmt: skip
    record = {"goals": goals, "machine": facts, "date": date.today().isoformat()}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
