"""A DMN model → the parts of a programme file: types, facts, and a definition for each decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from schemeengine.diagnostics import Code, Problems
from schemeengine.diagnostics import codes_import as codes
from schemeengine.dmn.feel import Feel, Unsupported, Values
from schemeengine.dmn.logic import Bodies, Surroundings
from schemeengine.dmn.model import (
    Column,
    Context,
    Decision,
    Function,
    Input,
    ItemType,
    Logic,
    Model,
    Table,
    Written,
)
from schemeengine.dmn.naming import Names
from schemeengine.dmn.words import choices, scalar
from schemeengine.source import Span

_TYPES = {
    "string": "text", "boolean": "yes_no", "number": "decimal", "date": "date", "dateTime": "datetime",
    "date and time": "datetime", "yearMonthDuration": "duration", "dayTimeDuration": "duration",
    "years and months duration": "duration", "days and time duration": "duration",
    "integer": "number", "long": "number", "double": "decimal", "": "text", "Any": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the file to be: under ``section``, called ``name``, with its lines of YAML."""

    section: str
    name: str
    body: str
    #: What it is called in the model, and where it stands there.
    origin: str
    span: Span


@dataclass(slots=True)
class Conversion:
    """Collects the parts of a programme file; what is left out or changed is added to ``problems``.

    ``names`` is filled with the names of the model, and what they are called in the file.
    """

    model: Model
    names: Names
    problems: Problems
    parts: list[Part] = field(default_factory=list)

    def run(self) -> None:
        self._name_everything()
        for item in self.model.types:
            if item.parts:
                self._record(item)
        for given in (*self.model.inputs, *self._undeclared()):
            self._fact(given)
        for decision in self.model.decisions:
            self._decision(decision)

    def _columns(self) -> Iterator[Column]:
        """What the tables look up, those of functions included."""
        logics = [*(d.logic for d in self.model.decisions), *(f.logic for f in self.model.functions)]
        for logic in logics:
            if isinstance(logic, Table):
                yield from logic.inputs

    def _undeclared(self) -> Iterator[Input]:
        """Inputs that some tools name at the head of a column only."""
        known = {*self.names.all, *(p for f in self.model.functions for p in f.parameters)}
        for column in self._columns():
            name = column.expression.text
            if known.isdisjoint((name, name.split(".")[0])) and re.fullmatch(r"[^\W\d][\w.-]*", name):
                known.add(name)
                self.names.of(name)
                yield Input(name, column.type, column.expression.span)

    def _fact(self, given: Input, more: str = "") -> bool:
        """Declare what is put in; whether it could be."""
        type_ = self._type(given.type, given.name, given.span)
        if type_ == "type: text":
            type_ = self._listed(given.name) or type_
        if type_ is None:
            return False
        self._add("facts", given.name, f"{{{type_}, label: {scalar(given.name)}{more}}}", given.span)
        return True

    def _listed(self, name: str) -> str:
        """A text for which a column lists all values is a choice."""
        for column in self._columns():
            if column.expression.text == name and (found := self._texts(column.values)):
                return f"type: code, choices: {choices(found)}"
        return ""

    def _name_everything(self) -> None:
        for given in self.model.inputs:
            self.names.of(given.name)
        for decision in self.model.decisions:
            self.names.of(decision.name)
            self._name_inside(decision.logic, decision.name)
        for item in self.model.types:
            self._name_item(item)

    def _name_inside(self, logic: Logic, path: str) -> None:
        """Result columns, and the entries of a context that comes to its entries, by their path."""
        if isinstance(logic, Table) and len(logic.outputs) > 1:
            for column in logic.outputs:
                self.names.of(column.name)
        if isinstance(logic, Context) and logic.result is None:
            for name, inner in logic.entries:
                if not (isinstance(inner, Function) or (isinstance(inner, Context) and inner.result is None)):
                    self.names.of(f"{path}.{name}")
                self._name_inside(inner, f"{path}.{name}")

    def _name_item(self, item: ItemType) -> None:
        self.names.of(item.name)
        for part in item.parts:
            self._name_item(part)

    def _add(self, section: str, name: str, body: str, span: Span) -> None:
        self.parts.append(Part(section, self.names.of(name), body, name, span))

    # ---------------------------------------------------------------- types
    def _record(self, item: ItemType) -> None:
        lines = [f"label: {scalar(item.name)}", "fields:"]
        for part in item.parts:
            if part.parts:
                self._record(part)
            type_ = self._item(part, f"{item.name}.{part.name}")
            if type_ is not None:
                lines.append(f"  {self.names.of(part.name)}: {{{type_}, label: {scalar(part.name)}}}")
        self._add("types", item.name, "\n".join(lines), item.span)

    def _type(self, name: str, owner: str, span: Span) -> str | None:
        item = next((i for i in self.model.types if i.name == name), None)
        if item is not None:
            return self._item(item, owner)
        if name in _TYPES:
            return f"type: {_TYPES[name]}"
        self._left_out(owner, span, Unsupported(
            f"型 {name} に当たるものがありません", f"there is no counterpart of the type {name}",
            "使える型は docs/language.md の「事実と型」にあります。",
            "The types are listed in docs/language.md.",
        ))  # fmt: skip
        return None

    def _item(self, item: ItemType, owner: str) -> str | None:
        if item.parts:
            inner: str | None = f"type: {self.names.of(item.name)}"
        elif item.base in ("string", "") and (found := self._texts(item.allowed)):
            inner = f"type: code, choices: {choices(found)}"
        else:
            inner = self._type(item.base, owner, item.span)
        return inner.replace("type: ", "type: list of ", 1) if inner is not None and item.is_list else inner

    def _texts(self, allowed: Written | None) -> list[str]:
        """The texts an enumeration lists; none if it is anything else (a range, a comparison, numbers)."""
        values = self._listed_values(allowed)
        return [v[1:-1] for v in values if v.startswith('"')]

    def _listed_values(self, allowed: Written | None) -> list[str]:
        """The values an enumeration lists, as we write them in expressions; none if it is anything else."""
        if allowed is None:
            return []
        try:
            pieces = Feel({}, _no_aside).tests(allowed.text)
        except Unsupported:
            return []
        values = [v for p in pieces if isinstance(p, Values) and not p.anything_but for v in p.values]
        return values if len(values) == len(pieces) else []

    # ---------------------------------------------------------------- decisions
    def _decision(self, decision: Decision) -> None:
        before = len(self.parts)
        functions = {f.name: f for f in self.model.functions}
        around = Surroundings(self.names.all, functions)
        try:
            self._taken_over(decision, around)
        except Unsupported as error:
            del self.parts[before:]
            self._asked_instead(decision, decision.logic.span, error)

    def _taken_over(self, decision: Decision, around: Surroundings) -> None:
        def beside(name: str, label: str, body: str) -> None:
            text = f"label: {scalar(label)}\n{body}" if label else body
            self.parts.append(Part("definitions", name, text, decision.name, decision.span))

        def tell(how: Unsupported) -> None:
            self._left_out(decision.name, decision.logic.span, how, codes.TAKEN_OVER_OTHERWISE)

        bodies = Bodies(decision.name, self.names, beside, lambda t: self._ranked(decision, t), tell)
        if isinstance(decision.logic, Context) and decision.logic.result is None:
            bodies.context(decision.logic, around, decision.name)
            return
        body = bodies.body(decision.logic, around, self.names.of(decision.name))
        lines = [f"label: {scalar(decision.name)}"]
        item = next((i for i in self.model.types if i.name == decision.type and not i.parts), None)
        listed = [] if item is None or item.is_list else self._texts(item.allowed)
        ranked = "\nchoices: " in body  # beside PRIORITY they stand already, in their order
        if listed and body.startswith("table:") and not ranked:
            lines.append(f"choices: {choices(listed)}")
        if decision.question:
            lines.append(f"ask: {scalar(' '.join(decision.question.split()))}")
        self._add("definitions", decision.name, "\n".join([*lines, body]), decision.span)

    def _ranked(self, decision: Decision, table: Table) -> list[list[str]]:
        """For each result column its values in the order in which the model ranks them, if it does."""
        whole = next((i for i in self.model.types if i.name == decision.type), None)
        found = []
        for column in table.outputs:
            named = next((i for i in self.model.types if i.name == column.type), None)
            if named is None and whole is not None:
                several = len(table.outputs) > 1
                named = next((p for p in whole.parts if p.name == column.name), None) if several else whole
            found.append(self._listed_values(column.values or (named.allowed if named is not None else None)))
        return found

    def give_up(self, part: Part, why: Unsupported) -> None:
        """Leave out what our checks refuse: a decision with all its definitions."""
        decision = next((d for d in self.model.decisions if d.name == part.origin), None)
        if part.section != "definitions" or decision is None:
            self.parts.remove(part)
            self._left_out(part.origin, part.span, why)
            return
        self.parts = [p for p in self.parts if p.section != "definitions" or p.origin != part.origin]
        self._asked_instead(decision, part.span, why)

    def _asked_instead(self, decision: Decision, span: Span, why: Unsupported) -> None:
        """The result of a decision that is left out is asked for, so that others can use it."""
        result = Input(decision.name, decision.type, decision.span)
        asked = any(i.name == decision.type for i in self.model.types) or decision.type in _TYPES
        if asked and decision.type and self._fact(result, ", provided_by: office"):
            why = Unsupported(
                f"{why.ja}。結果は事実として尋ねます", f"{why.en}; its result is asked for as a fact",
                why.help_ja, why.help_en,
            )  # fmt: skip
        self._left_out(decision.name, span, why)

    def _left_out(self, name: str, span: Span, why: Unsupported, code: Code = codes.NOT_TAKEN_OVER) -> None:
        self.problems.add(
            code, span, name=name, why_ja=why.ja, why_en=why.en, help_ja=why.help_ja, help_en=why.help_en
        )


def _no_aside(wish: str, body: str) -> str:
    raise Unsupported("ここでは場合分けを書けません", "a case distinction cannot stand here")
