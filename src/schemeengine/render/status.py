"""The status of a dossier as a page: state, history, duties, grounds, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.diagnostics import Lang
from schemeengine.lifecycle.model import CycleStatus, Duty, StatusReport
from schemeengine.render import status_words as words
from schemeengine.render import wording
from schemeengine.render.blocks import Block, Heading, Sentence, Table
from schemeengine.render.figures import amount_text, day_text
from schemeengine.render.missing import groups
from schemeengine.render.width import plain
from schemeengine.values import format_date
from schemeengine.verdict.model import Pending

_ORDER = ("overdue", "due", "undetermined", "coming", "done_late", "done", "lapsed")


def status_blocks(report: StatusReport, lang: Lang) -> list[Block]:
    """Everything that is shown of a status, programme by programme."""
    found: list[Block] = []
    for scheme in dict.fromkeys(c.scheme for c in report.cycles):
        own = [c for c in report.cycles if c.scheme == scheme]
        found.append(Heading(plain(own[0].scheme_title.of(lang)) or scheme, 1))
        colon = words.colon(lang)
        found.append(Sentence(f"{words.word('dossier', lang)}{colon}{report.dossier}", "dim", 0))
        day = format_date(report.as_of, lang)
        found.append(Sentence(f"{words.word('as_of', lang)}{colon}{day}", "dim", 0))
        for cycle in own:
            found += _cycle(cycle, lang)
    found.append(Heading(words.word("receipt", lang)))
    scheme_hash, dossier_hash = report.scheme_sha256[:12], report.dossier_sha256[:12]
    found.append(Sentence(f"{report.dossier} {dossier_hash} / {scheme_hash}", "dim"))
    return found


def _cycle(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    ja = lang == "ja"
    in_force, tone = words.IN_FORCE[cycle.in_force]
    colon = words.colon(lang)
    if len(cycle.possible) == 1:
        spell = cycle.possible[0]
        name, state = words.name_of(cycle, lang), plain(spell.label.of(lang))
        yield Heading(f"{name}{colon}{state}", 2)
        yield Sentence(in_force.of(lang), tone)
        yield from _since(cycle, lang)
    else:
        open_ = "状態は決まらない" if ja else "the state is not known"
        yield Heading(f"{words.name_of(cycle, lang)}{colon}{open_}", 2)
        yield Sentence(in_force.of(lang), tone)
        labels = [plain(s.label.of(lang)) for s in cycle.possible]
        may = "、".join(labels) + " のどれか" if ja else "one of: " + ", ".join(labels)
        yield Sentence(may, "open")
    if cycle.edition_reason.ja:
        edition = f"{words.word('edition', lang)}{colon}{cycle.edition or '-'}"
        yield Sentence(f"{edition}{wording.aside(plain(cycle.edition_reason.of(lang)), lang)}", "dim")
    if cycle.note.ja:
        yield Sentence(plain(cycle.note.of(lang)), "open")
    yield from _history(cycle, lang)
    yield from _leads_on(cycle, lang)
    yield from _duties(cycle, lang)
    yield from _grounds(cycle, lang)
    yield from _missing(cycle, lang)


def _since(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    ja = lang == "ja"
    spell = cycle.possible[0]
    until = day_text(cycle.until, lang) if cycle.until is not None else ""
    if spell.cause.kind != "start":
        first = words.written(spell.first, lang)
        if ja:
            text = f"{first or '（日は不明）'}から" + (f"{until}まで" if until else "")
        else:
            text = f"from {first or '(day not known)'}" + (f" until {until}" if until else "")
        yield Sentence(text)
    cite = wording.bracketed(wording.cites(spell.cause.cite, lang), lang)
    reason = "理由：" if ja else "because: "
    yield Sentence(f"{reason}{plain(spell.cause.text.of(lang))}{cite}")
    for step in words.steps(spell.cause.trace, lang):
        yield Sentence(f"・{step}" if ja else f"- {step}", "dim", 2)


def _history(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    past = [s for s in cycle.history if s.cause.kind != "start"]
    if not past and not cycle.coming:
        return
    yield Heading(words.word("history", lang))
    rows, tones = [], []
    for spell in (*past, *cycle.coming):
        later = spell in cycle.coming
        label = plain(spell.label.of(lang))
        if later:
            label += "（このままのとき）" if lang == "ja" else " (if nothing is recorded)"
        rows.append(
            (words.written(spell.first, lang), words.written(spell.last, lang), label,
             plain(spell.cause.text.of(lang)), wording.cites(spell.cause.cite, lang))
        )  # fmt: skip
        tones.append("dim" if later else "")
    head = tuple(words.word(k, lang) for k in ("from", "until", "state", "cause", "cite"))
    yield Table(head, tuple(rows), tuple("dim" if t else "" for t in tones))


def _leads_on(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    if not cycle.leads_on:
        return
    yield Heading(words.word("leads_on", lang))
    rows = []
    for step in cycle.leads_on:
        if step.day is None:
            cause = plain(step.event.of(lang))
        else:
            day = day_text(step.day, lang) or ("未定の日" if lang == "ja" else "a day not fixed")
            cause = f"{day}が過ぎる" if lang == "ja" else f"{day} is past"
        rows.append((cause, plain(step.label.of(lang)), wording.cites(step.cite, lang)))
    head = tuple(words.word(k, lang) for k in ("cause", "state", "cite"))
    yield Table(head, tuple(rows))


def _duties(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    if not cycle.duties:
        return
    yield Heading(words.word("duties", lang))
    shown = sorted(cycle.duties, key=lambda d: (_ORDER.index(d.state), str(d.turn)))
    rows = tuple(_duty(d, lang) for d in shown)
    head = tuple(words.word(k, lang) for k in ("state", "duty", "who", "due", "result", "cite"))
    yield Table(head, rows, tuple(words.duty_state(d)[2] for d in shown))


def _duty(duty: Duty, lang: Lang) -> tuple[str, ...]:
    mark, state, _ = words.duty_state(duty)
    name = words.turn_name(duty, lang)
    if duty.amount is not None and duty.amount.applies is not False:
        name += wording.aside(amount_text(duty.amount, lang), lang)
    due = words.deadline(duty.due, lang)
    opens = duty.opens.value if duty.opens is not None else None
    if opens and duty.opens is not None:
        due = f"{day_text(duty.opens, lang)}〜{due}" if lang == "ja" else f"{opens} to {due}"
    done = words.written(duty.done_on, lang)
    return (f"{mark} {state.of(lang)}", name, plain(duty.who), due, done, wording.cites(duty.cite, lang))


def _grounds(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    if not cycle.grounds:
        return
    yield Heading(words.word("grounds", lang))
    rows, tones = [], []
    for ground in cycle.grounds:
        mark, state, tone = words.GROUNDS[ground.status]
        label = plain(ground.label.of(lang)) or ground.id
        note = words.grounds_note(ground, lang)
        rows.append((f"{mark} {state.of(lang)}", label, note, wording.cites(ground.cite, lang)))
        tones.append(tone)
    head = tuple(words.word(k, lang) for k in ("state", "ground", "note", "cite"))
    yield Table(head, tuple(rows), tuple(tones))


def _missing(cycle: CycleStatus, lang: Lang) -> Iterator[Block]:
    """What is missing for the state first, then for duties; for grounds it is only counted above."""
    found: dict[str, Pending] = {p.fact: p for p in cycle.pending}
    for pending in (p for duty in cycle.duties for p in duty.pending):
        found.setdefault(pending.fact, pending)
    if not found:
        return
    yield Heading(words.word("missing", lang))
    yield from _wanted(tuple(found.values()), lang)


def _wanted(pending: Sequence[Pending], lang: Lang) -> Iterator[Block]:
    rows = []
    for group in groups(pending, lang):
        for item in group.items:
            rows.append((item.label, group.heading, item.cite))
    head = tuple(words.word(k, lang) for k in ("what", "supplier", "cite"))
    yield Table(head, tuple(rows))
