"""A dossier written answer by answer, as somebody who fills it in by hand would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind, Type
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import yes_or_no
from schemeengine.syntax.draft import Content, Written, well_formed, with_value

__all__ = ["Answer", "blank", "content_of", "well_formed", "with_answer", "with_day"]

Answer = Content
#: Where the values of a space stand in a dossier.
_SECTIONS = {
    "fact": "facts", "answer": "answers", "judgment": "judgments", "checklist": "checklists",
    "paper": "documents",
}  # fmt: skip
_QUOTED = frozenset({Kind.TEXT, Kind.CODE, Kind.CORPORATE_NUMBER})
_COUNTS = ("met", "not_met", "not_applicable", "unanswered")


def blank(name: str, scheme: str, procedure: str, day: date) -> str:
    """An empty dossier for one programme."""
    lines = ["schemeengine: 1", f"dossier: {name}", f"for: {scheme}"]
    lines += [f"procedure: {procedure}"] if procedure else []
    return "\n".join([*lines, f"as_of: {day.isoformat()}", ""])


def with_day(text: str, day: date) -> str:
    return with_value(text, ["as_of"], Written(day.isoformat()))


def with_answer(text: str, scheme: str, address: Address, path: str, content: Answer, note: str = "") -> str:
    """The dossier with one more answer. A section for ``scheme`` alone is used where the file speaks
    to other programmes (``schemes:``)."""
    steps = path.split(".")[1:]
    section = _SECTIONS[address.space]
    name = address.name.split(".") if address.space in ("answer", "judgment") else [address.name]
    if address.space == "checklist" and steps[-1:] == ["answer"]:
        steps = steps[:-1]
    inside = [] if _speaks_to(text, scheme) else ["schemes", scheme]
    return with_value(text, [*inside, section, *name, *steps], content, note)


def _speaks_to(text: str, scheme: str) -> bool:
    found = re.search(r"^(?:for|対象制度)\s*:\s*(.+?)\s*(?:#.*)?$", text, re.MULTILINE)
    return found is None or scheme in re.split(r"[\[\],、\s\"']+", found.group(1))


# ------------------------------------------------------------------ what was typed
def content_of(decl: FactDecl, space: str, path: str, typed: str, choices: Mapping[str, str]) -> Answer:
    """What was typed as a dossier writes it: "はい" becomes yes, the number of a choice its code.

    Nothing is checked here: whatever is wrong gets its diagnostic when the dossier is read.
    """
    text = typed.strip()
    if space == "checklist":
        return _checklist(text, path)
    type_ = decl.type
    if keywords.word(text) in ("none", "not_yet") and type_.kind is not Kind.YES_NO:
        return Written(keywords.word(text))
    match type_.kind:
        case Kind.YES_NO:
            return Written(_yes_no(text))
        case Kind.LIST:
            return _list(type_, text, choices)
        case Kind.INTERVAL:
            ends = [p.strip() for p in re.split(r"から|まで|〜|～|\.\.|[\[\]]", text) if p.strip()]
            first, last = [*ends, "", ""][:2]
            return {"from": Written(first), "until": Written(last)}
        case _:
            return Written(_chosen(text, choices), quoted=type_.kind in _QUOTED)


def _yes_no(text: str) -> str:
    said = yes_or_no(text)
    return text if said is None else "yes" if said else "no"


def _chosen(text: str, choices: Mapping[str, str]) -> str:
    if choices and text.isdigit() and text not in choices and 0 < int(text) <= len(choices):
        return list(choices)[int(text) - 1]
    by_label = [code for code, label in choices.items() if label == text]
    return by_label[0] if len(by_label) == 1 else text


def _list(type_: Type, text: str, choices: Mapping[str, str]) -> Answer:
    assert type_.of is not None
    parts = [p.strip() for p in re.split(r"[,、，\n]", text) if p.strip()]
    if type_.of.kind is Kind.RECORD:
        if len(parts) == 1 and parts[0].isdigit() and int(parts[0]) <= 500:
            parts = [str(n + 1) for n in range(int(parts[0]))]
            return [{"id": Written(p, quoted=True)} for p in parts] or Written("none")
        return [{"id": Written(p)} for p in parts]
    quoted = type_.of.kind in _QUOTED
    return [Written(_chosen(p, choices), quoted=quoted) for p in parts]


def _checklist(text: str, path: str) -> Answer:
    """One answer, or four numbers (met, not met, does not apply, not answered) for a list as a whole."""
    if path:
        return Written(_yes_no(text) if _yes_no(text) in ("yes", "no") else text)
    numbers = re.findall(r"[0-9０-９]+", text)
    if not numbers or len(numbers) > len(_COUNTS):
        return Written(text)
    return {name: Written(n) for name, n in zip(_COUNTS, numbers, strict=False) if int(n) or name == "met"}


def judgment(decision: str, by: str, day: date | None, reason: str = "") -> Answer:
    """A recorded judgment as a dossier writes it."""
    found = {"decision": Written(_yes_no(decision)), "by": Written(by, quoted=True)}
    if day is not None:
        found["on_date"] = Written(day.isoformat())
    if reason:
        found["reason"] = Written(reason, quoted=True)
    return found
