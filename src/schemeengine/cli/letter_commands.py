"""Commands about letters, pages and recorded verdicts, with their arguments."""

from __future__ import annotations

from typing import Annotated

import typer

from schemeengine.cli.asked import asked
from schemeengine.cli.choices import EngineName, LetterFormat, LetterKind, ListFormat, PageKind
from schemeengine.cli.options import (
    AsOf,
    Engine,
    Fields,
    Instrument,
    Lang_,
    Output,
    Procedure,
    Readings,
    Schemes,
    Strict,
    Templates,
)


def letter(
    context: typer.Context,
    kind: Annotated[LetterKind, typer.Argument()],
    dossier: Annotated[str, typer.Argument()],
    scheme: Schemes = None,
    procedure: Procedure = "",
    as_of: AsOf = "",
    reading: Readings = None,
    format: Annotated[LetterFormat, typer.Option("--format", "-f")] = LetterFormat.TEXT,
    lang: Lang_ = None,
    engine: Engine = EngineName.COMPILED,
    field: Fields = None,
    template: Templates = "",
    strict: Strict = False,
    about: Annotated[str, typer.Option("--about")] = "",
    instrument: Instrument = "",
    output: Output = "",
) -> None:
    from schemeengine.cli import evaluating, letters
    from schemeengine.letters.kinds import Kind

    case = evaluating.Request(
        dossier, tuple(scheme or ()), procedure, as_of, tuple(reading or ()), engine.value, format.value,
        context.find_root().obj, output, instrument=instrument,
    )  # fmt: skip
    wanted = letters.Wanted(Kind(kind.value), case, tuple(field or ()), template, strict, about)
    raise typer.Exit(letters.letter(wanted))


def replay(
    context: typer.Context,
    record: Annotated[str, typer.Argument()],
    dossier: Annotated[str, typer.Option("--dossier", "-d")] = "",
    scheme: Schemes = None,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.TEXT,
    lang: Lang_ = None,
    engine: Engine = EngineName.COMPILED,
    output: Output = "",
) -> None:
    from schemeengine.cli import replaying

    given = asked(context, format.value, output, dossier=dossier, scheme=scheme, engine=engine.value)
    raise typer.Exit(replaying.run(record, given))


def publish(
    context: typer.Context,
    scheme: Annotated[str, typer.Argument()],
    kind: Annotated[PageKind, typer.Option("--kind", "-k")] = PageKind.PUBLIC,
    procedure: Procedure = "",
    as_of: AsOf = "",
    format: Annotated[LetterFormat, typer.Option("--format", "-f")] = LetterFormat.TEXT,
    lang: Lang_ = None,
    field: Fields = None,
    template: Templates = "",
    strict: Strict = False,
    output: Output = "",
) -> None:
    from schemeengine.cli import evaluating, letters
    from schemeengine.letters.kinds import Kind

    case = evaluating.Request(
        "", (scheme,), procedure, as_of, (), EngineName.COMPILED.value, format.value,
        context.find_root().obj, output,
    )  # fmt: skip
    wanted = letters.Wanted(Kind(kind.value), case, tuple(field or ()), template, strict)
    raise typer.Exit(letters.publish(wanted))
