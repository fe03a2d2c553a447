"""The public functions, in the order of the phases they string together.

text → tree → document → meaning (``load_schemes``); dossier text → document (``load_dossier``);
meaning → network → values → verdict (``evaluate``, or an ``Evaluator`` kept for many dossiers).
No global state; files are read only by the ``load_`` functions; a verdict is a pure function of
(schemes, dossier, dates, readings).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.evaluator import Engine, Evaluator, Judged, Result, evaluate
from schemeengine.intake import bind_dossier
from schemeengine.ir.expr import AS_OF
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library, LoadedDossier, ReadText, dossier_of_text, read_dossier
from schemeengine.source import Source
from schemeengine.syntax.files import read_text

if TYPE_CHECKING:
    from schemeengine.portfolio.model import Portfolio
    from schemeengine.selection.model import Chosen

__all__ = [
    "AS_OF",
    "Engine",
    "Evaluator",
    "Judged",
    "LoadedDossier",
    "Result",
    "bind_dossier",
    "choose_among",
    "dossier_from_text",
    "evaluate",
    "load_dossier",
    "load_schemes",
    "portfolio_of",
    "read_dossier",
    "read_schemes",
    "scheme_from_text",
]


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
    found: list[Scheme] = []
    for path in paths:  # a file already read as another edition of a programme before it is not read again
        if not any(path == source.name for s in found for t in s.texts for source in t.sources):
            scheme = library.scheme(path, problems)
            found += [] if scheme is None else [scheme]
    return tuple(found)


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
    return found


def dossier_from_text(text: str, name: str = "<text>") -> LoadedDossier:
    """A dossier from a string of YAML or JSON. Raises :class:`BadInput` if it cannot be read."""
    return dossier_of_text(text, name)


def portfolio_of(
    evaluator: Evaluator, dossier: LoadedDossier, *, as_of: date | None = None,
    readings: Mapping[str, str] | None = None, today: date | None = None,
) -> Portfolio:  # fmt: skip
    """One dossier against all programmes of an evaluator: what fits, what excludes what, and which
    combination surely pays most. Amounts are whole yen.

    ``as_of``, ``readings`` and ``today`` as for :meth:`Evaluator.evaluate`, and so what is raised.
    """
    from schemeengine.portfolio.combine import portfolio

    bound = bind_dossier(evaluator.schemes, dossier, Problems(), as_of=as_of)
    result = evaluator.evaluate(
        dossier, as_of=as_of, readings=readings, today=today, compare_readings=False
    )  # fmt: skip
    return portfolio(evaluator, bound, result.judged)


def choose_among(scheme: Scheme, judged: Mapping[str, Judged]) -> Chosen:
    """The applications of one call, by name, ranked and chosen among as the scheme's ``selection`` says.

    Names tell applications apart, and a lot is drawn for them where nothing else is said; their
    order changes nothing. Raises :class:`BadInput` for a scheme without a selection (D030), and where
    applications of one group give different limits (D047).
    """
    from schemeengine.selection.choose import choose
    from schemeengine.selection.model import Application

    if scheme.selection is None:
        problems = Problems()
        problems.add(codes.NO_SELECTION, None, scheme=scheme.id)
        problems.raise_if_errors()
    assert scheme.selection is not None
    return choose(scheme.selection, [Application(name, one) for name, one in judged.items()])
