"""Checklists in a dossier: item by item, or by numbers while the items are not published."""

from __future__ import annotations

from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.reading import ValueReader
from schemeengine.dossier.scalars import Value
from schemeengine.ir.scheme import Checklist
from schemeengine.model.suggest import closest
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.answers import yes_or_no
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar

_COUNTS = {"met": "yes", "not_met": "no", "not_applicable": "not_applicable", "unanswered": ""}
#: More items than any real checklist has; a slip of the finger must not fill the memory.
MOST_ITEMS = 10_000


def read_checklist(reader: ValueReader, checklist: Checklist, node: Node) -> Value:
    """The items as records (id, answer, kind, label, own fields); None after a diagnostic."""
    if isinstance(node, ListNode):
        return _listed(reader, checklist, node)
    if not isinstance(node, MapNode):
        _fault(reader, checklist, node.span, "一覧でない", "not a list of answers")
        return None
    keys = {_count_word(e.key.text) for e in node.entries}
    if keys and keys <= set(_COUNTS):
        return _counted(reader, checklist, node)
    return _itemised(reader, checklist, node)


def _count_word(written: str) -> str:
    """該当なし stands for a number of items here, as it stands for an answer elsewhere."""
    found = keywords.key(written)
    return found if found in _COUNTS else keywords.word(written)


def _fault(reader: ValueReader, checklist: Checklist, span: Span, ja: str, en: str) -> None:
    reader.problems.add(codes.CHECKLIST_SHAPE, span, got=checklist.label, why_ja=ja, why_en=en)


def _row(
    checklist: Checklist, item: str, answer: str | None, kind: str | None, label: str | None
) -> list[Value]:
    row: list[Value] = [None] * len(checklist.record.fields)
    row[:4] = [item, answer, kind, label]
    return row


def _counted(reader: ValueReader, checklist: Checklist, node: MapNode) -> Value:
    """``{met: 24, not_met: 4, unanswered: 2}``: only while the items are not published."""
    if checklist.items is not None:
        _fault(reader, checklist, node.span, "項目が公表されている", "its items are published")
        return None
    rows: list[tuple[Value, ...]] = []
    for entry in node.entries:
        word = _count_word(entry.key.text)
        number = _whole(reader, entry.value)
        if number is None or number > MOST_ITEMS:
            _fault(reader, checklist, entry.value.span, "件数が整数でない", "not a whole number")
            return None
        if word == "not_applicable" and word not in checklist.answers and number:
            _fault(
                reader,
                checklist,
                entry.key.span,
                "「該当なし」の回答がない",
                "it has no such answer",
            )
            return None
        for i in range(number):
            rows.append(tuple(_row(checklist, f"{word}{i + 1}", _COUNTS[word] or None, None, None)))
    return tuple(rows)


def _whole(reader: ValueReader, node: Node) -> int | None:
    if not isinstance(node, Scalar):
        return None
    literal = read_literal(node.text, node.span, reader.problems)
    if literal is None or literal.kind not in ("number", "count") or not isinstance(literal.value, int):
        return None
    return literal.value


def _itemised(reader: ValueReader, checklist: Checklist, node: MapNode) -> Value:
    """Item by item; items that are published but not answered stay unanswered."""
    published = {i.id: i for i in checklist.items} if checklist.items is not None else None
    given: dict[str, tuple[Value, ...]] = {}
    for entry in node.entries:
        name = entry.key.text
        if published is not None and name not in published:
            near = closest(name, published) or ", ".join(list(published)[:8])
            reader.problems.add(
                codes.UNKNOWN_PATH,
                entry.key.span,
                got=name,
                what_ja="項目",
                what_en="item",
                near=near,
            )
            continue
        row = _answered(reader, checklist, name, entry.value)
        if row is not None:
            if published is not None:
                row[2], row[3] = published[name].kind, published[name].label
            given[name] = tuple(row)
    if published is None:
        return tuple(given.values())
    return tuple(
        given.get(i.id) or tuple(_row(checklist, i.id, None, i.kind, i.label)) for i in published.values()
    )


def _answered(reader: ValueReader, checklist: Checklist, name: str, node: Node) -> list[Value] | None:
    record = checklist.record
    if isinstance(node, Scalar):
        answer = _answer(reader, checklist, node, f".{name}.answer")
        reader.places[f".{name}"] = node.span
        return _row(checklist, name, answer, None, None)
    if not isinstance(node, MapNode):
        _fault(reader, checklist, node.span, "回答が読めない", "the answer cannot be read")
        return None
    row = _row(checklist, name, None, None, None)
    for entry in node.entries:
        key = keywords.key(entry.key.text)
        index = record.index(entry.key.text)
        index = record.index(key) if index is None else index
        if index is None or index == 0:
            reader.problems.add(
                codes.UNKNOWN_DOSSIER_FIELD, entry.key.span, owner=checklist.label, got=entry.key.text,
                near=", ".join(f.name for f in record.fields[1:]),
            )  # fmt: skip
            continue
        if index == 1 and isinstance(entry.value, Scalar):
            row[1] = _answer(reader, checklist, entry.value, f".{name}.answer")
            continue
        decl = record.fields[index]
        row[index] = reader.read(decl, decl.type, entry.value, f".{name}.{decl.name}")
    return row


def _answer(reader: ValueReader, checklist: Checklist, node: Scalar, path: str) -> str | None:
    said = yes_or_no(node.text)
    word = keywords.word(node.text) if said is None else "yes" if said else "no"
    reader.places[path] = node.span
    if word in ("unanswered", "unknown"):
        return None
    if word not in checklist.answers:
        _fault(
            reader,
            checklist,
            node.span,
            f"「{node.text}」という回答はない",
            f"no answer {node.text}",
        )
        return None
    return word


def _listed(reader: ValueReader, checklist: Checklist, node: ListNode) -> Value:
    """A list of ``{id: …, answer: …}``."""
    entries = []
    for item in node.items:
        key = item.get("id") if isinstance(item, MapNode) else None
        if not isinstance(item, MapNode) or not isinstance(key, Scalar):
            _fault(reader, checklist, item.span, "項目番号がない", "an item has no id")
            return None
        rest = MapNode(tuple(e for e in item.entries if e.key.text != "id"), item.span)
        entries.append((key, rest))
    from schemeengine.syntax.tree import Entry

    return _itemised(reader, checklist, MapNode(tuple(Entry(k, v) for k, v in entries), node.span))
