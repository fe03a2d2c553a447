"""The bids of the shipped call are ranked by the overall score; equals are left to the bidders' lot."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import ROOT, run

CALL = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "examples/nagano_call").glob("*.yaml"))


def chosen(*dossiers: str) -> dict[str, tuple[str, int | None]]:
    """Result and rank of each bid."""
    found = run("select", *dossiers, "--scheme", "nagano_sogo", "--format", "json")
    assert found.code == 0, found.err
    rows = json.loads(found.out)["places"]
    return {row["dossier"]: (row["result"], row["rank"]) for row in rows}


def test_the_best_score_wins_not_the_lowest_price() -> None:
    """higashi bids the least; nishi bids less than may be bid."""
    assert len(CALL) == 4
    assert chosen(*CALL) == {
        "kita": ("chosen", 1),
        "minami": ("not_chosen", 2),
        "higashi": ("not_chosen", 3),
        "nishi": ("out", None),
    }


def test_equal_scores_are_tied(tmp_path: Path) -> None:
    """Who wins is drawn by the bidders (地方自治法施行令第167条の9), not by us."""
    text = (ROOT / "examples/nagano_call/kita.yaml").read_text(encoding="utf-8")
    twin = tmp_path / "twin.yaml"
    twin.write_text(text.replace("申請書: kita", "申請書: twin"), encoding="utf-8")
    found = chosen(*CALL, str(twin))
    assert found["kita"] == found["twin"]
    assert found["kita"][0] == "tied"
    assert found["minami"][0] == "not_chosen"


def test_a_bid_without_its_score_leaves_the_result_open(tmp_path: Path) -> None:
    text = (ROOT / "examples/nagano_call/minami.yaml").read_text(encoding="utf-8")
    later = tmp_path / "later.yaml"
    later.write_text(
        text.replace("申請書: minami", "申請書: later").replace("  除雪の契約: はい\n", ""), encoding="utf-8"
    )
    assert chosen(*CALL, str(later))["later"][0] == "open"
