"""What to record next, what should be found, what was found: closed forms, invariances, and what must not appear."""

import math
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.animal.carriers import carriers
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import figures
from mirror_abm.cli.main import app
from mirror_abm.inference import recommendation, weighing
from mirror_abm.inference.information import mutual_information, noise_floor, pseudo_values
from mirror_abm.inference.power import detection_power
from mirror_abm.inference.prediction import (
    Draws,
    Lab,
    Study,
    binomial,
    critical,
    finds,
    foreseen,
    outcomes,
    predictions,
)
from mirror_abm.inference.recommendation import record_next, together
from mirror_abm.inference.weighing import RELIABILITY, weigh

PERFECT = Lab((1.0, 1.0), (0.0, 0.0))
EVEN = np.array([0.5, 0.5])


def draws(*shares, expected=0.0):
    """Return draws of one animal each."""
    share = np.array(shares, float)[:, None]
    return Draws(share, np.full_like(share, expected), np.ones_like(share))


def study(animals=1, units=10, lab=PERFECT):
    return Study(animals, units, lab)


def terms(n, p):
    return np.array([math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)])


def entropy(p):
    return -sum(x * math.log2(x) for x in p if x > 0)


# ------------------------------------------------------------------ outcomes and information, by hand
def test_the_count_is_binomial_and_its_mixture_over_draws_beta_binomial():
    np.testing.assert_allclose(binomial(12, np.array(0.3)), terms(12, 0.3), rtol=1e-10)
    assert binomial(5, np.array([0.0, 1.0])).tolist() == [[1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]]
    a, b, n = 2, 5, 9
    grid = (np.arange(20000) + 0.5) / 20000  # quantiles of Beta(2, 5), by numerical inversion
    x = np.linspace(0, 1, 200001)
    cdf = np.cumsum(x ** (a - 1) * (1 - x) ** (b - 1))
    mixed = outcomes(draws(*np.interp(grid, cdf / cdf[-1], x)), study(1, n), "congruent").mean(
        axis=0
    )
    beta = math.gamma(a) * math.gamma(b) / math.gamma(a + b)
    exact = [
        math.comb(n, k) * math.gamma(k + a) * math.gamma(n - k + b) / math.gamma(n + a + b) / beta
        for k in range(n + 1)
    ]
    np.testing.assert_allclose(mixed, exact, atol=2e-5)


def test_animals_are_convolved_and_the_laboratory_is_mixed_within_a_study():
    two = Draws(np.array([[0.2, 0.6]]), np.zeros((1, 2)), np.full((1, 2), 0.5))
    found = outcomes(two, study(3, 4), "congruent")[0]
    one = (terms(4, 0.2) + terms(4, 0.6)) / 2
    np.testing.assert_allclose(found, np.convolve(np.convolve(one, one), one), atol=1e-12)
    lab = Lab((0.5, 0.5), (0.1, 0.1))
    np.testing.assert_allclose(
        outcomes(draws(0.4), study(1, 8, lab), "congruent")[0],
        terms(8, 0.1 + 0.4 * 0.4),
        atol=1e-12,
    )
    assert len(Lab().settings()) == 9
    assert outcomes(two, Study(3, 4)).sum() == pytest.approx(1, abs=1e-12)


def test_the_net_outcome_takes_chance_off_and_unselective_units_tell_nothing_by_it():
    same = outcomes(draws(0.3, expected=0.0), study(1, 20))[0]
    np.testing.assert_allclose(same[20:], terms(20, 0.3), atol=1e-12)
    assert same[:20].sum() == 0
    shifted = outcomes(draws(0.8, expected=0.5), study(1, 20))[0]
    np.testing.assert_allclose(shifted[10:31], terms(20, 0.8), atol=1e-12)
    unselective, none = draws(0.7, expected=0.7), draws(0.0)

    def bits(outcome):
        return mutual_information(
            np.stack(
                [outcomes(d, study(3, 40), outcome).mean(axis=0) for d in (unselective, none)]
            ),
            EVEN,
        )

    assert bits("congruent") == pytest.approx(1, abs=1e-6)
    assert bits("found") < 0.03  # its level, 0.05, against never


