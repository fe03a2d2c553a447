"""Every function of the language stands in some conformance case, by one of its names."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemeengine.elaborate.functions import FUNCTIONS, JAPANESE

CASES = "".join(f.read_text(encoding="utf-8") for f in Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_has_cases(name: str) -> None:
    names = [name, *(ja for ja, en in JAPANESE.items() if en == name)]
    assert any(f"{called}(" in CASES for called in names)
