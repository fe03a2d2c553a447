"""Templates in a sandbox, in which everything printed is asked what it is bound to.

Two tags are added to jinja2's: ``{% fixed %}…{% endfixed %}`` declares words that are the same in
every letter, ``{% by THING %}…{% endby %}`` binds a sentence to a clause, a stage, a period …; and
``{{ … }}`` takes only words that are bound already. The stream of the template's own text is
rewritten before it is compiled, so that each piece is known with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

#: Names by which the rewritten template calls back; not names a template could write itself.
TEXT, VALUE = "_letter_text", "_letter_value"
OPEN_FIXED, OPEN_BY, CLOSE = "_letter_fixed", "_letter_by", "_letter_close"
_LONGEST_FACTOR = 10_000


class BoundText(Extension):
    """Sends every piece of text and every value through the letter under way."""

    tags = {"fixed", "by"}  # noqa: RUF012 - jinja2 reads it from the class

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """``text`` becomes ``{{ text_said("text", line) }}``, ``{{ x }}`` ``{{ value_said((x), line) }}``."""
        name = stream.name or ""
        for token in stream:
            line = token.lineno
            if token.type == "data":
                yield from _called(line, TEXT, [Token(line, "string", token.value)], name)
            elif token.type == "variable_begin":
                yield token
                yield Token(line, "name", VALUE)
                yield Token(line, "lparen", "(")
                yield Token(line, "lparen", "(")
            elif token.type == "variable_end":
                yield Token(line, "rparen", ")")
                yield from _placed(line, name)
                yield Token(line, "rparen", ")")
                yield token
            else:
                yield token

    def parse(self, parser: Parser) -> list[nodes.Node]:
        tag = next(parser.stream)
        given: list[nodes.Expr] = [nodes.Const(parser.name or ""), nodes.Const(tag.lineno)]
        if tag.value == "by":
            given.insert(0, parser.parse_expression())
        opening = OPEN_BY if tag.value == "by" else OPEN_FIXED
        body = parser.parse_statements((f"name:end{tag.value}",), drop_needle=True)
        return [
            _output(nodes.Call(nodes.Name(opening, "load"), given, [], None, None), tag.lineno),
            *body,
            _output(nodes.Call(nodes.Name(CLOSE, "load"), [], [], None, None), tag.lineno),
        ]


def _output(call: nodes.Expr, line: int) -> nodes.Output:
    return nodes.Output([call], lineno=line)


def _called(line: int, function: str, arguments: Sequence[Token], name: str) -> Iterator[Token]:
    yield Token(line, "variable_begin", "{{")
    yield Token(line, "name", function)
    yield Token(line, "lparen", "(")
    yield from arguments
    yield from _placed(line, name)
    yield Token(line, "rparen", ")")
    yield Token(line, "variable_end", "}}")


def _placed(line: int, name: str) -> Iterator[Token]:
    """``, "template", line``."""
    yield Token(line, "comma", ",")
    yield Token(line, "string", name)
    yield Token(line, "comma", ",")
    yield Token(line, "integer", line)  # type: ignore[arg-type]  # a number where jinja2 reads one


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """Templates see what they are given and nothing else; sums that would never end are refused."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        blanks = isinstance(left, str) and not left.strip() and isinstance(right, int) and right <= 100
        small = all(isinstance(x, int) and abs(x) <= _LONGEST_FACTOR for x in (left, right))
        if not (small or blanks) or (operator == "**" and abs(right) > 8):
            raise SecurityError(f"{operator} of large numbers or texts")
        return super().call_binop(context, operator, left, right)


def environment(folder: str) -> LetterEnvironment:
    """An environment reading templates of the user's folder ("" for none) before those shipped."""
    shipped = PackageLoader("schemeengine.letters")
    loader = ChoiceLoader([FileSystemLoader(folder), shipped]) if folder else shipped
    return LetterEnvironment(
        loader=loader, extensions=[BoundText], undefined=StrictUndefined, autoescape=False,
        cache_size=0,
    )  # fmt: skip
