"""Arguments of the commands that look at several programmes or several dossiers at once."""

from __future__ import annotations

from typing import Annotated

import typer

from schemeengine.cli.choices import EngineName, Format, RankingFormat
from schemeengine.cli.options import AsOf, Lang_, Output, Schemes


def portfolio(
    context: typer.Context,
    dossiers: Annotated[list[str], typer.Argument()],
    scheme: Schemes = None,
    as_of: Annotated[str, typer.Option("--as-of")] = "",
    reading: Annotated[list[str] | None, typer.Option("--reading", "-r")] = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.TEXT,
    lang: Lang_ = None,
    engine: Annotated[EngineName, typer.Option("--engine")] = EngineName.COMPILED,
    output: Output = "",
) -> None:
    from schemeengine.cli import portfolios

    request = portfolios.Request(
        tuple(dossiers), tuple(scheme or ()), as_of, tuple(reading or ()), format.value,
        context.find_root().obj, engine.value, output,
    )  # fmt: skip
    raise typer.Exit(portfolios.run(request))


def select(
    context: typer.Context,
    dossiers: Annotated[list[str], typer.Argument()],
    scheme: Annotated[str, typer.Option("--scheme", "-s")],
    as_of: AsOf = "",
    format: Annotated[RankingFormat, typer.Option("--format", "-f")] = RankingFormat.TEXT,
    lang: Lang_ = None,
    engine: Annotated[EngineName, typer.Option("--engine")] = EngineName.COMPILED,
    output: Output = "",
) -> None:
    from schemeengine.cli import selecting

    lang_ = context.find_root().obj
    raise typer.Exit(selecting.run(dossiers, scheme, as_of, format.value, lang_, engine.value, output))
