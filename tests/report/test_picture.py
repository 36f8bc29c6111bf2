"""A figure in our style: its footer, and what its user's settings do to it."""

import io

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from mirror_abm.base.shelf import figures
from mirror_abm.report.picture import LINE, explained, picture
from tests.figures.layout import faults

FOREST = figures.load("species_forest")
ABOUT = "2 animals recorded in each group, after 5 active days. Run 0123456789ab. " * 3


def words(figure):
    return " ".join(text.get_text() for text in figure.findobj(Text))


def test_the_footer_says_what_marks_are_and_what_was_run_and_makes_its_own_room():
    tables = FOREST.example()
    with_footer, without = picture(FOREST, tables, ABOUT), picture(FOREST, tables, None)
    said = explained(FOREST, tables, ABOUT)
    assert said.startswith(FOREST.caption(tables))
    assert said.endswith(ABOUT)
    (footer,) = (
        text.get_text()
        for text in with_footer.findobj(Text)
        if " ".join(text.get_text().split()) == " ".join(said.split())
    )
    assert "Run" not in words(without)
    higher = with_footer.get_figheight() - without.get_figheight()
    assert higher == pytest.approx((footer.count("\n") + 1) * LINE / 72)
    assert footer.count("\n") >= 2


def test_a_part_of_ones_own_figure_gets_the_footer_in_its_own_width():
    own = Figure(figsize=(9, 5), layout="constrained")
    left, _ = own.subfigures(1, 2)
    assert picture(FOREST, FOREST.example(), ABOUT, left) is left
    assert faults(own) == []
    assert "0123456789ab" in words(left)
    assert own.get_size_inches().tolist() == [9, 5]


def test_the_settings_of_the_user_change_no_figure_of_ours():
    """Ticks are made when a figure is drawn: then, too, our style must hold."""

    def pixels(settings):
        written = io.BytesIO()
        with mpl.rc_context(settings):
            picture(FOREST, FOREST.example()).savefig(written, dpi=50)
        return written.getvalue()

    assert pixels({}) == pixels({"font.size": 20, "axes.grid": False, "pdf.fonttype": 3})


def test_a_notebook_shows_the_figure_as_a_picture():
    shown = picture(FOREST, FOREST.example())._repr_png_()
    assert shown.startswith(b"\x89PNG")


def test_a_figure_without_a_legend_has_a_footer_all_the_same():
    class Bare:
        size = staticmethod(lambda tables: (3.5, 2))
        draw = staticmethod(lambda tables, figure: figure.subplots().set_xlabel("hours"))

    figure = picture(Bare, {}, ABOUT)
    assert "0123456789ab" in words(figure)
    assert faults(figure) == []


def test_a_figure_with_jittered_points_is_the_same_each_time():
    """Seaborn jitters by NumPy's own stream: two equal figures were different files."""
    experiment, offsets = figures.load("experiment"), []
    for _ in range(2):
        drawn = picture(experiment, experiment.example())
        points = [each for axes in drawn.axes for each in axes.collections]
        offsets.append([each.get_offsets().tolist() for each in points])
    assert any(len(each) > 2 for each in offsets[0])
    assert offsets[0] == offsets[1]