def test_information_of_two_point_shares_is_that_computed_by_hand():
    p, q = terms(10, 0.1), terms(10, 0.4)
    by_hand = entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2
    each = [outcomes(draws(s, s, s, s), study(), "congruent") for s in (0.1, 0.4)]
    assert pseudo_values(np.stack(each), EVEN).mean() == pytest.approx(by_hand, abs=1e-12)
    assert mutual_information(np.stack([p, q]), np.array([0.9, 0.1])) == pytest.approx(
        entropy(0.9 * p + 0.1 * q) - 0.9 * entropy(p) - 0.1 * entropy(q), abs=1e-12
    )
    sure = np.stack([terms(4, 0.0), terms(4, 1.0)])
    assert mutual_information(sure, EVEN) == pytest.approx(1, abs=1e-12)


def test_an_account_and_itself_give_nothing_and_an_impostor_among_many_neither():
    rng = np.random.Generator(np.random.PCG64(1))
    one, other = (outcomes(draws(*rng.beta(2, 5, 12)), Study()) for _ in range(2))
    assert np.abs(pseudo_values(np.stack([one, one]), EVEN)).max() < 1e-12
    assert np.abs(pseudo_values(np.stack([one] * 3), np.full(3, 1 / 3))).max() < 1e-12
    assert np.abs(pseudo_values(np.stack([one, other]), EVEN)).max() > 1e-3


def test_more_units_never_tell_less_and_a_worse_laboratory_never_more():
    def bits(units, lab=PERFECT):
        each = [outcomes(draws(s), study(2, units, lab), "congruent")[0] for s in (0.15, 0.25)]
        return float(mutual_information(np.stack(each), EVEN))

    sizes = [bits(m) for m in (1, 2, 3, 5, 10, 30, 100, 400)]
    assert (np.diff(sizes) > 0).all()
    assert sizes[-1] > 0.98
    assert bits(30, Lab((0.5, 0.5), (0.0, 0.0))) < bits(30)
    assert bits(30, Lab((1.0, 1.0), (0.1, 0.1))) < bits(30)


def test_the_bias_of_few_draws_is_taken_off_and_what_is_left_stays_below_the_floor():
    rng, plain, corrected, above = np.random.Generator(np.random.PCG64(3)), [], [], []
    for trial in range(60):
        pair = np.stack(
            [outcomes(draws(*rng.beta(2, 6, 20)), Study(2, 20, PERFECT)) for _ in range(2)]
        )
        plain.append(float(mutual_information(pair.mean(axis=1), EVEN)))
        corrected.append(float(pseudo_values(pair, EVEN).mean()))
        above.append(corrected[-1] > max(noise_floor(each, trial, "t") for each in pair))
    error = np.std(corrected, ddof=1) / math.sqrt(60)
    assert np.mean(plain) > 6 * error > 0
    assert abs(np.mean(corrected)) < 3.5 * error
    assert np.mean(above) < 0.17  # nominal 0.05, of 60


# ------------------------------------------------------------------ finding
def test_a_study_finds_where_its_count_is_improbable_under_permuted_labels():
    for n, p in ((20, 0.1), (120, 0.03), (7, 0.6), (5, 0.0), (5, 1.0)):
        least = critical(n, p, 0.05)
        assert terms(n, p)[least:].sum() < 0.05 or least == n + 1
        assert terms(n, p)[least - 1 :].sum() >= 0.05
    chance = float(finds(draws(0.4, expected=0.1), study(1, 20))[0])
    assert chance == pytest.approx(terms(20, 0.4)[critical(20, 0.1, 0.05) :].sum(), abs=1e-12)


