"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from schemeengine.cli.choices import EngineName, Language

Lang_ = Annotated[Language | None, typer.Option("--lang")]
Output = Annotated[str, typer.Option("--output", "-o")]
Schemes = Annotated[list[str] | None, typer.Option("--scheme", "-s")]
Procedure = Annotated[str, typer.Option("--procedure", "-p")]
AsOf = Annotated[str, typer.Option("--as-of")]
Readings = Annotated[list[str] | None, typer.Option("--reading", "-r")]
Engine = Annotated[EngineName, typer.Option("--engine")]
Fields = Annotated[list[str] | None, typer.Option("--field", "-F")]
Templates = Annotated[str, typer.Option("--template")]
Strict = Annotated[bool, typer.Option("--strict")]
Instrument = Annotated[str, typer.Option("--instrument")]
