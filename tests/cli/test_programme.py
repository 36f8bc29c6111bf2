"""``next --studies`` as it is typed: what is printed, kept and drawn, and what is refused."""

import pandas as pd
import pytest

from mirror_abm.cli.programme import tell_known
from mirror_abm.inference.drawn_file import keep
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from tests.inference.tables import made

from .shell import OCTOPUS, refused, typed


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("drawn") / "draws.parquet"
    keep(made(draws=42, cells=3, apart=1.5), path)
    return path


def test_a_programme_of_a_table_of_draws_is_told_and_drawn(file, tmp_path):
    picture = tmp_path / "programme.png"
    (tmp_path / "cost.yaml").write_text("mus_musculus: 2\n")
    told = typed(
        *("next", str(file), "--studies", "2", "--worth", "4", "--figure", str(picture)),
        *("--cost", str(tmp_path / "cost.yaml"), "--animals", "2", "--units", "10"),
    )
    assert told.returncode == 0, told.stderr
    for words in (
        "What is on record is taken as known. Accounts weigh what the posterior of `weigh`",
        "Up to 2 studies together, of 2 animals with 10 units each",
        "The programme holds",
        "greedy less random",
        "What each study adds by itself, the first 3 of 3",
        "Of all 6 pairs of the 3 designs",
        "% of halves.",
    ):
        assert words in told.stdout, words
    assert picture.stat().st_size > 10_000


def test_a_programme_of_a_run_is_kept_beside_it_with_its_columns(tmp_path):
    accounts = ["associative", "genetic"]
    plan = make_plan([OCTOPUS], account=accounts, days=0.02, replicates=4, knockouts=0)
    run = execute(plan, tmp_path, 1)
    told = typed("next", run.id, "--out", str(tmp_path), "--studies", "1", "--units", "10")
    assert told.returncode == 0, told.stderr
    assert "This run carries no posterior" in told.stdout
    assert "Octopus" in told.stdout and "Ways of choosing among what was not" in told.stdout
    assert (run.path / "figures" / "programme.png").stat().st_size > 10_000
    book = pd.read_csv(run.path / "next" / "programme_columns.csv")
    assert set(book["table"]) == {"steps", "singles", "ways", "pairs", "exhaustive", "weights"}


def test_nonsense_is_refused_before_anything_is_computed(file, done):
    refused(typed("next", str(file)), 2, "is a table of draws: add --studies")
    refused(typed("next", str(file), "--studies", "9"), 2, "studies = 9")
    refused(typed("next", str(file), "--studies", "2", "--worth", "-1"), 2, "worth = -1")
    refused(typed("next", done.id, "--worth", "3"), 2, "add --studies")
    refused(typed("next", "--experiments", "--studies", "2"), 2, "--studies: speaks of recordings")
    refused(typed("next", "nobody.parquet", "--studies", "2"), 2, "nobody.parquet")
    refused(typed("next", str(file), "--figure", "a.png"), 2, "--figure: speaks of experiments")


def test_what_is_known_is_said_with_where_it_comes_from():
    told = []
    weights = pd.DataFrame(
        {
            "account": ["associative", "genetic"],
            "weight": [0.25, 0.75],
            "effective_draws": [11.2, 30.0],
            "weight_is": "posterior",
            "draws": 60,
        }
    )

    class Screen:
        print = staticmethod(told.append)

    tell_known(weights, "no ranking of accounts: it changes.", Screen)
    text = "\n".join(told)
    assert "(associative 0.25, genetic 0.75)" in text and "11 to 30 effective draws of 60" in text
    assert "Single accounts are not ranked by this posterior" in text
    told.clear()
    tell_known(weights.assign(weight_is="given"), "no ranking of accounts.", Screen)
    assert "what was given" in told[0] and "not ranked" not in "\n".join(told)
