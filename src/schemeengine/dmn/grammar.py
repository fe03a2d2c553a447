"""The grammar of FEEL, as far as DMN files use it on one line."""

from __future__ import annotations

from functools import cache

from lark import Lark

_GRAMMAR = r"""
tests: test ("," test)*
?test: _LT value -> below | _LE value -> at_most | _GT value -> above | _GE value -> at_least
     | _EQ value -> same | _NE value -> differs
     | expression
?value: sum

?expression: disjunction
?disjunction: conjunction (_OR conjunction)*
?conjunction: comparison (_AND comparison)*
?comparison: sum
    | sum COMPARE sum -> compare
    | sum _BETWEEN sum _AND sum -> between
    | sum _IN inside -> within
?inside: interval | "(" tests ")" -> options | sum
?sum: product | sum SIGN product -> arithmetic
?product: signed | product FACTOR signed -> arithmetic
?signed: atom | "-" signed -> negative
?atom: NUMBER -> number | STRING -> string | TRUE -> true | FALSE -> false | NULL -> null
    | path | interval | call | "(" expression ")" -> brackets
    | "[" [expression ("," expression)*] "]" -> items
    | IF expression THEN expression ELSE expression -> conditional
call: path "(" [expression ("," expression)*] ")"
path: name ("." name)*
name: QUOTED | WORD
interval: OPENING sum ".." sum CLOSING
OPENING: "[" | "(" | "]"
CLOSING: "]" | ")" | "["
COMPARE: "<=" | ">=" | "!=" | "=" | "<" | ">"
SIGN: "+" | "-"
FACTOR: "**" | "*" | "/"
_LT: "<"
_LE: "<="
_GT: ">"
_GE: ">="
_EQ: "="
_NE: "!="
_OR.2: /or\b/
_AND.2: /and\b/
_IN.2: /in\b/
_BETWEEN.2: /between\b/
IF.2: /if\b/
THEN.2: /then\b/
ELSE.2: /else\b/
TRUE.2: /true\b/
FALSE.2: /false\b/
NULL.2: /null\b/
NUMBER: /\d+(\.\d+)?|\.\d+/
STRING: /"(\\.|[^"\\])*"/
QUOTED: /`[^`]*`/
WORD: /(?!(?:or|and|in|between|if|then|else|true|false|null)\b)[^\W\d]\w*/
%ignore /\s+/
"""


@cache
def parser() -> Lark:
    """Reads ``tests`` (a cell that is looked up) and ``expression``; made once, it holds no state."""
    return Lark(_GRAMMAR, parser="earley", start=["tests", "expression"], maybe_placeholders=False)
