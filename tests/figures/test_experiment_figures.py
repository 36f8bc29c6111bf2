"""Figures of experiments and of what is inferred: whole at every number of accounts and rows."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from mirror_abm.base.shelf import accounts, experiments, figures
from mirror_abm.cli.board import OWN_FIGURES
from mirror_abm.laboratory.board import DEFAULT_ACCOUNTS
from mirror_abm.laboratory.drawn import for_figure, for_scoreboard, intervals
from mirror_abm.laboratory.experiment import load
from mirror_abm.laboratory.scoring import scores
from mirror_abm.report.picture import picture
from tests.figures.layout import faults
from tests.figures.test_layout import grown

ABOUT = "Developed animals lived 3 active days; board 0123456789ab, seed 2, constants.tau=2."
NUMBERS = {"one": ("associative",), "default": DEFAULT_ACCOUNTS, "all": tuple(accounts.names)}
#: the longest names and the most conditions; of the others a few are drawn, the rest when slow
HARD = ("cook_2010", "kohler_2002", "repair")
FEW = {(name, number) for name in HARD for number in NUMBERS}
FEW |= {(name, "one") for name in experiments.names[::4]}
SHELF = [
    pytest.param(name, number, marks=() if (name, number) in FEW else (pytest.mark.slow,))
    for name in experiments.names
    for number in NUMBERS
]
ROW = ("experiment", "account", "rule", "subjects", "draw")


def made(name, kept, draws=(0, 1, 2), animals=3, rules=("",)):
    """Return what a board holds of an experiment, of numbers that no animal gave."""
    each, rows, judged = load(name), [], []
    for at, account in enumerate(kept):
        for rule in rules:
            for kind in each.subjects:
                for draw in draws:
                    key = name, account, rule or accounts.load(account).RULE, kind, draw
                    judged.append((*key, at % 4 != 3, at % 4 == 0, at % 4 == 1))
                    rows += [
                        (*key, condition, one, 10.0**at * np.sin(at + place + one + draw))
                        for place, condition in enumerate(each.columns)
                        for one in range(animals)
                    ]
    table = pd.DataFrame(rows, columns=[*ROW, "condition", "replicate", "value"])
    return table, pd.DataFrame(judged, columns=[*ROW, "speaks", "found", "against"])


def drawn(name, kept, **options):
    values = for_figure(*made(name, kept, **options), load(name))
    module = figures.load(name if name in OWN_FIGURES else "experiment")
    return picture(module, {"values": values, "means": intervals(values)}, ABOUT)


@pytest.mark.parametrize(("name", "number"), SHELF)
def test_every_experiment_is_drawn_whole_under_one_account_the_default_ones_and_all(name, number):
    assert faults(drawn(name, NUMBERS[number])) == []


@pytest.mark.parametrize("name", ["cook_2010", "repair"])
def test_experiments_are_drawn_whole_under_other_rules_and_from_few_animals(name):
    rules = ("oja", "covariance", "separable_error")
    assert faults(drawn(name, ("associative", "genetic_facilitated"), rules=rules)) == []
    assert faults(drawn(name, ("none",), draws=(-1,), animals=2)) == []


def test_panels_share_a_scale_but_for_accounts_that_need_a_wider_one_and_say_so():
    figure = drawn("cook_2010", ("associative", "hebbian"))
    shown = {
        axes.get_title().split("\n")[0]: (axes.get_xlim(), axes.get_xlabel())
        for axes in figure.axes
        if axes.get_title()
    }
    assert shown["associative"][1] == ""
    assert shown["hebbian"][1] == "wider scale"
    low, high = shown["hebbian"][0]
    assert high - low > 2.5 * np.ptp(shown["associative"][0])


def test_an_interval_that_is_wider_than_all_animals_is_drawn_whole():
    """Of three animals it is: it was cut at both ends of the panel, and looked shorter."""
    module = figures.load("experiment")
    tables = module.example()
    far = tables["means"]["who"] == "associative"
    tables["means"].loc[far, "low"] -= 200.0
    tables["means"].loc[far, "high"] += 200.0
    for axes in picture(module, tables).axes:
        low, high = sorted(axes.get_xlim())
        for lines in axes.collections:
            if isinstance(lines, LineCollection):
                ends = np.concatenate(lines.get_segments())[:, 0]
                assert low < ends.min() < ends.max() < high


def test_repair_stands_at_the_means_that_it_is_given():
    values = for_figure(*made("repair", ("associative",)), load("repair"))
    means = intervals(values).set_index("condition")["mean"].clip(-1.5, 1.5)
    figure = picture(figures.load("repair"), {"values": values, "means": intervals(values)}, ABOUT)
    (line,) = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    wanted = [means[f"deprived_{dose}_trained"] for dose in (0, 10, 30, 100, 300)]
    assert np.allclose(line.get_ydata(), wanted)


@pytest.mark.parametrize("kept", list(NUMBERS.values()), ids=list(NUMBERS))
@pytest.mark.parametrize("studies", [("cook_2010",), ("cook_2010", "repair"), experiments.names])
def test_the_scoreboard_is_whole_at_any_number_of_accounts_and_studies(kept, studies):
    judged = pd.concat([made(name, kept)[1] for name in studies])
    each = {name: load(name) for name in studies}
    table = for_scoreboard(scores(judged), each)
    assert faults(picture(figures.load("scoreboard"), {"scores": table}, ABOUT)) == []


def test_what_is_undecided_is_white_and_hatched_whatever_its_share():
    """A dark cell of a small share would look contradicted."""
    module = figures.load("scoreboard")
    table = module.example()["scores"]
    axes = picture(module, {"scores": table}).axes[0]
    cells = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert len(cells) == len(table)
    for cell, verdict in zip(cells, table["verdict"], strict=True):
        assert bool(cell.get_hatch()) == (verdict == "undecided")
        assert (to_rgb(cell.get_facecolor()) == (1, 1, 1)) == (verdict == "undecided")
    colours = {
        verdict: to_rgb(cell.get_facecolor())
        for cell, verdict in zip(cells, table["verdict"], strict=True)
    }
    assert len(set(colours.values())) == 4


@pytest.mark.parametrize("names", [("genetic",), ("hebbian", "genetic_facilitated")])
@pytest.mark.parametrize("species", [1, 2, 38])
@pytest.mark.parametrize("name", ["record_next", "sensitivity", "weighing"])
def test_what_is_inferred_is_drawn_whole(name, species, names):
    module = figures.load(name)
    tables = grown(module.example(), species, ("associative", *names))
    if name == "record_next":
        tables["designs"] = pd.concat(
            [
                tables["designs"].query("comparison == @compared").assign(comparison=shown)
                for compared, shown in [("all accounts", "all accounts")]
                + [("genetic", one) for one in names]
            ]
        )
    assert faults(picture(module, tables, ABOUT)) == []


def test_species_that_are_silent_are_absent_from_the_predictions_and_the_footer_says_so():
    module = figures.load("predictions")
    table = module.example()["predictions"]
    part = table[(table["modality"] == "visual") | (table["label"] == "Macaca mulatta")]
    panel = picture(module, {"predictions": part}).axes[1]
    assert [text.get_text() for text in panel.texts] == [".90", ".50", "-", "-"]
    assert "no act of the species is heard" in module.caption({"predictions": part})
    assert "no act" not in module.caption({"predictions": table})


def test_each_figure_says_how_many_it_rests_on():
    for name in ("experiment", "repair"):
        assert "n = " in figures.load(name).caption(figures.load(name).example())
    for name in ("scoreboard", "predictions", "record_next", "sensitivity", "weighing"):
        assert " draws" in figures.load(name).caption(figures.load(name).example())


def milestones(table):
    """Return the marks of ages in the first panel: marker, filled or not -> (age, row)."""
    axes = picture(figures.load("ontogeny"), {"ages": table}).axes[0]
    found = {}
    for line in axes.get_lines():
        if line.get_linestyle() == "None":
            hollow = line.get_markerfacecolor() == "white"
            key = (line.get_marker(), hollow)
            found.setdefault(key, []).extend(zip(*line.get_data(), strict=True))
    return found, axes


def ages(**columns):
    """Return one species by sight under the associative account, at made-up ages."""
    module = figures.load("ontogeny")
    row = {"label": "Rana nova", "account": "associative", "arm": "intact", "modality": "visual"}
    row |= {"age_50": 5.0, "age_50_low": 1.0, "age_50_high": 50.0, "age_80": 20.0, "horizon": 100}
    row |= {"maturity": 300.0, "animals": 3, "units": 40, "draws": 20} | columns
    return pd.DataFrame([row])[list(module.NEEDS["ages"])]


def test_ages_stand_where_the_chances_are_reached_and_an_arrow_at_the_end_where_not():
    never = float("inf")
    found, axes = milestones(ages())
    assert found["o", True] == [(5, 0)] and found["o", False] == [(20, 0)]
    assert not found.get((">", False)) and axes.get_xscale() == "log"
    assert [age for age, _ in found["|", False]] == [100]
    assert [age for age, _ in found["D", True]] == [300]
    late, _ = milestones(ages(age_80=never))
    assert late["o", True] == [(5, 0)] and late[">", False] == [(100, 0)]
    absent, _ = milestones(ages(age_50=never, age_80=never, age_50_low=never, age_50_high=never))
    assert absent[">", False] == [(100, 0)] and not absent["o", True]


def test_what_is_there_at_birth_has_one_whole_mark_at_the_left_and_the_footer_says_so():
    module = figures.load("ontogeny")
    table = ages(age_50=0.0, age_50_low=0.0, age_50_high=0.0, age_80=0.0)
    found, axes = milestones(table)
    ((age, _),) = found["o", False]
    assert axes.get_xlim()[0] < age < 100 and not found["o", True]
    assert "At the left edge: from birth" in module.caption({"ages": table})
    assert "birth" not in module.caption({"ages": ages()})


def test_ages_of_worker_insects_have_no_maturity_and_baselines_are_drawn_alone_only():
    found, _ = milestones(ages(maturity=0.0))
    assert not found["D", True]
    both = pd.concat([ages(), ages(account="none", age_50=7.0)], ignore_index=True)
    assert milestones(both)[0]["o", True] == [(5, 0)]
    assert milestones(ages(account="none", age_50=7.0))[0]["d", True] == [(7, 0)]


def test_a_cell_of_the_sensitivity_is_its_coefficient_and_of_an_order_has_two_halves():
    module = figures.load("sensitivity")
    tables = module.example()
    axes = picture(module, tables).axes[0]
    (mesh,) = [each for each in axes.collections if hasattr(each, "get_coordinates")]
    grid = np.ma.getdata(mesh.get_array()).reshape(-1, 8)  # four numbers, two halves each
    rows = [text.get_text() for text in axes.get_yticklabels()]
    line = dict(zip(rows, axes.get_yticks().astype(int), strict=True))
    cells = tables["coefficients"].set_index(["kind", "number", "side"])["coefficient"]
    order = grid[line["P. reticulata > M. mulatta"]]
    for side, at in (("upper", 6), ("lower", 7)):
        assert order[at] == cells["order", "experience.synchrony.rate", side]
    assert order[0] == order[1] == cells["order", "constants.criterion", ""]
    source = grid[line["M. mulatta: being imitated"]]
    assert source[2] == source[3] == cells["main_source", "constants.alpha", ""]


def test_of_many_species_the_sensitivity_shows_the_share_alone():
    module = figures.load("sensitivity")
    tables = grown(module.example(), 45, ["associative"])
    figure = picture(module, tables, ABOUT)
    titles = {text.get_text() for text in figure.axes[0].texts}
    assert "own minus other, by sight" in titles
    assert not [title for title in titles if title.startswith("chance that")]
    assert figure.get_size_inches()[1] <= 10.5 and faults(figure) == []
