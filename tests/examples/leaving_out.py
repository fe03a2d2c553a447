"""What becomes of a verdict when one thing is left out of its dossier: later, but never otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemeengine import LoadedDossier, Verdict
from schemeengine.dossier.edits import drop_path
from schemeengine.model.documents import Raw
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.verdict.model import Amount, Day

WHOLE = ("id", "by", "on_date", "decision", "reason")  # a judgment is left out as a whole
NUMBERS = ("met", "not_met", "not_applicable", "unanswered")  # so are the numbers of a checklist
SECTIONS = ("facts", "answers", "judgments", "checklists", "documents", "scores")
Steps = tuple[str, ...]


def paths(node: Node, before: Steps = ()) -> Iterator[Steps]:
    """Everything that may be left out: facts, fields of records, answers, judgments, points.

    A list is complete or not given, so its members are not left out, only what is said of them.
    """
    if isinstance(node, MapNode):
        for entry in node.entries:
            if keywords.key(entry.key.text) not in (*WHOLE, *NUMBERS):
                yield (*before, entry.key.text)
                yield from paths(entry.value, (*before, entry.key.text))
    elif isinstance(node, ListNode):
        for item in node.items:
            key = item.get("id") if isinstance(item, MapNode) else None
            if isinstance(key, Scalar):
                yield from paths(item, (*before, key.text))


def reduced(full: LoadedDossier) -> Iterator[tuple[Steps, LoadedDossier]]:
    """The dossier with each single thing left out."""
    for section in SECTIONS:
        raw = getattr(full.doc, section)
        for path in paths(raw.node) if raw is not None else ():
            kept, hit = drop_path(raw.node, path)
            assert hit, path
            changed = {section: Raw(raw.key, kept)}
            judgments = full.doc.judgments
            if section == "facts" and judgments is not None and len(path) == 1:
                # judgments of members go with their list
                members = [e.key.text for e in judgments.node.entries if e.key.text.startswith(f"{path[0]}.")]
                for key in members:
                    judgments = Raw(judgments.key, drop_path(judgments.node, (key,))[0])
                changed["judgments"] = judgments
            yield (section, *path), replace(full, doc=full.doc.model_copy(update=changed))


REFUSED = ("ineligible", "out_of_scope")


def flips(less: Verdict, full: Verdict) -> list[str]:
    """Where the verdict on less was not merely later: decided otherwise, or outside its bounds."""
    found = []
    if less.outcome in REFUSED and full.outcome not in REFUSED:
        found.append(f"refused, then {full.outcome}")
    if less.outcome == "eligible" and full.outcome != "eligible":
        found.append(f"eligible, then {full.outcome}")
    if less.outcome in REFUSED and not set(less.failed) <= set(full.failed):
        found.append(f"failed {less.failed}, then {full.failed}")
    status = {d.provision: d.status for d in full.determinations}
    for d in less.determinations:
        if d.status not in ("unknown", status[d.provision]):
            found.append(f"{d.provision} {d.status}, then {status[d.provision]}")
    for a, b in zip(less.amounts, full.amounts, strict=True):
        if not _holds(a, b):
            found.append(f"{a}, then {b}")
    for x, y in zip(less.dates, full.dates, strict=True):
        if not _covers(x.day, y.day):
            found.append(f"{x}, then {y}")
    return found


def _holds(less: Amount, full: Amount) -> bool:
    if full.value is None:
        return less.value is None
    above = less.at_least is None or less.at_least <= full.value
    return above and (less.at_most is None or full.value <= less.at_most)


def _covers(less: Day, full: Day) -> bool:
    if full.value is None:
        return less.value is None
    after = less.earliest is None or less.earliest <= full.value
    return after and (less.latest is None or full.value <= less.latest)
