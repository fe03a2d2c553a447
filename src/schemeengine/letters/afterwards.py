"""What follows once it is granted, for the page of a programme: duties, and grounds for losing it."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.ir.clause import Clause
from schemeengine.ir.life_cycle import Ground, Obligation
from schemeengine.ir.scheme import Scheme, Wording
from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import GroundToCome, ToDo
from schemeengine.render import wording
from schemeengine.values import format_duration
from schemeengine.verdict.rule_words import RuleWords


def duties(contents: Contents, words: RuleWords) -> tuple[ToDo, ...]:
    """What others than the deciding offices must do, with the forms and the periods laid down."""
    scheme = contents.scheme
    offices = {k.decided_by for k in scheme.events.values() if k.decided_by}
    return tuple(
        _duty(contents, duty, words)
        for cycle in scheme.life_cycles.values() for duty in cycle.obligations.values()
        if duty.who not in offices
    )  # fmt: skip


def _duty(contents: Contents, duty: Obligation, words: RuleWords) -> ToDo:
    own, w, lang = f"obligation:{duty.id}", duty.wording, contents.lang
    turn = _turn(contents, duty, words)
    when = _days(contents, duty.within or duty.due, replace(words, turn=turn))
    if duty.repeats == "fiscal_year":
        ja, en = f"{turn}の属する年度", f"the fiscal year of {turn}"
        when = when.replace(ja, "各年度").replace(en, "each fiscal year")
    only = words.condition(duty.applies.expr, nested=True) if duty.applies is not None else ""
    amount = words.value(duty.amount.expr) if duty.amount is not None else ""
    return ToDo(
        contents.said(w.name(lang) or duty.id, own), contents.said(w.gist(lang), own),
        contents.said(duty.who, own), contents.said(duty.form, own), contents.said(when, own),
        contents.said(only, own), contents.said("" if "…" in amount else amount, own),
        contents.place(w.cite, own), (own,), wording.cites(w.cite, lang),
    )  # fmt: skip


def _turn(contents: Contents, duty: Obligation, words: RuleWords) -> str:
    """The day from which a duty counts: of the event by which it arises, or on which a turn begins."""
    if duty.arises:
        events = contents.scheme.events
        names = [_name(events[name].wording, name, contents) for name in duty.arises]
        return contents.say(f"「{'」又は「'.join(names)}」の日", f"the day of “{'” or “'.join(names)}”")
    begins = _days(contents, duty.begins, words)
    if duty.repeats == "fiscal_year":
        return contents.say("各年度の初日", "the first day of each fiscal year")
    if duty.repeats is None:
        return begins
    every = format_duration(duty.repeats, contents.lang)  # type: ignore[arg-type]
    since = contents.say(f"（{begins}から{every}ごと）", f" (every {every} from {begins})") if begins else ""
    return contents.say(f"各回{since}の初日", f"the first day of each turn{since}")


def _days(contents: Contents, clause: Clause | None, words: RuleWords) -> str:
    """The period, or the last day, by which it is to be done; "" where none is laid down in words."""
    if clause is None:
        return ""
    shown = clause.wording.name(contents.lang) or words.value(clause.expr)
    return "" if "…" in shown else shown


def grounds(contents: Contents) -> tuple[GroundToCome, ...]:
    """The grounds on which what was granted may be taken away, each with the decision it allows."""
    scheme = contents.scheme
    return tuple(
        _ground(contents, scheme, ground)
        for cycle in scheme.life_cycles.values() for ground in cycle.grounds.values()
    )  # fmt: skip


def _ground(contents: Contents, scheme: Scheme, ground: Ground) -> GroundToCome:
    own, w, lang = f"ground:{ground.id}", ground.wording, contents.lang
    gist = w.gist(lang) or _condition(ground.when, contents)
    allowed = [_name(scheme.events[name].wording, name, contents) for name in ground.allows]
    return GroundToCome(
        contents.said(w.name(lang) or ground.id, own), contents.said(gist, own),
        contents.said(contents.say("、", ", ").join(allowed), own), contents.place(w.cite, own), (own,),
        wording.cites(w.cite, lang),
    )  # fmt: skip


def _condition(clause: Clause | None, contents: Contents) -> str:
    return clause.wording.gist(contents.lang) if clause is not None else ""


def _name(w: Wording, id_: str, contents: Contents) -> str:
    return w.name(contents.lang) or id_
