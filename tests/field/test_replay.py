"""A log lived through: what animals learn from it, and what is refused."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.engine.population import Population
from mirror_abm.field import replay as module

from ..clock import FAST
from .logs import made


def tutor(copied, seed=3):
    """Return a log in which B, a second after A, repeats its act with chance ``copied``."""
    rng, rows = np.random.Generator(np.random.PCG64(seed)), []
    for time in np.arange(10, 3590, 8):
        act, other = rng.choice(["reach", "wave", "smile", "kick"], 2, replace=False)
        rows += [("A", act, time), ("B", act if rng.random() < copied else other, time + 1)]
    return pd.DataFrame(rows, columns=["subject", "behaviour", "start"])


ACTIONS = ["reach", "wave", "smile", "kick"]


def test_being_copied_in_the_log_makes_mirror_units_and_not_being_copied_none(monkeypatch):
    monkeypatch.setattr(module, "Population", partial(Population, constants=FAST))
    options = {"hours": 1, "replicates": 3, "point": True}
    copied, not_copied = (ma.replay(tutor(share), ACTIONS, **options) for share in (1.0, 0.0))
    index = copied.groups.set_index(["account", "modality"])["mean"]
    assert index["associative", "visual"] > 0.2
    assert abs(index["none", "visual"]) < 0.05
    assert not_copied.groups.set_index(["account", "modality"])["mean"]["associative", "visual"] < 0
    assert (copied.contingency.query("population == 'visual_other'")["delta_p"] > 0.5).all()
    assert (not_copied.contingency.query("population == 'visual_other'")["delta_p"] < 0.3).all()
    assert set(copied.ledger["source"]) == {"being_imitated"}
    assert set(copied.groups["unit_of_replication"]) == {"group"}


def test_the_ledger_counts_what_happened():
    table = tutor(1.0)
    found = ma.replay(table, ACTIONS, "none", hours=1, replicates=1, point=True)
    ledger = found.ledger.set_index("animal")
    assert ledger["percepts"].to_dict() == {"A": len(table) // 2, "B": len(table) // 2}
    assert ledger.loc["A", "matched"] == pytest.approx(np.exp(-1.0) * len(table) / 2, rel=1e-9)
    assert (ledger["nonmatched"] == 0).all()
    assert ledger["mean_lag"].to_dict() == pytest.approx({"A": -1.0, "B": 1.0})


def test_a_replay_and_its_log_are_shown_with_the_first_rows_of_their_tables():
    lived = ma.replay(tutor(1.0), ACTIONS, "none", hours=1, replicates=1, point=True)
    assert repr(lived).startswith("Replay(groups=table of ")
    page = lived._repr_html_()
    for name in ("groups", "animals", "ledger", "contingency"):
        assert f"(.{name})" in page
    assert "being_imitated" in page


def test_both_engines_live_through_the_same_log():
    log = made(hours=0.2, observations=2)
    mapped = {"threat": "threat_face", "submit": "lip_smack"}
    one, two = (
        ma.replay(log, "macaca_mulatta", "associative", actions=mapped, replicates=1, engine=engine)
        for engine in ("agents", "compiled")
    )
    pd.testing.assert_frame_equal(one.animals, two.animals, check_exact=True)
    pd.testing.assert_frame_equal(one.ledger, two.ledger, check_exact=True)
    assert two.ledger["percepts"].sum() > 100


def test_who_sees_an_act_is_told():
    table = pd.DataFrame(
        [
            ("A", "wave", 1.0, "B", "C"),
            ("B", "kick", 20.0, "", "A;C"),
            ("C", "kick", 40.0, "A", ""),
        ],
        columns=["subject", "behaviour", "start", "target", "seen_by"],
    )
    seen = {}
    for way in ("all", "target", "column"):
        found = ma.replay(table, ACTIONS, "none", hours=0.1, seen_by=way, replicates=1, point=True)
        seen[way] = found.ledger.groupby("animal")["percepts"].sum().to_dict()
    assert seen == {
        "all": {"A": 2, "B": 2, "C": 2},
        "target": {"A": 2, "B": 1, "C": 1},
        "column": {"A": 1, "C": 2},
    }
    blind = ma.replay(table, ACTIONS, "none", hours=0.1, attention=0.0, replicates=1, point=True)
    assert blind.ledger.empty


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"profile": "macaca_mulatta"}, r"behaviour 'reach' and 3 more: no such action"),
        ({"profile": ["reach"]}, r"must be a species, or a list of 2 to 24 actions"),
        ({"profile": ["reach", "Not a name", "wave"]}, r"must be named in lower case"),
        ({"seen_by": "some"}, r"seen_by = 'some': must be one of all, column, target"),
        ({"seen_by": "column"}, r"events have no column seen_by"),
        ({"attention": 2}, r"attention = 2: must be a number from 0 to 1"),
        ({"hours": None}, r"does not say how long"),
        ({"actions": dict.fromkeys(ACTIONS)}, r"every behaviour is left out"),
        ({"account": "no_such"}, r"account = 'no_such'"),
        ({"events": pd.DataFrame({"subject": ["A"]})}, r"column behaviour is missing"),
        ({"events": 5}, r"must be a log, the path of one, or a table"),
        ({"events": tutor(1.0).assign(subject="A")}, r"one animal alone"),
    ],
)
def test_a_replay_that_cannot_be_is_refused(change, sentence):
    options = {"events": tutor(1.0), "profile": ACTIONS, "hours": 1, "replicates": 1} | change
    with pytest.raises(InputError, match=sentence):
        ma.replay(options.pop("events"), options.pop("profile"), **options)
