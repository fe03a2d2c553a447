"""Slips of the pen: small changes to a text such as people, editors and pasting make."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

WIDE = "：　，、＃“”［］｛｝（）＝－＞％。\t\u00a0\u200b"
SIGNS = ":{}[]\"'|>&*!%@`#,-? ()=<>.0年円"
ODD_VALUES = (
    "[]", "{}", '""', "none", "unset", "yes", "0", "12", "3月", "[a]", "{a: b}", "x in y", "applied_on",
    "令和6年6月31日", "令和6年4月1日 17時", "1.5円", "-", 'x = "a"', "applied_on - 3年", "[a, {b: c}]",
    "|\n      x", "and", "x in [1 .. 5]", "x.y.z", "sum(x)", "{all: []}", "{case: x, of: {}}",
    "{reading: x}", "[[[a]]]", "-3年", "5以上", "((((", "{sum: {}}", "{table: a}", "~",
)  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """One change: what is done, and numbers that say where (taken modulo what there is)."""

    kind: str
    line: int
    other: int
    at: int


def _words(line: str) -> list[str]:
    return re.findall(r"\w+", line)


def _insert(line: str, at: int, text: str) -> str:
    at %= len(line) + 1
    return line[:at] + text + line[at:]


def _replace_word(line: str, other: str, at: int) -> str:
    mine, theirs = _words(line), _words(other)
    return line.replace(mine[at % len(mine)], theirs[at % len(theirs)], 1) if mine and theirs else line


def _with_value(line: str, value: str) -> str:
    key, colon, _ = line.partition(":")
    return f"{key}:{value}" if colon else line


def _with_key(line: str, other: str) -> str:
    indent = len(line) - len(line.lstrip())
    key, colon, _ = other.partition(":")
    return " " * indent + key.strip() + ":" + line.partition(":")[2] if colon and ":" in line else line


#: What a slip makes of its line, given the line it borrows from and a number.
ON_A_LINE: dict[str, Callable[[str, str, int], str]] = {
    "full_width": lambda line, _, n: _insert(line, n // len(WIDE), WIDE[n % len(WIDE)]),
    "sign": lambda line, _, n: _insert(line, n // len(SIGNS), SIGNS[n % len(SIGNS)]),
    "lost_character": lambda line, _, n: line[: n % (len(line) + 1)] + line[n % (len(line) + 1) + 1 :],
    "other_word": _replace_word,
    "other_value": lambda line, other, _: _with_value(line, other.partition(":")[2]),
    "odd_value": lambda line, _, n: _with_value(line, " " + ODD_VALUES[n % len(ODD_VALUES)]),
    "other_key": lambda line, other, _: _with_key(line, other),
    "indent": lambda line, _, n: " " * (n % 9) + line.lstrip(),
}
ON_THE_TEXT = ("delete_line", "duplicate_line", "swap_lines", "truncate")

SLIPS = st.lists(
    st.builds(
        Slip,
        st.sampled_from([*ON_THE_TEXT, *ON_A_LINE]),
        st.integers(0, 2_000), st.integers(0, 2_000), st.integers(0, 5_000),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


def applied(text: str, slips: list[Slip]) -> str:
    """The text with the slips made one after another."""
    lines = text.split("\n")
    for slip in slips:
        here, there = slip.line % len(lines), slip.other % len(lines)
        match slip.kind:
            case "delete_line":
                del lines[here]
            case "duplicate_line":
                lines.insert(here, lines[here])
            case "swap_lines":
                lines[here], lines[there] = lines[there], lines[here]
            case "truncate":
                lines = [*lines[:here], lines[here][: slip.at % (len(lines[here]) + 1)]]
            case kind:
                lines[here : here + 1] = ON_A_LINE[kind](lines[here], lines[there], slip.at).split("\n")
        lines = lines or [""]
    return "\n".join(lines)
