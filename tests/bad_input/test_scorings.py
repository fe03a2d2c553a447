"""Slips in a table of points: each refused where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemeengine import BadInput, load_schemes

_HEAD = """\
schemeengine: 1
scheme: slip
title: slip
facts:
  staff: {type: count, unit: 人}
  price: {type: yen}
scorings:
  review:
"""


def refusals(tmp_path: Path, *lines: str) -> list[tuple[str, int]]:
    """The codes of the diagnostics with their lines, counted from the first line below ``review``."""
    file = tmp_path / "slip.yaml"
    file.write_text(_HEAD + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_schemes([str(file)])
    found = refused.value.diagnostics
    return [(d.code.id, d.span.line - 8 if d.span is not None else 0) for d in found]


def test_a_line_needs_its_points(tmp_path: Path) -> None:
    found = refusals(
        tmp_path, "scored_by: jury", "criteria:", "  a: {label: a, points: 5点}", "  b: {label: b}"
    )
    assert found == [("S012", 4)]


def test_points_set_elsewhere_are_points(tmp_path: Path) -> None:
    line = "criteria: {a: {label: a, points: staff}}"
    assert refusals(tmp_path, "scored_by: jury", line) == [("M003", 2)]
    line = "criteria: {a: {label: a, points: 5点 - 5点}}"
    assert [code for code, _ in refusals(tmp_path, "scored_by: jury", line)] == ["M018"]


def test_only_what_is_worked_out_goes_below_zero(tmp_path: Path) -> None:
    line = "criteria: {a: {label: a, points: 5点, may_be_negative: yes}}"
    assert refusals(tmp_path, "scored_by: jury", line) == [("S012", 2)]


def test_someone_must_give_the_points(tmp_path: Path) -> None:
    assert refusals(tmp_path, "criteria: {a: {label: a, points: 5点}}") == [("S012", 0)]


@pytest.mark.parametrize("points", ["0点", "-5点", "5人", "lots", "50%"])
def test_points_are_a_number_of_points(tmp_path: Path, points: str) -> None:
    found = refusals(tmp_path, "scored_by: jury", f"criteria: {{a: {{label: a, points: {points}}}}}")
    assert {code[0] for code, _ in found} == {"M"}


def test_points_come_from_one_source(tmp_path: Path) -> None:
    found = refusals(
        tmp_path, "criteria:", "  a: {label: a, points: 5点, when: staff >= 5人, earned: 3}",
        "  b: {label: b, points: 5点, criteria: {c: {label: c, points: 5点, when: staff >= 5人}}}",
    )  # fmt: skip
    assert [line for _, line in found] == [2, 3]


def test_a_name_means_one_line(tmp_path: Path) -> None:
    found = refusals(
        tmp_path, "scored_by: jury", "criteria: {a: {label: a, points: 5点}}",
        "bonus: {a: {label: b, points: 5点, when: staff >= 5人}}",
    )  # fmt: skip
    assert found == [("M013", 3)]


def test_the_words_for_the_whole_are_taken(tmp_path: Path) -> None:
    assert refusals(tmp_path, "scored_by: jury", "criteria: {passed: {label: a, points: 5点}}") == [
        ("S017", 2)
    ]


def test_what_is_earned_is_points(tmp_path: Path) -> None:
    found = refusals(tmp_path, "criteria: {a: {label: a, points: 5点, earned: price}}")
    assert found == [("M003", 1)]


def test_leaving_out_extremes_needs_three_jurors(tmp_path: Path) -> None:
    found = refusals(
        tmp_path, "scored_by: jury", "jurors: 2", "combined_as: average_without_extremes",
        "criteria: {a: {label: a, points: 5点}}",
    )  # fmt: skip
    assert [line for _, line in found] == [2]


def test_a_sum_needs_the_number_of_jurors(tmp_path: Path) -> None:
    found = refusals(
        tmp_path, "scored_by: jury", "combined_as: sum", "criteria: {a: {label: a, points: 5点}}"
    )
    assert found == [("S012", 0)]


def test_unpublished_points_have_no_minimum(tmp_path: Path) -> None:
    found = refusals(
        tmp_path, "scored_by: jury", "points: unset", "minimum: 5点", "criteria: {a: {label: a}}"
    )
    assert [line for _, line in found] == [3]


@pytest.mark.parametrize(
    "where", ["a: {label: a, points: 5点, minimum: 6点}", "a: {label: a, points: 5点, minimum: 120%}"]
)
def test_a_minimum_can_be_reached(tmp_path: Path, where: str) -> None:
    assert refusals(tmp_path, "scored_by: jury", "criteria:", f"  {where}") == [("M096", 3)]


def test_a_share_of_full_marks_needs_them(tmp_path: Path) -> None:
    found = refusals(tmp_path, "minimum: 60%", "criteria: {a: {label: a, earned: 3}}")
    assert found == [("S012", 1)]


def test_a_bonus_counts_towards_the_total(tmp_path: Path) -> None:
    lines = ("scored_by: jury", "criteria: {a: {label: a, points: 5点}}",
             "bonus: {b: {label: b, points: 5点, when: staff >= 5人}}")  # fmt: skip
    assert refusals(tmp_path, *lines, "minimum: 11点") == [("M096", 4)]
    assert refusals(tmp_path, *lines, "minimum_before_bonus: 6点") == [("M096", 4)]


@pytest.mark.parametrize(
    "lines",
    [
        ("criteria: {}",), ("criteria: [a, b]",), ("criteria: {a: 5点}",),
        ("scored_by: jury", "criteria: {a: {label: a, points: 5点, weight: 0}}"),
        ("scored_by: jury", "criteria: {a: {label: a, points: 5点, weight: [1]}}"),
        ("scored_by: jury", "criteria: {a: {label: a, points: [5]}}"),
        ("scored_by: jury", "criteria: {a: {label: a, points: 5点, minimum: 5人}}"),
        ("scored_by: jury", "criteria: {a: {label: a, points: 5点, minimum: nobody}}"),
        ("scored_by: jury", "jurors: none", "criteria: {a: {label: a, points: 5点}}"),
        ("scored_by: jury", "combined_as: median", "criteria: {a: {label: a, points: 5点}}"),
        ("scored_by: jury", "full_marks: many", "criteria: {a: {label: a, points: 5点}}"),
        ("scored_by: jury", "round_down: much", "criteria: {a: {label: a, points: 5点}}"),
        ("criteria: {a: {label: a, points: 5点, when: price}}",),
        ("criteria: {a: {label: a, points: 5点, when: review >= 3点}}",),
        ("criteria: {a: {label: a, points: 5点, earned: review.b}, b: {label: b, points: 5点, when: staff >= 1人}}",),
        ("criteria: {a: {label: a, points: 5点, when: staff >= 1人}}", "bonus: {b: {label: b, criteria: {c: {label: c, points: 5点, when: staff >= 1人}}}}"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_said_at_its_place(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert all(line >= 0 for _, line in refusals(tmp_path, *lines))
