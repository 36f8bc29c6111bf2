"""``power`` and ``predict`` on a run, as they are typed."""

import re

from .shell import refused, typed


def test_power_tells_a_chance_and_a_count_for_every_size(done):
    told = typed("power", done.id, "--animals", "2", "--animals", "4", "--out", str(done.out))
    assert told.returncode == 0, told.stderr
    rows = [line for line in told.stdout.splitlines() if line.startswith("Octopus vulgaris")]
    assert len(rows) == 2 * 2  # two accounts, seen alone; chances, then counts
    assert all(re.fullmatch(r".* visual +[01]\.\d\d +[01]\.\d\d *", row) for row in rows[:2])
    counts = r".* visual +\d+ of 80 \[\d+, \d+\] +\d+ of 160 \[.*\] *"
    assert all(re.fullmatch(counts, row) for row in rows[2:])


def test_predict_tells_what_is_not_heard_and_keeps_its_table(copy):
    told = typed("predict", str(copy))
    assert told.returncode == 0, told.stderr
    assert "\n-: no act of the species is heard.\n" in told.stdout
    assert (copy / "next" / "predictions.csv").is_file()
    assert (copy / "figures" / "predictions.png").stat().st_size > 5000


def test_an_impossible_study_is_refused(done):
    words = ("--out", str(done.out))
    refused(typed("predict", done.id, "--animals", "0", *words), 2, "animals = 0")
    refused(typed("power", done.id, "--sensitivity", "1", *words), 2, "--sensitivity")
