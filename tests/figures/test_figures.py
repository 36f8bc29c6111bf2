"""Every figure draws its own example, with labels, units and no colour that stands alone."""

import io
import re

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.shelf import accounts, figures
from mirror_abm.figures.contract import Tables, account_colours, account_marks, alike
from mirror_abm.report.figures import CONTRAST, MAIN
from mirror_abm.report.picture import picture


@pytest.mark.parametrize("name", figures.names)
def test_each_figure_draws_its_example(name):
    module = figures.load(name)
    tables: Tables = module.example()
    assert set(module.NEEDS) <= set(tables)
    for table, columns in module.NEEDS.items():
        assert set(columns) <= set(tables[table].columns)
    figure = picture(module, tables)
    width, height = figure.get_size_inches()
    assert 3 <= width <= 7.3
    assert 1.3 <= height <= 10
    assert figure.axes
    assert any(axes.get_xlabel() or axes.get_ylabel() for axes in figure.axes)
    written = io.BytesIO()
    figure.savefig(written, dpi=60)
    pixels = mpl.image.imread(io.BytesIO(written.getvalue()))
    assert pixels[..., :3].std() > 0.02  # something was drawn


#: lengths and ages, which are never below 0, and the axis of a sweep, which is a set of values
NEVER_NEGATIVE = {"calibration", "evidence", "weighing", "sweep"}


@pytest.mark.parametrize("name", sorted({*figures.names} - NEVER_NEGATIVE))
def test_no_number_that_is_shown_as_zero_has_a_sign(name):
    module = figures.load(name)
    tables: Tables = module.example()
    for table in tables.values():
        for column in table.select_dtypes("float"):
            table[column] = -1e-6 * np.arange(1, len(table) + 1)
    figure = picture(module, tables)
    figure.canvas.draw()
    words = " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))
    assert not re.findall(r"(?<![\d.])[-\N{MINUS SIGN}]0(?:\.0+)?(?![\d.e])", words)


@pytest.mark.parametrize("name", figures.names)
def test_figures_do_not_change_the_settings_of_the_user(name):
    module, before = figures.load(name), dict(mpl.rcParams)
    picture(module, module.example())
    assert dict(mpl.rcParams) == before


def test_figures_show_the_numbers_they_are_given():
    module = figures.load("species_forest")
    tables = module.example()
    figure = picture(module, tables)
    table = tables["groups"]
    wanted = (
        table[(table["modality"] == "visual") & (table["account"] == "associative")]
        .groupby("label")["own_minus_other"]
        .mean()
    )
    drawn = np.concatenate([np.asarray(line.get_xdata(), float) for line in figure.axes[0].lines])
    for value in wanted:
        assert np.isclose(drawn, value).any()


def test_figures_draw_one_species_one_account_and_one_group():
    module = figures.load("species_forest")
    one = {
        "groups": module.example()["groups"].query(
            "label == 'Macaca mulatta' and account == 'none' and replicate == 0"
        )
    }
    assert picture(module, one).axes


def test_accounts_keep_their_colours_and_marks_and_never_share_one():
    names = list(accounts.names)
    colours, marks = account_colours(names), account_marks(names)
    assert (
        len({tuple(colour) for colour in colours.values()})
        == len(set(marks.values()))
        == len(names)
    )
    # also alone: a colour that depends on who else is there changes its meaning between figures
    for name in names:
        assert account_colours(["mine", name])[name] == colours[name]
        assert account_marks(["mine", name])[name] == marks[name]


@pytest.mark.parametrize("name", [*MAIN, *CONTRAST])
@pytest.mark.parametrize("kept", [("associative",), ("none",), tuple(accounts.names)])
def test_figures_of_runs_draw_one_account_and_all(name, kept):
    module = figures.load(name)
    drawn = {
        table: pd.concat(
            [
                rows[rows["account"] == rows["account"].iloc[0]].assign(account=account)
                for account in kept
            ]
        )
        for table, rows in module.example().items()
    }
    figure = picture(module, drawn)
    figure.savefig(io.BytesIO(), dpi=40)
    assert figure.axes


def test_sources_of_several_accounts_are_those_of_one():
    """The ledgers of accounts that live through the same events must not be added up."""
    module = figures.load("sources")
    ledger = module.example()["ledger"]
    both = {
        "ledger": pd.concat(
            [
                ledger,
                ledger.assign(account="hebbian"),
                ledger.assign(account="canalized", matched=99.0),
            ]
        )
    }

    def rates(tables: Tables) -> list[str]:
        return [text.get_text() for axes in picture(module, tables).axes for text in axes.texts]

    assert (
        rates(both)
        == rates({"ledger": ledger})
        == ["2.8 per h", "1.4 per h", "0.5 per h", "0.25 per h"]
    )


def test_nothing_is_drawn_as_nothing():
    """Rounding errors of 1e-17 must not fill the axis."""
    module = figures.load("species_forest")
    table = module.example()["groups"].assign(own_minus_other=-1e-17)
    low, high = picture(module, {"groups": table}).axes[0].get_xlim()
    assert low < 0 < 0.05 <= high


