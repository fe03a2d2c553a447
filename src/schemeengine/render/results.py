"""Amounts, periods, dates and readings as rows of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from schemeengine.diagnostics import Lang
from schemeengine.render import wording
from schemeengine.render.figures import (
    amount_text,
    day_text,
    moment,
    not_fixed,
    period_text,
    with_unit,
)
from schemeengine.render.width import plain
from schemeengine.values import CURRENCIES
from schemeengine.verdict.model import Amount, Pending, ReadingUsed, Verdict

#: Id of an amount, period or date -> what it waits for.
Waits = Mapping[str, tuple[Pending, ...]]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?")


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    question: str
    choice: str
    cite: str
    #: What another choice would change; "" where nothing.
    differs: str


def amounts(verdict: Verdict, waits: Waits, lang: Lang) -> tuple[Figure, ...]:
    """Every amount; one that is not exact yet names the facts it waits for, unless nobody waits."""
    rows = []
    for amount in verdict.amounts:
        text = amount_text(amount, lang)
        if _open(amount):
            text = _refused(verdict, lang) or text + _waits_for(waits, amount.id, lang)
        rows.append(Figure(plain(amount.label.of(lang)) or amount.id, text, wording.cites(amount.cite, lang)))
    return tuple(rows)


def shown(verdict: Verdict, lang: Lang) -> tuple[Figure, ...]:
    """What the definitions came to that ask to be shown."""
    return tuple(
        Figure(plain(x.label.of(lang)), plain(x.value.of(lang)), wording.cites(x.cite, lang))
        for x in verdict.results
    )


def _open(amount: Amount) -> bool:
    return amount.value is None and not amount.exact and amount.applies is not False


def days(verdict: Verdict, waits: Waits, lang: Lang) -> tuple[Figure, ...]:
    """Periods, then single dates."""
    rows = []
    for period in verdict.periods:
        text = period_text(period, lang)
        known = (period.from_.value or period.open_from) and (period.until.value or period.open_until)
        if period.applies is not False and not known:
            text = _refused(verdict, lang) or text + _waits_for(waits, period.id, lang)
        rows.append(Figure(plain(period.label.of(lang)) or period.id, text, wording.cites(period.cite, lang)))
    for found in verdict.dates:
        text = day_text(found.day, lang) or not_fixed(lang)
        if found.applies is False:
            text = "適用なし" if lang == "ja" else "does not apply"
        elif found.day.value is None:
            text = _refused(verdict, lang) or text + _waits_for(waits, found.id, lang)
        rows.append(Figure(plain(found.label.of(lang)) or found.id, text, wording.cites(found.cite, lang)))
    return tuple(rows)


def _refused(verdict: Verdict, lang: Lang) -> str:
    """What is said of what is still open of a case that is refused; "" for any other case."""
    if verdict.outcome not in ("ineligible", "out_of_scope"):
        return ""
    return "求めない（認められないため）" if lang == "ja" else "not worked out (the case does not qualify)"


def _waits_for(waits: Waits, name: str, lang: Lang) -> str:
    """（経費 c3 の金額が未回答）, （決定の日がまだない）, or "" where no single fact is missing."""
    found = waits.get(name, ())
    reasons = [plain(p.label.of(lang)) for p in found if p.kind == "no_value"]
    open_ = [plain(p.label.of(lang)) for p in found if p.kind != "no_value" and not p.to_come]
    to_come = [plain(p.label.of(lang)) for p in found if p.kind != "no_value" and p.to_come]
    parts = []
    if open_:
        named = wording.listed(open_, lang, 2)
        parts.append(f"{named}が未回答" if lang == "ja" else f"not known: {named}")
    if to_come:
        named = wording.listed(to_come, lang, 2)
        parts.append(f"{named}がまだ来ていない" if lang == "ja" else f"not yet happened: {named}")
    said = wording.aside(("、" if lang == "ja" else "; ").join(parts), lang) if parts else ""
    return said + (wording.aside(wording.listed(reasons, lang, 2), lang) if reasons else "")


# ------------------------------------------------------------------ readings
def readings(
    verdict: Verdict, choices: Mapping[str, Mapping[str, str]], lang: Lang
) -> tuple[ReadingRow, ...]:
    """The readings relied on, those first that would change something."""
    rows = []
    for used in verdict.readings:
        choice = plain(used.chosen(lang)) + ("" if used.adopted else wording.title("as_asked", lang))
        differs = _differences(used, verdict, choices.get(used.id, {}), lang)
        question = plain(used.question.of(lang))
        rows.append(ReadingRow(question, choice, wording.cites(used.cite, lang), differs))
    return tuple(sorted(rows, key=lambda r: not r.differs))


def _differences(used: ReadingUsed, verdict: Verdict, choices: Mapping[str, str], lang: Lang) -> str:
    names = _names(verdict, lang)
    parts = []
    for choice, change in used.would_differ.items():
        changes = [_change(c, names, verdict, lang) for c in change.split("; ")]
        shown = plain(choices.get(choice, choice))
        joined = ("、" if lang == "ja" else ", ").join(changes)
        parts.append(f"「{shown}」→ {joined}" if lang == "ja" else f"“{shown}”: {joined}")
    return "；".join(parts) if lang == "ja" else "; ".join(parts)


def _names(verdict: Verdict, lang: Lang) -> dict[str, str]:
    found = {a.id: a.label.of(lang) for a in verdict.amounts}
    found |= {p.id: p.label.of(lang) for p in verdict.periods}
    found |= {d.id: d.label.of(lang) for d in verdict.dates}
    return {name: plain(label) or name for name, label in found.items()}


def _change(change: str, names: Mapping[str, str], verdict: Verdict, lang: Lang) -> str:
    """One change as the verdict notes it ("outcome: ineligible", "grant: 0..30000000") in words."""
    key, _, value = change.partition(": ")
    if key == "outcome":
        word = wording.OUTCOMES[value].of(lang) if value in wording.OUTCOMES else value
        return f"判定は「{word}」" if lang == "ja" else f"verdict: {word}"
    unit = next((a.unit for a in verdict.amounts if a.id == key), "")
    low, dots, high = value.partition("..")
    first, last = _value(low, unit, lang), _value(high, unit, lang)
    if not dots:
        shown = first
    elif lang == "ja":
        shown = f"{first}から{last}まで"
    else:
        shown = f"{first} to {last}"
    return f"{names.get(key, key)}は{shown}" if lang == "ja" else f"{names.get(key, key)}: {shown}"


def _value(text: str, unit: str, lang: Lang) -> str:
    if text in ("None", ""):
        return "未定" if lang == "ja" else "not fixed"
    if _DAY.fullmatch(text):
        return moment(text, lang)
    if unit == "yen" and text.lstrip("-").isdigit():
        return with_unit(int(text), unit, lang)
    if unit in CURRENCIES and text != "none":
        return with_unit(Fraction(text), unit, lang)
    return text
