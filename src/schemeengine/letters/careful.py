"""What a template may use, and how much of it: a hostile or mistaken one ends in a message, soon.

jinja2's sandbox keeps templates away from Python's insides. Added here: only the filters, functions
and methods that letters need; no word of ours may be written in a template; and every turn of a loop,
every call of a macro and every text made is paid for out of a budget, since the sandbox alone would
let a short template run for hours or fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

#: The folder name under which a user's template can name the shipped one it changes in part.
SHIPPED = "shipped"
#: What names by which rewritten templates call back begin with; a template may not write one itself.
OURS = "_letter_"
STEP, COUNTED = f"{OURS}step", f"{OURS}counted"
_STEPS, _CHARACTERS_A_STEP = 200_000, 50
_LARGEST_FACTOR, _LONGEST_TEXT, _LONGEST_LIST = 10_000, 1_000, 10_000
_FILTERS = (
    "abs", "count", "d", "default", "first", "groupby", "int", "items", "join", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "trim",
    "unique", "upper",
)  # fmt: skip
_METHODS = {
    str: frozenset({"startswith", "endswith", "strip", "lower", "upper"}),
    dict: frozenset({"get", "items", "keys", "values"}),
}


class Spent(Exception):
    """A template does more than any letter needs."""


class Filled(str):
    """Text that a block, a macro or a ``set`` has filled already, with its marks; nothing a template can
    write itself, so that no mark can be forged."""

    __slots__ = ()


@dataclass(slots=True)
class Budget:
    """What is left of the steps of one letter."""

    left: int = _STEPS

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise Spent

    def step(self) -> str:
        """Called at the beginning of every turn of a loop and of every call of a macro."""
        self.spend()
        return ""

    def written(self, text: Sized) -> None:
        self.spend(1 + len(text) // _CHARACTERS_A_STEP)

    def counted(self, things: Any) -> Sequence[Any]:
        """What a loop runs over; a list, so that its length is paid for even if nothing is done."""
        found = list(things)
        self.spend(len(found))
        return found


class Restraint(Extension):
    """Refuses words of ours in a template's own text."""

    priority = 10  # before the text is rewritten

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "name" and token.value.startswith(OURS):
                raise TemplateSyntaxError(f"reserved name {token.value}", token.lineno, stream.name)
            yield token


