"""What goes wrong inside a template, as diagnostics at its line; never an exception of the library's."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.letters.careful import SHIPPED, CarefulEnvironment, Spent
from schemeengine.source import Source, Span

_Made = TypeVar("_Made")
_TOO_LONG = "too many turns of loops, or too long a text"
_CIRCLE = "a template includes or calls itself without end"
_UNREADABLE = "not a text in UTF-8"


def source_of(env: CarefulEnvironment, folder: str) -> Callable[[str], Source]:
    """Reads a template's text again, under the name the user knows it by, for places in messages."""

    def read(name: str) -> Source:
        assert env.loader is not None
        text, filename, _ = env.loader.get_source(env, name)
        own = bool(folder and filename) and (Path(folder) / name).exists()
        place = name.removeprefix(f"{SHIPPED}/")
        return Source(f"{folder.rstrip('/')}/{name}" if own else f"schemeengine/letters/{place}", text)

    return read


def span_of(source: Source, line: int, said: str = "") -> Span | None:
    """A line of a template, or the words on it."""
    lines = source.text.split("\n")
    if not 1 <= line <= len(lines):
        return None
    start = sum(len(text) + 1 for text in lines[: line - 1])
    at = lines[line - 1].find(said) if said else -1
    if at >= 0:
        return Span(source, start + at, start + at + len(said))
    blank = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    return Span(source, start + blank, start + max(len(lines[line - 1].rstrip()), blank + 1))


def attempt(
    make: Callable[[], _Made], name: str, source: Callable[[str], Source], problems: Problems
) -> _Made | None:
    """What ``make`` makes from the template ``name``; None after a diagnostic."""
    try:
        return make()
    except TemplateSyntaxError as error:
        span = span_of(source(error.name or name), error.lineno)
        problems.add(codes.TEMPLATE_SYNTAX, span, why=error.message or "syntax error")
    except TemplateNotFound as error:
        problems.add(codes.TEMPLATE_NOT_FOUND, None, got=error.name or name)
    except UnicodeDecodeError:
        problems.add(codes.TEMPLATE_FAILED, None, why=f"{name}: {_UNREADABLE}")
    except Spent as error:
        problems.add(codes.TEMPLATE_FAILED, _raised_at(error, source), why=_TOO_LONG)
    except RecursionError as error:
        problems.add(codes.TEMPLATE_FAILED, _raised_at(error, source), why=_CIRCLE)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        problems.add(codes.TEMPLATE_FAILED, _raised_at(error, source), why=why)
    return None


def _raised_at(error: BaseException, source: Callable[[str], Source]) -> Span | None:
    """The innermost line of a template on the way to the error."""
    found = None
    for frame in traceback.extract_tb(error.__traceback__):
        name = frame.filename.replace("\\", "/").rpartition("/")[2]
        if name.endswith(".jinja") and frame.lineno is not None:
            try:
                found = span_of(source(name), frame.lineno)
            except TemplateNotFound:
                continue
    return found
