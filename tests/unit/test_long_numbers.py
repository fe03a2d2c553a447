"""Fractions nobody could read, and numbers Python would not write out."""

from __future__ import annotations

from fractions import Fraction

from schemeengine.values import exact_fraction, format_long, format_ratio


def test_a_short_fraction_is_shown_as_one() -> None:
    assert format_long(Fraction(2, 3)) is None
    assert format_ratio(Fraction(2, 3), "ja") == "3分の2"


def test_a_long_fraction_is_cut_never_rounded() -> None:
    nearly_three = Fraction(3) - Fraction(1, 3**40)
    assert format_long(nearly_three) == "2.999999…"
    assert format_long(-Fraction(1, 3**40)) == "-0…"
    assert format_ratio(Fraction(7, 10) - Fraction(1, 3**60), "en") == "69.999999…%"


def test_what_cannot_be_written_out_is_cut_for_programs_too() -> None:
    below_half = Fraction(1, 2) - Fraction(1, 3**9_000)  # a denominator of 4,295 digits
    assert exact_fraction(Fraction(100, 3)) == "100/3"
    assert exact_fraction(below_half) == "0.49999999999999999999"
