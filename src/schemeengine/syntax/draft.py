"""A YAML file being written bit by bit: what stands there, its order and its comments are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString


@dataclass(frozen=True, slots=True)
class Written:
    """One value: its text, and whether quotation marks stand around it."""

    text: str
    quoted: bool = False


#: A value, a list of values in one line, or lines of ``name: value``; a list of such, one a hyphen.
Content: TypeAlias = "Written | Sequence[Written] | Mapping[str, Written] | Sequence[Mapping[str, Written]]"


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


def well_formed(text: str) -> bool:
    """Whether a text can be taken up as a draft: lines of ``name: value`` in YAML."""
    try:
        return isinstance(_yaml().load(text), CommentedMap)
    except YAMLError:
        return False


def with_value(text: str, path: Sequence[str], content: Content, note: str = "") -> str:
    """The text with a value at a path; what is missing on the way is made. ``note``: a comment.

    A step below a list is the ``id`` of a member. A dotted name that stands in the file as one key
    (``alcohol.aged_20``) is found under it.
    """
    yaml = _yaml()
    tree = yaml.load(text)
    _set(tree, list(path), content, note)
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _set(tree: Any, path: list[str], content: Content, note: str) -> None:
    node = tree
    while len(path) > 1:
        joined = ".".join(path)
        if isinstance(node, CommentedMap) and joined in node:
            path = [joined]
            break
        node = _child(node, path.pop(0))
    key = path[0]
    fresh = key not in node
    node[key] = _content(content)
    if note and fresh and not node.fa.flow_style():
        node.yaml_add_eol_comment(note.replace("\n", " "), key)


def _child(node: Any, step: str) -> Any:
    if isinstance(node, CommentedSeq):
        for member in node:
            if isinstance(member, CommentedMap) and str(next(iter(member.values()), "")) == step:
                return member
        raise KeyError(step)
    if not isinstance(node.get(step), (CommentedMap, CommentedSeq)):
        node[step] = CommentedMap()
    return node[step]


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
