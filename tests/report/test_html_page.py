"""The page as HTML: whole, escaped, and with bars that are true to scale."""

import re
from xml.etree import ElementTree

import pytest

from mirror_abm.profile.species import load_species
from mirror_abm.report.html_page import as_html
from mirror_abm.report.page import Section

MACAQUE = load_species("macaca_mulatta")


def quantity(value, low, high):
    first = next(iter(MACAQUE.quantities().values()))
    return first.model_copy(update={"value": value, "low": low, "high": high})


def test_what_is_written_in_a_profile_cannot_become_a_tag():
    page = [Section("", "a < b & c"), Section("<i>", "x", ("<b>",), [("<script>",)])]
    text = as_html(MACAQUE, page)
    assert "<script>" not in text
    assert "a &lt; b &amp; c" in text
    body = text[text.index("<body>") :].replace("</html>", "")
    assert ElementTree.fromstring(body).tag == "body"


def test_sections_without_rows_and_text_are_left_out():
    text = as_html(MACAQUE, [Section("", "who"), Section("empty"), Section("words", "some")])
    assert "Empty" not in text
    assert "<h2>Words</h2>" in text


@pytest.mark.parametrize(
    ("value", "place"), [(1.0, 56.0), (0.0, 0.0), (1e-4, 0.0), (1e4, 112.0), (1e9, 112.0)]
)
def test_a_bar_stands_at_its_power_of_ten_and_never_leaves_the_axis(value, place):
    section = Section(
        "n", columns=("a", "b", "c"), rows=[("x", "1", "2")], spans=[quantity(value, 0.0, 1e9)]
    )
    text = as_html(MACAQUE, [Section("", ""), section])
    assert float(re.search(r'<circle cx="([^"]+)"', text)[1]) == place
    assert re.search(r'd="M0.0 7H112.0"', text)
