"""An amount that comes out below zero gives the other applications no more to share."""

from __future__ import annotations

from tests.selection.calls import BUDGET, HEAD, SCORE, applications, case, told

from schemeengine import scheme_from_text
from schemeengine.evaluator import Evaluator
from schemeengine.selection.choose import choose


def test_it_draws_nothing_from_the_budget() -> None:
    text = HEAD.replace("of: costs}", "of: costs - 50円}") + SCORE + BUDGET
    scheme = scheme_from_text(text)
    assert scheme.selection is not None
    cases = [
        case("below", points="9", costs="10円"),
        case("fits", points="8", costs="150円"),
        case("too_much", points="7", costs="60円"),
    ]
    found = told(choose(scheme.selection, applications(Evaluator([scheme]), cases)))
    assert found["fits"].startswith("chosen")
    assert not found["too_much"].startswith("chosen")
