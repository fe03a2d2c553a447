"""What would change the outcome, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from schemeengine.diagnostics import Lang
from schemeengine.explain.later import Later
from schemeengine.explain.told import ToldChange
from schemeengine.explain.ways import Loss, Obstruction, Way, WhatIf
from schemeengine.render import wording
from schemeengine.render.alike_ways import Gathered, gathered
from schemeengine.render.figures import with_unit
from schemeengine.render.lines import Line
from schemeengine.render.page import Page
from schemeengine.render.reasoning import heading
from schemeengine.render.width import clip, plain
from schemeengine.values import format_date
from schemeengine.verdict.model import Verdict

#: More alternatives, or single losses, than this are counted and left to the JSON form.
_MOST_WAYS = 8
_MOST_LOSSES = 15


def what_if_lines(page: Page, found: WhatIf, lang: Lang) -> Iterator[Line]:
    """The ways to the goal, why there are none, and what would lose it."""
    yield from heading(page)
    yield Line("")
    yield from _ways(found, lang)
    if found.later is not None:
        yield from _later(found.later, lang)
    yield Line("")
    if found.verdict.outcome not in ("ineligible", "out_of_scope"):
        yield from _losses(found, lang)
        yield Line("")
    yield Line(_bounds(found, lang), "dim")
    yield Line("")


# ------------------------------------------------------------------ ways
def _ways(found: WhatIf, lang: Lang) -> Iterator[Line]:
    ja = lang == "ja"
    yield Line(f"■ {_title(found, lang)}", "heading")
    if not found.ways:
        yield from _none(found, lang)
        return
    told = gathered(found.ways)
    reaching = [g for g in told if g.way.reaches]
    shown = [*reaching, *(g for g in told if not g.way.reaches)][:_MOST_WAYS]
    for number, one in enumerate(shown, 1):
        if number == 1 and not reaching:
            yield Line("  確実に届く案はありません。" if ja else "  No way is sure to reach it.")
        if number == len(reaching) + 1:
            yield Line("")
            yield Line(
                "■ まだ分からない事実しだいの案" if ja
                else "■ Ways that hang on facts not known yet",
                "heading",
            )  # fmt: skip
        yield from _way(found, one, number, lang)
    more = len(told) - _MOST_WAYS
    if more > 0:
        yield Line(
            f"  このほかに {more} 通りあります（--format json で全てを示します）。" if ja
            else f"  {more} more (--format json shows all)."
        )  # fmt: skip


def _later(found: Later, lang: Lang) -> Iterator[Line]:
    result, day = wording.OUTCOMES[found.outcome].of(lang), format_date(found.day, lang)
    yield Line(
        f"  {day}まで待つ（ほかに変えることなし）→ {result}" if lang == "ja"
        else f"  Waiting until {day}, with nothing else changed → {result}", wording.TONES[found.outcome]
    )  # fmt: skip


def _title(found: WhatIf, lang: Lang) -> str:
    if found.amount:
        label = plain(found.amount_label.of(lang)) or found.amount
        return f"{label}を増やすには" if lang == "ja" else f"What would raise it: {label}"
    return "認められるには" if lang == "ja" else "What would make it eligible"


def _none(found: WhatIf, lang: Lang) -> Iterator[Line]:
    ja = lang == "ja"
    if found.amount and found.present is None:
        yield Line("  今の額がまだ決まりません。" if ja else "  The present amount is not known yet.")
    elif not found.amount and found.verdict.outcome in ("eligible", "needs_judgment"):
        yield Line("  満たしていない規定はありません。" if ja else "  No provision stands against it.")
    elif found.complete:
        yield Line(
            f"  変えられる事実を{found.most}つまで変えても、届きません。" if ja
            else f"  No change of up to {found.most} changeable facts reaches it."
        )  # fmt: skip
    for blocked in found.blocked:
        yield from _blocked(blocked, lang)


def _blocked(blocked: Obstruction, lang: Lang) -> Iterator[Line]:
    ja = lang == "ja"
    name = plain(blocked.label.of(lang)) or blocked.provision
    cite = wording.cites(blocked.cite, lang)
    yield Line(f"  × {cite} {name}" if cite else f"  × {name}", "bad")
    yield Line(
        "      次の事実で決まっていて、これらは変えられません。" if ja
        else "      It rests on these facts, which cannot be changed:"
    )  # fmt: skip
    for _, label, value in blocked.facts:
        yield Line(f"      ・{label.of(lang)}{'：' if ja else ': '}{clip(plain(value.of(lang)), 80)}")


def _way(found: WhatIf, told: Gathered, number: int, lang: Lang) -> Iterator[Line]:
    ja, way = lang == "ja", told.way
    result = wording.OUTCOMES[way.outcome].of(lang)
    if way.amount is not None:
        result = _amount(found, way.amount, lang)
    elif found.amount:
        result = _depends(way, lang)
    note = "（他の者の判断が変わることが必要）" if ja else " (somebody else has to judge otherwise)"
    head = f"{'案' if ja else 'Way '}{number}" + (note if way.by_others else "")
    yield Line(f"  {head} → {result}", wording.TONES[way.outcome])
    yield from (Line(f"    ・{change_text(c, lang)}") for c in way.changes)
    if told.number:
        yield Line(
            f"    次の{len(told.among)}つのうち、どれか{told.number}つ" if ja
            else f"    any {told.number} of these {len(told.among)}:"
        )  # fmt: skip
        yield from (Line(f"      ・{change_text(c, lang)}") for c in told.among)
    if way.answers:
        yield Line(
            "    まだ答えのないことが、次のとおりであること" if ja
            else "    and what is not answered yet turns out so:", "dim"
        )  # fmt: skip
        yield from (Line(f"    ・{change_text(c, lang)}") for c in way.answers)
    waiting = [plain(p.label.of(lang)) or p.fact for p in way.pending]
    if waiting and way.outcome != "eligible":
        shown = wording.listed(waiting, lang)
        yield Line(f"    その後に待つこと：{shown}" if ja else f"    then still open: {shown}", "dim")


def _depends(way: Way, lang: Lang) -> str:
    """What an amount that is not fixed yet hangs on."""
    if way.open_facts:
        return "まだ分からない事実しだい" if lang == "ja" else "depends on facts not known yet"
    return "審査しだい" if lang == "ja" else "depends on judgments"


def _amount(found: WhatIf, value: int | Fraction, lang: Lang) -> str:
    unit = next((a.unit for a in found.verdict.amounts if a.id == found.amount), "")
    shown, gain = with_unit(value, unit, lang), with_unit(value - (found.present or 0), unit, lang)
    return f"{shown}（+{gain}）" if lang == "ja" else f"{shown} (+{gain})"


def change_text(change: ToldChange, lang: Lang) -> str:
    """従業員の給与の最低額：1,113円 → 1,114円（+1円）."""
    ja = lang == "ja"
    label = plain(change.label.of(lang)) or change.path
    before, after = clip(plain(change.before.of(lang)), 60), clip(plain(change.after.of(lang)), 60)
    colon = "：" if ja else ": "
    if change.or_else:
        more = len(change.or_else)
        after += f"（ほか{more}通りでもよい）" if ja else f" (or any of {more} more)"
    if change.kind == "supply":
        return f"{label}{colon}{after}"
    by = wording.aside(plain(change.by.of(lang)), lang) if change.by.of(lang) else ""
    who = ""
    if change.who:
        who = f"（{change.who}の判断）" if ja else f" (judgment of {change.who})"
    return f"{label}{colon}{before} → {after}{by}{who}"


# ------------------------------------------------------------------ losses
def _losses(found: WhatIf, lang: Lang) -> Iterator[Line]:
    ja = lang == "ja"
    yield Line(
        f"■ {'一つ変わるだけで認められなくなること' if ja else 'Single changes that would lose it'}",
        "heading",
    )
    if not found.losses:
        yield Line(
            "  変えられる事実のうち、一つ変わるだけで認められなくなるものはありません。" if ja
            else "  No single change of a changeable fact would."
        )  # fmt: skip
        if found.verdict.outcome == "undetermined":
            yield Line(
                "  ただし、まだ分からないことの答えによっては、認められないことがあります。" if ja
                else "  But what is not known yet may turn out so that it is refused with nothing changed.",
                "dim",
            )  # fmt: skip
    for loss in found.losses[:_MOST_LOSSES]:
        yield Line(f"  ・{change_text(loss.change, lang)} → {_failed(loss, found.verdict, lang)}")
    more = len(found.losses) - _MOST_LOSSES
    if more > 0:
        yield Line(
            f"  このほかに {more} 件あります（--format json で全てを示します）。" if ja
            else f"  {more} more (--format json shows all)."
        )  # fmt: skip


def _failed(loss: Loss, verdict: Verdict, lang: Lang) -> str:
    by_id = {d.provision: d for d in verdict.determinations}
    names: list[str] = []
    for failed in loss.failed:
        found = by_id.get(failed.partition("[")[0])
        place = wording.cites(found.cite, lang) if found else ""
        names.append(place or (plain(found.label.of(lang)) if found else "") or failed)
    return wording.listed(_each_once(names), lang)


def _each_once(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))


# ------------------------------------------------------------------ what was searched
def _bounds(found: WhatIf, lang: Lang) -> str:
    if lang == "ja":
        if not found.complete:
            return f"{found.cases}通りを判定したところで探すのを止めました。ほかにも案があるかもしれません。"
        searched = (
            f"{found.most}つまでの変更を、規定が比べる値について調べました（{found.cases}通りを判定）。"
        )
        sure = "どの案も判定して確かめてあり、どの変更も省けません。"
        return searched + (sure if found.ways else "")
    if not found.complete:
        return f"The search stopped after judging {found.cases} cases; there may be other ways."
    searched = (
        f"Searched: up to {found.most} changes, at the values the rules compare with "
        f"({found.cases} cases judged)."
    )
    sure = " Every way shown has been judged, and none of its changes can be spared."
    return searched + (sure if found.ways else "")
