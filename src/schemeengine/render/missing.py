"""What is missing, grouped by who can supply it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemeengine.diagnostics import Lang
from schemeengine.render import wording
from schemeengine.render.width import plain
from schemeengine.verdict.model import Pending


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing wanted: what it is called, the question to put, the proof, and where it is from."""

    label: str
    ask: str
    evidence: str
    cite: str
    afterwards: bool


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    items: tuple[Wanted, ...]


def groups(pending: Sequence[Pending], lang: Lang) -> tuple[Group, ...]:
    """Applicant first, then the office, then each authority; values to be set come last."""
    found: dict[tuple[int, str], list[Wanted]] = {}
    for item in pending:
        found.setdefault(_whose(item, lang), []).append(_wanted(item, lang))
    return tuple(Group(heading, tuple(found[o, heading])) for o, heading in sorted(found))


def _whose(item: Pending, lang: Lang) -> tuple[int, str]:
    who = plain(item.who)
    if item.to_come:  # stated as not yet: nobody is asked for it
        order, key = 6, "to_come"
    elif item.kind == "no_value":
        order, key = 5, "no_value"
    elif item.kind == "parameter":
        order, key = 4, "parameter"
    elif item.kind == "judgment":
        order, key = 3, "authority"
    else:
        order, key = (2, "office") if item.provided_by == "office" else (1, "applicant")
    heading = wording.PROVIDERS[key].of(lang)
    if order < 3 or not who:
        return order, heading
    return order, f"{heading}（{who}）" if lang == "ja" else f"{heading}: {who}"


def _wanted(item: Pending, lang: Lang) -> Wanted:
    label = plain(item.label.of(lang)) or item.fact
    if item.kind == "paper":
        label += wording.aside("未受領の書類" if lang == "ja" else "paper not received", lang)
    return Wanted(
        label, plain(item.question(lang)), plain(item.proof(lang)), wording.cites(item.cite, lang),
        item.when == "afterwards",
    )  # fmt: skip
