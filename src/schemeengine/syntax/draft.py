"""A YAML file being written bit by bit: what stands there, its order and its comments are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString


@dataclass(frozen=True, slots=True)
class Written:
    """One value: its text, and whether quotation marks stand around it."""

    text: str
    quoted: bool = False


#: A value, a list of values in one line, or lines of ``name: value``; a list of such, one a hyphen.
Content: TypeAlias = "Written | Sequence[Written] | Mapping[str, Written] | Sequence[Mapping[str, Written]]"


@dataclass(frozen=True, slots=True)
class Key:
    """A key on the way to a value. ``names``: its spellings; the first is written where none stands yet."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a list, by what stands in the field that tells the members apart; without such a
    field (``fields`` empty) by its number from 1."""

    key: str
    fields: tuple[str, ...]


Step: TypeAlias = Key | Member


class _TextOnly(VersionedResolver):
    """Leaves every value as the text it is: 1.10 stays 1.10 and 0911 stays 0911."""

    @property
    def versioned_resolver(self) -> dict[Any, Any]:
        return {}


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextOnly
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def with_value(text: str, path: Sequence[Step], content: Content, note: str = "") -> str:
    """The text with a value at a path; what is missing on the way is made. ``note``: a comment.

    A dotted name that stands in the file as one key (``alcohol.aged_20``) is found under it.
    KeyError for a member the list does not have.
    """
    yaml = _yaml()
    tree = yaml.load(text)
    _set(tree, list(path), content, note)
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _set(tree: Any, path: list[Step], content: Content, note: str) -> None:
    node = tree
    while len(path) > 1:
        joined = ".".join(s.names[0] if isinstance(s, Key) else s.key for s in path)
        if isinstance(node, CommentedMap) and joined in node:
            path = [Key((joined,))]
            break
        node = _child(node, path.pop(0))
    last = path[0]
    assert isinstance(last, Key)
    if isinstance(node, CommentedSeq):  # the answers to a checklist, written one by one
        node, last = _item(node, last.names[0]), Key(("answer",))
    key = _spelling(node, last)
    fresh = key not in node
    node[key] = _content(content)
    if note and fresh and not node.fa.flow_style():
        node.yaml_add_eol_comment(note.replace("\n", " "), key)


def _item(listed: CommentedSeq, name: str) -> Any:
    """The item of a checklist with this id; a new one where there is none."""
    for item in listed:
        if isinstance(item, CommentedMap) and str(item.get("id")) == name:
            return item
    listed.append(CommentedMap({"id": name}))
    return listed[-1]


def _spelling(node: Any, step: Key) -> str:
    """How the key is spelt where it stands already."""
    return next((n for n in step.names if n in node), step.names[0])


def _child(node: Any, step: Step) -> Any:
    if isinstance(step, Member):
        members = list(node) if isinstance(node, CommentedSeq) else []
        if not step.fields and step.key.isdigit() and 0 < int(step.key) <= len(members):
            return members[int(step.key) - 1]
        for member in members:
            if isinstance(member, CommentedMap) and any(str(member.get(f)) == step.key for f in step.fields):
                return member
        raise KeyError(step.key)
    key = _spelling(node, step)
    if not isinstance(node.get(key), (CommentedMap, CommentedSeq)):
        node[key] = CommentedMap()
    return node[key]


def _content(content: Content) -> Any:
    if isinstance(content, Written):
        return DoubleQuotedScalarString(content.text) if content.quoted else content.text
    if isinstance(content, Mapping):
        found = CommentedMap((k, _content(v)) for k, v in content.items())
        found.fa.set_flow_style()
        return found
    listed = CommentedSeq([_content(c) for c in content])
    if all(isinstance(c, Written) for c in content):
        listed.fa.set_flow_style()
    else:
        for member in listed:
            member.fa.set_block_style()
    return listed
