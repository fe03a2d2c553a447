"""Decisions that ended what had been granted, as the variables of a letter; read off the life cycle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.ir.life_cycle import Event, Obligation
from schemeengine.letters import entries as e
from schemeengine.letters.contents import Contents, without_places
from schemeengine.letters.opinions import before_revocation
from schemeengine.letters.said import Said
from schemeengine.lifecycle.model import CycleStatus, Decided, Duty, GroundFound, Spell
from schemeengine.render import wording
from schemeengine.render.explain import Explainer
from schemeengine.render.figures import day_text
from schemeengine.values import format_date


def revocations(contents: Contents, life: Sequence[CycleStatus]) -> tuple[e.Revocation, ...]:
    """Of each thing the decision by which it is, or on the next day will be, no longer in force."""
    found = []
    for cycle in life:
        spell = _ended(cycle)
        if cycle.scheme == contents.scheme.id and spell is not None:
            found.append(_Ending(contents, cycle, spell[0], spell[1]).entry())
    return tuple(found)


def _ended(cycle: CycleStatus) -> tuple[Spell, Decided] | None:
    """The state to which a decision on grounds led, perhaps after some days, while no other event has
    followed it."""
    spells = (*cycle.history, *cycle.coming)
    last = max((n for n, s in enumerate(spells) if s.cause.event is not None), default=-1)
    for decided in cycle.decided:
        if last >= 0 and spells[last].cause.event == decided.event:
            ended = next((s for s in spells[last:] if not s.in_force), None)
            if ended is not None:
                return ended, decided
    return None


class _Ending:
    """One thing that a decision ended."""

    def __init__(self, contents: Contents, cycle: CycleStatus, spell: Spell, decided: Decided) -> None:
        self.contents, self.cycle, self.spell, self.decided = contents, cycle, spell, decided
        self.rules = contents.scheme.life_cycles[cycle.cycle]
        self.own = f"event:{decided.event.kind}"

    def entry(self) -> e.Revocation:
        c, event, lang = self.contents, self.decided.event, self.contents.lang
        kind = c.scheme.events[event.kind]
        named = self.cycle.label.of(lang) or self.cycle.cycle
        first = self.spell.first
        return e.Revocation(
            f"{self.cycle.cycle}/{self.cycle.number}" if self.cycle.number else self.cycle.cycle,
            c.said(f"{named} {self.cycle.number}".strip(), f"life_cycle:{self.cycle.cycle}"),
            c.said(self.spell.label.of(lang), self.own),
            c.said(format_date(first, lang), self.own) if first is not None else c.unknown(self.own),
            c.said(kind.wording.name(lang), self.own), c.said(format_date(event.day, lang), self.own),
            c.said(event.by or kind.decided_by, self.own), c.said(event.reason, self.own),
            c.place(kind.wording.cite, self.own), c.basis(kind.wording.cite, self.own),
            tuple(self._ground(g) for g in self.decided.grounds),
            before_revocation(c, self.decided.opinions), self._notice(), tuple(self._duties()),
            (self.own,), wording.cites(kind.wording.cite, lang),
        )  # fmt: skip

    def _ground(self, found: GroundFound) -> e.GroundEntry:
        c, own = self.contents, f"ground:{found.id}"
        explainer = Explainer(c.lang, c.passages, {})
        facts = [f for node in found.trace for f in explainer.reason(without_places(node))]
        facts += [self._happened(x) for x in self._events(self.rules.grounds[found.id].event)]
        until = format_date(found.grace_until, c.lang) if found.grace_until is not None else ""
        return e.GroundEntry(
            found.id, c.said(found.label.of(c.lang) or found.id, own), c.said(found.gist.of(c.lang), own),
            c.place(found.cite, own), tuple(c.said(f, own) for f in facts), c.said(until, own), (own,),
            wording.cites(found.cite, c.lang),
        )  # fmt: skip

    def _events(self, kind: str) -> list[Event]:
        """The last event of the kind that makes the ground, before the decision."""
        return [x for x in self.cycle.events if x.kind == kind and x.day <= self.decided.event.day][-1:]

    def _happened(self, event: Event) -> str:
        c = self.contents
        label = c.scheme.events[event.kind].wording.name(c.lang)
        return f"{label}{c.say('：', ': ')}{format_date(event.day, c.lang)}"

    # ------------------------------------------------------------------ what follows
    def _following(self) -> list[Obligation]:
        return [o for o in self.rules.obligations.values() if self.decided.event.kind in o.arises]

    def _notice(self) -> e.Paper:
        """The office's own duty to tell it: the one with a form, else the first."""
        deciding = self.contents.scheme.events[self.decided.event.kind].decided_by
        telling = sorted((o for o in self._following() if o.who == deciding), key=lambda o: not o.form)
        if not telling:
            empty = Said("", (self.own,))
            return e.Paper(empty, empty, empty, empty, (self.own,), "")
        c, duty = self.contents, telling[0]
        own, w = f"obligation:{duty.id}", duty.wording
        return e.Paper(
            c.said(w.name(c.lang), own), c.said(duty.form, own), c.place(w.cite, own),
            c.basis(w.cite, own), (own,), wording.cites(w.cite, c.lang),
        )  # fmt: skip

    def _duties(self) -> Iterator[e.DutyEntry]:
        """What others than the deciding office must do because of it."""
        deciding = self.contents.scheme.events[self.decided.event.kind].decided_by
        names = {o.id for o in self._following() if o.who != deciding}
        for duty in self.cycle.duties:
            if duty.obligation in names and duty.turn == self.decided.event.day:
                yield self._duty(duty)

    def _duty(self, duty: Duty) -> e.DutyEntry:
        c, own = self.contents, f"obligation:{duty.obligation}"
        done = format_date(duty.done_on, c.lang) if duty.done_on is not None else ""
        due = day_text(duty.due, c.lang) if duty.due is not None else ""
        return e.DutyEntry(
            duty.obligation, c.said(duty.label.of(c.lang) or duty.obligation, own),
            c.said(duty.gist.of(c.lang), own), c.place(duty.cite, own), c.said(duty.form, own),
            c.said(due, own), duty.state, c.said(done, own), (own,), wording.cites(duty.cite, c.lang),
        )  # fmt: skip
