"""The explanation as lines to be shown: three zooms, and words instead of truth values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from schemeengine.diagnostics import Lang
from schemeengine.render import wording
from schemeengine.render.lines import Tone
from schemeengine.render.width import clip, plain
from schemeengine.verdict.model import ShownFact, TraceNode

Zoom = Literal["reasons", "deciding", "full"]
#: How a state is to be read: as a requirement, an exclusion, a question of scope, or neither.
Sense = Literal["require", "exclude", "scope", "neutral"]

_GUARDS = frozenset({"applies_when", "unless", "deemed_when", "where"})
_PROVISIONS = frozenset({"require", "exclude", "scope", "permit"})
_FLIPPED: Mapping[Sense, Sense] = {
    "require": "exclude", "exclude": "require", "scope": "exclude", "neutral": "neutral",
}  # fmt: skip
_LONGEST = 160
_MOST_FACTS = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the explanation, in words; ``parts`` stand below it."""

    mark: str
    state: str
    cite: str
    name: str
    words: str
    facts: tuple[str, ...]
    tone: Tone
    role: str
    passage: str
    parts: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Puts nodes of the trace into words of one language.

    ``passages``: citation -> words of the instrument, shown where a line cites the place.
    """

    lang: Lang
    passages: Mapping[str, str]
    effects: Mapping[str, str]

    def items(
        self, nodes: Sequence[TraceNode], zoom: Zoom, passed: bool, settled: bool = False
    ) -> tuple[Item, ...]:
        """The lines of a zoom. Where not everything ``passed``, what does is not unfolded.

        ``settled``: the outcome stands against the case, so that what is not known decides nothing.
        """
        found: list[Item] = []
        for node in nodes:
            stands = self._stands(node)
            if zoom == "reasons" and (stands or node.role not in _PROVISIONS):
                continue
            if zoom == "reasons" and settled and node.status == "unknown":
                continue
            if zoom == "deciding" and node.role not in _PROVISIONS:
                continue
            unfold = zoom == "full" or (zoom == "deciding" and (passed or not stands))
            found.append(self._item(node, self._sense(node), (), zoom if unfold else "reasons"))
        return tuple(found)

    def _sense(self, node: TraceNode) -> Sense:
        match node.role:
            case "exclude":
                return "exclude"
            case "scope":
                return "scope"
            case "require" | "permit":
                return "require"
            case _:
                return "neutral"

    def _stands(self, node: TraceNode) -> bool:
        """Whether a provision does not stand against the case."""
        good = "false" if node.role == "exclude" else "true"
        return node.role == "permit" or node.status in (good, "not_applicable", "value")

    # -- one line
    def _item(self, node: TraceNode, sense: Sense, above: tuple[str, ...], zoom: Zoom) -> Item:
        mark, state, tone = self._state(node, sense)
        words = plain(node.value.of(self.lang) or node.words.of(self.lang))
        name = plain(node.label.of(self.lang) or node.gist.of(self.lang))
        if node.value.of(self.lang) and node.words.of(self.lang):
            words += wording.aside(plain(node.words.of(self.lang)), self.lang)
        facts, place = self._facts(node, words)
        role = wording.ROLES.get(node.role)
        parts = [] if zoom == "reasons" else [p for p in node.parts if zoom == "full" or p.deciding]
        below = (self._item(part, self._sense_below(node, part, sense), node.cite, zoom) for part in parts)
        cites = () if node.cite == above else node.cite
        if zoom != "full":
            words += wording.aside(self._hangs_on(node), self.lang)
        name = "" if name == words else name
        words = words.removeprefix(f"{name}{'：' if self.lang == 'ja' else ': '}") if name else words
        words = (words if zoom == "full" else clip(words, _LONGEST)) + place
        return Item(
            mark, state, wording.cites(cites, self.lang), name, words, facts, tone,
            role.of(self.lang) if role else "", self._passage(cites), tuple(below),
        )  # fmt: skip

    def _hangs_on(self, node: TraceNode) -> str:
        """Whether a rule applies at all, where that is not known: みなす場合が不明：手当を受けている."""
        if node.status != "unknown":
            return ""
        open_ = [p for p in node.parts if p.role in _GUARDS and p.status == "unknown"]
        said = []
        for part in open_:
            fact = part.facts[0].label if len(part.facts) == 1 else part.words
            name = plain(part.label.of(self.lang) or part.gist.of(self.lang) or fact.of(self.lang))
            role = wording.ROLES[part.role].of(self.lang)
            said.append(f"{role}が不明：{name}" if self.lang == "ja" else f"not known, {role}: {name}")
        return ("、" if self.lang == "ja" else "; ").join(said)

    def _state(self, node: TraceNode, sense: Sense) -> tuple[str, str, Tone]:
        if node.status == "value":
            return "＝", "", ""
        mark, text = wording.STATES[sense][node.status]
        tones: dict[str, Tone] = {"○": "good", "×": "bad", "？": "open", "－": "dim"}
        return mark, text.of(self.lang), tones.get(mark, "")

    def _sense_below(self, node: TraceNode, part: TraceNode, sense: Sense) -> Sense:
        if part.role in _GUARDS or node.status == "value":
            return "neutral"
        if part.role == "referred":
            effect = self.effects.get(part.id, "")
            if effect in ("exclude", "scope", "require") and sense != "neutral":
                return "exclude" if effect == "exclude" else "require"
            opposite = {node.status, part.status} == {"true", "false"}
            return _FLIPPED[sense] if opposite and len(node.parts) == 1 else sense
        return _FLIPPED[sense] if node.head == "none" else sense

    def _passage(self, cites: Sequence[str]) -> str:
        found = [self.passages[c] for c in cites if c in self.passages]
        return "／".join(found)

    # -- facts
    def _facts(self, node: TraceNode, words: str) -> tuple[tuple[str, ...], str]:
        """Lines for the facts; only the place (to be added to the words) where they are said."""
        # A judgment or answer not yet given is called like the line itself: once is enough.
        facts = [f for f in node.facts if f.known or f.label not in (node.label, node.gist)]
        said = [f for f in facts if plain(f.value.of(self.lang)) in words]
        if len(said) == len(facts):
            places = dict.fromkeys(place(f) for f in said if f.span is not None)
            where = "".join(wording.bracketed(p, self.lang) for p in places)
            return (), where + self._assumed(said)
        return tuple(self.fact(f) for f in facts), ""

    def _assumed(self, facts: Sequence[ShownFact]) -> str:
        if not any(f.assumed for f in facts):
            return ""
        return wording.aside(wording.title("assumed", self.lang), self.lang)

    def fact(self, fact: ShownFact) -> str:
        """従業員数：18人［dossier.yaml:15］."""
        label, value = plain(fact.label.of(self.lang)), plain(fact.value.of(self.lang))
        colon = "：" if self.lang == "ja" else ": "
        where = wording.bracketed(place(fact), self.lang)
        return f"{label}{colon}{clip(value, _LONGEST)}{where}{self._assumed([fact])}"

    # -- why a provision fails
    def reason(self, *nodes: TraceNode) -> tuple[str, ...]:
        """What made a clause come out as it did: its own words, then the deciding facts below."""
        found = dict.fromkeys(line for node in nodes for line in self._reason(node, ()))
        lines = list(found)
        if len(lines) > _MOST_FACTS:
            more = len(lines) - _MOST_FACTS
            lines = lines[:_MOST_FACTS]
            lines.append(f"ほか{more}件" if self.lang == "ja" else f"and {more} more")
        return tuple(lines)

    def _reason(self, node: TraceNode, above: tuple[str, ...]) -> Iterator[str]:
        """``above``: what the lines above this one are called, below the provision itself."""
        words = plain(node.words.of(self.lang))
        facts, where = self._facts(node, words)
        leaves = deciding_leaves(node)
        if words and (not leaves or node.head in ("count", "checklist", "count_distinct", "none")):
            yield self._under(above, clip(words, _LONGEST)) + where
        yield from facts
        for part in leaves:
            name = plain(part.label.of(self.lang) or part.gist.of(self.lang))
            yield from self._reason(part, (*above, name) if name else above)

    def _under(self, names: Sequence[str], words: str) -> str:
        """Words with the names of the requirement and the member they are about, unless they say them."""
        said = [n for n in dict.fromkeys(names) if n not in words][-2:]
        if not said:
            return words
        return "・".join(said) + "：" + words if self.lang == "ja" else ", ".join(said) + ": " + words


def deciding_leaves(node: TraceNode) -> list[TraceNode]:
    """The parts that made a line come out as it did.

    Of several branches of which none holds, one for another kind of case (natural persons, where the
    applicant is a partnership) is not in point while a branch for this kind is there.
    """
    wanted = {"true": "false", "false": "true"}.get(node.status) if node.head == "none" else node.status
    leaves = [
        p for p in node.parts
        if p.deciding and p.status != "not_applicable" and (p.status == wanted or p.role == "member")
    ]  # fmt: skip
    if any(p.role != "where" for p in leaves):  # what is asked of a member, not whether it belongs
        leaves = [p for p in leaves if p.role != "where"]
    if node.head != "any" or node.status != "false":
        return leaves
    kinds = {fact for branch in leaves for fact in _kinds(branch, "true")}
    in_point = [b for b in leaves if not kinds.intersection(_kinds(b, "false"))]
    return in_point or leaves


def _kinds(branch: TraceNode, status: str) -> Iterator[str]:
    """The facts on which alone a condition of a branch hangs that came out so."""
    if branch.head == "all":
        yield from (p.facts[0].path for p in branch.parts if p.status == status and len(p.facts) == 1)


def place(fact: ShownFact) -> str:
    """file:line of a fact."""
    return f"{fact.span.source.name}:{fact.span.line}" if fact.span else ""


def find(nodes: Sequence[TraceNode], name: str) -> tuple[TraceNode, ...]:
    """The lines of a failing clause by its reason id; ``goals[g2]`` is the member g2 of ``goals``.

    Several where parts without a name of their own fail for the same member.
    """
    path, _, rest = name.partition("[")
    keys = tuple(rest.rstrip("]").split("][")) if rest else ()
    if keys:  # a computed field stands below its member
        for only_deciding in (True, False):
            inside = [
                hit for node in nodes
                for hit, trail in _inside_members(node, path, (), only_deciding) if trail == keys
            ]  # fmt: skip
            if inside:
                return tuple(inside) if only_deciding else (inside[0],)
    hits = [hit for node in nodes for hit in _named(node, path)]
    # A line that only refers to a provision says less than the provision's own.
    found = next((h for h in hits if h.role != "referred"), hits[0] if hits else None)
    for key in keys:
        member = next((m for m in _members(found) if m.name == key), None)
        if member is None:
            break
        found = member
    return () if found is None else (found,)


def _inside_members(
    node: TraceNode, path: str, trail: tuple[str, ...], only_deciding: bool
) -> Iterator[tuple[TraceNode, tuple[str, ...]]]:
    """The lines of that id below members of lists, each with the members' keys.

    What says whether a rule applies, or which members it speaks of, is no reason for how it came out.
    """
    if node.role == "member":
        trail = (*trail, node.name)
    if node.id == path and trail:
        yield node, trail
        return
    for part in node.parts:
        if part.role not in _GUARDS and (part.deciding or not only_deciding):
            yield from _inside_members(part, path, trail, only_deciding)


def _named(node: TraceNode, path: str) -> Iterator[TraceNode]:
    """The topmost lines of that id; parts without a name of their own carry the same."""
    if node.id == path:
        yield node
        return
    for part in node.parts:
        yield from _named(part, path)


def _members(node: TraceNode | None) -> Iterator[TraceNode]:
    """Members of lists at or below a line, the nearest first."""
    for part in node.parts if node is not None else ():
        if part.role == "member":
            yield part
    for part in node.parts if node is not None else ():
        yield from _members(part)
