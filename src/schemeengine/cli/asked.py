"""What a command was asked: the arguments that most commands share, as they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import typer

from schemeengine.cli.choices import EngineName
from schemeengine.diagnostics import Lang


@dataclass(frozen=True, slots=True)
class Asked:
    """What is judged, by which rules and by which engine, and how the answer is to look.

    ``as_of``, ``readings``: as written, see :mod:`schemeengine.cli.arguments`. ``output``: a path,
    or "" and "-" for standard output.
    """

    dossier: str
    schemes: tuple[str, ...]
    procedure: str
    as_of: str
    readings: tuple[str, ...]
    engine: str
    format: str
    lang: Lang
    output: str


def asked(
    context: typer.Context, format: str, output: str, *, dossier: str = "",
    scheme: Sequence[str] | None = None, procedure: str = "", as_of: str = "",
    reading: Sequence[str] | None = None, engine: str = EngineName.COMPILED.value,
) -> Asked:  # fmt: skip
    """The arguments of a command that has some of them; the language is that of the run."""
    return Asked(
        dossier, tuple(scheme or ()), procedure, as_of, tuple(reading or ()), engine, format,
        context.find_root().obj, output,
    )  # fmt: skip
