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
from schemeengine.evaluator import AS_OF, Evaluator, bind_dossier
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.domain import Value
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

    @property
    def network(self) -> Network:
        return self.executor.network

    def numbers(self) -> tuple[int, ...]:
        """Where the clauses (all but the last, which joins them) and the amount stand."""
        found = [self.scheme.provisions[c].clause.expr for c in CLAUSES[:-1]]
        found.append(self.scheme.amounts["grant"].expr)
        return tuple(self.network.of(self.scheme.id, e).number for e in found)

    def answer(self, values: Sequence[Value]) -> Answer:
        """A vector as sixteen truths and the amount. A clause that does not apply stands in
        nobody's way; one that is not decided on a complete dossier is an error."""
        *numbers, grant = self.numbers()
        masks = [values[n] for n in numbers]
        assert all(m in (TRUE, FALSE, NOT_APPLICABLE) for m in masks), masks
        truths = [m != FALSE for m in masks]
        return (*truths, all(truths), values[grant])


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
    return Ours(scheme, evaluator, executor, texts, bound, cases, inputs)


def read(name: str, _: Problems) -> Source:
    """The workload's files by the names they have in the repository."""
    return Source(name, (HERE.parent / name).read_text(encoding="utf-8"))


def each(run: Callable[[Any], object], over: Sequence[object]) -> Callable[[], None]:
    """One pass over all dossiers."""

    def go() -> None:
        for one in over:
            run(one)

    return go