def test_luminance_alone_tells_the_main_colours_apart():
    """Printed in grey, associative and none must not be the same."""
    colours = account_colours(["associative", "none"])
    luminance = pd.Series(
        {name: 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] for name, c in colours.items()}
    )
    assert abs(luminance["associative"] - luminance["none"]) > 0.1


def test_marks_stand_at_the_species_and_column_of_the_record():
    shelf_item = figures.load("evidence")
    figure = picture(shelf_item, shelf_item.example())
    right = figure.axes[1]
    labels = [text.get_text() for text in right.get_yticklabels()]
    marks = {
        (int(np.round(line.get_xdata()[0])), labels[int(line.get_ydata()[0])]): line.get_marker()
        for line in right.lines
        if line.get_linestyle() == "None"
    }
    assert marks == {
        (0, "Macaca mulatta"): "o",
        (3, "Homo sapiens"): "D",
        (0, "Mus musculus"): "X",
        (4, "Mus musculus"): "o",
    }


def test_many_records_of_one_cell_are_counted_and_a_few_are_drawn():
    """Twenty marks side by side hid each other."""
    module = figures.load("evidence")
    tables = module.example()
    one, several = tables["evidence"].iloc[[0]], tables["evidence"].iloc[[2]]
    more = [*[one] * 6, one.assign(verdict="contested"), *[several] * 2]
    tables["evidence"] = pd.concat([*more, tables["evidence"]], ignore_index=True)
    right = picture(module, tables).axes[1]
    assert [text.get_text() for text in right.texts] == ["7"]
    marks = [line.get_ydata()[0] for line in right.lines if line.get_linestyle() == "None"]
    assert sorted(marks) == [0, 0, 1, 2, 2, 2, 2]  # two verdicts; one; three and another column


@pytest.mark.parametrize(("name", "table"), [("species_forest", "groups"), ("contrast", "groups")])
def test_what_was_not_measured_is_no_zero(name, table):
    """A silent species has no auditory row: its place is empty but for a word."""
    module = figures.load(name)
    rows = pd.concat([module.example()[table].assign(label=label) for label in ("Mute", "Loud")])
    rows = rows[(rows["label"] != "Mute") | (rows["modality"] != "auditory")]
    figure = picture(module, {table: rows})
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert words.count("silent") == 1
    assert "Silent: the species has no audible act" in module.caption({table: rows})
    assert "Silent" not in module.caption(module.example())


def test_a_silent_species_has_no_curve_of_sounds_and_an_audible_one_has():
    module = figures.load("learning_curves")
    rows = module.example()["curves"]
    mute = rows["label"] == "Octopus vulgaris"
    figure = picture(module, {"curves": rows[~mute | (rows["modality"] == "visual")]})
    loud, silent = figure.axes
    dotted = [[line for line in axes.lines if line.get_marker() == "^"] for axes in (loud, silent)]
    assert [len(lines) for lines in dotted] == [1, 0]
    assert [text.get_text() for text in silent.texts] == ["silent"]
    assert not loud.texts


def test_curves_name_the_age_of_each_species_where_the_caption_cannot():
    module = figures.load("learning_curves")
    rows = module.example()["curves"]
    octopus = rows["label"] == "Octopus vulgaris"
    later = rows.assign(age=rows["age"].mask(octopus, rows["age"] * 73.05))
    mute = ~octopus | (rows["modality"] == "visual")
    for table, said in (
        (rows, ([], [])),
        (later, (["to 10 days"], ["to 730 days"])),
        (later[mute], (["to 10 days"], ["silent, to 730 days"])),
        (rows[octopus], (["to 10 days"],)),
        (rows[~octopus & (rows["age"] <= 1)], (["to 1 day"],)),
        (rows[~octopus & (rows["age"] < 1)], (["to 0.5 days"],)),
    ):
        panels = picture(module, {"curves": table}).axes
        assert tuple([text.get_text() for text in axes.texts] for axes in panels) == said


def test_sources_tell_a_silent_species_from_one_that_heard_nothing():
    module = figures.load("sources")
    rows = module.example()["ledger"]
    rows = rows[rows["population"] != "auditory"]
    tables = {"ledger": rows.assign(silent=rows["label"] == "Octopus vulgaris")}
    words = [text.get_text() for text in picture(module, tables).axes[1].texts]
    assert words == ["none", "silent"]


def test_no_learning_has_one_colour_in_every_figure():
    """The line, its legend, and the mark of the forest."""
    grey = mpl.colors.to_rgb(account_colours(["none"])["none"])
    curves = figures.load("learning_curves")
    figure = picture(curves, curves.example())
    lines = [line for line in figure.axes[0].lines if line.get_linestyle() == "--"]
    shown = [line for line in figure.legends[0].get_lines() if line.get_linestyle() == "--"]
    assert len(lines) == 2
    assert len(shown) == 1
    assert {mpl.colors.to_rgb(line.get_color()) for line in [*lines, *shown]} == {grey}


