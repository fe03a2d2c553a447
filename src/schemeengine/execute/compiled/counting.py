"""Counts and shares of parts: "at least 3 of", "70 % of those that apply"."""

from __future__ import annotations

from fractions import Fraction

from schemeengine.execute.compiled.writer import Writer
from schemeengine.ir.expr import Expr

#: Masks from bounds ``lo <= n <= hi`` against ``b``: one comparison where it is already decided.
_DECIDE = {
    "at_least": "1 if {lo} >= {b} else 3 if {hi} >= {b} else 2",
    "more_than": "1 if {lo} > {b} else 3 if {hi} > {b} else 2",
    "at_most": "1 if {hi} <= {b} else 3 if {lo} <= {b} else 2",
    "fewer_than": "1 if {hi} < {b} else 3 if {lo} < {b} else 2",
    "exactly": "(1 if {lo} == {b} else 2) if {lo} == {hi} else 3 if {lo} <= {b} <= {hi} else 2",
}


def decide_count(w: Writer, e: Expr, bound: Expr, lo: str, hi: str) -> str:
    """The mask of a count known to lie between ``lo`` and ``hi``."""
    b, comparator = w.value(bound), str(e.data[0])
    fast = _DECIDE[comparator].format(lo=lo, hi=hi, b=b)
    slow = f"HOLDS({w.pool.constant(comparator)}, BETWEEN({lo}, {hi}), {b})"
    if w.is_fixed(bound):
        return fast if type(w.fixed(bound)) is int else slow
    return f"({fast}) if type({b}) is int else {slow}"


def fixed_share(w: Writer, bound: Expr) -> tuple[int, int] | None:
    """Numerator and denominator of a share written in the scheme, None for any other."""
    share = w.fixed(bound) if w.is_fixed(bound) else None
    if isinstance(share, (int, Fraction)) and 0 <= share <= 1:
        return share.numerator, share.denominator
    return None


def decide_share(w: Writer, e: Expr, share: tuple[int, int], slow: str) -> str:
    """The mask of a share, from how many parts hold, fail, are open or may leave.

    ``s`` hold, ``f`` fail, ``u`` hold or fail; ``x`` may hold or leave and ``y`` may fail or leave
    (a part with all three states is in both). Each part that holds adds 1 - p, each that fails
    takes p away, in units of 1/denominator: see ``arithmetic.share_holds``. ``slow`` decides an
    exact share of parts still open.
    """
    n, d = share
    number = e.number
    gain, loss = w.pool.constant(d - n), w.pool.constant(n)
    w.line(f"a{number} = s{number} * {gain} - (f{number} + u{number} + y{number}) * {loss}")
    w.line(f"b{number} = (s{number} + u{number} + x{number}) * {gain} - f{number} * {loss}")
    decided = _DECIDE[str(e.data[0])].format(lo=f"a{number}", hi=f"b{number}", b="0")
    if e.data[0] == "exactly":
        settled = f"not (u{number} or x{number} or y{number})"
        decided = f"(1 if a{number} == 0 else 2) if {settled} else {slow}"
    return f"({decided}) if s{number} or f{number} or u{number} else 3"


def threshold(w: Writer, e: Expr) -> None:
    """A count or share of parts written one by one."""
    bound, *parts = e.args
    number, leaving = e.number, any(w.leaves(p) for p in e.args[1:])
    masks = w.values(tuple(parts))
    comparator, b = w.pool.constant(str(e.data[0])), w.value(bound)
    share = fixed_share(w, bound) if bool(e.data[1]) else None
    slow = f"SHARE_HOLDS({comparator}, {b}, {masks})"
    if bool(e.data[1]) and share is None:
        w.line(f"v{number} = {slow}")
        return
    w.line(f"count = {masks}.count")
    w.line(f"s{number} = count(1)")
    w.line(f"u{number} = count(3)")
    w.line(f"x{number} = {'count(5) + count(7)' if leaving else 0}")
    if share is None:
        w.line(f"h{number} = s{number} + u{number} + x{number}")
        w.line(f"v{number} = {decide_count(w, e, bound, f's{number}', f'h{number}')}")
        return
    w.line(f"f{number} = count(2)")
    w.line(f"y{number} = {'count(6) + count(7)' if leaving else 0}")
    w.line(f"v{number} = {decide_share(w, e, share, slow)}")
