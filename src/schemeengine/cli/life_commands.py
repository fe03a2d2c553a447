"""The arguments of the commands about what was granted: ``status`` and ``timeline``."""

from __future__ import annotations

from typing import Annotated

import typer

from schemeengine.cli.asked import asked
from schemeengine.cli.choices import CalendarFormat, EngineName, Format
from schemeengine.cli.options import AsOf, Engine, Lang_, Output, Readings, Schemes


def status(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument()],
    scheme: Schemes = None,
    as_of: AsOf = "",
    reading: Readings = None,
    engine: Engine = EngineName.COMPILED,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.TEXT,
    lang: Lang_ = None,
    output: Output = "",
) -> None:
    from schemeengine.cli import statusing

    given = asked(
        context, format.value, output, dossier=dossier, scheme=scheme, as_of=as_of, reading=reading,
        engine=engine.value,
    )  # fmt: skip
    raise typer.Exit(statusing.run(given))


def timeline(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument()] = "",
    scheme: Schemes = None,
    as_of: AsOf = "",
    decided: Annotated[str, typer.Option("--decided")] = "",
    event: Annotated[str, typer.Option("--event")] = "",
    reading: Readings = None,
    engine: Engine = EngineName.COMPILED,
    format: Annotated[CalendarFormat, typer.Option("--format", "-f")] = CalendarFormat.TEXT,
    lang: Lang_ = None,
    output: Output = "",
) -> None:
    from schemeengine.cli import timelining

    given = asked(
        context, format.value, output, dossier=dossier, scheme=scheme, as_of=as_of, reading=reading,
        engine=engine.value,
    )  # fmt: skip
    raise typer.Exit(timelining.run(given, timelining.Hypothetical(decided, event)))