def test_a_study_lives_in_one_draw_so_that_more_animals_do_not_make_half_of_the_draws_all():
    """Where every second draw has mirror units, half of all studies find them, however many animals each has."""
    two = draws(0.5, 0.0)
    for animals in (1, 3, 10):
        assert foreseen(two, study(animals, 40))["found"] == pytest.approx(0.5, abs=1e-6)


def test_power_grows_with_the_study():
    small, large = (
        foreseen(draws(0.3, 0.25, expected=0.1), study(*size))["found"]
        for size in ((1, 10), (4, 40))
    )
    assert small + 0.3 < large > 0.95


def test_the_number_counted_is_that_of_the_mixture_over_draws():
    said, n = foreseen(draws(0.1, 0.6), study(2, 10)), 20
    mixed = (terms(n, 0.1) + terms(n, 0.6)) / 2
    assert said["counted"] == pytest.approx(n * 0.35)
    assert mixed[: said["counted_low"]].sum() < 0.05 <= mixed[: said["counted_low"] + 1].sum()
    assert mixed[: said["counted_high"]].sum() < 0.95 <= mixed[: said["counted_high"] + 1].sum()


def test_chance_alone_is_found_no_more_often_than_its_level():
    for share in (0.0, 0.05, 0.3, 0.7):
        assert finds(draws(share, expected=share), Study()).item() < 0.05


# ------------------------------------------------------------------ a small run
@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return ma.run(
        ["macaca_mulatta", "mus_musculus", "octopus_vulgaris"],
        days=0.02,
        replicates=5,
        knockouts=0,
        account=["associative", "genetic", "hebbian", "none"],
        out=tmp_path_factory.mktemp("runs"),
    )


def rewritten(run, monkeypatch, shares, species=None):
    """Let the run's table of units hold given shares by (species, account): a number, or one for each draw."""
    table = run.table("units")
    table["congruent"] = table["congruent"].astype(float)
    table["expected"] = 0.0
    for (name, account), share in shares.items():
        rows = (table["species"] == name) & (table["account"] == account)
        table.loc[rows, "congruent"] = (
            table.loc[rows, "replicate"]
            .map(dict(enumerate(np.broadcast_to(share, run.plan.replicates))))
            .to_numpy()
        )
    whole = type(run).table
    monkeypatch.setattr(
        type(run), "table", lambda self, name: table if name == "units" else whole(self, name)
    )


def record(profile, verdict, modality="visual", **more):
    return {
        "taxon": profile,
        "profile": profile,
        "record": f"{profile}.{verdict}",
        "verdict": verdict,
        "panel_verdict": verdict,
        "scope": "in",
        "panel_measure": "single_units",
        "panel_modality": modality,
        "panel_effector": "unknown",
        "recorded": pd.NA,
        "animals": pd.NA,
        "read": "read",
    } | more


def evidence(*records):
    return pd.DataFrame(list(records))


def printed(run, *words):
    told = CliRunner().invoke(app, [words[0], str(run.path), *words[1:]], env={"COLUMNS": "250"})
    assert told.exit_code == 0, told.output
    return told.stdout


@pytest.mark.parametrize("lab", [(), ("--sensitivity", "0.5,0.5", "--false-positive", "0.02,0.02")])
def test_power_and_predict_give_one_chance(run, lab):
    """The two commands, and the two functions, whatever the laboratory is."""
    power, predict = printed(run, "power", "--animals", "3", *lab), printed(run, "predict", *lab)
    chances = power[: power.index("Units that it will call")]
    found = {}
    for line in predict.splitlines():
        if match := re.match(r"(\w+ \w+) +(\w+) +(\d\.\d\d) .*?\] +(?:(\d\.\d\d) .*?\]|-)", line):
            found[match[1], match[2], "visual"] = match[3]
            found |= {(match[1], match[2], "auditory"): match[4]} if match[4] else {}
    said = {
        (match[1], match[2], match[3]): match[4]
        for match in re.finditer(r"(?m)^(\w+ \w+) +(\w+) +(visual|auditory) +(\d\.\d\d)", chances)
    }
    assert len(said) == 5 * 4
    assert said == found


