"""One verdict as a tree to be drawn: outcome, stages, provisions and their parts, each with its sign.

What decides is marked: the stages and provisions the outcome hangs on, and below them the parts that
alone fix their status. What decides is unfolded to the end, with the parts beside it; the rest is
folded. Where all is well everything decides, and a provision is unfolded to its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemeengine.diagnostics import Lang
from schemeengine.ir.scheme import Procedure
from schemeengine.render import wording
from schemeengine.render.explain import Explainer, Item
from schemeengine.render.lines import Tone
from schemeengine.render.width import clip, plain
from schemeengine.verdict.model import StageResult, TraceNode, Verdict

_STAGE_MARKS = {
    "eligible": "○", "ineligible": "×", "out_of_scope": "×", "undetermined": "？", "needs_judgment": "？",
    "not_reached": "－", "not_applicable": "－",
}  # fmt: skip
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Branch:
    """A box of the picture: its sign, what stands in it, and the boxes it hangs on."""

    id: str
    mark: str
    tone: Tone
    state: str
    cite: str
    title: str
    detail: str
    decides: bool
    parts: tuple[Branch, ...]


def verdict_tree(
    verdict: Verdict, nodes: Sequence[TraceNode], procedure: Procedure | None, lang: Lang
) -> Branch:
    """The whole verdict as one tree."""
    nodes = [_unplaced(n) for n in nodes]
    growing = _Growing(verdict, lang, Explainer(lang, {}, _effects(verdict)))
    provisions = {n.id: n for n in nodes if n.role in ("require", "exclude", "scope", "permit")}
    checks = {s.id: s.checks for s in procedure.stages} if procedure is not None else {}
    if checks:
        parts = tuple(growing.stage(s, [provisions[c] for c in checks.get(s.id, ())]) for s in verdict.stages)
    else:
        parts = tuple(growing.provision(n, True) for n in provisions.values())
    outcome = wording.OUTCOMES[verdict.outcome].of(lang)
    return Branch(
        "verdict", _STAGE_MARKS[verdict.outcome], wording.TONES[verdict.outcome], outcome, "",
        plain(verdict.title.of(lang)) or verdict.scheme, "", True, parts,
    )  # fmt: skip


def _unplaced(node: TraceNode) -> TraceNode:
    """Without the places of the dossier's file, for which a box has no room."""
    facts = tuple(replace(f, span=None) for f in node.facts)
    return replace(node, facts=facts, parts=tuple(_unplaced(p) for p in node.parts))


def _effects(verdict: Verdict) -> Mapping[str, str]:
    return {d.provision: d.effect for d in verdict.determinations if d.effect}


@dataclass(frozen=True, slots=True)
class _Growing:
    verdict: Verdict
    lang: Lang
    explainer: Explainer

    def stage(self, stage: StageResult, provisions: Sequence[TraceNode]) -> Branch:
        decides = self._stage_decides(stage)
        detail = plain(stage.recorded.of(self.lang)) or plain(stage.who)
        return Branch(
            f"stage.{stage.id}", _STAGE_MARKS[stage.outcome], wording.TONES[stage.outcome],
            wording.stage_outcome(stage.kind, stage.outcome).of(self.lang),
            wording.cites(stage.cite, self.lang),
            plain(stage.label.of(self.lang)) or stage.id, clip(detail, _LONGEST), decides,
            tuple(self.provision(n, decides) for n in provisions),
        )  # fmt: skip

    def _stage_decides(self, stage: StageResult) -> bool:
        """Whether the outcome hangs on this stage: on every one that came to the same."""
        return stage.outcome == self.verdict.outcome

    def provision(self, node: TraceNode, within: bool) -> Branch:
        (item,) = self.explainer.items((node,), "full", passed=True)
        good = "false" if node.role == "exclude" else "true"
        wanted = {"eligible": (good,), "undetermined": ("unknown",), "needs_judgment": ("unknown",)}
        bad = "true" if node.role == "exclude" else "false"
        decides = within and node.status in wanted.get(self.verdict.outcome, (bad,)) and node.role != "permit"
        return self._branch(node, item, decides, 0)

    def _branch(self, node: TraceNode, item: Item, decides: bool, depth: int) -> Branch:
        told = item.name or item.words
        detail = item.words if item.name else ""
        facts = "、".join(item.facts[:2]) if self.lang == "ja" else "; ".join(item.facts[:2])
        return Branch(
            node.id, item.mark, item.tone, item.state, item.cite, clip(told, _LONGEST),
            clip(detail or facts, _LONGEST), decides, tuple(self._parts(node, item, decides, depth)),
        )  # fmt: skip

    def _parts(self, node: TraceNode, item: Item, decides: bool, depth: int) -> Iterator[Branch]:
        for part, below in zip(node.parts, item.parts, strict=True):
            on_path = decides and part.deciding and part.status != "not_applicable"
            if (decides and depth == 0) or (on_path and self.verdict.outcome != "eligible"):
                yield self._branch(part, below, on_path, depth + 1)
