"""Commands and their arguments. What a command does is in a file of its own, read when it runs."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from schemeengine.cli.asked import asked
from schemeengine.cli.case_commands import portfolio, select
from schemeengine.cli.choices import (
    EngineName,
    ExportTarget,
    Format,
    ImportSource,
    ListFormat,
    NetworkFormat,
    TableFormat,
    TraceZoom,
)
from schemeengine.cli.explaining_commands import ask, readings, what_if, why
from schemeengine.cli.help_pages import help_page
from schemeengine.cli.language import language, say
from schemeengine.cli.letter_commands import letter, publish, replay
from schemeengine.cli.life_commands import status, timeline
from schemeengine.cli.options import (
    AsOf,
    Engine,
    Instrument,
    Lang_,
    Output,
    Procedure,
    Readings,
    Schemes,
)
from schemeengine.cli.usage import usage_text
from schemeengine.diagnostics import Lang

NAME = "schemeengine"


class Command(TyperCommand):
    """A command whose help is in the language of the run."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(self, ctx, ctx.find_root().obj))


class Group(TyperGroup):
    """The command without a name: lists the others."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(self, ctx, ctx.find_root().obj))


def evaluate(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument()],
    scheme: Schemes = None,
    procedure: Annotated[str, typer.Option("--procedure", "-p")] = "",
    as_of: Annotated[str, typer.Option("--as-of")] = "",
    reading: Annotated[list[str] | None, typer.Option("--reading", "-r")] = None,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.TEXT,
    lang: Lang_ = None,
    engine: Annotated[EngineName, typer.Option("--engine")] = EngineName.COMPILED,
    trace: Annotated[TraceZoom, typer.Option("--trace", "-t")] = TraceZoom.REASONS,
    instrument: Instrument = "",
    output: Output = "",
    exit_code: Annotated[bool, typer.Option("--exit-code")] = False,
    why: Annotated[bool, typer.Option("--why")] = False,
) -> None:
    from schemeengine.cli import evaluating

    request = evaluating.Request(
        dossier, tuple(scheme or ()), procedure, as_of, tuple(reading or ()), engine.value, format.value,
        context.find_root().obj, output, trace.value, instrument, exit_code, why,
    )  # fmt: skip
    raise typer.Exit(evaluating.run(request))


def check(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument()],
    scheme: Schemes = None,
    instrument: Instrument = "",
    record: Annotated[bool, typer.Option("--record")] = False,
    format: Annotated[ListFormat, typer.Option("--format", "-f")] = ListFormat.TEXT,
    lang: Lang_ = None,
) -> None:
    from schemeengine.cli import checking

    lang_ = context.find_root().obj
    as_json = format is ListFormat.JSON
    code = checking.run(files, scheme or (), instrument, lang_, as_json=as_json, renew=record)
    raise typer.Exit(code)


def examples(
    context: typer.Context,
    files: Annotated[list[str] | None, typer.Argument()] = None,
    lang: Lang_ = None,
) -> None:
    from schemeengine.cli import testing

    raise typer.Exit(testing.run(files or (), context.find_root().obj))


def outline(
    context: typer.Context,
    scheme: Annotated[str, typer.Argument()],
    format: Annotated[TableFormat, typer.Option("--format", "-f")] = TableFormat.TEXT,
    lang: Lang_ = None,
    output: Output = "",
) -> None:
    from schemeengine.cli import outlining

    raise typer.Exit(outlining.run(scheme, format.value, context.find_root().obj, output))


def network(
    context: typer.Context,
    scheme: Annotated[list[str], typer.Argument()],
    dossier: Annotated[str, typer.Option("--dossier", "-d")] = "",
    provision: Annotated[str, typer.Option("--provision")] = "",
    procedure: Procedure = "",
    as_of: AsOf = "",
    reading: Readings = None,
    format: Annotated[NetworkFormat, typer.Option("--format", "-f")] = NetworkFormat.TEXT,
    lang: Lang_ = None,
    engine: Engine = EngineName.COMPILED,
    output: Output = "",
) -> None:
    if dossier and provision:
        from schemeengine.cli.networking import refuse_both

        raise typer.Exit(refuse_both(context.find_root().obj))
    if dossier:
        from schemeengine.cli import drawing

        given = asked(
            context, format.value, output, dossier=dossier, scheme=scheme, procedure=procedure, as_of=as_of,
            reading=reading, engine=engine.value,
        )  # fmt: skip
        raise typer.Exit(drawing.run(given))
    from schemeengine.cli import networking

    raise typer.Exit(networking.network(scheme, format.value, context.find_root().obj, output, provision))


def export(
    context: typer.Context,
    scheme: Annotated[str, typer.Argument()],
    to: Annotated[ExportTarget, typer.Option("--to")] = ExportTarget.DURABLE_RULES,
    lang: Lang_ = None,
    output: Output = "",
) -> None:
    from schemeengine.cli import networking

    raise typer.Exit(networking.export(scheme, context.find_root().obj, output))


def import_(
    context: typer.Context,
    kind: Annotated[ImportSource, typer.Argument()],
    file: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Option("--name")] = "",
    lang: Lang_ = None,
    output: Output = "",
) -> None:
    from schemeengine.cli import importing

    raise typer.Exit(importing.run(file, name, context.find_root().obj, output))


def schemas(
    context: typer.Context,
    write: Annotated[str, typer.Option("--write", "-w")],
    lang: Lang_ = None,
) -> None:
    from schemeengine.cli import schema_files

    raise typer.Exit(schema_files.run(write, context.find_root().obj))


def version(context: typer.Context, lang: Lang_ = None) -> None:
    from schemeengine.version import LANGUAGE, VERSION

    shown = say(context.find_root().obj, f"言語 {LANGUAGE}", f"language {LANGUAGE}")
    print(f"{NAME} {VERSION} ({shown})")


_COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("evaluate", evaluate),
    ("status", status),
    ("timeline", timeline),
    ("portfolio", portfolio),
    ("select", select),
    ("why", why),
    ("what-if", what_if),
    ("readings", readings),
    ("ask", ask),
    ("check", check),
    ("test", examples),
    ("outline", outline),
    ("letter", letter),
    ("publish", publish),
    ("replay", replay),
    ("network", network),
    ("export", export),
    ("import", import_),
    ("schemas", schemas),
    ("version", version),
)


def application(only: str = "") -> Any:
    """The whole command line as one command; with ``only`` as if there were no other command."""
    app = typer.Typer(name=NAME, cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    for name, command in _COMMANDS:
        if only in ("", name):
            app.command(name, cls=Command)(command)
    return typer.main.get_group(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code. Mistakes in the arguments are told on standard error."""
    lang = language(arguments)
    _speak_utf8()
    # Making every command's arguments takes longer than reading those of one.
    only = arguments[0] if arguments and arguments[0] in dict(_COMMANDS) else ""
    try:
        code = application(only).main(list(arguments), prog_name=NAME, standalone_mode=False, obj=lang)
        sys.stdout.flush()
    except _usage_error() as error:
        return _misused(error, lang)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in _FULL:
            raise
        return _unwritten(error, lang)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return code if isinstance(code, int) else 0


#: Standard output that takes no more: a full disk, a device that is gone, a closed descriptor.
_FULL = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT})


def _unwritten(error: OSError, lang: Lang) -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered is given up
    reason = error.strerror
    ja, en = f"誤り: 結果を書き出せません（{reason}）。", f"error: the result cannot be written ({reason})."
    print(say(lang, ja, en), file=sys.stderr)
    return 2


def _usage_error() -> type[BaseException]:
    """What typer raises for wrong arguments; in some versions it is click's class, in some its own."""
    parent = typer.BadParameter.__mro__[1]
    assert issubclass(parent, Exception)
    return parent


def _misused(error: BaseException, lang: Lang) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        print(getattr(error, "message", error))
        return 0
    print(usage_text(error, lang), file=sys.stderr)
    return 2


def _speak_utf8() -> None:
    """Japanese must be printable whatever the terminal claims to understand; a stream that the shell
    has closed (``>&-``) takes everything."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
