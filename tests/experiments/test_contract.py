"""The contract: its words, the example of the documentation, and designs that nobody published."""

import inspect
import math
import re
import textwrap
from pathlib import Path

import pytest

import mirror_abm as ma
from mirror_abm.base import shelf
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import experiment, scoring
from mirror_abm.laboratory.subject import Subject

HERE = Path(__file__).parents[1]


def test_the_example_of_the_documentation_runs_as_it_stands(tmp_path):
    text = (HERE.parent / "docs" / "experiments.md").read_text()
    blocks = re.findall(r"```(python|bibtex)\n(.*?)```", text, re.DOTALL)
    (tmp_path / "elsner_2001.py").write_text(
        next(b for kind, b in blocks if kind == "python" and "CITATION" in b)
    )
    (tmp_path / "references.bib").write_text(next(b for kind, b in blocks if kind == "bibtex"))
    table = ma.experiment(
        "elsner_2001",
        folder=tmp_path,
        replicates=8,
        subjects="preset",
        account=["associative", "genetic"],
    )
    found = scoring.judge(table, tmp_path).set_index("account")["found"]
    assert found["associative"]
    assert not found["genetic"]


def test_the_second_example_of_the_documentation_runs_as_it_stands(tmp_path):
    text = (HERE.parent / "docs" / "experiments.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (tmp_path / "late_sight.py").write_text(next(b for b in blocks if "late_sight" in b))
    table = ma.experiment("late_sight", folder=tmp_path, replicates=6)
    assert scoring.judge(table, tmp_path)["found"].all()


def test_every_word_of_a_subject_that_the_documentation_names_exists():
    text = (HERE.parent / "docs" / "experiments.md").read_text()
    told = text[text.index("A `subject` answers with") :]
    assert all(hasattr(Subject, word) for word in re.findall(r"`(\w+)`", told) if word != "subject")
    assert all(
        hasattr(c, word)
        for word in re.findall(r"`(\w+)\(", text[text.index("## Words") :])
        if word != "ma"
    )


def test_the_example_of_the_contract_runs_as_it_stands(tmp_path):
    """The file in the docstring cites the shelf's references, and gives the pattern it claims."""
    shown = inspect.getdoc(c).split("complete one::")[1].split("Every file")[0]
    (tmp_path / "heyes_at_once.py").write_text(textwrap.dedent(shown).lstrip())
    each = experiment.load("heyes_at_once", tmp_path)
    assert each.summary.startswith("Heyes et al. 2005")
    table = ma.experiment("heyes_at_once", folder=tmp_path, replicates=6, subjects="preset")
    assert scoring.judge(table, tmp_path)["found"].all()


def test_every_name_that_a_file_may_define_is_told_by_the_contract():
    told = inspect.getdoc(c)
    assert all(re.search(rf"\b{name}\b", told) for name in shelf.experiments.required)


def test_claims_say_in_words_what_they_claim():
    assert [
        str(claim)
        for claim in (
            c.higher("a", "b"),
            c.not_higher("a", "b"),
            c.positive("a"),
            c.reversed_sign("a"),
            c.about("a", "b", than="d"),
            c.near("a", "b"),
            c.near("a", "b", than="d", share=0.5),
            c.absent("a"),
            c.absent("a", than="d", share=0.1),
        )
    ] == [
        "a > b",
        "a not > b",
        "a > 0",
        "a < 0",
        "a = b (nearer than to d)",
        "a = b (within 25% of a)",
        "a = b (within 50% of d)",
        "a = 0 (below 25% of the largest mean)",
        "a = 0 (below 10% of d)",
    ]


def test_a_time_of_its_own_is_given_in_either_way():
    assert c.at(0.5, c.sight("open")) == c.sight("open").at(0.5)
    assert c.sight("open").at(0.5) != c.sight("open")
    assert c.trial(3, see=c.sight("open"), do=c.at(0.9, "open")).do == (c.Act("open", 0.9),)


def test_one_source_or_sense_need_not_be_a_tuple():
    assert c.Rearing(without="sound").sources == ("sound",) == c.Rearing(without=("sound",)).sources
    assert c.Rearing(without_sense="vision").senses == ("vision",)
    assert c.Rearing(without_sense="vision").differs
    assert c.Rearing({"group.size": 3}).differs
    assert not c.Rearing({"constants.tau": 1.0}, age=3).differs


def test_one_stimulus_or_act_need_not_be_a_tuple():
    alone, both = c.sight("open"), (c.sight("open"), c.sound("open"))
    assert c.trial(3, see=alone, do="close") == c.Trial(3, (alone,), ("close",))
    assert c.trial(3, see=both, do=("open", "close")) == c.Trial(3, both, ("open", "close"))


@pytest.mark.parametrize("name", ["blocking_design", "sensory_preconditioning"])
def test_textbook_designs_hold_in_whole_animals(name):
    place = HERE / "data" / "experiments"
    kind = "preset" if name == "blocking_design" else "developed"
    table = ma.experiment(name, folder=place, replicates=12, subjects=kind)
    assert scoring.judge(table, place)["found"].all(), table.groupby("condition").value.mean()
    rival = ma.experiment(name, folder=place, replicates=12, subjects=kind, rule="separable_error")
    assert scoring.judge(rival, place)["found"].all() == (name != "blocking_design")


def test_a_robot_is_as_salient_as_a_hand_and_as_like_it_as_stated():
    for like in (0.3, 0.6, 0.9):
        made = c.robot("open", like)
        assert made.like == like
        assert made.like**2 + made.amplitude**2 == pytest.approx(
            1.0
        )  # as long as the hand's pattern
    assert c.tool("open").amplitude == pytest.approx(math.sqrt(1 - 0.09))
