"""The figures of a sweep: scales, ticks, lines that stand for the numbers, and cells."""

import io
import warnings
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from mirror_abm.base.shelf import figures
from mirror_abm.report.figures import picture

ACCOUNTS = ("associative", "hebbian", "genetic", "none")


def lines_of(values, accounts=("associative", "none"), labels=("Macaca mulatta",), groups=3):
    """Return tables of a sweep over the values of one setting."""
    rows = [
        (value, label, account, modality, replicate, 0, 0.1 * replicate * (account != "none") + at)
        for at, value in enumerate(values)
        for label in labels
        for account in accounts
        for modality in ("visual", "auditory")
        for replicate in range(groups)
    ]
    names = ["x", "label", "account", "modality", "replicate", "group", "own_minus_other"]
    table = pd.DataFrame(rows, columns=names)
    summary = table.groupby(["x", "label", "account", "modality"], sort=False)[
        "own_minus_other"
    ].agg(mean="mean", low="min", high="max", n="size")
    columns = ["name", "species", "value", "low", "high"]
    return {
        "axes": pd.DataFrame({"name": ["x"], "label": ["x (seconds)"]}),
        "authored": pd.DataFrame(
            [("x", label, 1.0, 0.5, 2.0) for label in labels], columns=columns
        ),
        "summary": summary.reset_index(),
        "groups": table,
    }


def cells_of(across, down):
    """Return tables of a sweep over two settings."""
    rows = [
        (x, y, "Macaca mulatta", "associative", modality, 0.01 * x * y - 0.001, 0.0, 0.1, 5)
        for x in across
        for y in down
        for modality in ("visual", "auditory")
    ]
    columns = ["x", "y", "label", "account", "modality", "mean", "low", "high", "n"]
    return {
        "axes": pd.DataFrame({"name": ["x", "y"], "label": ["x (seconds)", "y (per hour)"]}),
        "summary": pd.DataFrame(rows, columns=columns),
    }


def drawn(name, tables):
    """Draw, with every warning an error, and save as small as it gets."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = picture(figures.load(name), tables)
        figure.savefig(io.BytesIO(), dpi=40)
    return figure


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ((0.5, 1, 2), "log"),
        ((1, 3, 10, 30, 100), "log"),
        ((1, 2, 3), "linear"),
        ((1, 8.25, 15.5, 22.75, 30), "linear"),
        ((0, 1, 10), "linear"),
        ((1, 100), "linear"),
        ((2, 1, 0.5), "log"),
    ],
)
def test_the_axis_is_logarithmic_where_values_are_spaced_by_ratios(values, scale):
    axes = drawn("sweep", lines_of(values)).axes[0]
    assert axes.get_xscale() == scale
    low, high = axes.get_xlim()
    assert low < min(values) < max(values) < high


def test_values_are_the_ticks_unless_they_would_touch():
    axes = drawn("sweep", lines_of((0.5, 1, 2))).axes[0]
    assert [text.get_text() for text in axes.get_xticklabels()] == ["0.5", "1", "2"]
    for values in ((0, 0.1, 30), tuple(range(1, 31)), tuple(np.geomspace(0.1, 1000, 25))):
        figure = drawn("sweep", lines_of(values))
        axes, renderer = figure.axes[0], FigureCanvasAgg(figure).get_renderer()
        boxes = [
            text.get_window_extent(renderer)
            for text in axes.get_xticklabels()
            if text.get_text()
            and axes.get_xlim()[0] <= text.get_position()[0] <= axes.get_xlim()[1]
        ]
        assert len(boxes) > 1
        assert not any(one.overlaps(other) for one, other in pairwise(boxes))


def test_lines_go_through_the_means_in_the_order_of_the_axis():
    axes = drawn("sweep", lines_of((2, 1, 0.5))).axes[0]
    line = next(line for line in axes.lines if line.get_marker() == "o")
    assert list(line.get_xdata()) == [0.5, 1, 2]
    assert list(line.get_ydata()) == pytest.approx([2.1, 1.1, 0.1])
    thin = [line for line in axes.lines if line.get_linewidth() == 0.6 and line.get_alpha()]
    assert len(thin) == 3  # one for each group of the account that learns


def test_words_have_marks_without_lines():
    axes = drawn("sweep", lines_of(("pearce_hall", "oja"))).axes[0]
    assert [text.get_text() for text in axes.get_xticklabels()] == ["pearce hall", "oja"]
    marks = [line for line in axes.lines if line.get_marker() == "o"]
    assert [line.get_linestyle() for line in marks] == ["None"]


@pytest.mark.parametrize("accounts", [("none",), ("associative",), ACCOUNTS])
@pytest.mark.parametrize("labels", [("Macaca mulatta",), ("Mus musculus", "Danio rerio (wild)")])
@pytest.mark.parametrize("groups", [1, 3])
def test_any_accounts_species_and_groups_can_be_drawn(accounts, labels, groups):
    tables = lines_of((0.5, 1, 2), accounts, labels, groups)
    for name in ("sweep", "sweep_grid"):
        figure = drawn(name, tables)
        assert "What is varied is fixed" in figures.load(name).caption(tables)
        assert figure.axes


def test_several_species_under_one_account_are_lines_of_one_panel():
    labels = ("Mus musculus", "Danio rerio", "Macaca mulatta")
    figure = drawn("sweep", lines_of((1, 2, 3), labels=labels))
    assert len(figure.axes) == 2
    said = [text.get_text() for text in figure.legends[0].get_texts()]
    assert said[:3] == list(labels)


@pytest.mark.parametrize(("across", "down"), [((1, 2), (1, 2)), (range(5), range(5))])
def test_cells_hold_mean_and_range_with_no_minus_before_zero(across, down):
    figure = drawn("sweep_grid", cells_of(across, down))
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert len(texts) == len(across) * len(down)
    assert all(text.endswith("\n[0.00, 0.10]") for text in texts)
    assert not [text for text in texts if "-0.00" in text]
    assert texts[-1].startswith(f"{0.01 * across[-1] * down[-1] - 0.001:.2f}")


def test_many_cells_have_no_ranges_and_very_many_no_numbers():
    few = drawn("sweep_grid", cells_of(range(1, 11), (1, 2))).axes[0].texts
    assert {len(text.get_text()) for text in few} == {4}
    assert not drawn("sweep_grid", cells_of(range(1, 31), range(1, 11))).axes[0].texts


@pytest.mark.parametrize("columns", [2, 5, 6, 12])
def test_no_text_of_a_cell_leaves_it(columns):
    figure = drawn("sweep_grid", cells_of(range(1, columns + 1), range(1, 6)))
    axes, renderer = figure.axes[0], FigureCanvasAgg(figure).get_renderer()
    width = axes.get_window_extent(renderer).width / columns
    assert len(axes.texts) == 5 * columns
    for text in axes.texts:
        assert text.get_window_extent(renderer).width < width
