"""Over all conformance cases: what is decided without a fact is not decided otherwise with it."""

from __future__ import annotations

import pytest
from tests.conformance.test_conformance import FILES, cases, evaluator, judged, loaded
from tests.examples.leaving_out import flips, reduced

from schemeengine import BadInput

#: Left out these say something by design: a power to refuse counts as not exercised, and a default
#: stands where the scheme writes one.
SAY_SOMETHING = {"judgments.unfit", "facts.assumed"}
#: While the items of a checklist are not published, those the dossier names are the whole list.
UNPUBLISHED = ("checklists_by_number", "checklists", "sheet")
KNOWN: dict[str, str] = {}
TOPICS = [
    pytest.param(
        path.stem,
        marks=[pytest.mark.xfail(reason=KNOWN[path.stem], strict=True)] if path.stem in KNOWN else [],
    )
    for path in FILES
]


@pytest.mark.parametrize("topic", TOPICS)
def test_leaving_something_out_never_flips(topic: str) -> None:
    tried = 0
    for case in cases():
        full = judged(case, "compiled") if case.topic == topic else None
        if full is None or isinstance(full, BadInput):
            continue
        for path, less in reduced(loaded(case.dossier)):
            if ".".join(path) in SAY_SOMETHING or (topic, *path[:-1]) == UNPUBLISHED:
                continue
            tried += 1
            found = evaluator(topic, "compiled").evaluate(less, compare_readings=False).verdicts[0]
            assert flips(found, full.verdicts[0]) == [], f"{case}: without {'.'.join(path)}"
    assert tried > 0
