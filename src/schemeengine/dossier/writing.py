"""A dossier written answer by answer, as somebody who fills it in by hand would write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from schemeengine.diagnostics import Lang
from schemeengine.dossier.scalars import choice_named
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import FactDecl, Record, Scheme
from schemeengine.ir.types import NAMING, NUMERIC, Kind
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import yes_or_no
from schemeengine.syntax.draft import Content, Key, Member, Step, Written, with_value

__all__ = [
    "Answer",
    "Wordings",
    "Written",
    "blank",
    "content_of",
    "judgment",
    "with_answer",
    "with_day",
]

Answer = Content
#: Where the values of a space stand in a dossier.
_SECTIONS = {
    "fact": "facts", "answer": "answers", "judgment": "judgments", "checklist": "checklists",
    "paper": "documents", "score": "scores",
}  # fmt: skip
_QUOTED = frozenset({Kind.TEXT, Kind.CODE, Kind.CORPORATE_NUMBER})
_COUNTS = ("met", "not_met", "not_applicable", "unanswered")
#: Words that are keys, too, as they are spelt where they stand as a value or in a dossier.
_SPELT = {"no": "いいえ", "scores": "採点結果"}


@dataclass(frozen=True, slots=True)
class Wordings:
    """The language of the keywords of a dossier."""

    lang: Lang

    @staticmethod
    def of(text: str) -> Wordings:
        """The language a dossier is written in."""
        return Wordings("ja" if re.search(r"^[\"']?言語版", text, re.MULTILINE) else "en")

    def __call__(self, word: str) -> str:
        """A keyword or a closed word (yes, not_yet) in this language."""
        return _SPELT.get(word) or keywords.word_in_japanese(word) if self.lang == "ja" else word

    def key(self, word: str) -> Key:
        """A keyword as a key, in this language unless it stands in the other already."""
        japanese = _SPELT.get(word) or keywords.TO_JAPANESE.get(word, word)
        return Key((japanese, word) if self.lang == "ja" else (word, japanese))


def blank(name: str, scheme: str, procedure: str, day: date, lang: Lang = "en") -> str:
    """An empty dossier for one programme, with the keywords of ``lang``."""
    say = Wordings(lang)
    lines = [f"{say('schemeengine')}: 1", f"{say('dossier')}: {name}", f"{say('for')}: {scheme}"]
    lines += [f"{say('procedure')}: {procedure}"] if procedure else []
    return "\n".join([*lines, f"{say('as_of')}: {day.isoformat()}", ""])


def with_day(text: str, day: date) -> str:
    return with_value(text, [Wordings.of(text).key("as_of")], Written(day.isoformat()))


def with_answer(
    text: str, scheme: Scheme, address: Address, path: str, content: Answer, note: str = ""
) -> str:
    """The dossier with one more answer. A section for ``scheme`` alone is used where the file speaks
    to other programmes (``schemes:``)."""
    say = Wordings.of(text)
    steps: list[Step] = [] if _speaks_to(text, scheme.id) else [say.key("schemes"), Key((scheme.id,))]
    steps.append(say.key(_SECTIONS[address.space]))
    return with_value(text, [*steps, *_steps(scheme, address, path, say)], content, note)


def _steps(scheme: Scheme, address: Address, path: str, say: Wordings) -> Iterator[Step]:
    """The keys and members below a section that lead to a fact."""
    steps = path.split(".")[1:]
    if address.space in ("answer", "judgment"):
        yield from (Key((part,)) for part in address.name.split("."))
    else:
        decl = scheme.inputs[address].decl
        yield (
            Key((address.name, decl.label))
            if address.space == "fact" and decl.label
            else Key((address.name,))
        )
    if address.space == "checklist":
        steps = steps[:-1] if steps[-1:] == ["answer"] else steps
    if address.space == "score":
        yield from (say.key(step) if step in ("by", "on_date") else Key((step,)) for step in steps)
        return
    if address.space != "fact":
        yield from (Key((step,)) for step in steps)
        return
    type_ = scheme.inputs[address].type
    for step in steps:
        if type_.kind is Kind.LIST and type_.of is not None:
            type_ = type_.of
            record = scheme.records[type_.record]
            yield Member(step, _key_names(record))
            continue
        record = scheme.records[type_.record]
        place = record.index(step)
        assert place is not None
        field = record.fields[place]
        type_ = field.type
        yield Key((step, field.label) if field.label else (step,))


def _key_names(record: Record) -> tuple[str, ...]:
    place = record.index(record.key) if record.key else None
    if place is None or record.fields[place].type.kind not in NAMING:
        return ()
    return (record.key, record.fields[place].label)


def _speaks_to(text: str, scheme: str) -> bool:
    found = re.search(r"^[\"']?(?:for|対象制度)[\"']?\s*:\s*(.+?)\s*(?:#.*)?$", text, re.MULTILINE)
    return found is None or scheme in re.split(r"[\[\],、\s\"']+", found.group(1))


# ------------------------------------------------------------------ what was typed
def content_of(
    scheme: Scheme, decl: FactDecl, space: str, path: str, typed: str, choices: Mapping[str, str],
    lang: Lang = "en",
) -> Answer:  # fmt: skip
    """What was typed as a dossier writes it: "○" becomes yes, the number of a choice its code.

    Nothing is checked here: whatever is wrong gets its diagnostic when the dossier is read.
    """
    text, say = typed.strip(), Wordings(lang)
    if space == "checklist":
        return _checklist(text, path, say)
    type_ = decl.type
    if space == "score" and type_.kind is Kind.LIST and type_.of is not None:
        return _sheets(scheme.records[type_.of.record], text, say)
    names_none = keywords.word(text) in ("none", "not_yet") and not choice_named(decl, type_, text)
    if names_none and type_.kind is not Kind.YES_NO:
        return Written(say(keywords.word(text)))
    match type_.kind:
        case Kind.YES_NO:
            return Written(_yes_no(text, say))
        case Kind.LIST if type_.of is not None and type_.of.kind is Kind.RECORD:
            return _members(scheme.records[type_.of.record], text, say)
        case Kind.LIST:
            assert type_.of is not None
            quoted = type_.of.kind in _QUOTED
            return [Written(_chosen(p, choices), quoted=quoted) for p in _parts(text)]
        case Kind.INTERVAL:
            ends = [p.strip() for p in re.split(r"から|まで|〜|～|\.\.|[\[\]]", text) if p.strip()]
            first, last = [*ends, "", ""][:2]
            names = ("始期", "終期") if lang == "ja" else ("from", "until")
            return {names[0]: Written(first), names[1]: Written(last)}
        case _:
            return Written(_chosen(text, choices), quoted=type_.kind in _QUOTED)


def _yes_no(text: str, say: Wordings) -> str:
    said = yes_or_no(text)
    return text if said is None else say("yes") if said else say("no")


def _chosen(text: str, choices: Mapping[str, str]) -> str:
    if choices and text.isdigit() and text not in choices and 0 < int(text) <= len(choices):
        return list(choices)[int(text) - 1]
    by_label = [code for code, label in choices.items() if label == text]
    return by_label[0] if len(by_label) == 1 else text


def _parts(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"[,、，\n]", text) if p.strip()]


def _members(record: Record, text: str, say: Wordings) -> Answer:
    """So many members, or one for each name; the name stands in the field that tells them apart."""
    parts = _parts(text)
    place = record.index(record.key) if record.key else None
    kind = record.fields[place].type.kind if place is not None else None
    if len(parts) == 1 and parts[0].isdigit() and int(parts[0]) <= 500:
        parts = [str(n + 1) for n in range(int(parts[0]))]
        place = place if kind in NAMING | NUMERIC else None  # a number alone is no day
    if place is None:
        return [{} for _ in parts] or Written(say("none"))
    quoted = record.fields[place].type.kind in _QUOTED
    return [{record.key: Written(p, quoted=quoted)} for p in parts] or Written(say("none"))


def _sheets(record: Record, text: str, say: Wordings) -> Answer:
    """The sheets of several jurors: ``甲: 8, 7 / 乙: 6, 5``, the points in the order of the criteria."""
    sheets = []
    for number, sheet in enumerate((s for s in re.split(r"[/／;；\n]", text) if s.strip()), 1):
        name, colon, points = sheet.replace("：", ":").rpartition(":")
        found = {say("by"): Written(name.strip() if colon else str(number), quoted=True)}
        given = zip(record.fields[2:], _parts(points), strict=False)
        sheets.append({**found, **{field.name: Written(p) for field, p in given}})
    return sheets or Written(text)


def _checklist(text: str, path: str, say: Wordings) -> Answer:
    """One answer, or four numbers (met, not met, does not apply, not answered) for a list as a whole."""
    if path:
        said = yes_or_no(text)
        return Written(_yes_no(text, say) if said is not None else say(keywords.word(text)))
    numbers = re.findall(r"[0-9０-９]+", text)
    if not numbers or len(numbers) > len(_COUNTS):
        return Written(text)
    counted = zip(_COUNTS, numbers, strict=False)
    return {say(name): Written(n) for name, n in counted if int(n) or name == "met"}


def judgment(decision: str, by: str, day: date | None, reason: str = "", lang: Lang = "en") -> Answer:
    """A recorded judgment as a dossier writes it."""
    say = Wordings(lang)
    found = {say("decision"): Written(_yes_no(decision, say)), say("by"): Written(by, quoted=True)}
    if day is not None:
        found[say("on_date")] = Written(day.isoformat())
    if reason:
        found[say("reason")] = Written(reason, quoted=True)
    return found
