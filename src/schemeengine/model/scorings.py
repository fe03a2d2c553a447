"""Scorings as written: criteria with their points, bonus and penalty items, minimums, jurors."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemeengine.model.place import AnyRaw, Doc, NodeRaw, TextRaw


class CriterionDoc(Doc):
    """A criterion, a group of criteria, or an item of bonus or penalty."""

    label: str
    label_en: str = ""
    cite: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""
    note: str = ""
    points: TextRaw | None = None
    weight: TextRaw | None = None
    minimum: NodeRaw | None = None
    when: NodeRaw | None = None
    earned: NodeRaw | None = None
    may_be_negative: bool = False
    criteria: dict[str, CriterionDoc] = Field(default_factory=dict)


class ScoringDoc(Doc):
    label: str = ""
    label_en: str = ""
    cite: tuple[str, ...] = ()
    text: str = ""
    text_en: str = ""
    note: str = ""
    scored_by: str = ""
    points: Literal["unset"] | None = None
    full_marks: TextRaw | None = None
    minimum: NodeRaw | None = None
    minimum_before_bonus: NodeRaw | None = None
    jurors: TextRaw | None = None
    combined_as: (
        Literal["average", "sum", "average_without_extremes", "average_of_totals_without_extremes"] | None
    ) = None
    criteria: dict[str, CriterionDoc]
    bonus: dict[str, CriterionDoc] = Field(default_factory=dict)
    bonus_capped_at: NodeRaw | None = None
    penalty: dict[str, CriterionDoc] = Field(default_factory=dict)
    penalty_capped_at: NodeRaw | None = None
    not_below: NodeRaw | None = None
    round_down: TextRaw | None = None
    round_up: TextRaw | None = None
    round_half_up: TextRaw | None = None
    examples: AnyRaw | None = None

    @property
    def unset(self) -> bool:
        """Whether nothing is said of points: they are not published, only the criteria are."""
        if self.points == "unset":
            return True
        return not (self.bonus or any(_says_points(c) for c in self.criteria.values()))


def _says_points(doc: CriterionDoc) -> bool:
    return bool(doc.points or doc.when or doc.earned or doc.criteria)
