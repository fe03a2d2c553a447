"""Judging: one compiled network, many dossiers. Immutable once made, shared freely by threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.recorded import with_events_of, with_recorded
from schemeengine.execute.case import Case
from schemeengine.execute.door.cells import Cells
from schemeengine.execute.evaluation import Evaluation, Executor, InOrder, ReferenceExecutor
from schemeengine.intake import Asked, bind_dossier, chosen_readings, day_in_question
from schemeengine.ir.expr import AS_OF
from schemeengine.ir.scheme import Procedure, Scheme
from schemeengine.loading import TEXT_GIVEN, LoadedDossier, dossier_of_text
from schemeengine.network import Network
from schemeengine.verdict.governing import governing, governing_life, is_encoded
from schemeengine.verdict.in_force import InForce, in_force
from schemeengine.verdict.judge import Track, judge
from schemeengine.verdict.model import Receipt, TraceNode, Verdict
from schemeengine.verdict.open_edition import open_parts
from schemeengine.verdict.trace import trace
from schemeengine.verdict.view import Values, View
from schemeengine.version import LANGUAGE, VERSION

if TYPE_CHECKING:
    from schemeengine.execute.door.fast_door import FastDoor

#: compiled (default) · reference (the plain specification) · durable (the durable-rules extra)
Engine = Literal["compiled", "reference", "durable"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and what its explanation is derived from. ``trace()`` computes it when asked."""

    verdict: Verdict
    view: View
    track: Track

    @property
    def procedure(self) -> Procedure | None:
        return self.track.procedure

    def trace(self) -> tuple[TraceNode, ...]:
        """The explanation: one tree for each provision checked, each amount, date and period."""
        return trace(self.view, self.procedure)


