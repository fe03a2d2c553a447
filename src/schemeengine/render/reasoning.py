"""The smallest sufficient reason, and why: as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.diagnostics import Lang
from schemeengine.explain.sufficient import ReasonFact, SufficientReason
from schemeengine.render import wording
from schemeengine.render.lines import Line
from schemeengine.render.page import Page
from schemeengine.render.text import item_lines
from schemeengine.render.width import clip, plain, width

_MARKS = {"good": "○", "bad": "×", "open": "？", "dim": "－"}


def heading(page: Page) -> Iterator[Line]:
    """Title, particulars and the outcome with its sentence."""
    colon = "：" if page.lang == "ja" else ": "
    yield Line("═" * max(40, min(width(page.title), 76)), "dim")
    yield Line(page.title, "heading")
    for name, value in page.particulars:
        yield Line(f"{name}{colon}{value}", "dim")
    yield Line("")
    yield Line(f"{_MARKS[page.tone]} {page.word('outcome')}{colon}{page.outcome}", page.tone)
    yield Line(f"  {page.reason}")


def why_lines(page: Page, reason: SufficientReason | None, lang: Lang) -> Iterator[Line]:
    """Why the outcome is what it is: the deciding rules, then the smallest set of facts behind it."""
    yield from heading(page)
    if page.trace:
        yield Line("")
        yield Line(f"■ {page.trace_title}", "heading")
        yield from item_lines(page, page.trace)
    yield Line("")
    yield from reason_lines(reason, lang)
    yield Line("")


def reason_lines(reason: SufficientReason | None, lang: Lang) -> Iterator[Line]:
    ja = lang == "ja"
    yield Line(f"■ {_TITLE[0] if ja else _TITLE[1]}", "heading")
    if reason is None:
        yield Line(f"  {_OPEN[0] if ja else _OPEN[1]}")
        return
    yield Line(f"  {_claim(reason, lang)}")
    for where, facts in _by_place(reason.facts, lang):
        yield Line(f"  {where}", "dim")
        for fact in facts:
            yield Line(f"    ・{fact_text(fact, lang)}")


_TITLE = ("この結論を決めている事実", "The facts that fix this outcome")
_OPEN = (
    "まだ結論が出ていないので、結論を決めている事実はありません。",
    "There is no final outcome yet, so no facts fix it.",
)


def _claim(reason: SufficientReason, lang: Lang) -> str:
    if lang == "ja":
        least = (
            "これより少ない事実では決まりません。" if reason.smallest
            else "この中に省ける事実はありません（ほかにもっと少ない組合せがあるかは調べきれていません）。"
        )  # fmt: skip
        return (
            f"分かっている{reason.of}の事実のうち次の{reason.size}だけで、"
            f"ほかの事実がどうであっても「{wording.OUTCOMES[reason.outcome].ja}」になります。{least}"
        )
    least = (
        "Fewer would not do." if reason.smallest
        else "None of them can be spared (whether some other set is smaller was not searched to the end)."
    )  # fmt: skip
    outcome = wording.OUTCOMES[reason.outcome].en.lower()
    these = "this one alone gives" if reason.size == 1 else f"these {reason.size} alone give"
    return f"Of the {reason.of} facts known, {these} “{outcome}”, whatever the others are. {least}"


def fact_text(fact: ReasonFact, lang: Lang) -> str:
    """SDGs checklist: no, 28 of the 35 such items."""
    ja = lang == "ja"
    label, value = plain(fact.label.of(lang)) or fact.fact.full_path, clip(plain(fact.value.of(lang)), 100)
    text = f"{label}：{value}" if ja else f"{label}: {value}"
    if fact.of > 1 or fact.number > 1:
        if fact.number == fact.of:
            text += f"（{fact.of}項目の全て）" if ja else f" (all {fact.of} such items)"
        else:
            text += f"（{fact.of}項目のうちどれでも{fact.number}項目）" if ja else (
                f" (any {fact.number} of the {fact.of} such items)"
            )  # fmt: skip
    if fact.assumed:
        text += wording.aside(
            "記載がないため制度の定める値とした" if ja else "assumed as the scheme says", lang
        )
    if fact.span is not None:
        place = f"{fact.span.source.name}:{fact.span.line}"
        text += f"［{place}］" if ja else f" [{place}]"
    return text


def _by_place(facts: Sequence[ReasonFact], lang: Lang) -> Iterator[tuple[str, list[ReasonFact]]]:
    """The facts under the places of the instrument they matter to, in the order of the facts."""
    groups: dict[str, list[ReasonFact]] = {}
    for fact in facts:
        groups.setdefault(wording.cites(fact.cite, lang), []).append(fact)
    other = "その他" if lang == "ja" else "other"
    yield from ((place or other, found) for place, found in groups.items())
