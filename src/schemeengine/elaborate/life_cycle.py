"""Events and life cycles → meaning: names resolved, dates and conditions elaborated, moves checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemeengine.diagnostics import Label, codes_meaning
from schemeengine.diagnostics import codes_life_cycle as codes
from schemeengine.elaborate.clauses import value, yes_no
from schemeengine.elaborate.days import day
from schemeengine.elaborate.declare import check_name
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.exclusion import may_hold_together
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Address, nodes_below
from schemeengine.ir.life_cycle import (
    TURN,
    EventKind,
    Ground,
    LifeCycle,
    Move,
    Obligation,
    State,
)
from schemeengine.ir.scheme import Clause, Scheme, Wording
from schemeengine.ir.types import DAYS, Kind, Type
from schemeengine.model.life_cycle import (
    EventDoc,
    GroundDoc,
    LifeCycleDoc,
    MoveDoc,
    ObligationDoc,
    StateDoc,
)
from schemeengine.model.place import Doc, Raw
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import Scalar
from schemeengine.values import CURRENCIES, Duration

_WorDoc = EventDoc | StateDoc | ObligationDoc | GroundDoc | LifeCycleDoc


def _wording(el: Elaborator, name: str, doc: _WorDoc, around: tuple[str, ...] = ()) -> Wording:
    cite = el.cite(doc.place.placed("cite", doc.cite)) or around
    text, text_en = getattr(doc, "text", ""), getattr(doc, "text_en", "")
    return Wording(cite, doc.label or name, doc.label_en, text, text_en, doc.note)


# ------------------------------------------------------------------ events
def events(el: Elaborator, docs: Mapping[str, EventDoc]) -> dict[str, EventKind]:
    """The kinds of event, and the facts that their records give a value to."""
    found: dict[str, EventKind] = {}
    for name, doc in docs.items():
        check_name(el, name, doc.place.head)
        recorded = _facts(el, doc, "records", doc.records, DAYS, ("日付・出来事", "days or events"))
        cleared = _facts(el, doc, "clears", doc.clears, frozenset(Kind), ("", ""))
        money = (Kind.YEN,), ("円", "amounts of yen")
        amount = _facts(el, doc, "amount", (doc.amount,), frozenset(money[0]), money[1])
        adds = _facts(el, doc, "adds_to", (doc.adds_to,), frozenset(money[0]), money[1])
        found[name] = EventKind(
            name, _wording(el, name, doc), doc.decided_by, doc.opinion_on, recorded, cleared,
            amount[0] if amount else None, adds[0] if adds else None, doc.place.head,
        )  # fmt: skip
        for wanted in doc.opinion_on:
            if wanted not in docs:
                span = doc.place.value("opinion_on")
                el.unknown(codes_meaning.UNKNOWN_REFERENCE, span, wanted, list(docs), key="opinion_on")
    return found


def _facts(
    el: Elaborator, doc: EventDoc, key: str, names: tuple[str, ...], kinds: frozenset[Kind],
    want: tuple[str, str],
) -> tuple[Address, ...]:  # fmt: skip
    """The addresses of the facts named under a key; wrong ones are reported."""
    found: list[Address] = []
    for name, span in doc.place.placed(key, names):
        if not name or name in el.broken:
            continue
        if name not in el.facts:
            el.unknown(
                codes_meaning.UNKNOWN_REFERENCE, span, name, list(el.facts), **keywords.spoken(key=key)
            )
            continue
        address = el.facts[name]
        el.used.add(name)
        if el.inputs[address].type.kind not in kinds:
            el.problems.add(
                codes.RECORDED_KIND,
                span,
                **keywords.spoken(key=key),
                got=name,
                want_ja=want[0],
                want_en=want[1],
            )
        else:
            found.append(address)
    return tuple(found)


# ------------------------------------------------------------------ life cycles
def life_cycles(
    el: Elaborator, docs: Mapping[str, LifeCycleDoc], kinds: Mapping[str, EventKind]
) -> dict[str, LifeCycle]:
    """Every life cycle of a scheme. Conditions and dates are ordinary rules of it."""
    found: dict[str, LifeCycle] = {}
    for name, doc in docs.items():
        check_name(el, name, doc.place.head)
        found[name] = _Cycle(el, name, doc, kinds).read()
        if doc.depends_on and doc.depends_on not in docs:
            span = doc.place.value("depends_on")
            el.unknown(
                codes_meaning.UNKNOWN_REFERENCE,
                span,
                doc.depends_on,
                list(docs),
                **keywords.spoken(key="depends_on"),
            )
    _idle(el, kinds, found.values())
    return found


def _idle(el: Elaborator, kinds: Mapping[str, EventKind], found: Iterable[LifeCycle]) -> None:
    """An event that moves nothing, is no duty's business and records nothing is a slip."""
    used = {e for cycle in found for e in cycle.events}
    for kind in kinds.values():
        says = kind.records or kind.clears or kind.amount or kind.adds_to or kind.opinion_on
        if kind.id not in used and not says and not el.problems.has_errors:
            el.problems.add(codes.EVENT_IDLE, kind.span, got=kind.id)


