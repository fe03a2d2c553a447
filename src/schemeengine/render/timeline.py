"""Days past and to come: as a page, as JSON, and as worked examples of a programme's dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.diagnostics import Lang
from schemeengine.ir.scheme import Scheme
from schemeengine.lifecycle.hypothetical import Worked
from schemeengine.lifecycle.timeline import Entry, EntryKind, Timeline
from schemeengine.render import records as r
from schemeengine.render import status_words as words
from schemeengine.render import wording
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.blocks import Block, Heading, Sentence, Table
from schemeengine.render.figures import day_text
from schemeengine.render.lines import Tone
from schemeengine.render.width import plain
from schemeengine.values import format_date
from schemeengine.verdict.model import Text
from schemeengine.verdict.worked_dates import WorkedDate

KINDS = {
    "event": Text("記録", "recorded"), "state": Text("状態が変わる", "state changes"),
    "ends": Text("最後の日", "last day"), "opens": Text("受付が始まる", "opens"),
    "due": Text("期限", "deadline"),
}  # fmt: skip


def timeline_blocks(found: Timeline, lang: Lang) -> list[Block]:
    """One table of all days, with the day in question among them, then the days not fixed yet."""
    colon = words.colon(lang)
    titles = dict.fromkeys(plain(c.scheme_title.of(lang)) or c.scheme for c in found.report.cycles)
    blocks: list[Block] = [Heading(f"{words.word('timeline', lang)}{colon}{'／'.join(titles)}", 1)]
    if found.dossier:
        blocks.append(Sentence(f"{words.word('dossier', lang)}{colon}{found.dossier}", "dim", 0))
    day = format_date(found.as_of, lang)
    blocks.append(Sentence(f"{words.word('as_of', lang)}{colon}{day}", "dim", 0))
    head = tuple(words.word(k, lang) for k in ("day", "thing", "event", "who", "cite"))
    if found.entries:
        blocks.append(Table(head, *_rows(found, lang)))
    if found.unfixed:
        blocks.append(Heading("日がまだ決まらないもの" if lang == "ja" else "Days not fixed"))
        blocks.append(_unfixed(found, lang))
    return blocks


_Rows = tuple[tuple[tuple[str, ...], ...], tuple[Tone, ...]]


def _rows(found: Timeline, lang: Lang) -> _Rows:
    rows: list[tuple[str, ...]] = []
    tones: list[Tone] = []
    marked = False
    today = "――" + words.word("as_of", lang) + "――"
    for entry in found.entries:
        if entry.day > found.as_of and not marked:
            rows.append((format_date(found.as_of, lang), today, "", "", ""))
            tones.append("dim")
            marked = True
        text = plain(entry.text.of(lang))
        missed = entry.open and not entry.to_come
        if missed:
            text += "（過ぎている）" if lang == "ja" else " (past)"
        rows.append(
            (format_date(entry.day, lang), plain(entry.thing.of(lang)), text, plain(entry.who),
             wording.cites(entry.cite, lang))
        )  # fmt: skip
        tones.append("bad" if missed else "")
    return tuple(rows), tuple(tones)


def _unfixed(found: Timeline, lang: Lang) -> Table:
    rows = tuple(
        (plain(u.thing.of(lang)), plain(u.text.of(lang)), _waits(u.waits_for, lang),
         wording.cites(u.cite, lang))
        for u in found.unfixed
    )  # fmt: skip
    waits = "待っているもの" if lang == "ja" else "Waits for"
    head = (words.word("thing", lang), words.word("event", lang), waits, words.word("cite", lang))
    return Table(head, rows)


def _waits(facts: Sequence[Text], lang: Lang) -> str:
    """What a day waits for; nothing where the instrument sets none (速やかに)."""
    if not facts:
        return "日の定めなし" if lang == "ja" else "no day is set"
    return plain(("、" if lang == "ja" else ", ").join(f.of(lang) for f in facts))


# ------------------------------------------------------------------ JSON
class EntryRecord(r.Record):
    """One day. ``to_come``: after the day in question. ``open``: a deadline not met."""

    day: str
    kind: EntryKind
    thing: str
    text: str
    who: str
    cite: list[str]
    to_come: bool
    open: bool
    uid: str


class UnfixedRecord(r.Record):
    thing: str
    text: str
    cite: list[str]
    waits_for: list[str]


class TimelineOutput(r.Record):
    """What ``schemeengine timeline --format json`` prints."""

    version: int
    dossier: str
    as_of: str
    entries: list[EntryRecord]
    unfixed: list[UnfixedRecord]
    diagnostics: list[r.DiagnosticRecord]


def published_timeline() -> dict[str, dict[str, object]]:
    """The JSON Schema of the output, by file name."""
    return {"timeline.schema.json": schema_of(TimelineOutput, "schemeengine: timeline")}


def timeline_json(found: Timeline, lang: Lang) -> str:
    from schemeengine.render.calendar_file import uid

    return dump(
        TimelineOutput(
            version=1, dossier=found.dossier, as_of=found.as_of.isoformat(),
            entries=[_entry(e, uid(found, e), lang) for e in found.entries],
            unfixed=[
                UnfixedRecord(
                    thing=u.thing.of(lang), text=u.text.of(lang), cite=list(u.cite),
                    waits_for=[w.of(lang) for w in u.waits_for],
                )
                for u in found.unfixed
            ],
            diagnostics=[diagnostic_record(d, lang) for d in found.report.diagnostics],
        )
    )  # fmt: skip


def _entry(entry: Entry, uid: str, lang: Lang) -> EntryRecord:
    return EntryRecord(
        day=entry.day.isoformat(), kind=entry.kind, thing=entry.thing.of(lang),
        text=entry.text.of(lang), who=entry.who, cite=list(entry.cite), to_come=entry.to_come,
        open=entry.open, uid=uid,
    )  # fmt: skip


# ------------------------------------------------------------------ worked dates
def worked_blocks(
    scheme: Scheme, found: Sequence[Worked], after: Sequence[Timeline], lang: Lang
) -> list[Block]:
    """For each dated fact a table of the dates that hang on it, one row for each day tried."""
    title = plain(scheme.title_en if lang == "en" and scheme.title_en else scheme.title)
    blocks: list[Block] = [Heading(f"{words.word('worked', lang)}{words.colon(lang)}{title}", 1)]
    for fact in dict.fromkeys(w.fact for w in found if any(d.settled or d.waits_for for d in w.dates)):
        blocks += _fact([w for w in found if w.fact == fact], lang)
    for timeline in after:
        day = format_date(timeline.as_of, lang)
        text = f"{day}に認める決定をしたとき" if lang == "ja" else f"After a decision to grant on {day}"
        blocks.append(Heading(text, 2))
        blocks += [b for b in timeline_blocks(timeline, lang) if isinstance(b, Table)]
    return blocks


def _fact(found: Sequence[Worked], lang: Lang) -> Iterator[Block]:
    label = found[0].label_en if lang == "en" else found[0].label
    yield Heading(plain(label), 2)
    settled = dict.fromkeys(d.id for w in found for d in w.dates if d.settled)
    for id_ in settled:
        rows: list[tuple[str, ...]] = []
        named: WorkedDate | None = None
        for work in found:
            for line in work.dates:
                if line.id == id_:
                    named = line
                    rows.append(_worked(work, line, lang))
        assert named is not None
        cite = wording.bracketed(wording.cites(named.cite, lang), lang)
        yield Heading(f"{plain(named.label.of(lang)) or named.id}{cite}")
        day = words.word("day", lang)
        heads = ("始まり", "終わり", "計算", "別の解釈") if lang == "ja" else (
            "From", "Until", "How", "Other readings")  # fmt: skip
        yield Table((day, *heads), tuple(rows))
    yield from _open([d for w in found for d in w.dates if d.id not in settled and d.waits_for], lang)


def _open(found: Sequence[WorkedDate], lang: Lang) -> Iterator[Block]:
    """The dates that hang on something else besides: what it is."""
    lines = {d.id: d for d in found}
    if not lines:
        return
    yield Heading("この日だけでは決まらない期間・期日" if lang == "ja" else "Not settled by this day alone")
    head = ("期間・期日", "ほかに要るもの", "根拠") if lang == "ja" else ("Date", "Also needed", "Provision")
    rows = tuple(
        (plain(d.label.of(lang)) or d.id, _waits(d.waits_for, lang),
         wording.cites(d.cite, lang))
        for d in lines.values()
    )  # fmt: skip
    yield Table(head, rows)


def _worked(work: Worked, line: WorkedDate, lang: Lang) -> tuple[str, ...]:
    others = "、".join(f"{k}＝{v.of(lang)}" for k, v in line.other_readings.items())
    first = day_text(line.from_, lang) if line.from_ is not None else ""
    last = day_text(line.until, lang) if line.until is not None else ""
    if line.waits_for and line.until is not None and line.until.value is None:
        last = last or ("未定" if lang == "ja" else "not fixed")
    day = format_date(work.day, lang)
    if work.edition:
        day += f"（版 {work.edition}）" if lang == "ja" else f" (edition {work.edition})"
    return (day, first, last, plain(line.how.of(lang)), plain(others))
