"""The commands that go on from a verdict: why, what if, other readings, the next question."""

from __future__ import annotations

from typing import Annotated

import typer

from schemeengine.cli.asked import asked
from schemeengine.cli.choices import EngineName, ListFormat, WhoIsAsked
from schemeengine.cli.options import AsOf, Engine, Lang_, Output, Procedure, Readings, Schemes


def why(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument()],
    scheme: Schemes = None,
    procedure: Procedure = "",
    as_of: AsOf = "",
    reading: Readings = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.TEXT,
    lang: Lang_ = None,
    engine: Engine = EngineName.COMPILED,
    output: Output = "",
) -> None:
    from schemeengine.cli import explaining

    given = asked(
        context, format.value, output, dossier=dossier, scheme=scheme, procedure=procedure, as_of=as_of,
        reading=reading, engine=engine.value,
    )  # fmt: skip
    raise typer.Exit(explaining.why(given))


def what_if(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument()],
    scheme: Schemes = None,
    amount: Annotated[str, typer.Option("--amount")] = "",
    changes: Annotated[int, typer.Option("--changes", min=1, max=8)] = 4,
    procedure: Procedure = "",
    as_of: AsOf = "",
    reading: Readings = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.TEXT,
    lang: Lang_ = None,
    engine: Engine = EngineName.COMPILED,
    output: Output = "",
) -> None:
    from schemeengine.cli import explaining

    given = asked(
        context, format.value, output, dossier=dossier, scheme=scheme, procedure=procedure, as_of=as_of,
        reading=reading, engine=engine.value,
    )  # fmt: skip
    raise typer.Exit(explaining.what_would(given, amount, changes))


def readings(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument()],
    scheme: Schemes = None,
    procedure: Procedure = "",
    as_of: AsOf = "",
    reading: Readings = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.TEXT,
    lang: Lang_ = None,
    engine: Engine = EngineName.COMPILED,
    output: Output = "",
) -> None:
    from schemeengine.cli import explaining

    given = asked(
        context, format.value, output, dossier=dossier, scheme=scheme, procedure=procedure, as_of=as_of,
        reading=reading, engine=engine.value,
    )  # fmt: skip
    raise typer.Exit(explaining.readings(given))


def ask(
    context: typer.Context,
    scheme: Annotated[str, typer.Argument()],
    dossier: Annotated[str, typer.Argument()] = "",
    who: Annotated[WhoIsAsked, typer.Option("--who")] = WhoIsAsked.OFFICE,
    procedure: Procedure = "",
    as_of: AsOf = "",
    lang: Lang_ = None,
    output: Output = "",
) -> None:
    from schemeengine.cli import asking

    request = asking.Request(scheme, dossier, procedure, as_of, who.value, context.find_root().obj, output)
    raise typer.Exit(asking.run(request))
