"""Points where the contract was once not kept, or is not yet (then the test turns red when mended)."""

from __future__ import annotations

from tests.properties.relations import includes
from tests.strategies.inputs import TAG
from tests.strategies.small import Notebook, evaluate, facts

from schemeengine.execute import domain
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.ir import types
from schemeengine.ir.expr import Op
from schemeengine.ir.types import list_of
from schemeengine.network import Network
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import Stated


def test_an_absent_fact_may_turn_out_to_be_none() -> None:
    """ "Adding a fact never flips a decided answer": an absent amount that may be stated as none."""
    book = Notebook()
    prior = book.input("prior")
    node = book.node(Op.COMPARE, prior, book.yen(0), data=(">=",))
    assert evaluate(node, facts(prior=Stated.NONE)) == FALSE
    assert evaluate(node) & FALSE


def test_a_sum_over_an_absent_fact_may_be_none() -> None:
    """Bounds include every completion's value."""
    book = Notebook()
    node = book.node(Op.SUM, book.input("prior"), book.yen(5), type_=types.YEN)
    assert evaluate(node, facts(prior=Stated.NONE)) is Stated.NONE
    assert includes(evaluate(node), Stated.NONE, types.YEN)


def test_one_of_all_codes_or_none() -> None:
    """A code not stated may be none, which is in no list of codes."""
    book = Notebook()
    node = book.node(Op.MEMBER, book.input("parent_form"), data=(frozenset({"a", "b", "c"}),))
    assert evaluate(node, facts(parent_form=Stated.NONE)) == FALSE
    assert evaluate(node) != TRUE


def test_a_guard_keeps_that_open() -> None:
    """What the checker asks for, "is stated" beside the ordering, is right already."""
    book = Notebook()
    prior = book.input("prior")
    stated = book.node(Op.NOT, book.node(Op.IS_NONE, prior))
    node = book.node(Op.ALL, stated, book.node(Op.COMPARE, prior, book.yen(0), data=(">=",)))
    assert not domain.is_exact(evaluate(prior))
    assert [evaluate(node, facts(prior=v)) for v in (Stated.NONE, 0)] == [FALSE, TRUE]
    assert evaluate(node) == FALSE | TRUE


def test_the_list_instead_of_one_that_may_not_apply() -> None:
    """`if_none` beside a list under an open condition: the other list is possible as well."""
    book = Notebook()
    tags, other = book.input("tags"), book.node(Op.LIST, book.const("1", TAG), type_=list_of(TAG))
    guarded = book.node(Op.GUARD, book.input("p"), tags, type_=list_of(TAG))
    chosen = book.node(Op.IF_NONE, guarded, other, type_=list_of(TAG))
    node = book.node(Op.INCLUDES, chosen, data=(frozenset({"1"}), False))
    network = Network.of_nodes(book.interner.nodes)
    case = facts(tags=("0",))
    assert evaluate(node, case) == FALSE | TRUE
    assert evaluate(node, facts(tags=("0",), p=FALSE)) == TRUE
    assert CompiledExecutor(network).evaluate(network, case).values[node.number] == FALSE | TRUE


def test_the_sum_of_one_of_two_lists_of_which_one_is_unknown() -> None:
    """A list known to hold a "none" (or a negative amount) stays possible beside one not answered."""
    book = Notebook()
    list_type = list_of(types.YEN)
    known = book.node(Op.LIST, book.yen(Stated.NONE), type_=list_type)
    either = book.node(Op.CHOOSE, book.input("p"), known, book.input("amounts"), type_=list_type)
    node = book.node(Op.FUNCTION, either, data=("sum",), type_=types.YEN)
    assert evaluate(node, facts(p=TRUE)) is Stated.NONE
    assert includes(evaluate(node), Stated.NONE, types.YEN)


def test_narrowed_down_such_a_list_stays_what_it_is() -> None:
    """A negative amount among the members is possible in what is selected of them, too."""
    book = Notebook()
    list_type = list_of(types.YEN)
    known = book.node(Op.LIST, book.yen(-5), type_=list_type)
    either = book.node(Op.CHOOSE, book.input("p"), known, book.input("amounts"), type_=list_type)
    level = 0
    kept = book.node(Op.SELECT, either, book.input("q"), data=(level,), type_=list_type)
    var = book.interner.make(Op.VAR, (), (level,), types.YEN)
    node = book.node(Op.SUM_EACH, kept, book.input("q"), var, data=(level,), type_=types.YEN)
    assert evaluate(node, facts(p=TRUE, q=TRUE)) == -5
    network = Network.of_nodes(book.interner.nodes)
    for case in (facts(), facts(q=TRUE)):
        assert includes(evaluate(node, case), -5, types.YEN)
        assert includes(CompiledExecutor(network).evaluate(network, case).values[node.number], -5, types.YEN)
