"""Sheets kept in folders: read again as they were, and refused where anything was changed."""

import json
import re

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.sheet_file import PRINTED, keep_sheet, read_sheet
from mirror_abm.inference.sheet_in_words import LEFT

from .sheets import sheet


@pytest.fixture
def folder(tmp_path):
    return keep_sheet(sheet(), tmp_path)


def test_what_was_kept_is_read_sheet(folder):
    kept = read_sheet(folder)
    pd.testing.assert_frame_equal(kept.outcomes, sheet().outcomes, check_dtype=False)
    assert {k: v for k, v in kept.facts.items() if k not in ("tables", "text")} == sheet().facts
    assert read_sheet(folder / "sheet.md").facts == kept.facts
    columns = pd.read_csv(folder / "columns.csv")
    for name in PRINTED:
        table = pd.read_csv(folder / f"{name}.csv")
        assert columns[columns["table"] == name]["column"].tolist() == table.columns.tolist()


@pytest.mark.parametrize("name", [*(f"{each}.csv" for each in PRINTED), "outcomes.parquet"])
def test_a_table_that_was_changed_is_refused(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    with pytest.raises(InputError, match=rf"{name}: is not what it was"):
        read_sheet(folder)
    (folder / name).unlink()
    with pytest.raises(InputError, match=rf"{name}: is not what it was"):
        read_sheet(folder)


def test_facts_that_were_changed_are_refused_also_where_they_agree_with_the_tables(folder):
    facts = json.loads((folder / "sheet.json").read_text())
    facts["study"]["animals"] = 5
    (folder / "sheet.json").write_text(json.dumps(facts))
    with pytest.raises(InputError, match=r"sheet.json: is not what it was"):
        read_sheet(folder)
    (folder / "sheet.json").write_text("[]")
    with pytest.raises(InputError, match="does not hold the facts"):
        read_sheet(folder)


def test_the_text_of_another_sheet_is_refused(folder):
    (folder / "sheet.md").write_text("sheet 000000000000\n")
    with pytest.raises(InputError, match="is not the text of sheet"):
        read_sheet(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("made on **2026-11-28**", "made on **2020-01-01**"),
        lambda text: re.sub(r"(\| genetic \| )\d+", r"\g<1>0", text, count=1),
        lambda text: re.sub(r"\d+ or less", "0 or less", text, count=1),
        lambda text: text.replace("**Stopping rule.** The sample size; no look", "A look"),
        lambda text: "\n".join(sorted(text.splitlines())),
    ],
)
def test_a_line_that_was_changed_is_refused(folder, change):
    """All tables as they were: what the registry shows must be what is scored."""
    before = (folder / "sheet.md").read_text()
    after = change(before)
    assert after != before
    (folder / "sheet.md").write_text(after)
    with pytest.raises(InputError, match="a line of it is not what it was"):
        read_sheet(folder)


def test_a_laboratory_may_fill_in_the_text(folder):
    text = (folder / "sheet.md").read_text()
    filled = text.replace(LEFT, "A. Smith, two observers, blind.\n\nAnd a paragraph more.")
    assert filled.count("two observers") > 3
    (folder / "sheet.md").write_bytes(filled.replace("\n", "\r\n").encode() + b"Signed.\r\n")
    assert read_sheet(folder).facts["fingerprint"] == sheet().facts["fingerprint"]


def test_a_sheet_is_never_overwritten(folder, tmp_path):
    before = (folder / "sheet.json").read_text()
    again = sheet()._replace(facts=sheet().facts | {"made": "2030-01-01"})
    assert keep_sheet(again, tmp_path) == folder
    assert (folder / "sheet.json").read_text() == before
    (folder / "counts.csv").write_text("count\n")
    with pytest.raises(InputError, match=r"counts.csv: is not what it was"):
        keep_sheet(again, tmp_path)
    with pytest.raises(InputError, match="is no prediction sheet"):
        read_sheet(tmp_path)
