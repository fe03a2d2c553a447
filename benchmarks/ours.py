"""Our own engine on the reference workload: what is prepared beforehand, and what is timed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.plain import Answer
from benchmarks.workload.dossiers import CLAUSES, Facts, json_bytes
from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.evaluator import Evaluator
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.answers import Answers, Bound, Decision
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.domain import Value
from schemeengine.intake import bind_dossier
from schemeengine.ir.expr import AS_OF, Expr
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.pipeline import dossier_from_text, load_schemes
from schemeengine.source import Source
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE

HERE = Path(__file__).parent
SCHEME = "benchmarks/workload/scheme.yaml"


@dataclass(frozen=True, slots=True)
class Ours:
    """The workload's scheme, compiled, and every drawn dossier in each form it is timed from."""

    scheme: Scheme
    evaluator: Evaluator
    executor: CompiledExecutor
    texts: tuple[bytes, ...]
    bound: tuple[Dossier, ...]
    cases: tuple[Case, ...]
    inputs: tuple[tuple[Value, ...], ...]
    #: Every clause and the amount, nothing else; and the drawn cases made ready for it.
    answers: Answers
    ready: tuple[Bound, ...]
    #: Only whether all clauses hold.
    decision: Decision
    to_decide: tuple[Bound, ...]

    @property
    def network(self) -> Network:
        return self.executor.network

    def of_nodes(self, values: Sequence[Value]) -> Answer:
        """The same out of the vector of all nodes."""
        return self.answer([values[n] for n in self.answers.numbers])

    def answer(self, values: Sequence[Value]) -> Answer:
        """The clauses' states and the amount as sixteen truths and the amount. A clause that does
        not apply stands in nobody's way; one not decided on a complete dossier is an error."""
        *masks, grant = values
        assert all(m in (TRUE, FALSE, NOT_APPLICABLE) for m in masks), masks
        truths = [m != FALSE for m in masks]
        return (*truths, all(truths), grant)


def prepare(facts: Sequence[Facts]) -> Ours:
    """Load, compile, bind. Raises BadInput if the workload's own files are wrong."""
    (scheme,) = load_schemes([SCHEME], read=read)
    evaluator = Evaluator([scheme])
    executor = CompiledExecutor(evaluator.network)
    texts = tuple(json_bytes(f) for f in facts)
    problems = Problems()
    bound = tuple(bind_dossier([scheme], dossier_from_text(t.decode()), problems) for t in texts)
    cases = tuple(Case({**b.values, AS_OF: b.as_of}) for b in bound)
    inputs = tuple(tuple(executor.bind(c)) for c in cases)
    roots = asked(scheme, evaluator.network)
    answers, decision = Answers(executor, roots), Decision(executor, roots[:-1])
    ready, to_decide = (tuple(a.bind(c) for c in cases) for a in (answers, decision))
    return Ours(
        scheme, evaluator, executor, texts, bound, cases, inputs, answers, ready, decision, to_decide
    )  # fmt: skip


def asked(scheme: Scheme, network: Network) -> list[Expr]:
    """The clauses (all but the last, which joins them) and the amount."""
    found = [scheme.provisions[c].clause.expr for c in CLAUSES[:-1]]
    found.append(scheme.amounts["grant"].expr)
    return [network.of(scheme.id, e) for e in found]


def read(name: str, _: Problems) -> Source:
    """The workload's files by the names they have in the repository."""
    return Source(name, (HERE.parent / name).read_text(encoding="utf-8"))


def each(run: Callable[[Any], object], over: Sequence[object]) -> Callable[[], None]:
    """One pass over all dossiers."""

    def go() -> None:
        for one in over:
            run(one)

    return go