def test_every_size_of_study_is_the_prediction_for_it(run):
    sizes = detection_power(run, (1, 4), units=25, level=0.01)
    for animals, part in sizes.groupby("animals"):
        one = predictions(run, animals=animals, units=25, level=0.01)
        pd.testing.assert_frame_equal(part.reset_index(drop=True), one[list(part.columns)])
    assert set(sizes["unit_of_replication"]) == {"draw"}
    assert (sizes[sizes["account"] == "none"]["found"] < 0.01).all()


def test_predictions_name_their_unit_and_a_carrier_is_as_the_tree_says(run):
    table = predictions(run)
    assert len(table) == 5 * 4
    cells = {*table[["species", "modality"]].itertuples(index=False, name=None)}
    assert ("mus_musculus", "auditory") in cells
    assert (
        "octopus_vulgaris",
        "auditory",
    ) not in cells  # no act of it is heard: there is no such study
    assert set(table["unit_of_replication"]) == {"draw"}
    assert set(table["draws"]) == {5}
    assert table["found"].between(0, 1).all()
    assert (table[table["account"] == "none"]["found"] < 0.05).all()
    assert (table["flips"] == "").all()  # nothing was removed in this run
    units = run.table("units")
    shares = (
        units[units["account"] == "genetic"]
        .groupby(["species", "modality", "replicate"])["congruent"]
        .mean()
    )
    said = {key: carriers(run.plan.seed, key[2], key[0], key[1]) for key in shares.index}
    assert {key: bool(share > 0.1) for key, share in shares.items()} == said
    assert len(set(said.values())) == 2


def test_a_source_flips_what_its_removal_takes_across_one_half(run, monkeypatch):
    units = run.table("units")
    mouse = units[(units["species"] == "mus_musculus") & (units["account"] == "associative")].copy()
    mouse["congruent"], mouse["expected"] = 0.5, 0.0
    gone = [
        mouse[mouse["replicate"] < 2].assign(arm=f"without {source}", congruent=left)
        for source, left in (("sound", 0.0), ("mirrors", 0.45))
    ]
    whole = type(run).table
    table = pd.concat([mouse, *gone])
    monkeypatch.setattr(
        type(run), "table", lambda self, name: table if name == "units" else whole(self, name)
    )
    found = predictions(run)
    assert found["flips"].tolist() == ["sound", "sound"]  # seen and heard; mirrors take it nowhere
    assert (found["found"] > 0.95).all()


def test_the_bits_of_a_run_are_those_of_its_shares(run, monkeypatch):
    rewritten(
        run,
        monkeypatch,
        {(s, a): 0.2 for s in run.plan.species for a in run.plan.accounts}
        | {("octopus_vulgaris", "genetic"): 0.6, ("mus_musculus", "genetic"): 0.3},
    )
    found = record_next(run, lab=PERFECT, animals=1, units=20)
    table = found.designs.query("comparison == 'genetic' and modality == 'visual'").set_index(
        "species"
    )
    for name, share in (("octopus_vulgaris", 0.6), ("mus_musculus", 0.3), ("macaca_mulatta", 0.2)):
        p, q = terms(20, 0.2), terms(20, share)
        assert table.bits[name] == pytest.approx(
            entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2, abs=1e-9
        ), name
    assert table["rank"]["octopus_vulgaris"] <= 2
    assert not table.tied["mus_musculus"]
    classes = found.classes.set_index("account")["class"]
    assert classes["associative"] == classes["hebbian"] == "associative = hebbian"
    assert classes["genetic"] == "genetic"
    assert "none" not in classes  # a baseline is no rival
    assert set(found.designs["comparison"]) == {"genetic", "hebbian", "all accounts"}
    same = found.designs[found.designs["comparison"] == "hebbian"]
    assert same["bits"].abs().max() < 1e-12
    assert not same["above_floor"].any()
    assert same["tied"].all()
    assert (
        found.designs["bits_found"] <= found.designs["bits"] + 1e-9
    ).all()  # whether is less than how many


