"""Dossiers damaged in what they say: entries lost or doubled, values of another kind, huge or strange."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

_VALUES = (
    "yes", "no", "none", "unknown", "not_yet", "あり", "なし", "○", "×", "0", "-1", "1", "12人", "3年", "5円", "0.5",
    "1,000,000円", "100%", "150%", "令和6年6月1日", "令和99年1月1日", "0001-01-01", "9999-12-31", "2024-02-29", "2023-02-29",
    "2024-06-01 17:00", "2024-06-30 23:59 America/New_York", "令和6年度", "[]", "{}", "[[[[]]]]", "[a, b]", "{a: b}",
    "[{}]", '""', "9" * 400, "9" * 5_000, f"{'9' * 120}円", "1e400", "1e-400", "NaN", ".inf", "0x10", "0o17", "1_000",
    "√2", "½", "²", "１２人", "٣", "十二人", "一兆円", "e\u0301", "\u202e逆", "👩‍👩‍👧", "𠮷野家", "ﬀ", "\ufeffx", "a" * 5_000,
    "{decision: yes, by: x, on_date: 2024-06-01}", "{decision: yes}", "{from: 2024-04-01, until: 2024-03-01}",
    "{from: 2024-04-01}", "{met: 99999}", "[{id: g1}, {id: g1}]", "*a", "&a x", "!!int 3", "| x", "> x", "? x", "@x", "`x`", "%x",
)  # fmt: skip
_LINE = re.compile(r"( *)(- )?([^\s:#][^:#]*):(.*)")


def damaged(text: str, random: Random) -> str:
    """The dossier with one to three damages."""
    for _ in range(random.randint(1, 3)):
        text = DAMAGES[random.choice(sorted(DAMAGES))](text, random)
    return text


def _place(lines: list[str], random: Random) -> int:
    """A line that says something, not the heading."""
    found = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    return random.choice(found[2:] or found or [0])


def _on_lines(change: Callable[[list[str], int, Random], list[str]]) -> Callable[[str, Random], str]:
    def act(text: str, random: Random) -> str:
        lines = text.split("\n")
        return "\n".join(change(lines, _place(lines, random), random))

    return act


def _block(lines: list[str], at: int) -> int:
    """The end of what stands below a line."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and (
        not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent
    ):
        end += 1
    return end


def _with_value(lines: list[str], at: int, value: str) -> list[str]:
    if not (found := _LINE.fullmatch(lines[at])):
        return lines
    head = f"{found[1]}{found[2] or ''}{found[3]}: "
    return [*lines[:at], head + value, *lines[_block(lines, at) :]]


def _of_another(lines: list[str], at: int, random: Random) -> list[str]:
    other = _LINE.fullmatch(lines[_place(lines, random)])
    return _with_value(lines, at, other[4].strip() if other and other[4].strip() else "x")


def _renamed(lines: list[str], at: int, random: Random) -> list[str]:
    found, other = _LINE.fullmatch(lines[at]), _LINE.fullmatch(lines[_place(lines, random)])
    if not found or not other:
        return lines
    return [*lines[:at], f"{found[1]}{found[2] or ''}{other[3]}:{found[4]}", *lines[at + 1 :]]


def _moved(lines: list[str], at: int, random: Random) -> list[str]:
    block, rest = lines[at : _block(lines, at)], lines[:at] + lines[_block(lines, at) :]
    to = random.randint(0, len(rest))
    return [*rest[:to], *block, *rest[to:]]


def _deep(lines: list[str], at: int, random: Random) -> list[str]:
    depth = random.choice([3, 30, 58, 70])
    return _with_value(
        lines, at, random.choice(["[" * depth + "]" * depth, "{a: " * depth + "b" + "}" * depth])
    )


DAMAGES: Mapping[str, Callable[[str, Random], str]] = {
    "deleted": _on_lines(lambda ls, at, _: ls[:at] + ls[_block(ls, at) :]),
    "line deleted": _on_lines(lambda ls, at, _: ls[:at] + ls[at + 1 :]),
    "doubled": _on_lines(lambda ls, at, _: ls[: _block(ls, at)] + ls[at:]),
    "many times": _on_lines(lambda ls, at, r: ls[: at + 1] + ls[at : _block(ls, at)] * r.choice([2, 50]) + ls[at:]),
    "another kind": _on_lines(lambda ls, at, r: _with_value(ls, at, r.choice(_VALUES))),
    "value of another": _on_lines(_of_another),
    "name of another": _on_lines(_renamed),
    "moved": _on_lines(_moved),
    "deep": _on_lines(_deep),
    "cut": lambda text, r: text[: r.randint(len(text) // 3, len(text))],
    "strange signs": lambda text, r: text.replace(r.choice("年月日円人0123-: "), r.choice("０：／・\u00a0\u3000\u200b🈀\u0301"), r.randint(1, 3)),
    "line ends": lambda text, _: text.replace("\n", "\r\n"),
}  # fmt: skip
