"""A recorded verdict beside the same worked out again: the first place where they differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from schemeengine.diagnostics import Lang
from schemeengine.render.as_json import dump_data, verdict_record
from schemeengine.render.lines import Line
from schemeengine.render.records import OutputRecord, ReceiptRecord
from schemeengine.render.width import clip, plain
from schemeengine.verdict.model import TraceNode, Verdict

#: What is compared first is told first.
_ORDER = (
    "outcome", "stages", "failed", "determinations", "pending", "amounts", "periods", "dates", "readings",
    "trace",
)  # fmt: skip
#: Words in one language; a record in the other language says the same.
_WORDS = frozenset(
    {
        "label", "title", "reason", "text", "words", "gist", "note", "notes", "recorded", "question",
        "choice_text",
    }
)  # fmt: skip
#: Where a file lay when it was read is no part of the answer.
_PLACES = frozenset({"file", "line", "column", "receipt"})
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Difference:
    """The place (``amounts.grant.value``) and what stands there, recorded and now."""

    place: str
    recorded: str
    now: str


@dataclass(frozen=True, slots=True)
class Change:
    """A file or version that is not the recorded one. ``counts`` is False for versions of the engine:
    a newer engine that gives the same answer has replayed it."""

    what: str
    recorded: str
    now: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """One verdict worked out again."""

    scheme: str
    dossier: str
    changes: tuple[Change, ...]
    difference: Difference | None

    @property
    def same(self) -> bool:
        return self.difference is None and not any(c.counts for c in self.changes)


Data = Mapping[str, object]


class Unreadable(Exception):
    """A text that is no recorded verdict: why, and near which character."""

    def __init__(self, why: str, at: int) -> None:
        self.why, self.at = why, at
        super().__init__(f"{at}: {why}")


def recorded_verdicts(text: str) -> list[tuple[Data, ReceiptRecord]]:
    """The verdicts of a file written by ``evaluate --format json``, as they stand there, and their
    receipts. Raises :class:`Unreadable`.
    """
    try:
        data = json.loads(text, parse_float=_no_fraction)
        record = OutputRecord.model_validate(data)
    except json.JSONDecodeError as error:
        raise Unreadable(error.msg, error.pos) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise Unreadable(f"{place}: {first['msg']}", 0) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error), 0) from error
    if not record.verdicts:
        raise Unreadable("verdicts: []", 0)
    return [(d, v.receipt) for d, v in zip(data["verdicts"], record.verdicts, strict=True)]


def _no_fraction(text: str) -> object:
    raise ValueError(f"{text}: no verdict holds a decimal fraction")


def both_languages(verdict: Verdict, nodes: Sequence[TraceNode]) -> Mapping[Lang, Data]:
    """A verdict as it would be recorded in each language."""
    languages: tuple[Lang, ...] = ("ja", "en")
    return {
        lang: verdict_record(verdict, nodes, lang).model_dump(mode="json", by_alias=True, exclude_unset=True)
        for lang in languages
    }


def first_difference(recorded: Data, now: Mapping[Lang, Data]) -> Difference | None:
    """Where a recorded verdict differs from the one worked out now (given in both languages).

    Outcome, stages, determinations, pending facts, amounts, dates, readings and trace are compared
    first, whatever the language of the record; then its words, in the language it is written in.
    """
    if any(_compare(recorded, one, "", _PLACES) is None for one in now.values()):
        return None
    found = _compare(recorded, now["ja"], "", _PLACES | _WORDS)
    if found is not None:
        return found
    spoken: Lang = "en" if recorded.get("reason") == now["en"].get("reason") else "ja"
    return _compare(recorded, now[spoken], "", _PLACES)


def _compare(recorded: object, now: object, place: str, skipped: frozenset[str]) -> Difference | None:
    if isinstance(recorded, Mapping) and isinstance(now, Mapping):
        in_trace = "_trace" in skipped
        for key in _keys(recorded, now):
            if key in skipped or (in_trace and key == "value"):
                continue
            inner = skipped | {"_trace"} if key == "trace" and "label" in skipped else skipped
            below = f"{place}.{key}" if place else key
            found = _compare(recorded.get(key), now.get(key), below, inner)
            if found is not None:
                return found
        return None
    if isinstance(recorded, Sequence) and isinstance(now, Sequence) and not isinstance(recorded, str):
        for at in range(max(len(recorded), len(now))):
            one = recorded[at] if at < len(recorded) else None
            other = now[at] if at < len(now) else None
            found = _compare(one, other, f"{place}[{_name(one, other, at)}]", skipped)
            if found is not None:
                return found
        return None
    if recorded == now and type(recorded) is type(now):
        return None
    return Difference(place, _shown(recorded), _shown(now))


def _keys(recorded: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """Every key of either, in the order in which differences are told."""
    known = {key: number for number, key in enumerate(_ORDER)}
    return sorted(dict.fromkeys((*now, *recorded)), key=lambda k: known.get(k, len(known)))


def _name(one: object, other: object, at: int) -> str:
    """The id of a member, else its number."""
    for member in (one, other):
        if isinstance(member, Mapping):
            for key in ("id", "provision", "fact", "path"):
                if isinstance(member.get(key), str) and member[key]:
                    return str(member[key])
    return str(at)


def _shown(value: object) -> str:
    return clip(plain(dump_data(value)), _LONGEST)


# ------------------------------------------------------------------ shown
def replay_lines(found: Sequence[Replayed], lang: Lang) -> list[Line]:
    lines: list[Line] = []
    for one in found:
        lines += _lines(one, lang)
    return lines


def _lines(one: Replayed, lang: Lang) -> list[Line]:
    held = _say(lang, "同じ", "same") if one.same else _say(lang, "違う", "different")
    about = _say(lang, f"{one.scheme}（{one.dossier}）：{held}", f"{one.scheme} ({one.dossier}): {held}")
    lines = [Line(about, "good" if one.same else "bad")]
    if one.difference is not None:
        d = one.difference
        ja = f"  最初の違い {d.place}：記録 {d.recorded}、今 {d.now}"
        lines.append(
            Line(_say(lang, ja, f"  first difference at {d.place}: recorded {d.recorded}, now {d.now}"))
        )
    elif not one.same:
        ja = "  判定は同じ。ただし、もとのファイルが違う"
        lines.append(Line(_say(lang, ja, "  the answer is the same, from other files")))
    for c in one.changes:
        ja = f"  {c.what}：記録 {c.recorded}、今 {c.now}"
        shown = _say(lang, ja, f"  {c.what}: recorded {c.recorded}, now {c.now}")
        lines.append(Line(shown, "" if c.counts else "dim"))
    return lines


def _say(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


def replay_json(found: Sequence[Replayed]) -> str:
    """The same as data."""
    return dump_data(
        {
            "same": all(one.same for one in found),
            "verdicts": [
                {
                    "scheme": one.scheme, "dossier": one.dossier, "same": one.same,
                    "first_difference": None if one.difference is None else {
                        "place": one.difference.place, "recorded": one.difference.recorded,
                        "now": one.difference.now,
                    },
                    "changes": [
                        {"what": c.what, "recorded": c.recorded, "now": c.now, "counts": c.counts}
                        for c in one.changes
                    ],
                }
                for one in found
            ],
        }
    )  # fmt: skip