def test_permuting_species_permutes_the_bits(run, monkeypatch):
    mixed = {
        ("macaca_mulatta", "associative"): [0.1, 0.2, 0.3, 0.4, 0.5],
        ("octopus_vulgaris", "associative"): [0.0, 0.1, 0.0, 0.1, 0.0],
    }
    swapped = {
        ("octopus_vulgaris", "associative"): mixed["macaca_mulatta", "associative"],
        ("macaca_mulatta", "associative"): mixed["octopus_vulgaris", "associative"],
    }
    flat = {(s, a): 0.25 for s in run.plan.species for a in run.plan.accounts}

    def bits(shares):
        with monkeypatch.context() as patch:
            rewritten(run, patch, flat | shares)
            return (
                record_next(run)
                .designs.query("comparison == 'all accounts'")
                .groupby(["species", "modality"])["bits"]
                .first()
            )

    one, other = bits(mixed), bits(swapped)
    assert one["macaca_mulatta"]["visual"] == pytest.approx(
        other["octopus_vulgaris"]["visual"], abs=1e-12
    )
    assert one["octopus_vulgaris"]["visual"] == pytest.approx(
        other["macaca_mulatta"]["visual"], abs=1e-12
    )
    assert one["mus_musculus"]["visual"] == pytest.approx(
        other["mus_musculus"]["visual"], abs=1e-12
    )
    assert ("octopus_vulgaris", "auditory") not in one.index
    assert (
        abs(one["macaca_mulatta"]["visual"] - one["octopus_vulgaris"]["visual"]) > 0.01
    )  # there was something to permute


def test_choices_are_judged_on_other_draws_and_the_nearest_relative_is_the_mouse(run):
    seen = evidence(record("macaca_mulatta", "positive"), record("octopus_vulgaris", "not_tested"))
    found = record_next(run, evidence=seen)
    table = found.choices.query(
        "comparison == 'all accounts' and among == 'both modalities'"
    ).set_index("choice")
    mouse = found.designs.query(
        "comparison == 'all accounts' and species == 'mus_musculus' and modality == 'visual'"
    )
    assert table.bits["nearest_relative"] == pytest.approx(mouse["bits"].item())
    assert table.designs["nearest_relative"] == 1
    free = found.designs.query("comparison == 'all accounts' and tested == ''")
    assert table.bits["random"] == pytest.approx(free["bits"].mean())
    assert table.bits["ranked"] <= free["bits"].max() + 1e-12  # never the best in hindsight
    assert table.over_random["random"] == 0
    marked = found.designs.query("tested != ''")
    assert {*marked[["species", "modality", "tested"]].itertuples(index=False, name=None)} == {
        ("macaca_mulatta", "visual", "positive")
    }


def test_costs_and_priors_rank_and_nonsense_is_refused(run):
    dear = record_next(run, cost={"macaca_mulatta": 50}).designs.query(
        "comparison == 'all accounts'"
    )
    monkeys = dear[dear["species"] == "macaca_mulatta"]
    np.testing.assert_allclose(monkeys["value"] * 50, monkeys["bits"], rtol=1e-12, atol=1e-12)
    sure = record_next(run, prior={"genetic": 0, "hebbian": 0.001}).designs.query(
        "comparison == 'all accounts'"
    )
    assert sure["bits"].max() < 0.02
    for options, said in (
        ({"prior": {"genetik": 1}}, "Did you mean genetic"),
        ({"prior": {"none": 1}}, "must be one of"),
        ({"prior": {"genetic": -1}}, "0 or more"),
        ({"prior": {"genetic": 0, "hebbian": 0}}, "at least two"),
        ({"cost": {"mus_muscolus": 1}}, "no species of run .*Did you mean mus_musculus"),
        ({"cost": {"mus_musculus": 0}}, "above 0"),
        ({"outcome": "k"}, "must be one of"),
        ({"animals": 0}, "animals"),
        ({"units": 10**6}, "units"),
    ):
        with pytest.raises(InputError, match=said):
            record_next(run, **options)
    with pytest.raises(InputError, match="below sensitivity"):
        Lab((0.1, 1.0), (0.0, 0.2))
    with pytest.raises(InputError, match="two numbers"):
        Lab(sensitivity="most")