@dataclass(frozen=True, slots=True)
class Result:
    """All verdicts for one dossier, and notes and warnings met on the way."""

    judged: tuple[Judged, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(j.verdict for j in self.judged)


class Evaluator:
    """Schemes compiled once into one shared network, ready to judge any number of dossiers.

    Holds no state of any evaluation: one evaluator may be used by many threads at once.
    """

    __slots__ = (
        "_door", "_earlier", "_engine", "_in_order", "_tracks", "executor", "network", "schemes",
    )  # fmt: skip

    def __init__(self, schemes: Sequence[Scheme], engine: Engine = "compiled") -> None:
        """Raises :class:`~schemeengine.execute.durable.executor.EngineUnavailable` if the durable-rules
        extra is asked for and cannot be imported."""
        network = Network.build(schemes)
        self._set(schemes, network, _executor(network, engine), engine)

    @classmethod
    def of(cls, schemes: Sequence[Scheme], network: Network, executor: Executor) -> Evaluator:
        """An evaluator on a network and an executor made before for the same schemes."""
        made = cls.__new__(cls)
        made._set(schemes, network, executor, "compiled")
        return made

    def _set(self, schemes: Sequence[Scheme], network: Network, executor: Executor, engine: Engine) -> None:
        self.schemes = tuple(schemes)
        self.network = network
        self.executor = executor
        self._engine = engine
        #: Evaluators of the earlier texts of a programme; made when a case first needs one.
        self._earlier: dict[tuple[str, str], Evaluator] = {}
        self._in_order = executor if isinstance(executor, InOrder) else None
        #: What is the same for every dossier, by scheme and procedure; made when first needed.
        self._tracks: dict[tuple[str, str], Track] = {}
        self._door: FastDoor | None = None

    def evaluate(
        self, dossier: LoadedDossier | Dossier, *, as_of: date | None = None,
        readings: Mapping[str, str] | None = None, procedure: str = "", today: date | None = None,
        compare_readings: bool = True,
    ) -> Result:  # fmt: skip
        """Judge one dossier by all schemes.

        ``as_of`` wins over the dossier's own; ``today`` is used, and noted, where neither is given.
        What the dossier's events up to that day record counts as stated.
        ``readings`` maps reading ids (or ``scheme.reading``) to choices. With ``compare_readings``
        a verdict's ``readings`` also say what every other choice would change: worked out when
        they are read. Raises :class:`BadInput` for a dossier that does not fit its declarations,
        an unknown reading, or an edition that is not encoded.
        """
        problems = Problems()
        file = "" if isinstance(dossier, Dossier) else dossier.source.name
        if not isinstance(dossier, Dossier):
            dossier = bind_dossier(self.schemes, dossier, problems, as_of=as_of, today=today)
        asked = Asked(as_of, readings or {}, procedure, today, compare_readings, file)
        return self._judge(dossier, asked, problems)

    def evaluate_json(
        self, dossier: bytes | str | Mapping[str, object], *, as_of: date | None = None,
        readings: Mapping[str, str] | None = None, procedure: str = "", today: date | None = None,
        compare_readings: bool = True,
    ) -> Result:  # fmt: skip
        """Judge a dossier given as JSON (bytes in UTF-8, or text) or as the values of Python that
        JSON would be written from: mappings, lists, text, whole numbers, ``True``/``False``,
        :class:`~datetime.date`, :class:`~datetime.datetime`, :class:`~decimal.Decimal`.

        Otherwise like :meth:`evaluate`: the same answers, and for anything wrong the same
        diagnostics, only that the usual spellings are read many times faster. Raises TypeError for
        a value of Python that no dossier can hold.
        """
        problems = Problems()
        door = self._door
        if door is None:
            door = self._door = self._make_door()
        asked = Asked(as_of, readings or {}, procedure, today, compare_readings, TEXT_GIVEN)
        return self._judge(door.bind(dossier, problems), asked, problems)

    def _make_door(self) -> FastDoor:
        from schemeengine.execute.door.fast_door import FastDoor

        def slow(text: str, problems: Problems) -> Dossier:
            return bind_dossier(self.schemes, dossier_of_text(text), problems)

        in_order = self._in_order
        return FastDoor(self.schemes, slow, () if in_order is None else in_order.addresses)

    def _judge(self, bound: Dossier, asked: Asked, problems: Problems) -> Result:
        day, assumed = day_in_question(bound, asked, problems)
        chosen = chosen_readings(self.schemes, bound, asked.readings, problems)
        problems.raise_if_errors()
        if bound.events:
            bound = self._with_events(replace(bound, readings=chosen), day, problems)
        values = bound.values
        known = values.put(AS_OF, day) if isinstance(values, Cells) else {**values, AS_OF: day}
        case = Case(known, chosen)
        evaluation = self._evaluation(case)
        judged = []
        for scheme in self.schemes:
            force = in_force(scheme, case, day)
            evaluator, found_values = self, evaluation
            if force.text is not scheme:
                evaluator = self._of_earlier(force.text)
                found_values = evaluator.executor.evaluate(evaluator.network, case)
            one = _Judging(evaluator, force, bound, found_values, day, assumed, asked)
            found = one.judge(problems)
            if found is not None:
                judged.append(found)
        problems.raise_if_errors()
        return Result(tuple(judged), problems.items)

    def _with_events(self, bound: Dossier, day: date, problems: Problems) -> Dossier:
        """What the events record, once they are found possible. Raises :class:`BadInput` if they are not."""
        from schemeengine.lifecycle.status import check_events

        texts = [governing(s, bound, day).text if s.former else s for s in self.schemes]
        for scheme in self.schemes:
            if scheme.id in bound.events:
                text = governing_life(scheme, bound, day).text
                own = with_events_of(bound, (scheme,), (text,), problems)
                check_events(self.values_of(text), text, own, day, problems)
        problems.raise_if_errors()
        return with_recorded(bound, texts, day)

    def check_events(self, bound: Dossier, day: date, problems: Problems) -> None:
        """Tell of events that cannot have happened, each programme by the edition that governs.
        Raises :class:`BadInput` if there are any."""
        if bound.events:
            self._with_events(bound, day, problems)

    def _of_earlier(self, text: Scheme) -> Evaluator:
        """An evaluator of an earlier text alone. Two threads may make it twice, never differently."""
        key = (text.id, text.editions[-1].id)
        found = self._earlier.get(key)
        if found is None:
            found = self._earlier[key] = Evaluator((text,), self._engine)
        return found

    def _evaluation(self, case: Case) -> Evaluation:
        values, in_order = case.values, self._in_order
        if in_order is not None and isinstance(values, Cells) and values.first is in_order.addresses:
            row = values.row[: len(values.first)]
            return Evaluation(self.network, case, in_order.run(row, case.readings))
        return self.executor.evaluate(self.network, case)

    def track(self, scheme: Scheme, procedure: Procedure | None) -> Track:
        """What is the same for every dossier judged by one procedure."""
        key = (scheme.id, procedure.id if procedure else "")
        found = self._tracks.get(key)
        if found is None:
            found = self._tracks[key] = Track(scheme, procedure)
        return found

    def values_of(self, scheme: Scheme) -> Callable[[Case], Values]:
        """Evaluates a changed case, read through one scheme's expressions."""
        if any(scheme is text for s in self.schemes for text in s.texts[1:]):  # an earlier edition
            return self._of_earlier(scheme).values_of(scheme)

        def again(case: Case) -> Values:
            return self.executor.evaluate(self.network, case).of_scheme(scheme.id)

        return again


def _executor(network: Network, engine: Engine) -> Executor:
    """The executor by name; each is imported only when asked for."""
    match engine:
        case "reference":
            return ReferenceExecutor()
        case "durable":
            from schemeengine.execute.durable.executor import DurableExecutor

            return DurableExecutor(network)
        case _:
            from schemeengine.execute.compiled.executor import CompiledExecutor

            return CompiledExecutor(network)


def evaluate(
    schemes: Sequence[Scheme], dossier: LoadedDossier | Dossier, *, as_of: date | None = None,
    readings: Mapping[str, str] | None = None, procedure: str = "", today: date | None = None,
    compare_readings: bool = True, engine: Engine = "compiled",
) -> Result:  # fmt: skip
    """Judge one dossier. For many, make one :class:`Evaluator` and keep it (see there)."""
    return Evaluator(schemes, engine).evaluate(
        dossier, as_of=as_of, readings=readings, procedure=procedure, today=today,
        compare_readings=compare_readings,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Judging:
    """One scheme and one dossier."""

    evaluator: Evaluator
    force: InForce
    bound: Dossier
    evaluation: Evaluation
    day: date
    assumed: bool
    asked: Asked

    @property
    def scheme(self) -> Scheme:
        return self.force.text

    def judge(self, problems: Problems) -> Judged | None:
        scheme, force, process = self.scheme, self.force, self._process()
        track = self.evaluator.track(scheme, process)
        view = View(
            scheme, self.evaluation.of_scheme(scheme.id), self.evaluation.case, self.bound.places,
            self.bound.assumed,
        )  # fmt: skip
        edition = force.edition
        if not is_encoded(force, problems):
            return None
        name = edition.id if edition else ""

        def receipt() -> Receipt:
            return self._receipt(name, process)

        again = self.evaluator.values_of(scheme)
        judged = partial(judge, view, track, receipt, again, compare_readings=self.asked.compare_readings)
        fixed: dict[str, object] = {"as_of": self.day, "edition": name}
        if edition is None and scheme.editions and not force.is_open:
            # A programme not in force on the day does not concern the case; it never falls through.
            fixed |= {"outcome": "out_of_scope", "stages": (), "pending": (), "failed": ()}
            fixed["reason"] = force.why()
            return Judged(judged(fixed=fixed), view, track)
        verdict = judged(fixed=fixed, edition_reason=force.why)
        if force.is_open:
            fixed |= open_parts(view, verdict, force)
            verdict = judged(fixed=fixed, edition_reason=force.why)
        return Judged(verdict, view, track)

    def _process(self) -> Procedure | None:
        """The procedure asked for, else the dossier's, else the scheme's usual one."""
        wanted = self.asked.procedure
        asked = wanted if wanted in self.scheme.procedures else ""
        name = asked or self.bound.procedures.get(self.scheme.id, self.scheme.main_procedure)
        return self.scheme.procedures.get(name)

    def _receipt(self, edition: str, process: Procedure | None) -> Receipt:
        scheme, chosen = self.scheme, self.evaluation.case.readings
        hashes = "".join(s.sha256 for s in scheme.sources)
        return Receipt(
            engine=VERSION, language=LANGUAGE, scheme=scheme.id,
            scheme_sha256=sha256(hashes.encode()).hexdigest(), dossier=self.bound.name,
            dossier_sha256=self.bound.sha256, as_of=self.day, edition=edition,
            procedure=process.id if process else "",
            readings={r.id: chosen.get(r.address, r.adopted) for r in scheme.readings.values()},
            as_of_assumed=self.assumed, files=tuple((s.name, s.sha256) for s in scheme.sources),
            dossier_file=self.asked.dossier_file,
        )  # fmt: skip
