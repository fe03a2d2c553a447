"""Templates in which everything printed is asked what it is bound to.

Two tags are added to jinja2's: ``{% fixed %}…{% endfixed %}`` declares words that are the same in
every letter, ``{% by THING %}…{% endby %}`` binds a sentence to a clause, a stage, a period …; and
``{{ … }}`` takes only words that are bound already. The stream of the template's own text is
rewritten before it is compiled, so that each piece is known with its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from schemeengine.letters.careful import OURS, CarefulEnvironment, loader

#: Names by which the rewritten template calls back.
TEXT, VALUE = f"{OURS}text", f"{OURS}value"
OPEN_FIXED, OPEN_BY, CLOSE = f"{OURS}fixed", f"{OURS}by", f"{OURS}close"


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


class LetterEnvironment(CarefulEnvironment):
    """Reads templates of the user's folder ("" for none) before those shipped."""

    def __init__(self, folder: str) -> None:
        super().__init__(loader(folder), [BoundText], autoescape=False)
