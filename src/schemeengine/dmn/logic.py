"""The logic of a decision → the body of a definition, with further definitions beside it where needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from schemeengine.dmn.feel import Feel, Invoke, Unsupported
from schemeengine.dmn.model import Call, Conditional, Context, Function, Logic, Other, Table, Written
from schemeengine.dmn.naming import Names
from schemeengine.dmn.tables import TableWriter
from schemeengine.dmn.words import scalar

_KINDS_OF_LOGIC = {
    "relation": ("関係表（relation）", "a relation"), "list": ("一覧（list）", "a list"),
    "invocation": ("呼び出し（invocation）", "an invocation"), "for": ("繰返し（for）", "a for"),
    "some": ("some", "a some"), "every": ("every", "an every"), "filter": ("絞込み（filter）", "a filter"),
    "functionDefinition": ("関数（function）", "a function"), "": ("中身がない", "there is nothing in it"),
}  # fmt: skip
#: An argument that stays itself wherever it is put; anything else needs brackets around it.
_ATOM = re.compile(r'\w+(?:\.\w+)*|"[^"]*"')
#: How deep functions may call functions before it is an attack.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression can name: values (ours, or a whole expression) and functions."""

    names: Mapping[str, str]
    functions: Mapping[str, Function]
    #: The functions we are inside of: one that calls itself has no counterpart.
    inside: tuple[str, ...] = ()


@dataclass(slots=True)
class Bodies:
    """Writes the logic of one decision. ``beside`` adds a definition: its name, its label, its body.

    ``ranked`` gives, for each result column, its values as the model ranks them; ``tell`` takes what is
    written in another form.
    """

    decision: str
    names: Names
    beside: Callable[[str, str, str], None]
    ranked: Callable[[Table], Sequence[Sequence[str]]]
    tell: Callable[[Unsupported], None]

    def body(self, logic: Logic, around: Surroundings, name: str) -> str:
        """The lines under ``name``, the definition to be. Raises :class:`Unsupported`."""
        match logic:
            case Table():
                named = [name] if len(logic.outputs) == 1 else [self.names.of(c.name) for c in logic.outputs]
                feel = self._feel(around)
                return "\n".join(TableWriter(logic, feel, named, self.ranked(logic), self.tell).lines())
            case Written():
                return f"that: {scalar(self._feel(around).expression(logic.text))}"
            case Conditional():
                return self._choice(logic, around)
            case Context(result=result) if result is not None:
                return self.body(result, self._with_entries(logic, around, self.decision), name)
            case Call():
                function, arguments = self._resolved(logic, around)
                return self.body(function.logic, self._bound(function, arguments, around), name)
            case _:
                raise _no_counterpart(logic)

    def context(self, logic: Context, around: Surroundings, path: str) -> None:
        """A context that comes to its entries: each becomes a definition, named by its path."""
        self._with_entries(logic, around, path)

    def _with_entries(self, logic: Context, around: Surroundings, path: str) -> Surroundings:
        names, functions = dict(around.names), dict(around.functions)
        for name, inner in logic.entries:
            here = Surroundings(names, functions, around.inside)
            if isinstance(inner, Function):
                functions = {**functions, name: inner}
                continue
            deeper = f"{path}.{name}"
            if isinstance(inner, Context) and inner.result is None:
                found = self._with_entries(inner, here, deeper).names
                names = {**names, **{f"{name}.{k}": found[k] for k, _ in inner.entries if k in found}}
                continue
            ours = self.names.of(deeper)
            self.beside(ours, name, self.body(inner, here, ours))
            names = {**names, name: ours}
        return Surroundings(names, functions, around.inside)

    def _choice(self, logic: Conditional, around: Surroundings) -> str:
        condition, then, otherwise = (
            self._expression(box, around) for box in (logic.condition, logic.then, logic.otherwise)
        )
        return (
            f"choose:\n  - {{if: {scalar(condition)}, then: {scalar(then)}}}\notherwise: {scalar(otherwise)}"
        )

    def _expression(self, logic: Logic, around: Surroundings) -> str:
        """A box inside another one: an expression, or the name of a definition of its own."""
        if isinstance(logic, Written):
            return self._feel(around).expression(logic.text)
        return self._definition("part", logic, around)

    def _aside(self, wish: str, body: str) -> str:
        name = self.names.fresh(f"{self.decision} {wish}")
        self.beside(name, "", body)
        return name

    def _definition(self, wish: str, logic: Logic, around: Surroundings) -> str:
        """A definition of its own; its name."""
        name = self.names.fresh(f"{self.decision} {wish}")
        self.beside(name, "", self.body(logic, around, name))
        return name

    # ---------------------------------------------------------------- functions
    def _feel(self, around: Surroundings) -> Feel:
        called: dict[str, Invoke] = {
            name: lambda given, f=function: self._invoked(f, given, around)  # type: ignore[misc]
            for name, function in around.functions.items()
        }
        return Feel(around.names, self._aside, called)

    def _invoked(self, function: Function, given: tuple[str, ...], around: Surroundings) -> str:
        if len(given) != len(function.parameters):
            raise Unsupported(
                f"関数 {function.name} に渡す値の数が合いません",
                f"the function {function.name} takes another number of values",
            )
        arguments = dict(zip(function.parameters, given, strict=True))
        return self._definition(function.name, function.logic, self._bound(function, arguments, around))

    def _resolved(self, call: Call, around: Surroundings) -> tuple[Function, dict[str, str]]:
        """The function of an invocation, and what it is handed in our words."""
        plain = " ".join(call.function.strip().strip("'").split())
        if plain not in around.functions:
            raise _no_counterpart(call)
        feel = self._feel(around)
        return around.functions[plain], {name: feel.expression(value.text) for name, value in call.arguments}

    def _bound(self, function: Function, arguments: Mapping[str, str], around: Surroundings) -> Surroundings:
        """What the body of a function can name: its parameters, as what they are handed."""
        if function.name in around.inside or len(around.inside) > _DEEPEST:
            raise Unsupported(
                f"関数 {function.name} が自分自身を呼んでいます", f"the function {function.name} calls itself"
            )
        given = {k: v if _ATOM.fullmatch(v) else f"({v})" for k, v in arguments.items()}
        return Surroundings({**around.names, **given}, around.functions, (*around.inside, function.name))


def _no_counterpart(logic: Logic) -> Unsupported:
    kind = logic.kind if isinstance(logic, Other) else "invocation" if isinstance(logic, Call) else ""
    ja, en = _KINDS_OF_LOGIC.get(kind, (kind, kind))
    return Unsupported(
        f"決定表でも一行の式でもありません（{ja}）", f"it is neither a table nor one line ({en})",
        "definitions に、見出し語（choose、sum、every など）で書き直してください。",
        "Write it as definitions, with heads such as choose, sum or every.",
    )  # fmt: skip
