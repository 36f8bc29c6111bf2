"""Every figure draws its own example, with labels, units and no colour that stands alone."""

import io

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from mirror_abm.figures.contract import Tables, account_colours
from mirror_abm.report import picture
from mirror_abm.shelf import figures


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
    wanted = table[(table["modality"] == "visual") & (table["account"] == "associative")].groupby("label")["net"].mean()
    drawn = np.concatenate([np.asarray(line.get_xdata(), float) for line in figure.axes[0].lines])
    for value in wanted:
        assert np.isclose(drawn, value).any()


def test_figures_draw_one_species_one_account_and_one_group():
    module = figures.load("species_forest")
    one = {"groups": module.example()["groups"].query("label == 'Macaca mulatta' and account == 'none' and replicate == 0")}
    assert picture(module, one).axes


def test_accounts_keep_their_colours_and_never_share_one():
    names = ["associative", "none", "genetic", "hebbian"]
    colours = account_colours(names)
    assert len({tuple(colour) for colour in colours.values()}) == 4
    assert account_colours(["none"])["none"] == colours["none"]


def test_luminance_alone_tells_the_main_colours_apart():
    """Printed in grey, associative and none must not be the same."""
    colours = account_colours(["associative", "none"])
    luminance = pd.Series({name: 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] for name, c in colours.items()})
    assert abs(luminance["associative"] - luminance["none"]) > 0.1
