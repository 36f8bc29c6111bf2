"""``experiment`` as it is typed."""

import re

from mirror_abm.base.shelf import experiments

from .shell import refused, typed


def test_all_experiments_are_listed_and_one_is_shown():
    told = typed("experiment", "list")
    assert told.returncode == 0
    listed = set(re.findall(r"(?m)^(\w+) ", told.stdout))
    assert set(experiments.names) <= listed
    shown = typed("experiment", "show", "heyes_2005")
    assert shown.returncode == 0
    assert "published pattern: " in shown.stdout
    assert "Heyes" in shown.stdout[shown.stdout.index("confidence ") :]


def test_unknown_names_are_refused_in_one_sentence(tmp_path):
    refused(typed("experiment", "show", "heyes_2004"), 2, "heyes_2004", "heyes_2005")
    told = typed("experiment", "run", "heyes_2005", "--account", "asociative", cwd=tmp_path)
    refused(told, 2, "asociative", "Did you mean associative?")
    assert list(tmp_path.iterdir()) == []


def test_a_slip_beside_all_is_not_passed_over(tmp_path):
    refused(typed("experiment", "run", "all", "heyes_2004", cwd=tmp_path), 2, "heyes_2004")
    assert list(tmp_path.iterdir()) == []
