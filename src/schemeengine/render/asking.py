"""A question of an interview in words: what is asked, how to answer, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemeengine.diagnostics import Lang
from schemeengine.explain.interview import example_of
from schemeengine.explain.questions import Question
from schemeengine.ir.types import Kind
from schemeengine.render import wording
from schemeengine.render.lines import Line
from schemeengine.render.width import plain

_MOST_CHOICES = 40
#: Words that are not answers, in both languages.
COMMANDS = {
    "?": "why", "？": "why", "why": "why", "なぜ": "why",
    "<": "back", "＜": "back", "back": "back", "戻る": "back",
    "": "skip", "skip": "skip", "飛ばす": "skip", "分からない": "skip", "unknown": "skip",
    ".": "stop", "。": "stop", "stop": "stop", "やめる": "stop",
}  # fmt: skip


def opening(title: str, lang: Lang) -> Iterator[Line]:
    """What the interview is about and which words are not answers."""
    yield Line(title, "heading")
    yield Line(
        "答えのほかに： ?（なぜ尋ねるか）  戻る  飛ばす（Enter だけでも）  やめる（ここまでを書き出す）"
        if lang == "ja"
        else "Besides an answer: ? (why is this asked)  back  skip (or just Enter)  stop",
        "dim",
    )
    yield Line("")


def question_lines(question: Question, left: int, day: date, lang: Lang) -> Iterator[Line]:
    """The question, its choices, and the form of the answer."""
    ja = lang == "ja"
    label = plain(question.label.of(lang)) or question.pending.fact
    count = f"（残り {left} 問まで）" if ja else f" ({left} left at most)"
    yield Line(f"■ {label}{count}", "heading")
    asked = plain(question.ask.of(lang))
    if asked and asked != label:
        yield Line(f"  {asked}")
    for number, (code, words) in enumerate(list(question.choices.items())[:_MOST_CHOICES], 1):
        yield Line(
            f"  {number}. {plain(words)}" + ("" if words == code else f"（{code}）" if ja else f" ({code})")
        )
    form = _form(question, day, lang)
    if form:
        yield Line(f"  {form}", "dim")


def _form(question: Question, day: date, lang: Lang) -> str:
    ja = lang == "ja"
    type_, space = question.decl.type, question.fact.space
    if space == "checklist" and not question.fact.path:
        return (
            "当てはまる・当てはまらない・該当しない・未回答の項目の数を、この順に（例：24 4 0 2）" if ja
            else "numbers of items: met, not met, not applicable, not answered (e.g. 24 4 0 2)"
        )  # fmt: skip
    if space == "score" and not question.fact.path:
        return (
            "委員ごとの点を、項目の順に。委員は / で区切って（例：甲委員: 8, 7 / 乙委員: 6, 9）" if ja
            else "points by juror in the order of the criteria (e.g. A: 8, 7 / B: 6, 9)"
        )  # fmt: skip
    if space == "score":
        return "点数（例 8点）" if ja else "points (e.g. 8点)"
    if space == "checklist":
        return "はい・いいえ・該当なし" if ja else "yes, no or not_applicable"
    match type_.kind:
        case Kind.YES_NO:
            return "はい か いいえ" if ja else "yes or no"
        case Kind.JUDGMENT:
            return "はい（認める）か いいえ（認めない）" if ja else "yes or no"
        case Kind.LIST if type_.of is not None and type_.of.kind is Kind.RECORD:
            return (
                "件数、又は一件ごとの名前（記号）をコンマで区切って。ないときは なし" if ja
                else "how many, or a short name for each, with commas between; none if there is none"
            )  # fmt: skip
        case Kind.LIST:
            return "コンマで区切って。ないときは なし" if ja else "with commas between; none if there is none"
        case Kind.EVENT:
            example = example_of(question, day)
            return f"例 {example}（まだのときは 未到来）" if ja else f"e.g. {example} (or: not_yet)"
        case Kind.INTERVAL:
            return "例 2024-04-01 .. 2025-03-31" if ja else "e.g. 2024-04-01 .. 2025-03-31"
        case _:
            example = example_of(question, day)
            return (f"例 {example}" if ja else f"e.g. {example}") if example else ""


def why_lines(question: Question, lang: Lang) -> Iterator[Line]:
    """Why the question is asked: the provisions that wait for it, and the proof wanted."""
    ja = lang == "ja"
    if not question.reasons:
        yield Line(
            "  書類又は手続の段階がこの答えを待っています。"
            if ja
            else "  A stage of the procedure waits for it."
        )
    for _, cite, gist in question.reasons:
        place = wording.cites(cite, lang)
        words = " ".join(t for t in (place, plain(gist.of(lang))) if t)
        yield Line(f"  {words} {'を判定するため' if ja else 'hangs on it'}")
    if question.pending.evidence:
        yield Line(f"  {'確認資料：' if ja else 'proof: '}{plain(question.pending.evidence)}", "dim")
