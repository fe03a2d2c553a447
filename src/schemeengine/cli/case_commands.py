"""Arguments of the commands that look at several programmes or several dossiers at once."""

from __future__ import annotations

from typing import Annotated

import typer

from schemeengine.cli.asked import asked
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

    given = asked(
        context, format.value, output, scheme=scheme, as_of=as_of, reading=reading, engine=engine.value
    )
    raise typer.Exit(portfolios.run(dossiers, given))


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

    given = asked(context, format.value, output, scheme=(scheme,), as_of=as_of, engine=engine.value)
    raise typer.Exit(selecting.run(dossiers, given))