def test_designs_that_differ_by_rounding_alone_rank_by_name_and_stay_within_the_floor(
    run, monkeypatch
):
    each = {
        ("macaca_mulatta", "mus_musculus", "octopus_vulgaris")[i]: [
            0.1 + 0.1 * i,
            0.3,
            0.37,
            0.2,
            0.41,
        ]
        for i in range(3)
    }
    rewritten(
        run,
        monkeypatch,
        {
            (name, account): shares
            for name, shares in each.items()
            for account in ("associative", "genetic", "hebbian")
        },
    )
    designs = record_next(run).designs  # under every account the same: no design tells anything
    assert (designs["bits"].abs() < 1e-12).all()
    for _, part in designs.groupby("comparison"):
        told = part[["species", "modality", "design"]].to_numpy().tolist()
        assert told == sorted(told)
    assert designs["tied"].all()
    assert not designs["above_floor"].any()


def test_a_chance_equal_to_the_level_is_not_below_it():
    assert [critical(n, 0.5, 0.5**n) for n in range(2, 12)] == [n + 1 for n in range(2, 12)]
    assert critical(1, 0.05, 0.05) == 2


def test_a_rearing_contrast_is_a_design_and_tells_at_least_what_its_arms_tell(tmp_path):
    raised = ma.run(
        "octopus_vulgaris",
        days=0.02,
        replicates=4,
        account=["associative", "genetic"],
        without=["self_observation"],
        contrast=True,
        out=tmp_path,
    )
    table = record_next(raised, animals=1, units=12).designs.query(
        "comparison == 'all accounts' and modality == 'visual'"
    )
    assert set(table["design"]) == {
        "intact",
        "without self_observation",
        "intact and without self_observation",
    }
    assert table.set_index("design").cost["intact and without self_observation"] == 2
    one, other = (
        np.stack([outcomes(draws(*s), study(1, 12), "congruent") for s in pair])
        for pair in (((0.1, 0.5), (0.5, 0.1)), ((0.5, 0.1), (0.5, 0.1)))
    )
    # alone, the first study tells nothing (both accounts give 0.1 or 0.5); together with the second, it does
    joint = together(one, other)
    np.testing.assert_allclose(joint.sum(axis=2), 1, atol=1e-12)
    assert mutual_information(one.mean(axis=1), EVEN) < 1e-12
    assert mutual_information(joint.mean(axis=1), EVEN) > 0.3


# ------------------------------------------------------------------ weighing
def test_what_was_not_tested_contributes_exactly_nothing(run):
    some = [record("macaca_mulatta", "positive"), record("mus_musculus", "negative")]
    with_, without = (
        weigh(run, evidence(*some, *more))
        for more in ([record("octopus_vulgaris", "not_tested")], [])
    )
    pd.testing.assert_frame_equal(with_.accounts, without.accounts)
    untested = with_.species[with_.species["species"] == "octopus_vulgaris"]
    assert set(untested["contribution"]) == {0.0}  # written, not computed
    assert "octopus_vulgaris" not in set(with_.records["species"])
    assert with_.apart["why"].tolist() == ["not tested: contributes 0"]
    assert set(
        weigh(run, evidence(record("octopus_vulgaris", "not_tested"))).accounts[
            "log10_bayes_factor"
        ]
    ) == {0.0}


