"""The commands that go on from a verdict: why, what if, other readings, the next question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from schemeengine.cli.choices import EngineName, ListFormat, WhoIsAsked
from schemeengine.cli.options import AsOf, Engine, Lang_, Output, Procedure, Readings, Schemes

if TYPE_CHECKING:
    from schemeengine.cli.judging import Asked


def _asked(
    context: typer.Context, dossier: str, scheme: list[str] | None, procedure: str, as_of: str,
    reading: list[str] | None, format: ListFormat, engine: EngineName, output: str,
) -> Asked:  # fmt: skip
    from schemeengine.cli.judging import Asked

    return Asked(
        dossier,
        tuple(scheme or ()),
        procedure,
        as_of,
        tuple(reading or ()),
        engine.value,
        format.value,
        context.find_root().obj,
        output,
    )


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

    asked = _asked(context, dossier, scheme, procedure, as_of, reading, format, engine, output)
    raise typer.Exit(explaining.why(asked))


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

    asked = _asked(context, dossier, scheme, procedure, as_of, reading, format, engine, output)
    raise typer.Exit(explaining.what_would(asked, amount, changes))


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

    asked = _asked(context, dossier, scheme, procedure, as_of, reading, format, engine, output)
    raise typer.Exit(explaining.readings(asked))


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
