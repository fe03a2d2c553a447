"""A DMN model → the parts of a programme file: types, facts, and a definition for each decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from schemeengine.diagnostics import Code, Problems
from schemeengine.diagnostics import codes_import as codes
from schemeengine.dmn.feel import Feel, Unsupported, Values
from schemeengine.dmn.model import (
    Call,
    Column,
    Decision,
    Function,
    Input,
    ItemType,
    Model,
    Other,
    Table,
    Written,
)
from schemeengine.dmn.naming import Names
from schemeengine.dmn.tables import TableWriter
from schemeengine.dmn.words import choices, scalar
from schemeengine.source import Span

_TYPES = {
    "string": "text", "boolean": "yes_no", "number": "number", "date": "date", "dateTime": "datetime",
    "date and time": "datetime", "yearMonthDuration": "duration", "dayTimeDuration": "duration",
    "years and months duration": "duration", "days and time duration": "duration",
    "integer": "number", "long": "number", "double": "number", "": "text", "Any": "text",
}  # fmt: skip
_KINDS_OF_LOGIC = {
    "context": ("文脈（context）", "a context"), "relation": ("関係表（relation）", "a relation"),
    "list": ("一覧（list）", "a list"), "invocation": ("呼び出し（invocation）", "an invocation"),
    "functionDefinition": ("関数（function）", "a function"), "": ("中身がない", "there is nothing in it"),
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
    """Collects the parts; what cannot be taken over is told and left out."""

    model: Model
    names: Names
    problems: Problems
    parts: list[Part] = field(default_factory=list)

    def run(self) -> tuple[Part, ...]:
        self._name_everything()
        for item in self.model.types:
            if item.parts:
                self._record(item)
        for given in (*self.model.inputs, *self._undeclared()):
            self._fact(given)
        for decision in self.model.decisions:
            self._decision(decision)
        return tuple(self.parts)

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
            if isinstance(decision.logic, Table) and len(decision.logic.outputs) > 1:
                for column in decision.logic.outputs:
                    self.names.of(column.name)
        for item in self.model.types:
            self._name_item(item)

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
        """The texts an enumeration lists; none if it is anything else (a range, a comparison)."""
        if allowed is None:
            return []
        try:
            pieces = Feel({}, _no_aside).tests(allowed.text)
        except Unsupported:
            return []
        values = [v for p in pieces if isinstance(p, Values) and not p.anything_but for v in p.values]
        return [v[1:-1] for v in values if v.startswith('"')] if len(values) == len(pieces) else []

    # ---------------------------------------------------------------- decisions
    def _decision(self, decision: Decision) -> None:
        logic, names = decision.logic, dict(self.names.all)
        if isinstance(logic, Call):
            logic, names = self._called(logic, names)
        feel = Feel(names, lambda wish, body: self._aside(decision, wish, body))
        try:
            match logic:
                case Table():
                    body = "\n".join(self._table(decision, logic, feel).lines())
                case Written():
                    body = f"that: {scalar(feel.expression(logic.text))}"
                case _:
                    raise _not_a_table(logic)
        except Unsupported as error:
            self._asked_instead(decision, logic.span, error)
            return
        lines = [f"label: {scalar(decision.name)}"]
        if decision.question:
            lines.append(f"ask: {scalar(' '.join(decision.question.split()))}")
        self._add("definitions", decision.name, "\n".join([*lines, body]), decision.span)

    def _table(self, decision: Decision, table: Table, feel: Feel) -> TableWriter:
        several = len(table.outputs) > 1
        results = [self.names.of(c.name if several else decision.name) for c in table.outputs]

        def order() -> list[str]:
            first = table.outputs[0]
            item = next((i for i in self.model.types if i.name in (first.type, decision.type)), None)
            allowed = first.values or (item.allowed if item is not None else None)
            return self._texts(allowed)

        def tell(how: Unsupported) -> None:
            self._left_out(decision.name, table.span, how, codes.TAKEN_OVER_OTHERWISE)

        return TableWriter(table, feel, results, order, tell)

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

    def _called(
        self, call: Call, names: Mapping[str, str]
    ) -> tuple[Table | Written | Call | Other, dict[str, str]]:
        """The table of a function, with its parameters read as what the call hands over."""
        plain = " ".join(call.function.strip().strip("'").split())
        function: Function | None = next((f for f in self.model.functions if f.name == plain), None)
        if function is None or isinstance(function.logic, Call):
            return call, dict(names)
        found, feel = dict(names), Feel(names, _no_aside)
        for parameter, value in call.arguments:
            try:
                found[parameter] = feel.expression(value.text)
            except Unsupported:
                return call, dict(names)
        return function.logic, found

    def _aside(self, decision: Decision, wish: str, body: str) -> str:
        name = self.names.fresh(f"{decision.name} {wish}")
        self.parts.append(Part("definitions", name, body, decision.name, decision.span))
        return name

    def _left_out(self, name: str, span: Span, why: Unsupported, code: Code = codes.NOT_TAKEN_OVER) -> None:
        self.problems.add(
            code, span, name=name, why_ja=why.ja, why_en=why.en, help_ja=why.help_ja, help_en=why.help_en
        )


def _no_aside(wish: str, body: str) -> str:
    raise Unsupported("ここでは場合分けを書けません", "a case distinction cannot stand here")


def _not_a_table(logic: Call | Other) -> Unsupported:
    kind = logic.kind if isinstance(logic, Other) else "invocation"
    ja, en = _KINDS_OF_LOGIC.get(kind, (kind, kind))
    return Unsupported(
        f"決定表でも一行の式でもありません（{ja}）", f"it is neither a table nor one line ({en})",
        "definitions に、見出し語（choose、sum、every など）で書き直してください。",
        "Write it as definitions, with heads such as choose, sum or every.",
    )  # fmt: skip


def convert(model: Model, reserved: Set[str], problems: Problems) -> tuple[Part, ...]:
    """The parts of a programme file; what is left out or changed is added to ``problems``.

    ``reserved`` are words of the language that cannot be names.
    """
    return Conversion(model, Names(reserved), problems).run()
