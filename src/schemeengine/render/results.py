"""Amounts, periods, dates and readings as rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemeengine.diagnostics import Lang
from schemeengine.render import wording
from schemeengine.render.figures import amount_text, date_text, period_text
from schemeengine.render.width import plain
from schemeengine.verdict.model import (
    Amount,
    Change,
    DateResult,
    Pending,
    PeriodResult,
    ReadingUsed,
    StageResult,
    Text,
    Verdict,
)

#: Id of an amount, period or date -> what it waits for.
Waits = Mapping[str, tuple[Pending, ...]]


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
        text = date_text(found, lang)
        if found.applies is not False and found.day.value is None:
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
    called = {d.provision: wording.cites(d.cite, lang) for d in verdict.determinations}
    parts = []
    for choice, found in used.changes.items():
        shown = plain(choices.get(choice, choice))
        joined = ("、" if lang == "ja" else ", ").join(_change(c, called, lang) for c in found)
        parts.append(f"「{shown}」→ {joined}" if lang == "ja" else f"“{shown}”: {joined}")
    return "；".join(parts) if lang == "ja" else "; ".join(parts)


def _change(change: Change, called: Mapping[str, str], lang: Lang) -> str:
    """判定は「適合しない」, 補助金は50,000円 / verdict: Not eligible, grant: 50,000 yen."""
    name = plain(change.label.of(lang)) or change.id
    value = _changed(change, called, lang)
    if lang == "en":
        return f"{name}: {value}"
    return f"{name}は「{value}」" if change.kind in ("outcome", "stage", "provision") else f"{name}は{value}"


def _changed(change: Change, called: Mapping[str, str], lang: Lang) -> str:
    match change.found:
        case Amount() as amount:
            return amount_text(amount, lang)
        case PeriodResult() as period:
            return period_text(period, lang)
        case DateResult() as day:
            return date_text(day, lang)
        case StageResult() as stage:
            return wording.stage_outcome(stage.kind, stage.outcome).of(lang)
        case Text() as words:
            return plain(words.of(lang))
        case tuple() as listed if change.kind == "failed":
            places = dict.fromkeys(called.get(f.partition("[")[0]) or f for f in listed)
            return wording.listed(list(places), lang) if places else _nothing(lang)
        case tuple() as listed:
            return (f"{len(listed)}件" if lang == "ja" else str(len(listed))) if listed else _nothing(lang)
        case str() as status if change.kind == "provision":
            return wording.STATES["neutral"][status][1].of(lang)
        case outcome:
            return wording.OUTCOMES[outcome].of(lang)


def _nothing(lang: Lang) -> str:
    return "なし" if lang == "ja" else "none"
