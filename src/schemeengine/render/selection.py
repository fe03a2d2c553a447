"""A selection as a sheet for people."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine.diagnostics import Lang
from schemeengine.ir.scheme import Scheme
from schemeengine.render.lines import Tone
from schemeengine.render.sheet import Row, Section, Sheet
from schemeengine.render.why import sentence
from schemeengine.selection.model import Chosen, Filled, Place, Result
from schemeengine.values import format_yen
from schemeengine.verdict.model import Text

_RESULTS: dict[Result, tuple[Tone, Text]] = {
    "chosen": ("good", Text("採択", "chosen")),
    "waiting_list": ("open", Text("補欠", "waiting list")),
    "not_chosen": ("bad", Text("不採択", "not chosen")),
    "tied": ("open", Text("同順位で未定", "tied")),
    "open": ("open", Text("未定", "open")),
    "out": ("dim", Text("要件外", "not eligible")),
}


def sheet(scheme: Scheme, found: Chosen, lang: Lang) -> Sheet:
    ja = lang == "ja"
    title = scheme.title_en if not ja and scheme.title_en else scheme.title
    selection = found.selection
    particulars = []
    label = selection.label if ja else selection.label_en or selection.label
    if label:
        particulars.append(("選定" if ja else "Selection", label))
    if selection.cite:
        particulars.append(("根拠" if ja else "Ordinance", "・".join(selection.cite)))
    particulars += _limits(found.whole, bool(found.groups), lang)
    if selection.seed:
        particulars.append(("抽選の種" if ja else "Seed of the lot", selection.seed))
    grouped = bool(found.groups)
    head: tuple[str, ...] = (
        ("結果", "順位", "申請", "順位の決め手", "額", "理由") if ja
        else ("Result", "Rank", "Application", "Ranked by", "Amount", "Why")
    )  # fmt: skip
    together = grouped and any(p.overall is not None for p in found.places)
    if together:
        head = (*head[:2], "全体の順位" if ja else "Among all", *head[2:])
    if grouped:
        head = (head[0], "区分" if ja else "Group", *head[1:])
    rows = tuple(_row(place, lang, grouped, together, bool(selection.pays)) for place in found.places)
    result = Section("選定の結果" if ja else "Result of the selection", head, rows, _remarks(found, lang))
    sections = (_groups(found, lang), result) if grouped else (result,)
    return Sheet(lang, title, tuple(particulars), sections)


def _limits(filled: Filled, grouped: bool, lang: Lang) -> list[tuple[str, str]]:
    ja, room = lang == "ja", filled.room
    whole = ("全体の" if ja else " for all") if grouped else ""
    found = []
    if room.capacity is not None:
        found.append((f"{whole}件数枠" if ja else f"Places{whole}", f"{room.capacity:,}"))
    if room.budget is not None:
        spent = format_yen(filled.spent, lang), format_yen(room.budget, lang)
        found.append((f"{whole}予算" if ja else f"Budget{whole}", f"{spent[0]} / {spent[1]}"))
    return found


def _groups(found: Chosen, lang: Lang) -> Section:
    """What each group used of its own limits; apart from them, what was given on to others."""
    ja, groups = lang == "ja", found.groups
    head = ("区分", "件数", "予算") if ja else ("Group", "Places", "Budget")
    rows = []
    for filled in groups:
        room = filled.room
        taken = f"{filled.taken:,}" if room.capacity is None else f"{filled.taken:,} / {room.capacity:,}"
        spent = format_yen(filled.spent, lang)
        money = spent if room.budget is None else f"{spent} / {format_yen(room.budget, lang)}"
        rows.append(Row((room.name.of(lang) if room.name else "", taken, money)))
    given_on = found.whole.taken - sum(f.taken for f in groups)
    if given_on:
        money = format_yen(found.whole.spent - sum(f.spent for f in groups), lang)
        rows.append(Row(("残った枠から" if ja else "from what groups left", f"{given_on:,}", money)))
    return Section("区分ごとの枠" if ja else "Groups", head, tuple(rows))


def result_word(place: Place, lang: Lang) -> str:
    return _RESULTS[place.result][1].of(lang)


def key_words(place: Place, lang: Lang) -> list[str]:
    """What decided the place, each with its name."""
    return [f"{name.of(lang)} {value.of(lang)}" for name, value in place.keys]


def _row(place: Place, lang: Lang, grouped: bool, together: bool, paid: bool) -> Row:
    """``together``: the groups share limits, which are used up in the order of the whole ranking."""
    keys = "、".join if lang == "ja" else ", ".join
    overall = ("" if place.overall is None else str(place.overall),) if together else ()
    cells = (
        "" if place.rank is None else str(place.rank), *overall, place.application.name,
        keys(key_words(place, lang)),
        "" if place.granted is None or not paid else format_yen(place.granted, lang), reason(place, lang),
    )  # fmt: skip
    group = ((place.group.of(lang) if place.group else "",)) if grouped else ()
    number = "" if place.waiting is None else f" {place.waiting}"
    return Row((result_word(place, lang) + number, *group, *cells), _RESULTS[place.result][0])


def reason(place: Place, lang: Lang) -> str:
    """Of an application that is out what its own verdict says; of an open one that, where it is not
    ready to be ranked, and what else its place or its amount waits for."""
    verdict = place.application.judged.verdict
    if place.result == "out":
        return sentence(verdict, lang)
    if place.result != "open" or place.rank is not None:
        return place.reason.of(lang)
    said = [] if place.qualified else [sentence(verdict, lang)]
    known = set() if place.qualified else {p.fact for p in verdict.pending}
    names = [p.label.of(lang) for p in place.missing if p.fact not in known]
    if names:
        said.append(
            f"順位や額を決める次のことが分かっていません：{'、'.join(names)}。" if lang == "ja"
            else f"Not known yet, though its place or amount depends on it: {', '.join(names)}."
        )  # fmt: skip
    join = "" if lang == "ja" else " "
    return join.join(said) or place.reason.of(lang)


def _remarks(found: Chosen, lang: Lang) -> tuple[str, ...]:
    return (*_provisional(found, lang), *_granted(found, lang))


def _granted(found: Chosen, lang: Lang) -> Iterator[str]:
    """Decisions on record that the selection does not bear out."""
    for place in found.places:
        if place.granted_all_the_same:
            name, result = place.application.name, result_word(place, lang)
            yield (
                f"{name} には認める決定が記録されていますが、選定の結果は「{result}」です。" if lang == "ja"
                else f"{name}: a decision that grants it is recorded, but the selection says “{result}”."
            )  # fmt: skip


def _provisional(found: Chosen, lang: Lang) -> tuple[str, ...]:
    if not found.provisional:
        return ()
    waiting = [p.application.name for p in found.places if p.result == "open" and p.rank is None]
    ranked = [p for p in found.places if p.rank is not None]
    sure = [p.application.name for p in ranked if p.settled]
    ja = lang == "ja"
    join = "、".join if ja else ", ".join
    said = [
        f"暫定の結果です。{join(waiting)} の事実・記録がそろうと変わることがあります。" if ja
        else f"Provisional: it may change once the facts and records of {join(waiting)} are there."
    ]  # fmt: skip
    if sure:
        said.append(
            f"変わらないもの：{join(sure)}。" if ja else f"Whatever they say, this stands: {join(sure)}."
        )
    return tuple(said)
