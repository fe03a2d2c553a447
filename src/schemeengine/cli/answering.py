"""How a command that judges answers: mistakes are told, else the remarks, then the answer is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemeengine.cli import output
from schemeengine.cli.asked import Asked
from schemeengine.diagnostics import BadInput, Diagnostic, Severity
from schemeengine.render.lines import Line

if TYPE_CHECKING:
    from schemeengine.execute.durable.executor import EngineUnavailable


@dataclass(frozen=True, slots=True)
class Answer:
    """What is written: lines for a terminal, or the text or bytes of a file; and what is told beside."""

    rendered: str | bytes | Sequence[Line]
    remarks: Sequence[Diagnostic] = ()
    exit_code: int = 0


def answer(asked: Asked, work: Callable[[], Answer]) -> int:
    """Do the work and put out what it gives. Exit code: its own, or 2 for bad input, for an engine
    that is not installed, or where nothing could be written.

    JSON carries its remarks itself.
    """
    try:
        found = work()
    except BadInput as bad:
        output.report(bad.diagnostics, asked.lang, as_json=asked.format == "json")
        return 2
    except _unavailable(asked.engine) as missing:
        print(missing.message(asked.lang), file=sys.stderr)
        return 2
    if asked.format != "json":
        output.report(found.remarks, asked.lang)
    return output.put_out(found.rendered, asked.output, asked.lang) or found.exit_code


def worth_saying(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Without the notes, which only JSON carries."""
    return [d for d in found if d.severity is not Severity.NOTE]


def _unavailable(engine: str) -> type[EngineUnavailable] | tuple[()]:
    """What says that an engine is not installed; only the durable one needs more than the package."""
    if engine != "durable":
        return ()
    from schemeengine.execute.durable.executor import EngineUnavailable

    return EngineUnavailable
