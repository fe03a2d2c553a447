"""A second, shorter function for cases in which everything it touches is known exactly.

Two-valued straight-line Python: no bounds, no masks but for what may not apply, the adopted readings
written in. Where a case touches anything it cannot deal with, it stops with :class:`Doubt` and the
general function takes the whole case, so the answers are always those of the reference.
"""
