"""Where results go: the terminal in colour, a pipe in plain words, a file whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from schemeengine.cli.language import say
from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.render.lines import Line, as_text

_STYLES = {"good": "green", "bad": "bold red", "open": "yellow", "heading": "bold", "dim": "dim"}


class CannotWrite(Exception):
    """The output file could not be written; ``reason`` is the system's own words."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")

    def text(self, lang: Lang) -> str:
        return say(
            lang,
            f"「{self.path}」に書き込めません（{self.reason}）。何も書いていません。",
            f"Cannot write {self.path} ({self.reason}). Nothing was written.",
        )


def show(lines: Sequence[Line], stream: TextIO | None = None) -> None:
    """Print lines, in colour where a person looks at them (NO_COLOR is respected)."""
    stream = stream or sys.stdout
    if not _colourful(stream):
        stream.write(as_text(lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line.text.rstrip(), style=_STYLES.get(line.tone, "")))


def _colourful(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def put_out(rendered: str | bytes | Sequence[Line], path: str, lang: Lang) -> int:
    """Lines to the terminal, in colour; a text or a file whole. Exit code 0, or 2 if nothing was written."""
    try:
        if isinstance(rendered, bytes):
            _write_bytes(rendered, path)
        elif not isinstance(rendered, str) and path in ("", "-"):
            show(rendered)
        else:
            write_text(rendered if isinstance(rendered, str) else as_text(rendered), path)
    except CannotWrite as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    return 0


def write_text(text: str, path: str) -> None:
    """Print a text, or write it to ``path`` (``-``: standard output) whole or not at all."""
    if path in ("", "-"):
        sys.stdout.write(text)
        return
    write_file(Path(path), text.encode("utf-8"))


def _write_bytes(content: bytes, path: str) -> None:
    if path not in ("", "-"):
        write_file(Path(path), content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_file(path: Path, content: str | bytes) -> None:
    """Write beside the place and rename: a reader never sees half a file.

    A link goes on pointing where it did. A device or a pipe (``/dev/stdout``) is written to, never replaced.
    Raises :class:`CannotWrite`; the old file, if any, is then unchanged.
    """
    temporary, named = "", path
    try:
        if _is_stream(path):
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
            return
        path = Path(os.path.realpath(path))
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BrokenPipeError:  # as on standard output: the reader has seen enough
        raise
    except OSError as error:
        raise CannotWrite(str(named), error.strerror or str(error.errno)) from error
    finally:  # an interruption leaves nothing behind, either
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _is_stream(path: Path) -> bool:
    """Whether something else than a file stands there: a device, a pipe, the output of the process."""
    return path.parent == Path("/dev") or (path.exists() and not path.is_file() and not path.is_dir())


def _mode(path: Path) -> int:
    """The rights the old file had, or those a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def report(found: Sequence[Diagnostic], lang: Lang, *, as_json: bool = False) -> None:
    """Diagnostics to standard error, in words or as JSON."""
    if as_json:
        from schemeengine.render.as_json import diagnostics_json

        sys.stderr.write(diagnostics_json(found, lang))
    elif found:
        from schemeengine.render.diagnostics import report_lines

        show(report_lines(found, lang), sys.stderr)
