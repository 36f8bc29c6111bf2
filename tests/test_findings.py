"""The script that computes the findings: each figure on made-up tables whose answer is known."""

import importlib.util
import json
import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.simulation.summary import HEADLINE

ROOT = Path(__file__).parents[1]
CELL = {"account": "a", "arm": "intact", "world": "normal"}


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("findings", ROOT / "scripts" / "findings.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return ma.run(
        ["macaca_mulatta", "mus_musculus", "octopus_vulgaris", "danio_rerio"],
        days=0.02,
        replicates=4,
        out=tmp_path_factory.mktemp("runs"),
    )


def table(rows, **more):
    return pd.DataFrame([CELL | more | each for each in rows])


def told(rows):
    """Return figure -> value of some rows."""
    return {each["figure"]: each["value"] for each in rows}


def made_run(plan=None, **tables):
    return SimpleNamespace(table=tables.__getitem__, plan=plan)


def test_a_correlation_has_the_interval_of_fishers_z(script):
    rng = np.random.default_rng(1)
    x = rng.normal(size=30)
    y = x + rng.normal(size=30)
    r, low, high = script.correlated(x, y)
    assert r == pytest.approx(np.corrcoef(x, y)[0, 1])
    half = 1.96 / math.sqrt(27)
    assert (math.atanh(high), math.atanh(low)) == pytest.approx(
        (math.atanh(r) + half, math.atanh(r) - half)
    )
    rho, *_ = script.correlated(x, y, ranks=True)
    assert rho == pytest.approx(np.corrcoef(x.argsort().argsort(), y.argsort().argsort())[0, 1])
    assert all(math.isnan(each) for each in script.correlated([1, 1, 1, 1], [1, 2, 3, 4]))
    assert all(math.isnan(each) for each in script.correlated([1, 2], [1, 2]))


def test_r2_reaches_0_where_the_correlation_may_have_either_sign(script):
    assert script.squared((0.1, -0.2, 0.4)) == pytest.approx((0.01, 0.0, 0.16))
    assert script.squared((-0.5, -0.7, -0.3)) == pytest.approx((0.25, 0.09, 0.49))


def test_the_bootstrap_of_a_mean_has_about_the_interval_of_the_normal(script):
    values = np.random.default_rng(2).normal(size=(400, 1))
    mean, low, high = script.resampled(values, lambda each: float(each.mean()), "a test")
    assert mean == pytest.approx(values.mean())
    assert (low, high) == pytest.approx((mean - 0.098, mean + 0.098), abs=0.02)


def test_the_audible_fraction_is_that_of_the_panel_or_of_a_smaller_repertoire(script):
    acts = table(
        [
            {"species": species, "modality": modality, "act": act}
            for species, modality, act in (
                ("x", "auditory", "sing"),
                ("x", "auditory", "call"),
                ("x", "visual", "hop"),
                ("y", "auditory", "bark"),
            )
        ]
    )
    draws = table(
        [{"species": each, "name": "constants.panel", "value": 8.0} for each in ("x", "y")]
    )
    found = script.audible_fraction(acts, draws, {"x": 20, "y": 5})
    assert found.to_dict() == {"x": 2 / 8, "y": 1 / 5}


