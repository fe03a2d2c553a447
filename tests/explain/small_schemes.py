"""Small random programmes, and every way in which the facts missing from a case can turn out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import LoadedDossier, dossier_from_text, scheme_from_text

#: Every value a fact of the small programmes can be told apart by.
VALUES = {"yes_no": ("yes", "no"), "count": tuple(f"{n}人" for n in range(6))}


@dataclass(frozen=True)
class Small:
    """A programme of a few facts; ``kinds`` says of what type each is."""

    scheme: Scheme
    kinds: dict[str, str]
    text: str

    def dossier(self, known: dict[str, str]) -> LoadedDossier:
        facts = "".join(f"  {name}: {value}\n" for name, value in known.items())
        body = f"facts:\n{facts}" if facts else ""
        return dossier_from_text(f"schemeengine: 1\ndossier: d\nas_of: 2024-06-10\n{body}")

    def completions(self, known: dict[str, str]) -> Iterator[dict[str, str]]:
        missing = [n for n in self.kinds if n not in known]
        for values in product(*(VALUES[self.kinds[n]] for n in missing)):
            yield {**known, **dict(zip(missing, values, strict=True))}


def small(seed: int, *, changeable: bool = True) -> Small:
    """The same programme for the same number."""
    random = Random(seed)
    kinds = {f"f{i}": random.choice(("yes_no", "yes_no", "count")) for i in range(random.randint(3, 5))}
    lines = ["schemeengine: 1", f"scheme: small{seed}", "title: small", "facts:"]
    for name, kind in kinds.items():
        fixed = "" if changeable or random.random() < 0.7 else ", changeable: no"
        unit = ", unit: 人" if kind == "count" else ""
        lines.append(f"  {name}: {{type: {kind}{unit}, label: {name}{fixed}}}")
    lines.append("provisions:")
    for number in range(random.randint(1, 3)):
        lines.append(f"  p{number}:")
        if random.random() < 0.3:
            lines.append("    effect: exclude")
        lines += _clause(random, kinds, 4, random.randint(1, 3))
    text = "\n".join(lines) + "\n"
    return Small(scheme_from_text(text), kinds, text)


def _clause(random: Random, kinds: dict[str, str], indent: int, depth: int) -> list[str]:
    pad = " " * indent
    if depth == 0 or random.random() < 0.2:
        return [f"{pad}that: {_leaf(random, kinds)}"]
    head = random.choice(("all", "any", "all", "any", "count"))
    lines = []
    if random.random() < 0.2:
        lines.append(f"{pad}applies_when: {_leaf(random, kinds)}")
    if head == "count":
        lines.append(f"{pad}at_least: {random.randint(1, 2)}")
    lines.append(f"{pad}{'count' if head == 'count' else head}:")
    for _ in range(random.randint(2, 3)):
        inner = _clause(random, kinds, indent + 4, depth - 1)
        inner[0] = f"{pad}  - {inner[0].strip()}"
        lines += inner
    return lines


def _leaf(random: Random, kinds: dict[str, str]) -> str:
    name = random.choice(list(kinds))
    if kinds[name] == "yes_no":
        return random.choice((name, f"not({name})"))
    return f"{name} {random.choice(('>=', '<=', '>', '<', '='))} {random.randint(1, 4)}人"


def some_facts(random: Random, kinds: dict[str, str], share: float) -> dict[str, str]:
    return {n: random.choice(VALUES[k]) for n, k in kinds.items() if random.random() < share}
