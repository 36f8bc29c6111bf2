"""Evidence on the tree: every record that has a place is drawn once."""

import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import figures
from mirror_abm.cli.main import app
from mirror_abm.report.evidence_tree import evidence_on_tree


@pytest.fixture(scope="module")
def table():
    return ma.load_evidence()


def test_the_figure_holds_every_placed_record_once(tmp_path, table):
    tables, missing = evidence_on_tree(table)
    assert missing == ["songbirds"]
    assert tables["tree"]["tip"].sum() == 44
    assert (
        tables["evidence"]["record"].nunique()
        == table[table["profile"].notna()]["record"].nunique()
    )
    file = tmp_path / "e.png"
    assert CliRunner().invoke(app, ["evidence", "--figure", str(file)]).exit_code == 0
    assert file.stat().st_size > 20_000
    with pytest.raises(InputError, match="must end in"):
        CliRunner().invoke(app, ["evidence", "--figure", "e.gif"], catch_exceptions=False)


def test_each_entry_stands_in_the_column_of_what_was_observed(table):
    drawn = evidence_on_tree(table)[0]["evidence"]
    seen, heard, imaging, imitation, out = figures.load("evidence").COLUMNS
    assert set(drawn.loc[drawn["column"] == out, "scope"]) == {"out"}
    inside = drawn[drawn["column"] != out]
    for column, measure, modality in (
        (seen, "single_units", "visual"),
        (heard, "single_units", "auditory"),
        (imitation, "automatic_imitation", None),
    ):
        part = inside[inside["column"] == column]
        assert len(part)
        assert set(part["panel_measure"]) == {measure}
        assert modality is None or set(part["panel_modality"]) == {modality}
    rest = inside[inside["column"] == imaging]
    assert len(rest)
    assert not {"single_units", "automatic_imitation"} & set(rest["panel_measure"])