def test_shares_by_sound_that_are_the_audible_fraction_have_r2_1_and_others_less(script):
    rng = np.random.default_rng(3)
    numbers = [1, 2, 3, 4, 5, 6]
    acts, draws, shares = [], [], []
    for number, other in zip(numbers, rng.normal(size=6), strict=True):
        name = f"species {number}"
        acts += [
            {"species": name, "modality": "auditory", "act": f"call {k}"} for k in range(number)
        ]
        draws.append({"species": name, "name": "constants.panel", "value": 8.0})
        shares.append(
            {
                "species": name,
                "modality": "auditory",
                "mean": number / 8,
                "own": other,
                "unconditional_net": -number,
            }
        )
    plan = SimpleNamespace(
        profiles={f"species {number}": {"actions": [None] * 8} for number in numbers}
    )
    rows = script.order_by_sound(
        made_run(plan, acts=table(acts), draws=table(draws), summary=table(shares)), "a"
    )
    found = told(rows)
    assert found[f"R2 of {HEADLINE} on the panel's audible fraction"] == pytest.approx(1)
    assert found["R2 of unconditional_net on the panel's audible fraction"] == pytest.approx(1)
    own = np.corrcoef(numbers, [each["own"] for each in shares])[0, 1] ** 2
    assert found["R2 of own on the panel's audible fraction"] == pytest.approx(own)
    assert {each["n"] for each in rows} == {6}


def test_the_order_by_sight_is_compared_with_medians_over_draws(script):
    shares = table(
        [
            {"species": str(k), "modality": "visual", "mean": value}
            for k, value in enumerate(range(5))
        ]
    )
    draws = []
    for k in range(5):
        for replicate, add in enumerate((-50, 0, 50)):
            for name, sign in (
                ("experience.synchrony.rate", 1),
                ("solved.nonmatching_share", -1),
            ):
                value = sign * 10 * k + add * (2 if k % 2 else 1)
                draws.append(
                    {"species": str(k), "name": name, "replicate": replicate, "value": value}
                )
    rows = script.order_by_sight(made_run(summary=shares, draws=table(draws)), "a")
    found = told(rows)
    assert found[f"rho of {HEADLINE} with the synchrony rate"] == pytest.approx(1)
    assert found[f"rho of {HEADLINE} with the non-matching share"] == pytest.approx(-1)
    assert math.isnan(found[f"rho of {HEADLINE} with the rate of being imitated"])  # 0 in all


def test_main_sources_are_counted_and_those_that_are_not_told_apart(script):
    sources = ["synchrony", "synchrony", "?", "", "being_imitated"]
    summary = table(
        [{"modality": "visual", "mean": 0.1, "main_source": each} for each in sources]
        + [{"modality": "visual", "mean": math.nan, "main_source": ""}]
    )
    rows = script.main_source_counts(summary, "a")
    assert told(rows) == {
        "synchrony": 2,
        "not told apart": 1,
        "none lowers it by 0.01": 1,
        "being_imitated": 1,
    }
    assert {each["n"] for each in rows} == {5}


def test_pairs_that_are_resolved_are_counted_in_each_modality(script):
    orders = pd.DataFrame(
        {
            "account": ["a", "a", "a", "b"],
            "modality": ["visual", "visual", "auditory", "visual"],
            "resolved": [True, False, False, True],
        }
    )
    rows = script.resolved_pairs(orders, "a")
    assert [(each["finding"], each["value"], each["n"]) for each in rows] == [
        ("orders by sight", 1, 2),
        ("orders by sound", 0, 1),
    ]


def test_ranges_overlap_where_neither_ends_before_the_other_begins(script):
    ranges = [(0, 1), (0.5, 2), (3, 4)]
    summary = table([{"modality": "visual", "low": low, "high": high} for low, high in ranges])
    first = script.overlapping_ranges(summary, "a")[0]
    assert (first["value"], first["n"]) == (1, 3)


@pytest.mark.parametrize(
    ("course", "wanted"),
    [
        ([0, 1, 2], 10.0),
        ([0, 2, 2], 5.0),
        ([0.5, 0.9, 1.0], 0.0),
        ([0, 0.2, 1.0], 10 + 10 * 3 / 8),
        ([0, 0.2, 0.0], math.nan),
        ([0, 0.1, -0.3], math.nan),
    ],
)
def test_half_is_reached_on_the_straight_line_between_two_knots(script, course, wanted):
    found = script.half_reached(np.array([0.0, 10.0, 20.0]), np.array(course, float))
    assert found == pytest.approx(wanted, nan_ok=True)


