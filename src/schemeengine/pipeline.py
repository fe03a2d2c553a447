"""The public functions, and the order of the phases they string together.

text → tree → document → meaning (``load_schemes``); dossier text → bound values
(``load_dossier``); values of every clause (an executor) → verdict (``evaluate``).
No global state; files are read only by the two ``load_`` functions; a verdict is a pure function
of (schemes, dossier, dates, readings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.execute.case import Case
from schemeengine.execute.reference import Walk
from schemeengine.ir import bind as binding
from schemeengine.ir.bind import Dossier
from schemeengine.ir.expr import Address, Expr
from schemeengine.ir.scheme import Edition, Procedure, Scheme
from schemeengine.loading import Library, ReadText, dossier_of, read_dossier
from schemeengine.model.documents import DossierDoc
from schemeengine.model.suggest import closest
from schemeengine.source import Source
from schemeengine.syntax.files import read_text
from schemeengine.values import Stated, format_date
from schemeengine.verdict.judge import judge
from schemeengine.verdict.model import Receipt, Text, Verdict
from schemeengine.verdict.trace import trace
from schemeengine.verdict.model import TraceNode
from schemeengine.verdict.view import Value, View
from schemeengine.version import LANGUAGE, VERSION

AS_OF = Address("built_in", "", "as_of")


@dataclass(frozen=True, slots=True)
class LoadedDossier:
    """A dossier as read, not yet bound to schemes."""

    doc: DossierDoc
    source: Source


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and what its explanation is derived from. ``trace()`` computes it when asked."""

    verdict: Verdict
    view: View
    procedure: Procedure | None

    def trace(self) -> tuple[TraceNode, ...]:
        """The explanation: one tree for each provision checked, each amount and each period."""
        return trace(self.view, self.procedure)


