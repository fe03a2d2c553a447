"""The frame of an iteration: what is run over, which members may belong, what is given up on.

A loop runs over a plain tuple of members, and over a selection (members not sure to belong) where
the list is one that was selected. A list that is not known has a fixed answer; anything else is
left to the reference rule for that one node.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from schemeengine.execute.compiled.writer import Writer
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE


@contextmanager
def known_list(w: Writer, e: Expr, coll: Expr, unknown: str | None) -> Iterator[str]:
    """The block for a list that can be run over; ``unknown`` is the value where it is missing.

    Gives what to run over: a tuple, or pairs of a member and whether it is sure to belong.
    """
    name = w.value(coll)
    if is_selected(coll):
        pairs = f"c{e.number}"
        sure = f"zip({name}, SURE) if type({name}) is tuple"
        w.line(f"{pairs} = {sure} else {name}.members if type({name}) is SELECTION else None")
        with w.block(f"if {pairs} is not None:"), _records(w, e, coll):
            yield pairs
    else:
        with w.block(f"if type({name}) is tuple:"), _records(w, e, coll):
            yield name
    if unknown is not None:
        with w.block(f"elif type({name}) is APPROX:"):
            w.line(f"v{e.number} = {unknown}")
    with w.block("else:"):
        w.line(f"v{e.number} = {w.rest(e)}")


@contextmanager
def _records(w: Writer, e: Expr, coll: Expr) -> Iterator[None]:
    """Fields of members are read without asking whether each member is a record: where one is
    not (it is not known), reading it fails, and the reference rule takes the whole node."""
    if coll.type.of is None or coll.type.of.kind is not Kind.RECORD:
        yield
        return
    with w.block("try:"):
        yield
    with w.block("except TypeError:"):
        w.line(f"v{e.number} = {w.rest(e)}")


def is_selected(coll: Expr) -> bool:
    return coll.op is Op.SELECT or (coll.op is Op.PROJECT and is_selected(coll.args[0]))


@contextmanager
def members(w: Writer, name: str, e: Expr, where: Expr) -> Iterator[str]:
    """The block for a member that may belong; gives the name of a mask that is 1 where it surely
    does ("1" itself where all do)."""
    level, pairs = e.level, name.startswith("c")
    always = w.is_fixed(where) and w.fixed(where) == TRUE
    with w.block(f"for m{level}{f', q{level}' if pairs else ''} in {name}:"):
        if always:
            yield f"q{level}" if pairs else "1"
            return
        mask = w.value(where)
        with w.block(f"if {mask} & 1:"):
            if pairs:
                w.line(f"q{level} |= {mask}")  # 1 only where both are
            yield f"q{level}" if pairs else mask
