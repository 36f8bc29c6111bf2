"""Studies carried out: as the board does them, and the same in one process and in two."""

import pandas as pd

from mirror_abm.laboratory.board import measure_cohort
from mirror_abm.laboratory.design_runs import Simulated, carry_out, work
from mirror_abm.laboratory.experiment import load
from mirror_abm.laboratory.variants import PUBLISHED

NAMES = ("catmur_2007", "tombaz_2020")


def test_tasks_share_animals_by_species_and_are_the_same_for_all_accounts():
    plan = Simulated(("associative", "genetic"), 2, 2, seed=3)
    tasks = plan.by_species({name: load(name) for name in (*NAMES, "cook_2010")})
    assert len(tasks) == 2 * 2 * 2
    designs = {task.designs for task in tasks}
    assert designs == {
        (("catmur_2007", PUBLISHED), ("cook_2010", PUBLISHED)),
        (("tombaz_2020", PUBLISHED),),
    }
    assert {task.cohort.seed for task in tasks} == {3}
    assert plan.of_variants("cook_2010", "homo_sapiens", []) == []


def test_values_are_those_of_the_board_whatever_the_number_of_processes():
    plan = Simulated(("associative", "none"), 1, 2)
    tasks = plan.of_variants("tombaz_2020", load("tombaz_2020").species, ["in mus_musculus"])
    tasks += plan.by_species({"tombaz_2020": load("tombaz_2020")})
    told = []
    one = carry_out(tasks, 1, lambda done, what: told.append(done), 5)
    assert told == [6, 7, 8, 9]
    for mine, theirs in zip(one, carry_out(tasks, 2, lambda done, what: None), strict=True):
        pd.testing.assert_frame_equal(mine, theirs, check_exact=True)
    published = measure_cohort(load("tombaz_2020"), tasks[-1].cohort)
    assert one[-1]["value"].tolist() == published["value"].tolist()
    assert set(work(tasks[0])["change"]) == {"in mus_musculus"}
    assert work(tasks[0])["value"].tolist() != one[2]["value"].tolist()
