"""How points are given and how applications are chosen among one another, for the page of a programme."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine.ir.clause import Clause, Number
from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import Scoring, Selection
from schemeengine.ir.types import NUMBER, POINTS
from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import Chosen, PointsRow, PointsTable
from schemeengine.letters.said import Said
from schemeengine.render import wording
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.rule_words import RuleWords

_KINDS = {
    "criterion": ("審査項目", "criterion"), "group": ("審査項目のまとまり", "group"),
    "bonus": ("加点", "bonus"), "penalty": ("減点", "penalty"), "total": ("合計", "total"),
}  # fmt: skip
_CAPS = {
    "bonus": ("加点の上限", "most for bonuses"), "penalty": ("減点の上限", "most for penalties"),
}  # fmt: skip
_ORDERS = {
    "by_score": ("{0}の{1}順に選びます。", "Ranked by {0}, {1} first."),
    "first_come": ("受け付けた順（{0}）に選びます。", "First come, first served ({0})."),
    "lottery": ("抽選で選びます。", "Chosen by lot."),
}  # fmt: skip
_SHORT = {
    "stop": (
        "予算に収まらない申請で選定を終えます。",
        "The choice ends with the first that the budget cannot pay in full.",
    ),
    "next_one": (
        "予算に収まらない申請は飛ばし、次の申請を見ます。",
        "One that the budget cannot pay in full is passed over for the next.",
    ),
    "remainder": (
        "予算に収まらない申請には残りの額を支給します。",
        "The first that the budget cannot pay in full gets what remains.",
    ),
    "in_proportion": (
        "予算に収まらないときは、額の割合で分けます。",
        "A budget too small is shared in proportion to the amounts.",
    ),
}
_TIES = {"first_come": ("先着順", "first come"), "lottery": ("抽選", "by lot")}


def points_tables(contents: Contents, words: RuleWords) -> tuple[PointsTable, ...]:
    """Each scoring with its criteria, bonuses and penalties, and the total."""
    return tuple(_table(contents, scoring, words) for scoring in contents.scheme.scorings.values())


def _table(contents: Contents, scoring: Scoring, words: RuleWords) -> PointsTable:
    clause, lang = contents.scheme.definitions[scoring.id], contents.lang
    label = (scoring.label_en if lang == "en" else "") or scoring.label or scoring.id
    cite = clause.wording.cite
    return PointsTable(
        contents.said(label, scoring.id), contents.said(scoring.scored_by, scoring.id),
        contents.place(cite, scoring.id), tuple(_rows(contents, clause, scoring.id, words)),
        (scoring.id,), wording.cites(cite, lang),
    )  # fmt: skip


def _rows(contents: Contents, clause: Clause, own: str, words: RuleWords) -> Iterator[PointsRow]:
    """The lines below a clause, then the clause itself where it is the total."""
    marks, w = clause.marks, clause.wording
    last = marks is not None and marks.kind == "total"
    below = (row for part in clause.parts for row in _rows(contents, part, own, words))
    if last:
        yield from below
    if marks is not None:
        kind = contents.say(*_KINDS[marks.kind])
        name = kind if last else w.name(contents.lang) or clause.name
        least = words.value(marks.minimum) if marks.minimum is not None else ""
        factor = "" if marks.weight == 1 else f"× {value_text(marks.weight, NUMBER).of(contents.lang)}"
        yield PointsRow(
            contents.said(name, own), contents.said("" if last else kind, own),
            contents.said(_points(contents, words, marks.full), own), contents.said(factor, own),
            contents.said(least, own), contents.place(w.cite, own), (own,),
            wording.cites(w.cite, contents.lang),
        )  # fmt: skip
        yield from _caps(contents, clause, own, words)
    if not last:
        yield from below


def _caps(contents: Contents, clause: Clause, own: str, words: RuleWords) -> Iterator[PointsRow]:
    """The most that bonuses, or penalties, come to taken together."""
    empty = Said("", (own,))
    for kind, _, cap in clause.marks.sums if clause.marks is not None else ():
        if cap is not None and kind in _CAPS:
            label = contents.said(contents.say(*_CAPS[kind]), own)
            yield PointsRow(
                label, empty, contents.said(words.value(cap), own), empty, empty, empty, (own,), ""
            )


def _points(contents: Contents, words: RuleWords, full: Number | Expr | None) -> str:
    if isinstance(full, Expr):
        return words.value(full)
    return "" if full is None else value_text(full, POINTS).of(contents.lang)


def selection(contents: Contents, words: RuleWords) -> tuple[Chosen, ...]:
    """In which order, how many, within which budget; () where nothing is chosen among applications."""
    found = contents.scheme.selection
    if found is None:
        return ()
    own, cite = "selection", found.cite
    place, shown = contents.place(cite, own), wording.cites(cite, contents.lang)
    rest = Said("", (own,))
    return tuple(
        Chosen(contents.said(line, own), rest if n else place, (own,), shown)
        for n, line in enumerate((*_before(contents, found), *_lines(found, words)))
    )


def _before(contents: Contents, chosen: Selection) -> Iterator[str]:
    """What an application must have passed before it is ranked."""
    stages = [s for p in contents.scheme.procedures.values() for s in p.stages if s.id in chosen.after]
    if stages:
        names = [(s.label_en if contents.lang == "en" else "") or s.label or s.id for s in stages]
        yield contents.say(
            f"「{'」「'.join(names)}」を通った申請の中から選びます。",
            f"Chosen among the applications that have passed: {', '.join(names)}.",
        )


def _lines(chosen: Selection, words: RuleWords) -> Iterator[str]:
    pick = words.pick
    by = chosen.ranked_by if chosen.order == "by_score" else chosen.received
    low = chosen.direction == "lowest_first"
    yield pick(*_ORDERS[chosen.order]).format(
        _of(by, words), pick("低い" if low else "高い", "lowest" if low else "highest")
    )
    if chosen.separately_for:
        each = pick("、", ", ").join(_of(c, words) for c in chosen.separately_for)
        yield pick(f"{each}の区分ごとに選びます。", f"Chosen separately for each {each}.")
    if chosen.ties:
        ties = [pick(*_TIES[t]) if isinstance(t, str) else _of(t, words) for t in chosen.ties]
        yield pick(
            f"同じ順位のときは、{'、'.join(ties)}の順に決めます。", f"Between equals: {', then '.join(ties)}."
        )
    yield from _limits(chosen.capacity, chosen.budget, ("", ""), words)
    if chosen.in_all is not None:
        yield from _limits(chosen.in_all.capacity, chosen.in_all.budget, ("全体で", " in all"), words)
    if chosen.budget is not None or (chosen.in_all is not None and chosen.in_all.budget is not None):
        yield pick(*_SHORT[chosen.if_short])
    if chosen.waiting_list is not None:
        number = _of(chosen.waiting_list, words)
        yield pick(f"補欠：{number}", f"Waiting list: {number}")


def _limits(
    capacity: Clause | None, budget: Clause | None, whole: tuple[str, str], words: RuleWords
) -> Iterator[str]:
    if capacity is not None:
        number = _of(capacity, words)
        yield words.pick(f"{whole[0]}選ぶ数：{number}", f"Number chosen{whole[1]}: {number}")
    if budget is not None:
        sum_ = _of(budget, words)
        yield words.pick(f"{whole[0]}予算：{sum_}", f"Budget{whole[1]}: {sum_}")


def _of(clause: Clause | None, words: RuleWords) -> str:
    if clause is None:
        return ""
    return clause.wording.name(words.lang) or words.value(clause.expr)
