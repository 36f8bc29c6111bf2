"""Congruence by hand, and its expectation over all permutations."""

import itertools

import numpy as np
import pytest

from mirror_abm.measures import congruence

from .recorded import recordings


def test_congruence_by_hand():
    eye = np.eye(4)
    executed = np.array([eye[0], eye[0], eye[0], eye[0], eye[0] + 0.5 * eye[1], eye[0]])
    observed = np.array([eye[0], eye[0] + eye[2], eye[1], 0 * eye[0], eye[1], 0.24 * eye[0]])
    table = congruence.measure(recordings(executed, observed), 0.25)
    assert table["kind"].tolist() == ["strict", "broad", "non_congruent", "none", "broad", "none"]
    assert table["congruent"].tolist() == [True, True, False, False, True, False]
    assert table["counter"].tolist() == [False, False, True, False, True, False]
    assert set(table["unit_of_replication"]) == {"group"}


def test_expected_by_permutation_is_the_mean_over_all_permutations():
    rng = np.random.default_rng(3)
    for _ in range(12):
        executed = np.where(rng.random(5) < 0.5, rng.uniform(0.3, 0.9, 5), 0.0)
        executed[rng.integers(5)] = 1.0
        observed = np.where(rng.random(5) < 0.5, rng.uniform(0.3, 0.9, 5), 0.0)
        stated = congruence.measure(recordings(executed[None], observed[None]), 0.25)[
            "expected"
        ].item()
        shuffled = [observed[list(order)] for order in itertools.permutations(range(5))]
        every = congruence.measure(
            recordings(np.tile(executed, (120, 1)), np.array(shuffled)), 0.25
        )
        assert stated == pytest.approx(every["congruent"].mean(), abs=1e-12)


def by_definition(does, sees, best, sights, counter, panel):
    """Return kind, congruent, counter and expected of one unit over a panel, word for word."""
    executed = {a for a in panel if does[a]}
    observed = {a for a in panel if sees[a]}
    liked = max(panel, key=lambda a: sights[a])
    congruent = best in observed or (bool(observed) and liked in executed)
    kind = "non_congruent" if observed else "none"
    if congruent:
        kind = "strict" if executed == observed == {best} else "broad"
    stands_for = {shown: done for done, shown in enumerate(counter)}
    countered = counter[best] in observed or (bool(observed) and stands_for[liked] in executed)
    p, e, o = len(panel), len(executed), len(observed)
    chance = 0.0
    if o:
        chance = (o + e - 1) / p
        chance -= (e - 1) * (o - 1) / (p * (p - 1)) if p > 1 else 0.0
    return kind, float(congruent), float(countered), chance


def drawn(seed, units=60, count=8):
    """Return random responses of units to a panel of which some acts are heard."""
    rng = np.random.default_rng(seed)
    executed = np.where(rng.random((units, count)) < 0.3, rng.uniform(0.2, 0.6, (units, count)), 0)
    executed[np.arange(units), rng.integers(count, size=units)] = 1.0
    executed += 0.04 * rng.standard_normal(executed.shape)
    observed = np.where(rng.random((units, count)) < 0.3, rng.uniform(0.1, 0.8, (units, count)), 0)
    observed += 0.04 * rng.standard_normal(observed.shape)
    heard = rng.random(count) < rng.uniform(0.2, 0.9)
    heard[rng.integers(count)] = True
    return executed, observed, heard, rng.permutation(count)


@pytest.mark.parametrize("seed", range(6))
def test_every_column_is_what_its_definition_says_over_random_panels(seed):
    executed, observed, heard, counter = drawn(seed)
    table = recordings(executed, observed, counter, heard, "auditory")
    found = congruence.measure(table, 0.25)
    for at, row in found.iterrows():
        best = int(executed[at].argmax())
        does, sees = (each[at] > 0.25 * executed[at].max() for each in (executed, observed))
        whole = by_definition(does, sees, best, observed[at], counter, range(8))
        first = [f"unconditional_{name}" for name in ("kind", "congruent", "counter", "expected")]
        assert row[first[0]] == whole[0]
        assert row[first[1:]].astype(float).tolist() == pytest.approx(whole[1:])
        assert row["perceptible"] == heard[best]
        if not heard[best]:
            assert row["kind"] == ""
            assert np.isnan(
                row[["own", "other", "congruent", "counter", "expected"]].tolist()
            ).all()
            continue
        panel = [a for a in range(8) if heard[a]]
        part = by_definition(does, sees, best, observed[at], counter, panel)
        assert row["kind"] == part[0]
        numbers = row[["congruent", "counter", "expected"]].astype(float).tolist()
        assert numbers == pytest.approx(part[1:])
        others = [sees[a] for a in panel if not does[a]]
        assert row["own"] == sees[best]
        assert row["other"] == pytest.approx(np.mean(others) if others else np.nan, nan_ok=True)


def test_where_every_act_is_perceived_the_columns_of_the_first_edition_are_those_shown():
    executed, observed, _, counter = drawn(3)
    found = congruence.measure(recordings(executed, observed, counter), 0.25)
    for name in ("kind", "congruent", "counter", "expected"):
        assert (found[name] == found[f"unconditional_{name}"]).all()


def test_an_inaudible_act_on_the_panel_changes_no_column_but_the_unconditional_ones():
    executed, observed, _, _ = drawn(5)
    heard = np.array([True] * 4 + [False] * 4)
    few = recordings(executed[:, :7], observed[:, :7], perceptible=heard[:7])
    all_ = recordings(executed, observed, perceptible=heard)
    before, after = congruence.measure(few, 0.25), congruence.measure(all_, 0.25)
    same = executed[:, :7].max(axis=1) == executed.max(axis=1)  # units of the act itself are new
    kept = ["own", "other", "congruent", "expected", "kind"]
    assert same.sum() > 40
    assert before[same][kept].equals(after[same][kept])
    assert not before[same]["unconditional_expected"].equals(after[same]["unconditional_expected"])


def test_units_that_know_nothing_of_what_they_do_have_none_of_their_own_however_few_are_heard():
    for audible in (2, 4, 8):
        own, other = [], []
        for seed in range(120):
            executed, observed, _, _ = drawn(seed)
            heard = np.arange(8) < audible
            found = congruence.measure(recordings(executed, observed, perceptible=heard), 0.25)
            own += found["own"].dropna().tolist()
            other += found["other"].dropna().tolist()
        error = np.hypot(np.std(own) / len(own) ** 0.5, np.std(other) / len(other) ** 0.5)
        assert abs(np.mean(own) - np.mean(other)) < 3 * error < 0.06
