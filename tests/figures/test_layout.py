"""No figure has words that are cut or overprinted, at any size of its data."""

import io
import re
import zlib

import numpy as np
import pandas as pd
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from mirror_abm.base.shelf import accounts, figures
from mirror_abm.figures.contract import text_width
from mirror_abm.report.picture import Picture, picture
from tests.figures.layout import faults

pytestmark = pytest.mark.versions

ABOUT = (
    "1 to 2 animals recorded in each group, after 5 active days. Run 0123456789ab, with constants."
    "tau=2, experience.being_imitated.rate=0 in all species, rule oja, 3 animals that learn."
)


def grown(tables, species, names):
    """Return tables of as many species and accounts as wanted, made of a figure's example.

    A species or account of the example is taken again under another name, in turn.
    """
    labels = [f"Genus{chr(97 + at % 26)} longspecies{at}" for at in range(species)]
    return {
        key: repeated(repeated(table, "label", labels), "account", names)
        for key, table in tables.items()
    }


def repeated(table, column, names):
    """Return a table with the rows of the values of a column repeated under new names."""
    if column not in table or "node" in table:
        return table
    old = list(dict.fromkeys(table[column]))
    return pd.concat(
        [
            table[table[column] == old[at % len(old)]].assign(**{column: name})
            for at, name in enumerate(names)
        ],
        ignore_index=True,
    )


def written(figure, ending):
    """Return the bytes of a figure as a file."""
    file = io.BytesIO()
    figure.savefig(file, format=ending)
    return file.getvalue()


@pytest.mark.parametrize("name", figures.names)
def test_no_words_of_an_example_are_cut_or_overprinted(name):
    module = figures.load(name)
    assert faults(picture(module, module.example(), ABOUT)) == []


@pytest.mark.parametrize(
    ("species", "names"),
    [
        pytest.param(1, ["associative"], marks=pytest.mark.slow),
        (2, list(accounts.names)),
        pytest.param(38, ["none"], marks=pytest.mark.slow),
        pytest.param(38, list(accounts.names), marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize(
    "name",
    ["species_forest", "learning_curves", "sources", "contrast", "predictions", "ontogeny"],
)
def test_no_words_are_cut_at_any_number_of_species_and_accounts(name, species, names):
    module = figures.load(name)
    tables = grown(module.example(), species, names)
    assert faults(picture(module, tables, ABOUT)) == []


@pytest.mark.parametrize("dpi", [60, 72, 200])
def test_no_words_are_cut_at_any_resolution(dpi):
    """Letters that are moved to whole pixels take up to a tenth more room."""
    module = figures.load("species_forest")
    assert faults(picture(module, module.example(), ABOUT), dpi) == []


@pytest.mark.parametrize("name", figures.names)
def test_text_is_text_in_a_pdf_however_it_is_saved(name):
    """Type 3 fonts are refused by journals, and cannot be edited."""
    module = figures.load(name)
    pdf = written(picture(module, module.example(), ABOUT), "pdf")
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    everything = b"".join(parts)
    assert b"/Type3" not in everything.replace(b" ", b"")
    assert b"/CIDFontType2" in everything.replace(b" ", b"")


def test_the_checks_see_what_is_cut_overprinted_or_no_number():
    figure = Picture(figsize=(4, 3), layout="constrained")
    axes = figure.subplots()
    assert faults(figure) == []
    figure.text(0.5, 0.97, "a title that is far too long for a figure of this width, and so is cut")
    axes.text(0.5, 0.5, "twice")
    axes.text(0.5, 0.5, "thrice")
    axes.plot([0, 1, np.nan], [0, 1, 1])
    seen = " ".join(faults(figure))
    assert "cut: 'a title" in seen
    assert "overprinted: 'twice' and 'thrice'" in seen
    assert "not finite: Line2D" in seen
    figure.legend(["line"], loc="center")
    assert "on a panel: 'line'" in " ".join(faults(figure))


@pytest.mark.parametrize("text", ["il", "fgj ", "Wf", "Mean ± 1.96 s.e., α = 0.03 (µ) é—…", '"Q,'])
def test_the_width_of_type_is_that_of_its_outlines(text):
    outline = TextPath((0, 0), text, size=8, prop=FontProperties(family="DejaVu Sans"))
    assert text_width(text, 8) == outline.get_extents().x1
    assert text_width("", 8) == text_width(" ", 8) == 0
