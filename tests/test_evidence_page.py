"""The page of evidence is that of the records, and each second reading is one of a record."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.profile.citations import references

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "species" / "evidence"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location(
        "list_evidence", ROOT / "scripts" / "list_evidence.py"
    )
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_page_is_what_the_records_say_now(script):
    written = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert written == script.page(), "run: python scripts/list_evidence.py"


def test_each_second_reading_is_one_of_records_and_has_an_outcome(script):
    table, evidence, bib = script.readings(), ma.load_evidence(), references(FOLDER)
    assert list(table.columns)[-2:] == ["outcome", "not to be trusted"]
    for row in table.to_dict("records"):
        cites = set(row["cite"].split(", "))
        assert cites <= bib, row
        records = evidence[evidence["record"].str.startswith(f"{row['file']}.")]
        assert cites <= set(" ".join(records["cite"]).split()), row
        assert row["outcome"] in script.OUTCOMES
        assert row["of"] in ("new", "grade")
        assert row["first reading"] and row["second reading"]
        if row["outcome"] in ("corrected", "rejected", "not found"):
            assert row["not to be trusted"], row


def test_every_count_of_mirror_neurons_was_read_twice(script):
    """A count that is weighed rests on two readers; one that is only recalled is never weighed."""
    counted = ma.load_evidence().dropna(subset=["mirror"])
    assert len(counted)
    twice = " ".join(script.readings()["cite"]).replace(",", " ").split()
    for row in counted.itertuples():
        assert row.read == "recalled" or set(row.cite.split()) & set(twice), row.record


def test_studies_that_count_modulation_state_no_congruent_cells():
    """Modulated in both, up or down, is another measure than the model's congruent share."""
    table = ma.load_evidence()
    for key in ("pomper_2023", "jerjian_2020", "zhao_2025", "kraskov_2009"):
        rows = table[table["cite"].str.split().map(lambda cite, key=key: key in cite)]
        assert len(rows), key
        assert rows["recorded"].notna().all() and rows["mirror"].isna().all(), key
        assert rows["stated_numbers"].str.contains("modulated").all(), key
    facilitated = table[table["cite"] == "vigneswaran_2013"].iloc[0]
    assert (facilitated["mirror"], facilitated["recorded"]) == (38, 132)


def test_the_page_is_written_where_it_is_told(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["list_evidence.py", str(tmp_path / "page.md")])
    script.main()
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == script.page()
    assert "second readings" in capsys.readouterr().out
    assert "nan" not in script.page().replace("|", " ").split()
    assert isinstance(script.readings(), pd.DataFrame)
