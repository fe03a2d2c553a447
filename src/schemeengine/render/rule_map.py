"""The rules of programmes as cards: one a named rule, together under the article it is cited from.

A card says the place, the name and the gist of a rule, its parts and the facts it reads. The
conditions without a name inside a rule are told by its lines, not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemeengine.citations import CitablePlaces, Known
from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Clause, Scheme, Wording
from schemeengine.network import Network
from schemeengine.render import wording
from schemeengine.render.network_words import Words
from schemeengine.render.width import clip, plain

#: Parts, and facts, of one card that are named before the rest is only counted.
MOST_PARTS, MOST_FACTS = 7, 4
_DEEPEST, _LONGEST = 3, 84
_OF_A_FACT = (Op.HAPPENED, Op.RECORDED, Op.DECIDED, Op.IS_NONE)
_HEADS = {
    "all": ("次のすべて", "all of the following"), "any": ("次のいずれか", "any of the following"),
    "none": ("次のいずれでもない", "none of the following"),
    "reading": ("解釈による", "by the reading adopted"),
    "lesser_of": ("次のうち最も少ない", "the least of the following"),
    "greater_of": ("次のうち最も多い", "the greatest of the following"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """One named rule: ``lines`` are its parts with their depth, ``uses`` the cards it hangs on."""

    id: str  # scheme.rule
    kind: str
    cite: str
    title: str
    gist: str
    lines: tuple[tuple[int, str], ...]
    facts: str
    uses: tuple[str, ...]
    shared: bool  # another programme states the same condition


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cards of one article (or heading, or of no place), in the order of the file."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    kind: str
    wording: Wording
    clauses: tuple[Clause, ...]  # what is told line by line
    roots: tuple[Expr, ...]
    told: tuple[str, ...] = ()  # lines of what is no clause: states, duties, grounds


def rule_names(scheme: Scheme) -> tuple[str, ...]:
    """The rules that can be drawn alone."""
    return tuple(r.id for r in _rules(scheme, "ja"))


def under(network: Network, schemes: Sequence[Scheme], only: str) -> frozenset[int]:
    """The numbers of the nodes below a rule (of all nodes, where ``only`` is "")."""
    if not only:
        return frozenset(n.number for n in network.nodes)
    rules = [(s.id, rule) for s in schemes for rule in _rules(s, "ja") if rule.id == only]
    tops = [network.of(scheme, root) for scheme, rule in rules for root in rule.roots]
    return frozenset(n.number for n in nodes_below(tops))


def rule_map(network: Network, schemes: Sequence[Scheme], lang: str, only: str = "") -> tuple[Cluster, ...]:
    """The clusters in the order of each outline; with ``only``, that rule and what it hangs on, unfolded."""
    words = Words(network, schemes, lang)
    found: list[Cluster] = []
    for scheme in schemes:
        reader = _Reader(scheme, network, words, lang, unfolded=bool(only))
        cards = {rule.id: reader.card(rule) for rule in reader.rules}
        if only and only not in cards:
            continue
        kept = _reached(cards, scheme.id, only) if only else set(cards)
        found += _clusters(scheme, {n: c for n, c in cards.items() if n in kept}, reader, len(schemes) > 1)
    return tuple(found)


def _reached(cards: Mapping[str, Card], scheme: str, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(used.removeprefix(f"{scheme}.") for used in cards[name].uses)
    return seen


def _clusters(scheme: Scheme, cards: Mapping[str, Card], reader: _Reader, several: bool) -> Iterator[Cluster]:
    """By article, in the order of the outline; then what is cited from no place of it."""
    places = CitablePlaces.of({p: e.has for p, e in scheme.outline.items()})
    by_article: dict[str, list[Card]] = {article: [] for article in (*scheme.outline, "")}
    for rule in reader.rules:
        if rule.id in cards:
            known = (places.resolve(cite) for cite in rule.wording.cite)
            article = next((k.article for k in known if isinstance(k, Known)), "")
            by_article[article].append(cards[rule.id])
    aside = "条文の箇所のない規定" if reader.lang == "ja" else "rules without a place in the text"
    for article, members in by_article.items():
        if members:
            title = scheme.outline[article].title if article else ""
            heading = plain(f"{article} {title}".strip() or aside)
            programme = scheme.title_en if reader.lang == "en" and scheme.title_en else scheme.title
            yield Cluster(f"{plain(programme)}　{heading}" if several else heading, tuple(members))


def _rules(scheme: Scheme, lang: str) -> Iterator[_Rule]:
    """Every named rule in the order of the kinds, each with where it begins in the network."""
    for provision in scheme.provisions.values():
        yield _of_clause(provision.id, provision.effect, provision.clause)
    groups = (
        ("definition", scheme.definitions), ("amount", scheme.amounts), ("date", scheme.dates),
        ("parameter", scheme.parameters),
    )  # fmt: skip
    for kind, group in groups:
        for name, clause in group.items():
            yield _of_clause(name, kind, clause)
    for name, period in scheme.periods.items():
        roots = tuple(e for e in (period.interval, period.first, period.last) if e is not None)
        yield _Rule(name, "period", period.wording, (), roots)
    for name, cycle in scheme.life_cycles.items():
        parts = [(s.id, s.wording) for s in cycle.states.values()]
        parts += [(o.id, o.wording) for o in cycle.obligations.values()]
        parts += [(g.id, g.wording) for g in cycle.grounds.values()]
        told = tuple(" ".join((*w.cite[:1], w.name(lang) or w.gist(lang) or own)) for own, w in parts)
        yield _Rule(name, "life_cycle", cycle.wording, (), tuple(c.expr for c in cycle.clauses), told)


def _of_clause(name: str, kind: str, clause: Clause) -> _Rule:
    return _Rule(name, kind, clause.wording, (clause,), (clause.expr, clause.body))


def _plain_value(node: Expr) -> bool:
    """A constant, a fact, or the day of one: not yet a rule, however many rules begin with it."""
    return node.op in (Op.CONST, Op.INPUT) or (
        node.op in (Op.AS_DATE, Op.FIELD) and all(a.op is Op.INPUT for a in node.args)
    )


class _Reader:
    """Makes the cards of one programme."""

    def __init__(self, scheme: Scheme, network: Network, words: Words, lang: str, unfolded: bool) -> None:
        self.scheme, self.network, self.words, self.lang = scheme, network, words, lang
        self.unfolded = unfolded
        self.rules = tuple(_rules(scheme, lang))
        self._names = {r.id: r for r in self.rules}
        self._owners: dict[int, list[str]] = {}
        for rule in sorted(self.rules, key=lambda r: r.kind in ("require", "exclude", "scope", "permit")):
            for root in rule.roots if rule.kind != "life_cycle" else ():
                if not _plain_value(root):
                    self._owners.setdefault(root.number, []).append(rule.id)

    def card(self, rule: _Rule) -> Card:
        uses, facts = self._reached(rule)
        lines = [(1, plain(t)) for t in rule.told]
        lines += [line for clause in rule.clauses for line in self._lines(clause, 1)]
        title = plain(rule.wording.name(self.lang)) or plain(rule.wording.gist(self.lang)) or rule.id
        gist = plain(rule.wording.gist(self.lang)) or self._head(rule)
        gist = "" if gist == title else gist
        return Card(
            f"{self.scheme.id}.{rule.id}", rule.kind, wording.cites(rule.wording.cite, self.lang),
            title, gist, tuple(lines if self.unfolded else self._folded(lines)), self._facts(facts),
            tuple(f"{self.scheme.id}.{name}" for name in uses), self._shared(rule),
        )  # fmt: skip

    def _shared(self, rule: _Rule) -> bool:
        """Whether another programme has the very condition (of those with a name of their own)."""
        return any(
            len({o.scheme for o in self.network.origins.get(node.number, ())}) > 1
            for node in (self.network.of(self.scheme.id, root) for root in rule.roots[:2])
            if not _plain_value(node)
        )

    def _head(self, rule: _Rule) -> str:
        for clause in rule.clauses:
            if clause.head in _HEADS:
                return self._pick(_HEADS[clause.head])
            return clip(plain(self._said(clause)), _LONGEST)
        return ""

    def _pick(self, words: tuple[str, str]) -> str:
        return words[0] if self.lang == "ja" else words[1]

    def _said(self, clause: Clause) -> str:
        """What a clause without a gist says: its name, what it was written as, or its head."""
        said = clause.wording.name(self.lang) or clause.wording.gist(self.lang)
        if said:
            return said
        if clause.is_reference and clause.parts and clause.parts[0].id in self._names:
            used = self._names[clause.parts[0].id].wording
            return used.name(self.lang) or used.gist(self.lang) or clause.parts[0].id
        if clause.head in _HEADS and clause.parts:
            return self._pick(_HEADS[clause.head])
        node = self.network.of(self.scheme.id, clause.body)
        if node.op in _OF_A_FACT:
            of = self.words.title(node.args[0])
            return f"{of}：{self.words.node(node)}" if self.lang == "ja" else f"{of}: {self.words.node(node)}"
        return self.words.title(node)

    def _lines(self, clause: Clause, depth: int) -> Iterator[tuple[int, str]]:
        """The parts of a clause; not of what it only refers to, which has a card of its own."""
        if clause.is_reference or depth > _DEEPEST:
            return
        for part in clause.parts:
            if part.id in self._names and not part.is_reference and part.id != clause.id:
                yield depth, f"→ {self._names[part.id].wording.name(self.lang) or part.id}"
                continue
            own = part.wording.name(self.lang) or part.wording.gist(self.lang)
            if not own and clause.head not in _HEADS:
                continue  # an operand: the facts of the card say it
            place = wording.cites(part.wording.cite[:1], self.lang)
            line = plain(f"{place} {self._said(part)}".strip())
            yield depth, line if self.unfolded else clip(line, _LONGEST)
            if self.unfolded or len(clause.parts) <= MOST_PARTS:
                yield from self._lines(part, depth + 1)

    def _folded(self, lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """Long lists to their first parts and a count; parts of parts only while there is room."""
        shown = [(d, t) for d, t in lines if d == 1]
        if len(lines) <= MOST_PARTS:
            shown = list(lines)
        yield from shown[:MOST_PARTS]
        if (rest := len(shown) - MOST_PARTS) > 0:
            said = (f"… ほか{rest}（全{len(shown)}）", f"… {rest} more (of {len(shown)})")
            yield 1, self._pick(said)

    def _reached(self, rule: _Rule) -> tuple[list[str], list[Address]]:
        """The rules a rule hangs on directly, and the facts it reads itself."""
        uses: dict[str, None] = dict.fromkeys(n for c in rule.clauses for n in self._referred(c, rule.id))
        facts: dict[Address, None] = {}
        own = {root.number for root in rule.roots}

        def other(node: Expr) -> str | None:
            owners = self._owners.get(node.number, ()) if node.number not in own else ()
            return next((n for n in owners if n != rule.id), None)

        for node in nodes_below(rule.roots, lambda n: n.args if other(n) is None else ()):
            owner = other(node)
            if owner is not None:
                uses[owner] = None
            elif node.op is Op.INPUT:
                facts[node.address] = None
        return list(uses), list(facts)

    def _referred(self, clause: Clause, own: str) -> Iterator[str]:
        """Rules referred to by name, even where the whole rule is nothing but the reference."""
        inner = [*clause.parts, *(g.clause for g in clause.guards)]
        if clause.iteration is not None:
            inner += [*clause.iteration.source]
        for part in inner:
            if part.id in self._names and part.id != own:
                yield part.id
            elif part.id == own or part.id.startswith(f"{own}.") or not part.id:
                yield from self._referred(part, own)

    def _facts(self, found: Sequence[Address]) -> str:
        names = []
        for address in found:
            declared = self.network.inputs.get(address)
            if address.space not in ("reading", "built_in") and declared is not None:
                names.append(plain(declared.decl.title(self.lang)))
        names = list(dict.fromkeys(names))
        most = len(names) if self.unfolded else MOST_FACTS
        shown = ("、" if self.lang == "ja" else ", ").join(names[:most])
        if len(names) > most:
            rest = len(names) - most
            shown += f" ほか{rest}" if self.lang == "ja" else f" and {rest} more"
        return shown