def test_the_bayes_factor_of_one_record_is_that_computed_by_hand(run, monkeypatch):
    rewritten(
        run,
        monkeypatch,
        {
            ("mus_musculus", "associative"): 0.0,
            ("mus_musculus", "genetic"): 1.0,
            ("mus_musculus", "hebbian"): [0, 1, 0, 1, 0],
        },
    )
    for verdict, sign in (("positive", 1), ("contested", 1), ("negative", -1)):
        found = weigh(
            run, evidence(record("mus_musculus", verdict)), lab=PERFECT
        ).accounts.set_index("account")
        w = RELIABILITY[verdict][1]
        high, low = (
            w + (1 - w) / 2,
            (1 - w) / 2,
        )  # found for certain, or never: publication does not matter
        assert found.log10_bayes_factor["genetic"] == pytest.approx(
            sign * math.log10(high / low), abs=1e-9
        )
        half = (2 * high + 3 * low) / 5 if sign > 0 else (3 * high + 2 * low) / 5
        assert found.log10_bayes_factor["hebbian"] == pytest.approx(
            math.log10(half / (low if sign > 0 else high)), abs=1e-9
        )
    assert found.mc_error["genetic"] == pytest.approx(0, abs=1e-12)
    assert found.mc_error["hebbian"] > 0.1


def test_draws_are_shared_by_all_species(run, monkeypatch):
    """Two species that are found in the same draws agree with two positives better than the product of their factors says."""
    same = [0, 1, 0, 1, 0]
    rewritten(
        run,
        monkeypatch,
        {
            (s, a): same
            for s in ("mus_musculus", "macaca_mulatta")
            for a in ("associative", "hebbian")
        }
        | {
            (s, "genetic"): x
            for s, x in (("mus_musculus", same), ("macaca_mulatta", [1, 0, 1, 0, 0]))
        },
    )
    both = evidence(record("mus_musculus", "positive"), record("macaca_mulatta", "positive"))
    found = weigh(run, both, lab=PERFECT).accounts.set_index("account").log10_bayes_factor
    high, low = 0.975, 0.025
    joint, apart = (2 * high**2 + 3 * low**2) / 5, (4 * high * low + low**2) / 5
    assert found["genetic"] == pytest.approx(math.log10(apart / joint), abs=1e-9)
    assert found["hebbian"] == pytest.approx(0, abs=1e-12)


def test_publication_softens_a_positive_more_than_a_negative(run, monkeypatch):
    """If negatives are hardly published, a positive says little, for a positive is what would be read in any case."""
    rewritten(
        run, monkeypatch, {("mus_musculus", "associative"): 0.1, ("mus_musculus", "genetic"): 0.5}
    )

    def factor(verdict, published):
        lab = Lab((1.0, 1.0), (0.05, 0.05))
        return (
            weigh(
                run,
                evidence(record("mus_musculus", verdict, animals=1)),
                lab=lab,
                publication=published,
            )
            .accounts.set_index("account")
            .log10_bayes_factor["genetic"]
        )

    assert 0 < factor("positive", (0.05, 0.05)) < factor("positive", (1.0, 1.0))
    assert factor("negative", (0.05, 0.05)) < 0
    with pytest.raises(InputError, match="begin above 0"):
        weigh(run, evidence(), publication=(0.0, 1.0))


def test_a_dominating_record_dominates_and_entries_of_one_record_share_a_vote(run, monkeypatch):
    rewritten(
        run,
        monkeypatch,
        {
            ("mus_musculus", "genetic"): 1.0,
            ("mus_musculus", "associative"): 0.0,
            ("macaca_mulatta", "genetic"): 0.2,
            ("macaca_mulatta", "associative"): 0.25,
        },
    )
    found = weigh(
        run, evidence(record("mus_musculus", "positive"), record("macaca_mulatta", "positive"))
    )
    each = found.species[found.species["account"] == "genetic"].set_index("species")
    assert each.contribution["mus_musculus"] > 1 > 10 * abs(each.contribution["macaca_mulatta"])
    assert each.without["macaca_mulatta"] > 1 > abs(each.without["mus_musculus"])
    twice = weigh(
        run, evidence(record("mus_musculus", "positive"), record("mus_musculus", "positive"))
    )
    once = weigh(run, evidence(record("mus_musculus", "positive")))
    assert twice.records["vote"].tolist() == [0.5, 0.5]
    np.testing.assert_allclose(
        twice.accounts["log10_bayes_factor"], once.accounts["log10_bayes_factor"], atol=1e-12
    )
    np.testing.assert_allclose(
        twice.accounts["uncalibrated"], twice.accounts["log10_bayes_factor"], atol=1e-12
    )


