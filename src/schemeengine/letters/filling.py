"""Filling a template: what it prints is collected with its bindings, what is bound to nothing is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Undefined

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.diagnostics.model import Diagnostic, Lang
from schemeengine.letters import environment as names
from schemeengine.letters.careful import Budget, Filled
from schemeengine.letters.failing import attempt, span_of
from schemeengine.letters.layout import END, UNDER, VALUE, sheet, unmarked
from schemeengine.letters.said import Said, bound_of
from schemeengine.letters.sheet import Sheet
from schemeengine.source import Source, Span

#: What declared fixed parts are bound to.
FIXED = ("fixed",)
_LONGEST_SHOWN = 40


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
    budget: Budget = field(default_factory=Budget)

    def calls(self) -> Mapping[str, object]:
        """What the rewritten template calls."""
        return {
            names.TEXT: self.text, names.VALUE: self.value, names.OPEN_FIXED: self.fixed,
            names.OPEN_BY: self.by, names.CLOSE: self.close,
        }  # fmt: skip

    def text(self, words: str, template: str, line: int) -> str:
        """A piece of the template's own text: laid out as it is, noted where nothing binds it."""
        self.budget.written(words)
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
        if isinstance(found, Filled):  # said already; what follows is bound as before it
            self.budget.written(found)
            return f"{found}{UNDER}{self.open_[-1]}{END}"
        if isinstance(found, str) and not found.strip():
            return unmarked(found)  # blanks lay out
        if isinstance(found, Said):
            shown = found
        elif not isinstance(found, (str, int, Undefined)):
            raise TypeError(f"{type(found).__name__} is not words: name one of its parts")
        else:
            shown = Said(unmarked(str(found)), self.bindings[self.open_[-1]])
            if not shown.bound and any(c.isalnum() for c in shown.words):
                self._note(template, line, shown.words)
        self.budget.written(shown.words)
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


def fill(
    env: names.LetterEnvironment, name: str, variables: Mapping[str, Any], filling: Filling, lang: Lang
) -> Sheet | None:
    """The filled template as a sheet; None after a diagnostic."""
    filling.budget = env.budget

    def filled() -> str:
        return env.get_template(name).render({**variables, **filling.calls()})

    text = attempt(filled, name, filling.source, filling.problems)
    return None if text is None else sheet(text, filling.values, filling.bindings, lang)
