"""Pages in a notebook: escaped, closed, no wider than what scrolls, in the notebook's colours."""

import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from mirror_abm.base import card

NASTY = "<script>alert('x')</script> & \"quoted\""


class Checker(HTMLParser):
    """Holds the tags that are open, and every text."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(html):
    checker = Checker()
    checker.feed(html)
    assert checker.open == []
    return checker


def test_whatever_is_shown_is_escaped(tmp_path):
    picture = tmp_path / "a&b.png"
    Image.new("RGB", (900, 300), "white").save(picture)
    html = card.card(
        NASTY,
        card.facts({NASTY: NASTY}),
        card.table(pd.DataFrame({NASTY: [NASTY, NASTY]}), NASTY),
        card.note(NASTY),
        card.pictures([picture]),
    )
    found = read(html)
    assert "script" not in found.tags
    assert found.text.count(NASTY) == 8 or "".join(found.text).count("alert") >= 6
    assert "a&b.png" in found.text


def test_colours_are_those_of_the_notebook():
    html = card.card("x", card.facts({"a": 1}), card.table(pd.DataFrame({"a": [0.5]})))
    assert not re.search(r"(?<!-)color:|background|#[0-9a-fA-F]{3,6}", html)


def test_what_is_empty_is_left_out():
    assert card.facts({"a": "", "b": None}) == ""
    assert card.table(pd.DataFrame({"a": []})) == ""
    assert card.note("") == card.pictures([]) == ""
    assert "0" in read(card.facts({"none of them": 0})).text


def test_a_long_table_says_how_many_rows_it_has():
    html = card.table(pd.DataFrame({"number": range(1000)}), rows=5)
    found = read(html)
    assert "the first 5 of 1,000 rows" in found.text
    assert html.count("<tr>") == 6


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([0.98, 0.0003, -0.004], ["0.980", "0.000", "-0.004"]),
        ([240.0, 0.0005], ["240", "0.0005"]),
        ([1.0, 2.0, np.nan], ["1", "2", "-"]),
        ([0.5, np.nan, np.inf], ["0.500", "-", "inf"]),
        ([2e-16, -2e-16], ["0", "0"]),
        ([-0.0001, 0.5], ["0.000", "0.500"]),
        ([True, "x"], ["True", "x"]),
    ],
)
def test_numbers_of_a_column_have_as_many_decimals_where_they_are_of_one_size(values, texts):
    cells = re.findall(r"<td[^>]*>(.*?)</td>", card.table(pd.DataFrame({"a": values})))
    assert cells == texts


def test_pictures_are_small_and_what_is_none_is_named(tmp_path):
    large, none = tmp_path / "large.png", tmp_path / "none.png"
    noise = np.random.default_rng(0).integers(0, 255, (1500, 2000, 3), dtype=np.uint8)
    Image.fromarray(noise).save(large)
    none.touch()
    html = card.pictures([large, none, tmp_path / "missing.png"])
    assert html.count("<img") == 1
    assert len(html) < 500_000 < large.stat().st_size
    assert {"large.png", "none.png", "missing.png"} <= set(read(html).text)


def test_several_tables_stand_below_each_other_with_how_to_get_them():
    class Found:
        first = pd.DataFrame({"a": [1], "b": [2], "unit_of_replication": ["draw"]})
        second = pd.DataFrame({"a": []})

    html = card.tables_card(Found, "What", first=("First", ["b"]), second=("Second", None))
    text = read(html).text
    assert "First (.first)" in text
    assert ".second: no rows" in text
    assert "a" not in text
