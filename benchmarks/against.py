"""The other engines: the same answers first, then decision, explanation and trace side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks import plain
from benchmarks.ours import each
from benchmarks.peers import business, cel, datalogic, durable, openfisca, publicodes, zen_engine
from benchmarks.peers.peer import NotInstalled, Peer
from benchmarks.results import Findings, Goal, Line
from benchmarks.single import BOUND, DECIDE, TRACE, agree
from benchmarks.timing import Contender, Timings
from benchmarks.workload.dossiers import Facts

TABLE = "Against other engines"
FORMS = ("decide", "explain", "trace")
WORDS = {"decide": "decision", "explain": "every clause", "trace": "own trace"}
#: Engines that could not be had are named all the same.
NAMES = (
    "datalogic-py", "datalogic-py (JSON text)", "zen-engine", "zen-engine (bare expression)",
    "common-expression-language", "business-rules", "durable-rules", "openfisca-core", "publicodes",
)  # fmt: skip


def builders(facts: Sequence[Facts]) -> dict[str, Callable[[], Peer]]:
    return {
        "datalogic-py": datalogic.build,
        "datalogic-py (JSON text)": datalogic.build_from_text,
        "zen-engine": zen_engine.build,
        "zen-engine (bare expression)": zen_engine.build_expression,
        "common-expression-language": cel.build,
        "business-rules": business.build,
        "durable-rules": durable.build,
        "openfisca-core": openfisca.build,
        "publicodes": lambda: publicodes.build(list(facts[:20])),
    }


def gather(facts: Sequence[Facts], found: Findings) -> list[Peer]:
    """Every engine that is installed, its answers checked. Raises WrongAnswer."""
    peers = []
    for name, build in builders(facts).items():
        try:
            peer = build()
        except (NotInstalled, ImportError) as reason:
            found.lines.append(Line(TABLE, name, None, note=f"not installed: {reason}"))
            continue
        for one in facts[: peer.dossiers]:
            prepared = peer.prepare(one)
            want = plain.clauses(one)
            agree(peer.name, peer.answer(peer.explain(prepared)), want)
            if "decide" not in peer.timed and bool(peer.decide(prepared)) != want[-2]:
                raise AssertionError(f"{peer.name}: the decision alone differs")
        peers.append(peer)
    return peers


def key(peer: Peer, form: str) -> str:
    return f"{peer.name}: {WORDS[form]}"


def contenders(peers: Sequence[Peer], facts: Sequence[Facts]) -> list[Contender]:
    found = []
    for peer in peers:
        prepared = [peer.prepare(f) for f in facts[: peer.dossiers]]
        for form in FORMS:
            if form in peer.timed:
                found.append(Contender(key(peer, form), peer.timed[form], peer.dossiers, timed=True))
            elif (run := getattr(peer, form)) is not None and not peer.timed:
                over = prepared[:10] if form == "trace" else prepared
                found.append(Contender(key(peer, form), each(run, over), len(over)))
    return found


def report(peers: Sequence[Peer], timings: Timings, found: Findings) -> None:
    """Ratios of their time to ours, from bound facts to the full clause vector."""
    for peer in peers:
        for form in FORMS:
            name = key(peer, form)
            if name in timings.seconds:
                note = peer.note if form == "decide" else ""
                ratio = timings.ratio(name, TRACE if form == "trace" else BOUND)
                shown = f"{peer.name} {peer.version}: {WORDS[form]}"
                found.lines.append(Line(TABLE, shown, timings.of(name), ratio, note))
    _goals(peers, timings, found)


def _goals(peers: Sequence[Peer], timings: Timings, found: Findings) -> None:
    times = "times ours"
    decisions = {p.name: timings.ratio(key(p, "decide"), DECIDE) for p in peers}
    beside = {p.name: timings.ratio(key(p, "decide"), BOUND) for p in peers}
    explained = {p.name: timings.ratio(key(p, "explain"), BOUND) for p in peers}
    if decisions:
        first = min(decisions, key=lambda n: decisions[n].median)
        name = "the decision, ours, against the fastest engine's decision"
        note = f"the fastest: {first}, {beside[first].median:.2g} times ours for every clause"
        found.goals.append(Goal(name, decisions[first], 2.0, ">=", times, note))
        first = min(explained, key=lambda n: explained[n].median)
        name = "every clause, ours, against the fastest engine's clauses"
        found.goals.append(Goal(name, explained[first], 1.0, ">=", times, f"the fastest: {first}"))
    else:
        for name, target in (
            ("the decision, ours, against the fastest engine's decision", 2.0),
            ("every clause, ours, against the fastest engine's clauses", 1.0),
        ):
            found.goals.append(Goal(name, None, target, ">=", times, "no other engine is installed"))
    zen = "every clause, ours, against zen-engine's decision"
    if "zen-engine" in decisions:
        found.goals.append(Goal(zen, beside["zen-engine"], 25.0, ">=", times))
    else:
        found.goals.append(Goal(zen, None, 25.0, ">=", times, "zen-engine is not installed"))
    traced = f"datalogic-py: {WORDS['trace']}"
    name = "full trace, ours, against datalogic-py's own trace"
    if traced in timings.seconds:
        found.goals.append(Goal(name, timings.ratio(traced, TRACE), 30.0, ">=", times))
    else:
        found.goals.append(Goal(name, None, 30.0, ">=", times, "datalogic-py is not installed"))