def test_behaviour_is_kept_apart_and_the_library_is_weighed(run):
    found = weigh(run)
    assert set(found.records["species"]) == {"macaca_mulatta", "mus_musculus"}
    assert {
        "no recording of cells: automatic imitation",
        "out of scope",
        "not in this run",
        "not tested: contributes 0",
    } <= set(found.apart["why"])
    assert len(found.records) + len(found.apart) == len(ma.load_evidence())
    assert "NOT A TEST" in weighing.CIRCULAR
    assert "not a test" in weighing.__doc__


# ------------------------------------------------------------------ the doors
def test_runs_that_cannot_answer_are_told_what_to_type(tmp_path):
    alone = ma.run("octopus_vulgaris", days=0.02, replicates=4, knockouts=0, out=tmp_path)
    for ask in (record_next, weigh):
        with pytest.raises(
            InputError,
            match="must hold associative and a rival: `mirror-abm run --account associative",
        ):
            ask(alone)
    few = ma.run(
        "octopus_vulgaris",
        days=0.02,
        replicates=2,
        knockouts=0,
        account=["associative", "genetic"],
        out=tmp_path,
    )
    with pytest.raises(InputError, match="must be at least 4"):
        record_next(few)
    medians = ma.run(
        "octopus_vulgaris",
        days=0.02,
        replicates=4,
        knockouts=0,
        account=["associative", "genetic"],
        point=True,
        out=tmp_path,
    )
    with pytest.raises(InputError, match="must have drawn its numbers"):
        weigh(medians)
    strange = ma.run(
        "octopus_vulgaris", days=0.02, replicates=4, knockouts=0, world="permuted", out=tmp_path
    )
    with pytest.raises(InputError, match="must be 'normal'"):
        predictions(strange)


def test_commands_sampled(run, tmp_path):
    typed = CliRunner()
    out = ["--out", str(run.path.parent)]
    for command, said in (
        (["predict", run.id], "Unit of replication: the draw"),
        (["weigh", run.id], "NOT A TEST"),
        (["next", run.id, "--units", "20"], "Ways of choosing"),
    ):
        result = typed.invoke(app, [*command, *out])
        assert result.exit_code == 0, result.output
        assert said in result.output
    assert (run.path / "figures" / "record_next.png").is_file()
    kept = pd.read_csv(run.path / "next" / "designs.csv")
    assert set(figures.load("record_next").NEEDS["designs"]) <= set(kept.columns)
    (tmp_path / "cost.yaml").write_text("mus_musculus: 2\n")
    assert (
        typed.invoke(
            app,
            ["next", run.id, "--cost", str(tmp_path / "cost.yaml"), "--prior", "genetic=2", *out],
        ).exit_code
        == 0
    )
    (tmp_path / "bad.yaml").write_text("- 3\n")
    for wrong in (
        ["next", run.id, "--cost", str(tmp_path / "bad.yaml")],
        ["next", run.id, "--sensitivity", "2"],
        ["next", run.id, "--prior", "genetic=x"],
        ["weigh", run.id, "--publication", "0.5"],
    ):
        result = typed.invoke(app, [*wrong, *out])
        assert result.exit_code != 0
        assert isinstance(result.exception, InputError), wrong


def test_nothing_here_is_named_like_its_module():
    """A function of the face that shares its name with a module would be replaced by it once the module is imported."""
    assert callable(ma.record_next)
    assert callable(ma.weigh)
    assert callable(ma.predictions)
    assert recommendation.record_next is ma.record_next
    assert replace(Study(), units=5).units == 5
