"""Studies, shares and records made up for the tests of this room."""

import doctest
import math

import numpy as np
import pandas as pd
from typer.testing import CliRunner

from mirror_abm.cli.main import app
from mirror_abm.inference.shares import Shares
from mirror_abm.inference.study import Lab, Study

PERFECT = Lab((1.0, 1.0), (0.0, 0.0))
EVEN = np.array([0.5, 0.5])


def shares(*each, expected=0.0):
    """Return draws of one animal each."""
    share = np.array(each, float)[:, None]
    return Shares(share, np.full_like(share, expected), np.ones_like(share))


def study(animals=1, units=10, lab=PERFECT):
    return Study(animals, units, lab)


def terms(n, p):
    return np.array([math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)])


def entropy(p):
    return -sum(x * math.log2(x) for x in p if x > 0)


def rewritten(run, monkeypatch, shares, species=None):
    """Give the run's units these shares, by (species, account): a number, or one for each draw."""
    table = run.table("units")
    table["own"] = table["own"].astype(float)
    table["other"] = 0.0
    for (name, account), share in shares.items():
        rows = (table["species"] == name) & (table["account"] == account)
        table.loc[rows, "own"] = (
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


def examples_run(module):
    """Run the examples in the docstrings of a module; return how many there are."""
    tried = doctest.testmod(module)
    assert tried.failed == 0
    return tried.attempted
