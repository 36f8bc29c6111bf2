"""The ten prediction sheets of docs/sheets: they are what they were, and the page is of them."""

import csv
import importlib.util
import re
from pathlib import Path

import pytest

from mirror_abm.inference.drawn_file import read
from mirror_abm.inference.sheet_file import read_sheet
from mirror_abm.inference.sheet_score import score_sheet
from mirror_abm.profile.citations import entries

ROOT = Path(__file__).parents[1]
HOME = ROOT / "docs" / "sheets"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("ten_sheets", ROOT / "scripts" / "ten_sheets.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def ten(script):
    with script.TEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_ten_sheets_and_none_was_changed(ten):
    assert len({row["sheet"] for row in ten}) == 10
    assert {row["sheet"] for row in ten} == {path.name for path in HOME.iterdir() if path.is_dir()}
    for row in ten:
        kept = read_sheet(HOME / row["sheet"])  # which checks every table by its hash
        assert {each["species"] for each in kept.facts["conditions"]} == {row["species"]}
        arms = {each["arm"] for each in kept.facts["conditions"]}
        assert arms == {"intact", row["done"]}
        assert kept.facts["draws"] >= 45 and len(kept.facts["accounts"]) == 8


def test_a_sheet_that_ships_is_scored(ten):
    scored = score_sheet(HOME / ten[0]["sheet"], {1: 10, 2: 70})
    assert len(scored.accounts) == 8 and len(scored.conditions) == 16


def test_the_page_is_that_of_the_sheets(script):
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), (
        "run: python scripts/ten_sheets.py page"
    )
    for link in re.findall(r"\]\(([^):]+)\)", script.page()):
        assert (HOME / link).resolve().exists() or (HOME / link.split("#")[0]).resolve().exists()


def test_only_what_can_be_done_was_chosen_and_every_citation_is_known(script, ten):
    known, keys = script.feasible(), set()
    for file in ROOT.glob("**/*.bib"):
        keys |= set(entries(file.read_text(encoding="utf-8")))
    for (species, what), each in known.items():
        assert each.done in ("yes", "related", "no"), (species, what)
        assert (each.done == "no") == (not each.citation)
        assert set(each.citation.split()) <= keys
    for row in ten:
        assert known[row["species"], "recording"].done != "no"
        assert known[row["species"], script.DONE[row["done"]][1]].done != "no"
        days = script.animal_days(row["species"], row["done"])
        assert float(row["animal_days"]) == pytest.approx(int(row["animals"]) * days)
    own = entries((HOME / "references.bib").read_text(encoding="utf-8"))
    used = {key for each in known.values() for key in each.citation.split()}
    assert set(own) <= used  # and nothing is cited that nobody reads
    for reference in own.values():
        assert re.search(r"\b(read|recalled|compiled|counted)\b", reference.fields["note"])


def test_they_were_chosen_among_studies_of_the_table_that_ships(script, ten):
    cells = read(script.TABLE).cells
    for row in ten:
        assert (row["species"], row["modality"], row["done"]) in cells
    bits = [float(row["bits"]) for row in ten]
    assert bits == sorted(bits, reverse=True)


@pytest.mark.slow
def test_they_are_chosen_anew(script, ten):
    chosen = script.choose()
    assert chosen["species"].tolist() == [row["species"] for row in ten]
    assert chosen["bits"].tolist() == pytest.approx([float(row["bits"]) for row in ten], abs=1e-6)
