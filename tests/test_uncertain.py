"""The page of what is drawn and what is not is that of the code."""

import importlib.util
import re
from pathlib import Path

import pytest

from mirror_abm.animal import constant_values
from mirror_abm.animal.constant_values import draw_constants
from mirror_abm.animal.constants import describe
from mirror_abm.profile.species import library, load_species

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "uncertain.md"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location(
        "list_uncertain", ROOT / "scripts" / "list_uncertain.py"
    )
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_page_is_what_the_code_says_now(script):
    written = PAGE.read_text(encoding="utf-8")
    assert written == script.page(), "run: python scripts/list_uncertain.py"


def test_every_constant_stands_once_with_a_range_or_with_a_reason(script):
    drawn, points = script.constants()
    names = [row[0].strip("`") for row in (*drawn, *points)]
    assert sorted(names) == sorted(describe())
    assert all(len(row[-1]) > 15 for row in points)
    for name in script.STAYS:  # no reason is left behind where a range was given
        metadata = describe()[name].metadata
        assert metadata["low"] == metadata["high"] and metadata["basis"] != "definition"


def test_the_distribution_that_is_told_is_the_one_that_is_drawn(script, monkeypatch):
    """At the first quartile: the middle of low and median, on the number or on its logarithm."""
    monkeypatch.setattr(constant_values, "quantile", lambda *_, covering: 0.25)
    monkeypatch.setattr(constant_values, "_drawn", constant_values._drawn.__wrapped__)
    values = draw_constants(0, 0)
    for name, median, span, law, *_ in script.constants()[0]:
        low, middle = float(span.split(" to ")[0]), float(median)
        wanted = {"log-uniform": (low * middle) ** 0.5, "uniform": (low + middle) / 2}[law]
        assert getattr(values, name.strip("`")) == pytest.approx(wanted), name


def test_every_number_of_every_species_is_told_as_drawn_or_not(script):
    drawn, points = script.quantities()
    told = {row[0].strip("`") for row in (*drawn, *points)}
    for species in library():
        for name in load_species(species).quantities():
            key = re.sub(r"^actions\.[^.]+", "actions.ACT", name)
            assert re.sub(r"\.\d+(?=\.|$)", ".N", key) in told


def test_a_share_of_attention_is_drawn_on_the_logarithm_and_other_shares_are_not(script):
    laws = {row[0].strip("`"): row[3] for row in script.quantities()[0]}
    assert laws["experience.watching_others.attention"] == "log-uniform"
    assert laws["acts.visible_share"] == "uniform"
    assert laws["experience.synchrony.rate"] == "log-uniform"


def test_numbers_of_accounts_are_read_with_their_words(script):
    rows = {(where, number): words for where, number, words in script.stated()}
    assert rows and all(rows.values())
    own = {row[0].strip("`"): row for row in script.of_accounts()}
    assert own["epigenetic.half"][1:4] == ("2", "0.5 to 8", "log-uniform")
    assert own["canalized.preference"][3] == "uniform"
    assert own["forward_efficacy (inverse_model)"][3] == "a point"
    assert all(len(row[-1]) > 20 for row in own.values())
    assert "its own" in own["genetic.weight"][-1]


def test_the_page_is_written_where_it_is_told(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["list_uncertain.py", str(tmp_path / "page.md")])
    script.main()
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == script.page()
    assert "constants drawn" in capsys.readouterr().out
