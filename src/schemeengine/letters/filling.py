"""Filling a template: what it prints is collected with its bindings, what is bound to nothing is noted."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.diagnostics.model import Diagnostic, Lang
from schemeengine.letters import environment as names
from schemeengine.letters.layout import END, UNDER, VALUE, sheet, unmarked
from schemeengine.letters.said import Said, bound_of
from schemeengine.letters.sheet import Sheet
from schemeengine.source import Source, Span

#: What declared fixed parts are bound to.
FIXED = ("fixed",)
_MOST_PIECES = 200_000
_LONGEST_SHOWN = 40


class TooLong(Exception):
    """A template prints without end."""


@dataclass(slots=True)
class Filling:
    """One letter under way."""

    knows: Callable[[str], tuple[str, ...]]
    #: Reads a template's text again, for places in messages.
    source: Callable[[str], Source]
    problems: Problems
    values: list[Said] = field(default_factory=list)
    bindings: list[tuple[str, ...]] = field(default_factory=lambda: [()])
    open_: list[int] = field(default_factory=lambda: [0])
    unbound: list[Diagnostic] = field(default_factory=list)
    pieces: int = 0

    def calls(self) -> Mapping[str, object]:
        """What the rewritten template calls."""
        return {
            names.TEXT: self.text, names.VALUE: self.value, names.OPEN_FIXED: self.fixed,
            names.OPEN_BY: self.by, names.CLOSE: self.close,
        }  # fmt: skip

    def _count(self) -> None:
        self.pieces += 1
        if self.pieces > _MOST_PIECES:
            raise TooLong

    def text(self, words: str, template: str, line: int) -> str:
        """A piece of the template's own text: laid out as it is, noted where nothing binds it."""
        self._count()
        words = unmarked(words)
        if self.open_[-1] == 0:
            at = next((i for i, c in enumerate(words) if c.isalnum()), None)
            if at is not None:
                start = words.rfind("\n", 0, at) + 1
                said = words[start:].split("\n")[0].strip()
                self._note(template, line + words.count("\n", 0, at), said)
        return words

    def value(self, found: object, template: str, line: int) -> str:
        """A value: bound words, or a number or text that nothing binds."""
        self._count()
        if isinstance(found, str) and not found.strip():
            return found  # blanks lay out
        if isinstance(found, Said):
            shown = found
        else:
            shown = Said(unmarked(str(found)), self.bindings[self.open_[-1]])
            if not shown.bound and any(c.isalnum() for c in shown.words):
                self._note(template, line, shown.words)
        self.values.append(shown)
        return f"{VALUE}{len(self.values) - 1}{END}"

    def fixed(self, template: str, line: int) -> str:
        return self._opened(FIXED)

    def by(self, thing: object, template: str, line: int) -> str:
        bound = self.knows(thing) if isinstance(thing, str) else bound_of(thing)
        if not bound:
            span = self._span(template, line)
            shown = thing if isinstance(thing, str) else type(thing).__name__
            self.problems.add(codes.UNKNOWN_BINDING, span, got=shown)
        return self._opened(bound or FIXED)

    def _opened(self, bound: tuple[str, ...]) -> str:
        self.bindings.append(bound)
        self.open_.append(len(self.bindings) - 1)
        return f"{UNDER}{self.open_[-1]}{END}"

    def close(self) -> str:
        self.open_.pop()
        return f"{UNDER}{self.open_[-1]}{END}"

    def _note(self, template: str, line: int, said: str) -> None:
        shown = said if len(said) <= _LONGEST_SHOWN else said[: _LONGEST_SHOWN - 1] + "…"
        span = self._span(template, line, said)
        self.unbound.append(Diagnostic(codes.UNBOUND, span, {"got": shown}))

    def _span(self, template: str, line: int, said: str = "") -> Span | None:
        return span_of(self.source(template), line, said)


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


def fill(
    env: names.LetterEnvironment, name: str, variables: Mapping[str, Any], filling: Filling, lang: Lang
) -> Sheet | None:
    """The filled template as a sheet; None after a diagnostic."""
    try:
        template = env.get_template(name)
        text = template.render({**variables, **filling.calls()})
    except TemplateSyntaxError as error:
        source = filling.source(error.name or name)
        filling.problems.add(
            codes.TEMPLATE_SYNTAX, span_of(source, error.lineno), why=error.message or "syntax error"
        )
        return None
    except TemplateNotFound as error:
        filling.problems.add(codes.TEMPLATE_NOT_FOUND, None, got=error.name or name)
        return None
    except TooLong:
        filling.problems.add(codes.TEMPLATE_FAILED, None, why=f"more than {_MOST_PIECES} pieces")
        return None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError,
            RecursionError) as error:  # fmt: skip
        filling.problems.add(codes.TEMPLATE_FAILED, _raised_at(error, env, filling), why=_why(error))
        return None
    return sheet(text, filling.values, filling.bindings, lang)


def _why(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _raised_at(error: BaseException, env: names.LetterEnvironment, filling: Filling) -> Span | None:
    """The innermost line of a template on the way to the error."""
    found = None
    for frame in traceback.extract_tb(error.__traceback__):
        name = frame.filename.replace("\\", "/").rpartition("/")[2]
        if name.endswith(".jinja") and frame.lineno is not None:
            found = span_of(filling.source(name), frame.lineno)
    return found