@dataclass(frozen=True, slots=True)
class Result:
    """All verdicts for one dossier, and warnings met on the way."""

    judged: tuple[Judged, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return tuple(j.verdict for j in self.judged)


# ------------------------------------------------------------------ loading
def load_schemes(paths: Iterable[str], *, read: ReadText = read_text) -> tuple[Scheme, ...]:
    """Read, check and assemble scheme files.

    Raises :class:`BadInput` with every diagnostic of every file if any of them is wrong.
    """
    problems = Problems()
    schemes = read_schemes(paths, problems, read=read)
    problems.raise_if_errors()
    return schemes


def read_schemes(
    paths: Iterable[str], problems: Problems, *, read: ReadText = read_text
) -> tuple[Scheme, ...]:
    """Like :func:`load_schemes`, adding diagnostics (warnings too) to ``problems``."""
    library = Library(read)
    found = [library.scheme(path, problems) for path in paths]
    return tuple(s for s in found if s is not None)


def scheme_from_text(text: str, name: str = "<text>", *, read: ReadText = read_text) -> Scheme:
    """A scheme from a string. Raises :class:`BadInput` if it is wrong."""
    problems = Problems()
    scheme = Library(read).scheme_of(Source(name, text), problems)
    problems.raise_if_errors()
    assert scheme is not None
    return scheme


def load_dossier(path: str, *, read: ReadText = read_text) -> LoadedDossier:
    """Read a dossier file (YAML or JSON). Raises :class:`BadInput` if it cannot be read."""
    problems = Problems()
    found = read_dossier(path, problems, read)
    problems.raise_if_errors()
    assert found is not None
    return LoadedDossier(*found)


def dossier_from_text(text: str, name: str = "<text>") -> LoadedDossier:
    """A dossier from a string of YAML or JSON. Raises :class:`BadInput` if it cannot be read."""
    problems = Problems()
    found = dossier_of(Source(name, text), problems)
    problems.raise_if_errors()
    assert found is not None
    return LoadedDossier(*found)


# ------------------------------------------------------------------ evaluating
class _WalkValues:
    """Values of a scheme's own expressions, by the reference walk."""

    def __init__(self, case: Case) -> None:
        self._walk = Walk(case)

    def value(self, expr: Expr, env: Mapping[int, Value]) -> Value:
        return self._walk.value(expr, env)


def evaluate(
    schemes: Sequence[Scheme], dossier: LoadedDossier | Dossier, *, as_of: date | None = None,
    readings: Mapping[str, str] | None = None, procedure: str = "", today: date | None = None,
    compare_readings: bool = True,
) -> Result:  # fmt: skip
    """Judge a dossier against schemes.

    ``as_of`` wins over the dossier's own; ``today`` is used, and noted, where neither is given.
    ``readings`` maps reading ids to choices. Raises :class:`BadInput` for a dossier that does not
    fit its declarations, an unknown reading or procedure, or a day without an edition.
    """
    problems = Problems()
    bound = dossier if isinstance(dossier, Dossier) else bind_dossier(schemes, dossier, problems)
    day, assumed = _day_in_question(bound, as_of, today, problems)
    chosen = _chosen_readings(schemes, bound, readings or {}, problems)
    problems.raise_if_errors()
    case = Case({**bound.values, AS_OF: day}, chosen)
    judged = [
        found
        for scheme in schemes
        if (found := _judge_one(scheme, bound, case, day, assumed, procedure, problems, compare_readings))
    ]
    problems.raise_if_errors()
    return Result(tuple(judged), problems.items)


def bind_dossier(
    schemes: Sequence[Scheme], dossier: LoadedDossier, problems: Problems, *, lenient: bool = False
) -> Dossier:
    """Read a dossier's values by the schemes' declarations. Raises :class:`BadInput` if wrong."""
    bound = binding.bind(dossier.doc, schemes, problems, dossier.source.sha256, lenient=lenient)
    problems.raise_if_errors()
    assert bound is not None
    return bound


def _day_in_question(
    bound: Dossier, as_of: date | None, today: date | None, problems: Problems
) -> tuple[date, bool]:
    if as_of is not None:
        return as_of, False
    if bound.as_of is not None:
        return bound.as_of, False
    day = today or date.today()
    problems.add(codes.AS_OF_TODAY, None, day=format_date(day, "ja"))
    return day, True


def _chosen_readings(
    schemes: Sequence[Scheme], bound: Dossier, wanted: Mapping[str, str], problems: Problems
) -> dict[Address, str]:
    chosen = dict(bound.readings)
    for name, choice in wanted.items():
        scheme_id, _, plain = name.rpartition(".")
        found = [
            r for s in schemes for r in s.readings.values() if r.id == plain and scheme_id in ("", s.id)
        ]
        for reading in found:
            if choice in reading.choices:
                chosen[reading.address] = choice
            else:
                problems.add(
                    codes.UNKNOWN_READING_CHOICE, None, got=f"{name}={choice}", near=", ".join(reading.choices)
                )
        if not found:
            known = [r for s in schemes for r in s.readings]
            near = closest(name, known) or ", ".join(known)
            problems.add(codes.UNKNOWN_READING_CHOICE, None, got=f"{name}={choice}", near=near)
    return chosen


def _judge_one(
    scheme: Scheme, bound: Dossier, case: Case, day: date, assumed: bool, procedure: str,
    problems: Problems, compare_readings: bool,
) -> Judged | None:  # fmt: skip
    process = _procedure(scheme, bound, procedure, problems)
    view = View(scheme, _WalkValues(case), case, bound.places, bound.assumed)
    edition = _edition(scheme, case, day)
    own = {r.id: case.readings.get(r.address, r.adopted) for r in scheme.readings.values()}
    receipt = Receipt(
        VERSION, LANGUAGE, scheme.id, _schemes_hash(scheme), bound.name, bound.sha256, day,
        edition.id if isinstance(edition, Edition) else "", process.id if process else "", own, assumed,
    )  # fmt: skip
    if isinstance(edition, Edition) and not edition.encoded:
        problems.add(
            codes.EDITION_NOT_ENCODED, edition.span, scheme=scheme.id,
            day=format_date(_edition_day(scheme, case, day), "ja"), edition=edition.id, why=edition.why,
        )  # fmt: skip
        return None
    if edition is None and scheme.editions:
        return _not_in_force(view, process, receipt)
    again = _WalkValues if compare_readings else None
    return Judged(judge(view, process, receipt, again), view, process)


def _not_in_force(view: View, process: Procedure | None, receipt: Receipt) -> Judged:
    """A programme that is not in force on the day does not concern the case; it never falls through."""
    from dataclasses import replace

    scheme = view.scheme
    when = _edition_day(scheme, view.case, receipt.as_of)
    ended = [e for e in scheme.editions if e.until is not None and e.until < when]
    starts = [e for e in scheme.editions if e.from_ > when]
    ja, en = f"{format_date(when, 'ja')}に効力のある版がない", f"no edition is in force on {when}"
    if ended:
        last = ended[-1].until
        assert last is not None
        ja, en = f"{ja}（直前の版は{format_date(last, 'ja')}に失効）", f"{en} (the last ended on {last})"
    elif starts:
        ja, en = f"{ja}（{format_date(starts[0].from_, 'ja')}に施行）", f"{en} (the first begins on {starts[0].from_})"
    verdict = judge(view, process, receipt, None, Text(ja, en))
    verdict = replace(verdict, outcome="out_of_scope", stages=(), pending=(), failed=())
    return Judged(verdict, view, process)


def _procedure(
    scheme: Scheme, bound: Dossier, wanted: str, problems: Problems
) -> Procedure | None:
    name = wanted if wanted in scheme.procedures else bound.procedures.get(scheme.id, scheme.main_procedure)
    return scheme.procedures.get(name)


def _edition_day(scheme: Scheme, case: Case, day: date) -> date:
    """The date that selects the edition: as the scheme names it, else the day in question."""
    address = scheme.facts.get(scheme.edition_by)
    value = case.values.get(address) if address is not None else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) and value is not Stated.NOT_YET else day


def _edition(scheme: Scheme, case: Case, day: date) -> Edition | None:
    when = _edition_day(scheme, case, day)
    for edition in scheme.editions:
        if edition.from_ <= when and (edition.until is None or when <= edition.until):
            return edition
    return None


def _schemes_hash(scheme: Scheme) -> str:
    from hashlib import sha256

    return sha256("".join(s.sha256 for s in scheme.sources).encode()).hexdigest()
