"""``culture``, as it is typed."""

import json

import pandas as pd
import pytest

from .shell import refused, typed

FEW = (
    *("tiliqua_rugosa", "--set", "group.size=3", "--point", "--cap", "3", "--draws", "1"),
    *("--generations", "1", "--rates", "30,150", "--rate", "150", "--workers", "1"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("culture")
    found = typed("culture", *FEW, "--out", str(folder / "made"), "--json")
    assert found.returncode == 0, found.stderr
    return found, folder / "made" / "tiliqua_rugosa"


def test_the_tables_are_those_that_are_kept(told):
    found, folder = told
    tables = json.loads(found.stdout)
    summary = pd.read_csv(folder / "summary.csv")
    assert [row["phase"] for row in tables["history"]] == summary["phase"].tolist()
    assert tables["history"][3]["ready"] == pytest.approx(summary["ready"][3])
    assert [row["rate"] for row in tables["rates"]] == [30.0, 150.0]
    for name in ("thresholds", "phases", "branches", "courses"):
        assert len(pd.read_csv(folder / f"{name}.csv"))
    assert (folder / "culture.png").stat().st_size > 5000
    assert (folder / "culture.pdf").stat().st_size > 5000


def test_words_say_the_answer_and_progress_goes_to_the_standard_error(told):
    found, _ = told
    assert "* At 150 copies per hour at full readiness" in found.stderr
    assert "4 of 4 lives done" in found.stderr
    assert "Unit of replication: the population." in found.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["octopus_vulgaris"], "the animal lives alone"),
        (["tiliqua_rugosa", "--rates", "many"], "--rates many: must be numbers, for example"),
        (["tiliqua_rugosa", "--rate", "1e9"], "rate = 1e+09: must lie in (0, 200]"),
        (["tiliqua_rugosa", "--endogenous", "-1"], "endogenous = -1: must lie in [0, 1]"),
        (["tiliqua_rugosa", "--without", "being_imitated"], "leave that source on"),
        (["tiliqua_rugosa", "--account", "epigenetic"], "has a sensitive period"),
        (["nobody"], "nobody"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(words, said):
    refused(typed("culture", *words), 2, said)