def test_the_time_to_half_is_that_of_mean_curves_in_humans_and_the_median_species(script):
    rows = []
    for species, speed in (("homo_sapiens", 1.0), ("fast", 2.0), ("slow", 0.5)):
        for replicate in range(4):
            for hours in (0.0, 5.0, 10.0, 20.0, 40.0):
                index = min(1.0, hours * speed / 20) * (0.5 + replicate)
                rows.append(
                    {
                        "species": species,
                        "modality": "visual",
                        "replicate": replicate,
                        "hours": hours,
                        "age": hours / 10,
                        "mirror_index": index,
                    }
                )
    found = script.time_to_half(table(rows), "a", "hours")
    assert told(found) == {
        "humans, waking hours to half of the mirror index": 10,
        "median species, waking hours to half of the mirror index": 10,
    }
    assert [each["n"] for each in found] == [4, 3]
    assert (found[0]["low"], found[0]["high"]) == (10, 10)  # all draws have the same course
    days = told(script.time_to_half(table(rows), "a", "age"))
    assert days["humans, days of age to half of the mirror index"] == 1


def test_opaque_acts_are_counted_as_resolved_and_as_changed_without_self_observation(script):
    rows = [
        {"resolved": "more", "difference": 0.2},
        {"resolved": "less", "difference": -0.1},
        {"resolved": "", "difference": 0.05},
    ]
    without = [{"change": 0.1, "change_low": 0.05, "change_high": 0.2}] * 2
    without += [{"change": -0.1, "change_low": -0.2, "change_high": -0.05}]
    both = pd.concat([table(rows), table(without, arm="without self_observation")])
    found = told(script.opaque_acts(both, "a"))
    assert found.pop("opaque minus visible, mean") == pytest.approx(0.05)
    assert list(found.values()) == [1, 1, 1, 2]


def test_the_constant_that_carries_the_index_of_humans_stands_first(script):
    groups = table(
        [{"modality": "visual", "replicate": k, "mirror_index": k**2} for k in range(8)],
        species="homo_sapiens",
    )
    draws = table(
        [
            {"name": f"constants.{name}", "replicate": k, "value": value}
            for k in range(8)
            for name, value in (("alpha", k), ("tau", (k * 5) % 8), ("views", 1))
        ],
        species="homo_sapiens",
    )
    rows = script.constants_that_carry(groups, draws, "a")
    assert rows[0]["figure"] == "rho of humans' mirror index with alpha"
    assert rows[0]["value"] == 1
    assert len(rows) == 2  # views does not vary


def test_power_and_predict_are_compared_cell_by_cell(script):
    cell = {"account": "a", "modality": "visual", "animals": 3, "units": 40}
    one = pd.DataFrame(
        [cell | {"species": "x", "found": 0.5}, cell | {"species": "y", "found": 0.9}]
    )
    two = pd.DataFrame(
        [cell | {"species": "y", "found": 0.7}, cell | {"species": "x", "found": 0.5}]
    )
    row = script.power_against_predict(one, two)[0]
    assert (row["value"], row["n"]) == (pytest.approx(0.2), 2)


def test_ranges_hold_what_they_state_whatever_the_distribution(script):
    for each in script.coverage((8, 20), ranges=600):
        stated = 0.9 if " 20 " in each["figure"] else 7 / 9
        assert abs(each["value"] - stated) < 0.02
        assert each["low"] < each["value"] < each["high"]


def test_deprivation_is_compared_in_the_same_groups(script):
    def groups(shares):
        return table(
            [
                {"modality": "visual", "replicate": k, "group": 0, HEADLINE: share}
                for k, share in enumerate(shares)
            ]
        )

    rows = script.deprived(
        {
            "intact": groups([0.5, 0.3, 0.1]),
            "without": groups([0.4, 0.1, 0.1]),
            "rate 0": groups([0.4, 0.1, 0.1]),
        }
    )
    assert [each["value"] for each in rows] == pytest.approx([-0.1, -0.1, 0])
    assert (rows[2]["low"], rows[2]["high"]) == (0, 0)
    error = 0.1 / 3**0.5
    assert rows[0]["high"] == pytest.approx(-0.1 + 4.302653 * error)