class _Cycle:
    """Reads one life cycle."""

    __slots__ = ("doc", "el", "id", "kinds", "wording")

    def __init__(self, el: Elaborator, name: str, doc: LifeCycleDoc, kinds: Mapping[str, EventKind]) -> None:
        self.el, self.id, self.doc, self.kinds = el, name, doc, kinds
        self.wording = _wording(el, name, doc)

    def read(self) -> LifeCycle:
        doc = self.doc
        errors = self.el.problems.error_count
        self._known_states("begins_as", (doc.begins_as,), doc)
        states = {n: self._state(n, s) for n, s in doc.states.items()}
        obligations = {n: self._obligation(n, o) for n, o in doc.obligations.items()}
        grounds = {n: self._ground(n, g) for n, g in doc.grounds.items()}
        found = LifeCycle(
            self.id, self.wording, doc.begins_as, states,
            {n: o for n, o in obligations.items() if o is not None},
            {n: g for n, g in grounds.items() if g is not None},
            doc.depends_on, doc.per_number, dict(doc.examples), doc.place.span, self._edition_by(),
        )  # fmt: skip
        if self.el.problems.error_count == errors:
            self._unreachable(found)
            for state in states.values():
                self._overlaps(state)
        return found

    def _edition_by(self) -> str:
        """The day by which the edition is chosen: a fact, or the day in question."""
        el, name = self.el, self.doc.edition_by
        if not name or keywords.word(name) == "as_of" or keywords.key(name) == "as_of":
            return "as_of" if name else ""
        if name not in el.facts and name not in el.broken:
            span = self.doc.place.value("edition_by")
            el.unknown(codes_meaning.UNKNOWN_REFERENCE, span, name, [*el.facts, "as_of"], key="edition_by")
        el.used.add(name)
        return name

    # -- names
    def _known_states(self, key: str, names: tuple[str, ...], doc: Doc) -> None:
        for name, span in doc.place.placed(key, names):
            if name not in self.doc.states:
                self.el.unknown(codes.UNKNOWN_STATE, span, name, list(self.doc.states), cycle=self.id)

    def _known_events(self, key: str, names: tuple[str, ...], doc: Doc) -> None:
        for name, span in doc.place.placed(key, names):
            if name and name not in self.kinds:
                self.el.unknown(codes.UNKNOWN_EVENT, span, name, list(self.kinds))

    def _cited(self, name: str, cite: tuple[str, ...], span: Span) -> None:
        if not cite:
            self.el.problems.add(codes.CITE_MISSING, span, name=name)

    # -- rules
    def _day(self, raw: Raw | None, scope: Scope) -> Clause | None:
        """A day, an event counting as one that comes after the day in question while it has not been."""
        return None if raw is None else day(self.el, raw.node, scope)

    def _condition(self, raw: Raw | None, scope: Scope) -> Clause | None:
        return None if raw is None else yes_no(self.el, raw.node, scope)

    def _value(self, raw: Raw | None, scope: Scope, wanted: Type) -> Clause | None:
        return None if raw is None else value(self.el, raw.node, scope, wanted)

    def _owed(self, raw: Raw | None, scope: Scope) -> Clause | None:
        """What is to be paid: yen, or an amount of another currency."""
        found = None if raw is None else value(self.el, raw.node, scope)
        if raw is None or found is None:
            return None
        if found.expr.type.unit in CURRENCIES:
            return found
        return found if self.el.expect(found.expr, types.YEN, raw.node.span) else None

    # -- states
    def _state(self, name: str, doc: StateDoc) -> State:
        wording = _wording(self.el, name, doc, self.wording.cite)
        moves = tuple(m for d in doc.moves if (m := self._move(name, d, wording)) is not None)
        return State(name, wording, doc.in_force, moves, self._settled(moves), doc.place.head)

    def _settled(self, moves: tuple[Move, ...]) -> frozenset[str]:
        """The causes on which one of the moves always comes about, whatever is not known."""
        by_cause: dict[str, list[Move]] = {}
        for move in moves:
            by_cause.setdefault(move.cause, []).append(move)
        return frozenset(cause for cause, found in by_cause.items() if self._exhaustive(found))

    def _exhaustive(self, moves: list[Move]) -> bool:
        contraries = [self.el.negate(m.when.expr) for m in moves if m.when is not None]
        return len(contraries) < len(moves) or not may_hold_together(*contraries)

    def _move(self, state: str, doc: MoveDoc, around: Wording) -> Move | None:
        if bool(doc.event) == (doc.past is not None):
            self.el.problems.add(codes.MOVE_TRIGGER, doc.place.span)
            return None
        self._known_states("becomes", (doc.becomes,), doc)
        self._known_events("event", (doc.event,), doc)
        kind = self.kinds.get(doc.event)
        cite = self.el.cite(doc.place.placed("cite", doc.cite))
        cite = cite or (kind.wording.cite if kind is not None else around.cite)
        self._cited(f"{state} → {doc.becomes}", cite, doc.place.span)
        scope = Scope(f"{self.id}.{state}.{doc.becomes}", cite)
        past, when = self._day(doc.past, scope), self._condition(doc.when, scope)
        if (doc.past is not None and past is None) or (doc.when is not None and when is None):
            return None
        return Move(doc.event, past, when, doc.becomes, doc.takes_effect, cite, doc.place.span)

    def _overlaps(self, state: State) -> None:
        """Two moves for one event, or for the end of one day, must exclude each other."""
        for number, a in enumerate(state.moves):
            for b in state.moves[number + 1 :]:
                conditions = (m.when.expr for m in (a, b) if m.when is not None)
                if a.cause == b.cause and may_hold_together(*conditions):
                    trigger = a.event or (a.past.span.text if a.past is not None else "")
                    self.el.problems.add(
                        codes.MOVES_OVERLAP, b.span, Label(a.span, "一つめ", "the first one"),
                        state=state.id, trigger=trigger.split("\n")[0], a=a.becomes, b=b.becomes,
                    )  # fmt: skip

    def _unreachable(self, cycle: LifeCycle) -> None:
        reached, pending = {cycle.begins_as}, [cycle.begins_as]
        while pending:
            for move in cycle.states[pending.pop()].moves:
                if move.becomes not in reached:
                    reached.add(move.becomes)
                    pending.append(move.becomes)
        for state in cycle.states.values():
            if state.id not in reached:
                self.el.problems.add(codes.STATE_UNREACHABLE, state.span, got=state.id)

    # -- obligations
    def _obligation(self, name: str, doc: ObligationDoc) -> Obligation | None:
        el = self.el
        wording = _wording(el, name, doc)
        self._cited(name, wording.cite, doc.place.head)
        self._known_events("arises", doc.arises, doc)
        self._known_events("done_by", doc.done_by, doc)
        self._known_states("while", doc.while_, doc)
        bad = bool(doc.arises) == (doc.begins is not None)
        if bad or (doc.repeats is not None and doc.begins is None):
            el.problems.add(codes.OBLIGATION_START, doc.place.head, name=name)
            return None
        scope = Scope(f"{self.id}.{name}", wording.cite)
        repeats = self._repeats(doc.repeats)
        return Obligation(
            name, wording, doc.who, doc.form, doc.arises, self._day(doc.begins, scope), repeats,
            self._value(doc.within, scope, types.INTERVAL), self._day(doc.due, scope), doc.done_by,
            doc.while_, self._condition(doc.applies_when, scope),
            self._owed(doc.amount, scope), doc.place.head, doc.optional,
        )  # fmt: skip

    def _repeats(self, raw: Raw | None) -> str | Duration | None:
        if raw is None:
            return None
        node = raw.node
        if isinstance(node, Scalar) and keywords.word(node.text) == "fiscal_year":
            return "fiscal_year"
        before = self.el.problems.count
        found = read_literal(node.text, node.span, self.el.problems) if isinstance(node, Scalar) else None
        if found is not None and isinstance(found.value, Duration) and _positive(found.value):
            return found.value
        if self.el.problems.count == before:
            self.el.problems.add(
                codes_meaning.BAD_LITERAL, node.span, got=node.span.text[:30], want_ja="年度か長さ",
                want_en="fiscal_year or a length of time", example="1年",
            )  # fmt: skip
        return None

    # -- grounds
    def _ground(self, name: str, doc: GroundDoc) -> Ground | None:
        el = self.el
        wording = _wording(el, name, doc)
        self._cited(name, wording.cite, doc.place.head)
        if [doc.when is not None, bool(doc.event), bool(doc.breach_of)].count(True) != 1:
            el.problems.add(codes.GROUND_KIND, doc.place.head, name=name)
            return None
        for key, names in (("event", (doc.event,)), ("allows", doc.allows), ("grace", (doc.grace,))):
            self._known_events(key, names, doc)
        if doc.breach_of and doc.breach_of not in self.doc.obligations:
            known = list(self.doc.obligations)
            span = doc.place.value("breach_of")
            el.unknown(
                codes_meaning.UNKNOWN_REFERENCE,
                span,
                doc.breach_of,
                known,
                **keywords.spoken(key="breach_of"),
            )
        scope = Scope(f"{self.id}.{name}", wording.cite)
        return Ground(
            name, wording, self._condition(doc.when, scope), doc.event, doc.breach_of,
            self._condition(doc.done_late_cures, scope), doc.allows, doc.grace, doc.place.head,
        )  # fmt: skip


def _positive(length: Duration) -> bool:
    return length.months > 0 or length.days > 0


# ------------------------------------------------------------------ the turn of a duty
def turn_outside(el: Elaborator, scheme: Scheme) -> None:
    """``turn`` has no value while a case is judged, so no provision, amount or stage may hang on it."""
    asked = [*(p.clause for p in scheme.provisions.values()), *scheme.amounts.values()]
    for clause in asked:
        if any(node.data == (TURN,) for node in nodes_below((clause.expr,))):
            el.problems.add(codes.TURN_OUTSIDE, clause.span)
