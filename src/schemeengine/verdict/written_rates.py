"""Rates as the file writes them: 2分の1 stays 2分の1 beside 3分の2, and 50% stays 50%."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from schemeengine.diagnostics import Lang
from schemeengine.ir.scheme import Scheme
from schemeengine.source import Span

_PARTS = re.compile(r"([0-9一二三四五六七八九十]+)分の([0-9一二三四五六七八九十]+)")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class WrittenRates:
    """The rates that a file writes in parts (n分のm), and those it writes as percentages."""

    in_parts: frozenset[Fraction]
    percents: frozenset[Fraction]

    @staticmethod
    def of(scheme: Scheme) -> WrittenRates:
        return _read("\n".join(s.text for s in scheme.sources or (scheme.source,)))

    def as_written(self, value: object, lang: Lang, rule: Span | None) -> str:
        """A rate in parts; "" for one that is written otherwise.

        ``rule``: where the rule stands that is being told, which decides where the file writes both.
        """
        if not isinstance(value, Fraction) or value not in self.in_parts:
            return ""
        if value in self.percents:
            near = _read(_block(rule)) if rule is not None else self
            if value not in near.in_parts or value in near.percents:
                return ""
        if lang == "en":
            return f"{value.numerator}/{value.denominator}"
        return f"{value.denominator}分の{value.numerator}"


def _read(text: str) -> WrittenRates:
    text = unicodedata.normalize("NFKC", text)
    parts = {Fraction(_number(m[2]), _number(m[1])) for m in _PARTS.finditer(text) if _number(m[1])}
    return WrittenRates(frozenset(parts), frozenset(Fraction(m[1]) / 100 for m in _PERCENT.finditer(text)))


def _block(rule: Span) -> str:
    """The lines of a rule from where it begins: those beside and below its key, as far in as it stands."""
    text = rule.source.text
    start = text.rfind("\n", 0, rule.start) + 1
    first, *rest = text[start:].split("\n")
    margin = _margin(first)
    least = margin if start + margin == rule.start else margin + 1  # its key begins the line
    return "\n".join((first, *takewhile(lambda line: not line.strip() or _margin(line) >= least, rest)))


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _number(digits: str) -> int:
    """A number up to 99 in Arabic or Chinese digits; 0 for anything else."""
    if digits.isdecimal() and digits.isascii():
        return int(digits)
    tens, sign, ones = digits.partition("十")
    if not sign:
        return _DIGITS.get(digits, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