def test_humans_who_are_not_imitated_live_one_life_in_whichever_way_that_is_said(script):
    groups = script.raised({"days": 0.01, "replicates": 2})
    assert list(groups) == ["intact", "without", "rate 0"]
    assert script.deprived(groups)[2]["value"] == 0


def test_all_rules_run_at_one_speed_and_responses_end_at_execution(script):
    found = told(script.speed_of_rules())
    assert found["slowest half-life over the fastest"] == pytest.approx(1, abs=0.01)
    assert found["largest response that is read out"] == 1


def test_constants_are_counted_as_drawn_where_they_have_a_range(script, monkeypatch):
    def constant(low, high, basis="assumed"):
        return SimpleNamespace(metadata={"low": low, "high": high, "basis": basis})

    made = {
        "alpha": constant(0, 1),
        "beta_absent": constant(1, 1),
        "context_salience": constant(1, 1),
        "incidental_salience": constant(0, 1),
        "overlap_same": constant(0, 1),
        "overlap_other": constant(1, 1),
        "panel": constant(8, 8, "definition"),
    }
    monkeypatch.setattr(script, "describe", lambda: made)
    rows = script.drawn_constants()
    assert [(each["value"], each["n"]) for each in rows] == [(3, 6), (3, 6)]


def test_the_error_of_time_lapse_is_told_for_each_account_salience_and_measure(script):
    cell = {"account": "a", "rule": "r", "lapse": 10.0, "measure": "mirror_index"}
    rows = script.time_lapse(
        pd.DataFrame(
            [
                cell | {"salience": salience, "error": error, "se": 0.01}
                for salience in (0.01, 0.03)
                for error in (0.0, salience)
            ]
        )
    )
    assert told(rows) == {
        "a, s k alpha 0.01: error of mirror_index": pytest.approx(0.005),
        "a, s k alpha 0.03: error of mirror_index": pytest.approx(0.015),
    }


def test_a_run_is_told_in_words_and_kept_as_json_that_can_be_compared(
    script, run, tmp_path, capsys
):
    kept = tmp_path / "kept.json"
    assert script.main([str(run.path), "--tables-only", "--json", str(kept)]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"run {run.id}, authored, 4 species, after 0.02 active days\n")
    assert "power: largest difference from predict: 0 (" in text
    figures = json.loads(kept.read_text())
    assert {"finding", "figure", "value", "low", "high", "n", "unit", "run"} == set(figures[0])
    changed = [each | {"value": (each["value"] or 0) + 1} for each in figures]
    (tmp_path / "new.json").write_text(json.dumps(changed))
    assert script.main(["--compare", str(kept), str(tmp_path / "new.json")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(figures)


def test_figures_of_two_reports_stand_side_by_side(script):
    row = {"run": "abc", "finding": "f", "unit": "u", "low": 0.0, "high": 1.0, "n": 3}
    old = pd.DataFrame([row | {"figure": "x", "value": 1.0}, row | {"figure": "y", "value": 2.0}])
    new = pd.DataFrame([row | {"run": "def", "figure": "x", "value": 1.5}])
    found = script.compared(old, new).set_index("figure")
    assert found.loc["x", "change"] == 0.5
    assert math.isnan(found.loc["y", "value_new"])


@pytest.mark.parametrize("words", [["no_such_run"], ["--compare", "no.json", "nor.json"]])
def test_what_is_not_there_is_told_in_one_line(script, words, capsys):
    assert script.main([*words, "--tables-only"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_contributing_says_how_it_is_used():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "scripts/findings.py RUN" in text and "--compare" in text