def test_groups_are_not_under_the_line_of_their_range():
    module = figures.load("species_forest")
    axes = picture(module, module.example()).axes[0]
    ranges = {segment[0, 1] for lines in axes.collections for segment in lines.get_segments()}
    groups = {y for line in axes.lines if line.get_marker() == "|" for y in line.get_ydata()}
    assert ranges
    assert groups
    assert min(abs(one - two) for one in ranges for two in groups) > 0.1


@pytest.mark.parametrize("name", [*MAIN, *CONTRAST])
def test_equal_tables_are_drawn_as_equal_pictures(name):
    """Nothing is scattered at random."""
    module, pictures = figures.load(name), []
    for seed in (1, 2):
        np.random.seed(seed)  # noqa: NPY002
        file = io.BytesIO()
        picture(module, module.example()).savefig(file, dpi=40)
        pictures.append(file.getvalue())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("name", [*MAIN, *CONTRAST])
def test_one_group_has_no_mean_and_no_range(name):
    module = figures.load(name)
    tables = {
        key: table[table["replicate"] == table["replicate"].min()]
        for key, table in module.example().items()
    }
    assert "n = 1 group per species" in module.caption(tables)
    if name in ("species_forest", "learning_curves"):
        assert " % range" not in module.caption(tables)
        assert " % range of" in module.caption(module.example())


def test_a_blind_species_is_told_from_one_that_saw_nothing():
    rows = figures.load("sources").example()["ledger"]
    rows = rows[(rows["label"] == "Macaca mulatta") | (rows["population"] == "auditory")]
    words = {}
    for blind in (True, False):
        table = rows.assign(blind=(rows["label"] == "Octopus vulgaris") & blind)
        figure = picture(figures.load("sources"), {"ledger": table})
        words[blind] = [text.get_text() for text in figure.axes[0].texts]
    assert words[True][-1] == "blind"
    assert words[False][-1] == "none"
    module = figures.load("learning_curves")
    curves = module.example()["curves"]
    part = curves[(curves["label"] == "Macaca mulatta") | (curves["modality"] == "auditory")]
    seeing, unseeing = picture(module, {"curves": part}).axes[:2]
    assert [text.get_text() for text in seeing.texts] == []
    assert [text.get_text() for text in unseeing.texts] == ["blind"]


def test_where_no_difference_of_opaque_acts_is_resolved_the_figure_says_so():
    module = figures.load("opaque_acts")
    table = module.example()["by_visibility"]
    (none,) = picture(module, {"by_visibility": table.assign(resolved="")}).axes
    assert [text.get_text() for text in none.texts] == ["no difference is resolved"]
    (some,) = picture(module, {"by_visibility": table}).axes
    assert [text.get_text() for text in some.texts] == []
    assert [label.get_text() for label in some.get_yticklabels()] == [
        "Macaca mulatta",
        "Octopus vulgaris",
    ]


def _beyond(figure):
    """Return what is drawn in data coordinates and lies outside of its panel."""
    found = []
    for axes in figure.axes:
        (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        for line in axes.lines:
            if line.get_transform() != axes.transData or line.get_marker() in ("None", None, ""):
                continue
            for x, y in np.asarray(line.get_xydata(), float):
                if not (np.isnan([x, y]).any() or (left <= x <= right and low <= y <= high)):
                    found.append((axes.get_title(), x, y))
    return found


@pytest.mark.parametrize("small", ["visual", "auditory"])
@pytest.mark.parametrize("name", figures.names)
def test_no_mark_lies_outside_of_its_panel_however_unlike_the_panels_are(name, small):
    """Panels that share an axis once had the limits of the first, whose numbers were small."""
    module = figures.load(name)
    tables: Tables = module.example()
    for table in tables.values():
        if "modality" in table:
            less = table["modality"].eq(small).to_numpy()
            for column in table.select_dtypes("float"):
                table[column] = table[column] * np.where(less, 1e-3, 1.0)
    figure = picture(module, tables)
    figure.canvas.draw()
    assert _beyond(figure) == []


@pytest.mark.parametrize("log", [False, True])
def test_panels_are_given_the_limits_that_shared_axes_would_have(log):
    draws, limits = np.random.default_rng(3), []
    points = [np.sort(draws.uniform(0.01, 3.0 * k, (2, 5))) for k in (1, 2, 3)]
    for shared in (True, False):
        figure = mpl.figure.Figure()
        panels = list(figure.subplots(1, 3 if log else 4, sharex=shared, sharey=shared))
        for axes, (x, y) in zip(panels, points, strict=False):
            axes.plot(x, y)
            axes.fill_between(x, y - 1.0, y)
        for axes in panels if shared else alike(panels):
            axes.set_xscale("log" if log else "linear")
        figure.canvas.draw()
        limits.append([(*axes.get_xlim(), *axes.get_ylim()) for axes in panels])
    np.testing.assert_allclose(limits[0], limits[1], rtol=1e-12)
