"""What a run executes: the items of shelves that it uses, and the tree where it is asked."""

from mirror_abm.simulation.executed import code_hashes, inherited, used


def test_a_rule_stands_beside_those_of_the_accounts_that_learn():
    assert "oja" not in used(["associative"])["rules"]
    assert "oja" in used(["associative"], "oja")["rules"]
    assert used(["none"], "oja")["accounts"] == ["none"]


def test_the_tree_counts_only_where_an_account_asks_it():
    assert inherited(["genetic"], None)
    assert not inherited(["genetic"], True)
    assert not inherited(["associative"], None)
    assert "tree.nwk" in code_hashes(["genetic"], "", (), None)
    assert "tree.nwk" not in code_hashes(["genetic"], "", (), False)
