"""A verdict as a page: every word that text, Markdown and HTML show, in one language.

The three forms differ in layout only, so that what an officer reads is the same in each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemeengine.diagnostics import Lang
from schemeengine.render import wording
from schemeengine.render.derived import Derived, derived
from schemeengine.render.explain import Explainer, Item, Zoom, find
from schemeengine.render.figures import moment
from schemeengine.render.lines import Tone
from schemeengine.render.missing import Group, groups
from schemeengine.render.results import Figure, ReadingRow, Waits, amounts, days, readings, shown
from schemeengine.render.why import failures, sentence
from schemeengine.render.width import plain
from schemeengine.verdict.derivation import Derivation
from schemeengine.verdict.model import Receipt, StageResult, TraceNode, Verdict


@dataclass(frozen=True, slots=True)
class Options:
    """How a page is wanted, and what a verdict does not hold itself.

    ``passages``: citation -> words of the instrument. ``choices``: reading -> choice -> its words.
    ``waits``: amount, period or date -> the facts it waits for. ``derived``: how the amounts came about.
    """

    lang: Lang = "ja"
    zoom: Zoom = "reasons"
    passages: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    waits: Waits = field(default_factory=dict)
    derived: Sequence[Derivation] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A provision that is not fulfilled: where it stands, its gist, and the facts behind it."""

    cite: str
    name: str
    facts: tuple[str, ...]
    passage: str


@dataclass(frozen=True, slots=True)
class StageRow:
    label: str
    outcome: str
    tone: Tone
    cite: str
    record: str


@dataclass(frozen=True, slots=True)
class Page:
    lang: Lang
    title: str
    particulars: tuple[tuple[str, str], ...]
    outcome: str
    tone: Tone
    reason: str
    stages: tuple[StageRow, ...]
    failures: tuple[Failure, ...]
    missing: tuple[Group, ...]
    results: tuple[Figure, ...]
    amounts: tuple[Figure, ...]
    derived: tuple[Derived, ...]
    days: tuple[Figure, ...]
    readings: tuple[ReadingRow, ...]
    notes: tuple[str, ...]
    trace_title: str
    trace: tuple[Item, ...]
    receipt: str

    def word(self, key: str) -> str:
        """A fixed word of the page in its language; used by the templates."""
        return wording.title(key, self.lang)


def page(verdict: Verdict, nodes: Sequence[TraceNode], options: Options) -> Page:
    """Everything shown for one verdict."""
    lang = options.lang
    effects = {d.provision: d.effect for d in verdict.determinations if d.effect}
    explainer = Explainer(lang, options.passages, effects)
    return Page(
        lang, plain(verdict.title.of(lang)) or verdict.scheme, _particulars(verdict, lang),
        wording.OUTCOMES[verdict.outcome].of(lang), wording.TONES[verdict.outcome],
        sentence(verdict, lang), tuple(_stage(s, lang) for s in verdict.stages),
        tuple(_failures(verdict, nodes, explainer)), groups(verdict.pending, lang),
        shown(verdict, lang), amounts(verdict, options.waits, lang),
        derived(verdict, options.derived, lang), days(verdict, options.waits, lang),
        readings(verdict, options.choices, lang), tuple(plain(n.of(lang)) for n in verdict.notes),
        wording.title(f"trace_{options.zoom}", lang),
        explainer.items(
            nodes, options.zoom, verdict.outcome == "eligible",
            settled=verdict.outcome in ("ineligible", "out_of_scope"),
        ),
        receipt_text(verdict.receipt, lang),
    )  # fmt: skip


def _particulars(verdict: Verdict, lang: Lang) -> tuple[tuple[str, str], ...]:
    day = moment(verdict.as_of.isoformat(), lang)
    if verdict.receipt.as_of_assumed:
        day += wording.title("today", lang)
    rows = [
        ("dossier", verdict.receipt.dossier),
        ("procedure", plain(verdict.procedure_label.of(lang)) or verdict.procedure),
        ("edition", _edition(verdict, lang)),
        ("as_of", day),
    ]
    return tuple((wording.title(key, lang), value) for key, value in rows if value)


def _edition(verdict: Verdict, lang: Lang) -> str:
    """The edition that governs, and why it does."""
    why = plain(verdict.edition_reason.of(lang)) if verdict.edition else ""
    if not why:
        return verdict.edition
    return f"{verdict.edition}：{why}" if lang == "ja" else f"{verdict.edition}: {why}"


def _stage(stage: StageResult, lang: Lang) -> StageRow:
    return StageRow(
        plain(stage.label.of(lang)) or stage.id,
        wording.stage_outcome(stage.kind, stage.outcome).of(lang), wording.TONES[stage.outcome],
        wording.cites(stage.cite, lang), plain(stage.recorded.of(lang)) or plain(stage.who),
    )  # fmt: skip


def _failures(verdict: Verdict, nodes: Sequence[TraceNode], explainer: Explainer) -> list[Failure]:
    found = []
    for cite, name, id_ in failures(verdict, explainer.lang):
        lines = find(nodes, id_)
        facts = explainer.reason(*lines)
        if lines and not name:
            name = plain(lines[0].label.of(explainer.lang) or lines[0].gist.of(explainer.lang))
        words = [explainer.passages[c] for c in (lines[0].cite if lines else ()) if c in explainer.passages]
        found.append(Failure(cite, name or id_, facts, "／".join(words)))
    return found


def receipt_text(receipt: Receipt, lang: Lang) -> str:
    """What the verdict depends on, in one line: versions, and hashes shortened to 12 digits."""
    scheme, dossier = receipt.scheme_sha256[:12], receipt.dossier_sha256[:12]
    if lang == "ja":
        return (
            f"schemeengine {receipt.engine}（言語 {receipt.language}）・制度 {receipt.scheme} {scheme}"
            f"・申請書 {receipt.dossier} {dossier}"
        )
    return (
        f"schemeengine {receipt.engine} (language {receipt.language}); programme {receipt.scheme} "
        f"{scheme}; dossier {receipt.dossier} {dossier}"
    )
