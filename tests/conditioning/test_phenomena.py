"""What every rule shows of conditioning, and what it must not show."""

import pytest

from mirror_abm.base.shelf import rules
from mirror_abm.conditioning import phenomena


@pytest.fixture(scope="module")
def shown():
    return phenomena.table().pivot(index="phenomenon", columns="rule", values="effect")


def test_no_rule_shows_what_its_file_says_it_must_not(shown):
    for rule in rules.names:
        for name in rules.load(rule).ABSENCES:
            assert name in phenomena.PHENOMENA
            assert shown.loc[name, rule] < phenomena.SHOWN, (rule, name)


def test_rescorla_wagner_is_told_from_its_rivals_by_what_it_shows(shown):
    pooled = shown["rescorla_wagner"]
    for name in (
        "overshadowing",
        "blocking",
        "overexpectation",
        "conditioned_inhibition",
        "contingency",
        "signalled_outcomes",
    ):
        assert pooled[name] > 0.35
    assert pooled["overshadowing"] == pytest.approx(
        0.09 / 0.69 + 0.3, abs=0.03
    )  # 0.3/0.39 alone, 0.3/0.69 in company
    assert abs(pooled["latent_inhibition"]) < 1e-12
    for rule in ("oja", "covariance"):  # contingency, but no rescue by a signal
        assert shown.loc["contingency", rule] > 0.25
        assert abs(shown.loc["signalled_outcomes", rule]) < 0.05
    for rule in ("hebbian", "separable_error"):
        assert abs(shown.loc["contingency", rule]) < 0.01
    assert shown.loc["latent_inhibition", "pearce_hall"] > 0.3
    assert shown.loc["blocking", "mackintosh"] > 0.09 > shown.loc["overexpectation", "mackintosh"]


def test_acquired_equivalence_through_sound_is_the_product_of_two_acquisitions(shown):
    step = 1 - (1 - 0.03 * 0.1) ** 400
    assert shown.loc["acquired_equivalence", "rescorla_wagner"] == pytest.approx(
        0.5 * step * step, abs=1e-12
    )


def test_each_phenomenon_is_told_with_its_design(shown):
    table = phenomena.table(["none"])
    assert set(table["phenomenon"]) == set(shown.index) == set(phenomena.DESIGNS)
    assert table["design"].str.endswith(".").all()
    assert not table["shown"].any()
