"""What a status says, in the words that the manual and the expected files use."""

from __future__ import annotations

from typing import Any

from schemeengine import CycleStatus, StatusReport

Said = dict[str, Any]


def said(report: StatusReport) -> dict[str, Said]:
    """Each thing by its life cycle (and number), with everything that may be expected of it."""
    return {" ".join(t for t in (c.cycle, c.number) if t): of_cycle(c) for c in report.cycles}


def of_cycle(cycle: CycleStatus) -> Said:
    first = cycle.possible[0].first if len(cycle.possible) == 1 else None
    found: Said = {
        "state": cycle.state or "unknown",
        "possible": sorted(s.state for s in cycle.possible),
        "in_force": {"true": "yes", "false": "no"}.get(cycle.in_force, "unknown"),
        "since": first.isoformat() if first else "none",
        "until": (cycle.until.value if cycle.until else None) or "none",
        "grounds": sorted(g.id for g in cycle.grounds if g.status == "true"),
        "grace": sorted(g.id for g in cycle.grounds if g.in_grace),
        "missing": sorted(p.fact for p in cycle.pending),
    }
    for state in ("coming", "due", "overdue", "done", "done_late", "lapsed", "undetermined"):
        found[state] = sorted({d.obligation for d in cycle.duties if d.state == state})
    found["amounts"] = {
        d.obligation: d.amount.value for d in cycle.duties if d.amount is not None and d.state != "coming"
    }
    return found
