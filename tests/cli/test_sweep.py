"""``sweep``: what it prints, draws and leaves, and what it refuses."""

import io
import re

import pandas as pd

from mirror_abm.simulation.archive import finished
from mirror_abm.simulation.grid import plan_sweep

from .shell import OCTOPUS, RANGE, TINY, drawn, half_written, refused, typed

SWEEP = ["sweep", *TINY[1:], "--out", "runs"]
RATE = "experience.self_observation.rate"


def test_a_sweep_prints_sentences_table_and_files_and_again_at_once(tmp_path):
    over = ["--over", "constants.tau=0.5:2:3:log"]
    told = typed(*SWEEP, *over, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    grid = plan_sweep(OCTOPUS, {"constants.tau": [0.5, 1, 2]}, days=0.02, replicates=2, knockouts=0)
    folder = tmp_path / "runs" / "sweep" / grid.id
    assert f"sweep {grid.id}: 3 points, each 1 species x 2 groups" in told.stderr
    words = " ".join(told.stdout.split())
    summary = pd.read_csv(folder / "summary.csv")
    means = summary[summary["account"] == "associative"]["mean"].round(2) + 0.0
    assert (
        f"associative, visual: {means.iloc[0]:.2f} at constants.tau = 0.5, {means.iloc[2]:.2f} "
        "at 2; higher there in"
    ) in words
    assert "minus that at constants.tau = 0.5" in words
    rows = [
        re.split(r"\s{2,}", line.strip())
        for line in told.stdout.splitlines()
        if re.match(rf" *\S+ +{RANGE}", line)
    ]
    assert [row[0] for row in rows] == ["0.5", "1", "2"]
    assert [float(row[1].split()[0]) for row in rows] == means.tolist()
    assert rows[0][2] == "-"
    assert re.fullmatch(RANGE, rows[1][2])
    assert "Baseline none: means from" in words
    assert "Ranges are those of the extremes: 33 % range of 2 groups;" in words
    assert [file.name for file in drawn(told)] == ["sweep.png", "sweep.pdf"]
    assert all((tmp_path / file).stat().st_size > 5000 for file in drawn(told))
    assert {path.name for path in finished(tmp_path / "runs")} == {p.id for p in grid.plans}
    assert not half_written(tmp_path / "runs")

    again = typed(*SWEEP, *over, cwd=tmp_path)
    assert again.stderr == f"sweep {grid.id} is done already; this is its result.\n"
    assert again.stdout == told.stdout
    more = typed(*SWEEP, "--over", "constants.tau=0.5,1,2,3", cwd=tmp_path)
    assert "4 points, 3 of them done already, each 1 species" in more.stderr
    assert "2 of 2 groups done" in more.stderr


def test_the_table_is_data_for_other_programs(tmp_path):
    told = typed(*SWEEP, "--over", "rule=oja,hebbian", "--over", "cap=2,3", "--csv", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    found = pd.read_csv(io.StringIO(told.stdout))
    assert list(found)[:5] == ["rule", "cap", "visual", "visual_low", "visual_high"]
    assert found["cap"].tolist() == [2, 3, 2, 3]
    folder = next((tmp_path / "runs" / "sweep").iterdir())
    kept = pd.read_csv(folder / "summary.csv").query("account == 'associative'")
    assert found["visual"].tolist() == kept["mean"].tolist()
    assert found["visual_change"].isna().tolist() == [True, False, False, False]


def test_two_settings_tell_the_highest_and_the_lowest_point_and_three_have_no_figure(tmp_path):
    two = typed(*SWEEP, "--over", "cap=2,3", "--over", f"{RATE}=5,50", cwd=tmp_path)
    assert two.returncode == 0, two.stderr
    assert re.search(rf"visual: highest, \S+, at cap = \d, {RATE} = \d+; lowest, ", two.stdout)
    rows = re.findall(rf"^ *(\d) +(\d+) +{RANGE}", two.stdout, re.MULTILINE)
    assert rows == [("2", "5"), ("2", "50"), ("3", "5"), ("3", "50")]
    assert len(drawn(two)) == 2
    words = ["--over", "rule=oja,hebbian", "--over", "cap=2,3", "--over", f"{RATE}=5,50"]
    three = typed(*SWEEP, *words, cwd=tmp_path)
    assert three.returncode == 0, three.stderr
    assert drawn(three) == []
    assert "no figure: one shows at most 2 settings, this sweep varies 3" in three.stdout
    assert len(pd.read_csv(tmp_path / three.stdout.split("table   ")[1].split()[0])) == 16


def test_groups_that_are_capped_are_told_with_their_points(tmp_path):
    told = typed(*SWEEP, "--over", "group.size=5,100", "--cap", "10", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    line = "Groups larger than --cap were simulated with fewer: group.size = 100 (10 animals)."
    assert line in told.stdout.splitlines()


def test_nonsense_is_refused_in_one_sentence_and_leaves_nothing(tmp_path):
    tau = "constants.tau"
    for words, pieces in (
        ([], ["say what to vary, for example --over constants.tau=0.5,1,2"]),
        (["--over", tau], ["must be NAME=VALUES"]),
        (["--over", f"{tau}=1"], ["is one value"]),
        (["--over", f"{tau}=1,2", "--over", f"{tau}=3,4"], ["is given twice"]),
        (["--over", f"{tau}=1,2", "--set", f"{tau}=1"], ["is also fixed"]),
        (["--over", "days=1,2"], ["over days: is also fixed"]),
        (["--over", "tau=1,2"], ["Did you mean constants.tau?"]),
        (["--over", "account=none,hebbian"], ["name them with account"]),
        (["--over", "rule=oja,ojaa"], ["at rule = ojaa:", "Did you mean oja?"]),
        (["--over", f"{tau}=1:9:300", "--over", "cap=2,3"], ["300 x 2 values make 600 runs"]),
    ):
        refused(typed(*SWEEP, *words, cwd=tmp_path), 2, *pieces)
    assert list(tmp_path.iterdir()) == []