class _Code(CodeGenerator):
    """Puts texts together (``~``) by a function that minds their length."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class CarefulEnvironment(ImmutableSandboxedEnvironment):
    """Templates see what they are given and nothing else, and cannot go on without end."""

    code_generator_class = _Code
    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, loader: BaseLoader, extensions: Sequence[type[Extension]], autoescape: bool) -> None:
        super().__init__(
            loader=loader, extensions=[Restraint, *extensions], undefined=StrictUndefined,
            autoescape=autoescape, trim_blocks=autoescape, lstrip_blocks=autoescape,
            keep_trailing_newline=autoescape, cache_size=0, optimized=False,
        )  # fmt: skip
        self.budget = Budget()
        self._tags = tuple(extensions)
        self.filters = {name: self._paid(self.filters[name]) for name in _FILTERS}
        self.globals = {"range": self._range, STEP: self.budget.step, COUNTED: self.budget.counted}

    #: What a block or macro has printed. (jinja2 reads it from the class.)
    concat = staticmethod(lambda parts: Filled("".join(parts)))

    def compile(  # type: ignore[override]  # of the ways to call it, the one that loading a template takes
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        return _compiled(self._tags, bool(self.autoescape), source, name, filename)

    def _range(self, *args: int) -> range:
        found = range(*args)
        self.budget.spend(len(found))
        return found

    def _paid(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        at = 1 if hasattr(filter_, "jinja_pass_arg") else 0

        @wraps(filter_)
        def paying(*args: Any, **named: Any) -> Any:
            if isinstance(args[at], Sized):
                self.budget.spend(1 + len(args[at]))
            made = filter_(*args, **named)
            if isinstance(made, Sized):
                self.budget.written(made)
            return made

        return paying

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for refused in tree.find_all((nodes.FilterBlock, nodes.EvalContextModifier)):
            raise TemplateSyntaxError("a tag that letters do not have", refused.lineno, name)
        for block in tree.find_all(nodes.AssignBlock):
            if block.filter is not None:
                raise TemplateSyntaxError("a tag that letters do not have", block.lineno, name)
        for loop in tree.find_all(nodes.For):
            loop.iter = _call(COUNTED, [loop.iter], loop.lineno)
            loop.body.insert(0, _step(loop))
        for macro in tree.find_all((nodes.Macro, nodes.CallBlock)):
            macro.body.insert(0, _step(macro))  # type: ignore[attr-defined]  # both have one
        return tree

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, loops, the functions given to templates, and a few methods."""
        if isinstance(obj, (Macro, BlockReference, LoopContext, Undefined)):
            return True  # an undefined name says so itself
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if isinstance(owner, LoopContext):
            return name in ("cycle", "changed")
        if isinstance(owner, (str, dict)):
            return name in _METHODS[str if isinstance(owner, str) else dict]
        return getattr(obj, "__module__", "").startswith("schemeengine.letters")

    def call(self, context: Any, obj: Any, /, *args: Any, **named: Any) -> Any:
        if not self.is_safe_callable(obj):
            raise SecurityError(f"{getattr(obj, '__name__', type(obj).__name__)} cannot be called")
        return super().call(context, obj, *args, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, (str, list, tuple)) and isinstance(right, type(left)):
            long = _LONGEST_TEXT if isinstance(left, str) else _LONGEST_LIST
            self.budget.written(left)
            if len(left) + len(right) <= long:
                return super().call_binop(context, operator, left, right)
        blanks = operator == "*" and isinstance(left, str) and not left.strip() and isinstance(right, int)
        whole = all(isinstance(x, int) for x in (left, right))
        small = whole and all(abs(x) <= _LARGEST_FACTOR for x in (left, right))
        if not (small or (whole and operator in "+%") or (blanks and right <= 100)) or (
            operator == "**" and abs(right) > 8
        ):
            raise SecurityError(f"{operator} of large numbers or texts")
        return super().call_binop(context, operator, left, right)

    def joined(self, parts: Sequence[Any]) -> str:
        """``~``: a text, bound to nothing."""
        made = "".join(_worded(part) for part in parts)
        if len(made) > _LONGEST_TEXT:
            raise SecurityError("~ of long texts")
        return made


@lru_cache(maxsize=64)
def _compiled(
    tags: tuple[type[Extension], ...], autoescape: bool, source: str, name: str | None, filename: str | None
) -> CodeType:
    """The same text is the same code in every letter: only running it costs a letter's budget."""
    env = CarefulEnvironment(BaseLoader(), tags, autoescape)
    return super(CarefulEnvironment, env).compile(source, name, filename)


def _worded(part: Any) -> str:
    if not hasattr(part, "__html__") and isinstance(part, Sized) and not isinstance(part, str):
        raise TypeError(f"{type(part).__name__} is not words")
    return str(part)


def _step(node: nodes.Node) -> nodes.Output:
    return nodes.Output([_call(STEP, [], node.lineno)], lineno=node.lineno)


def _call(function: str, arguments: list[Any], line: int) -> nodes.Call:
    return nodes.Call(nodes.Name(function, "load", lineno=line), arguments, [], None, None, lineno=line)


def loader(folder: str) -> BaseLoader:
    """Templates of the user's folder ("" for none) before those shipped, and these as ``shipped/…``."""
    shipped = PackageLoader("schemeengine.letters")
    by_name = PrefixLoader({SHIPPED: shipped})
    return ChoiceLoader([FileSystemLoader(folder), by_name, shipped] if folder else [by_name, shipped])
