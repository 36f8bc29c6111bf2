"""The page as HTML: whole, escaped, and with bars that are true to scale."""

import re
from xml.etree import ElementTree

import pytest

from mirror_abm.profile.citations import cited
from mirror_abm.profile.species import load_species
from mirror_abm.report.html_page import as_html
from mirror_abm.report.page import Section, sections

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
    assert '<h2 id="s2">Words</h2>' in text
    assert "<table" not in text


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


def whole_page(name):
    profile = load_species(name)
    text = as_html(profile, sections(profile, cited(profile.cited())))
    return text, ElementTree.fromstring(text[text.index("<body>") :].replace("</html>", ""))


@pytest.fixture(scope="module")
def page():
    return whole_page("macaca_mulatta")


def test_every_table_has_heads_that_a_screen_reader_finds(page):
    text, body = page
    assert '<html lang="en">' in text
    assert "<title>Macaca mulatta (rhesus macaque)</title>" in text
    headings = {heading.get("id") for heading in body.iter("h2")}
    tables = list(body.iter("table"))
    assert len(tables) > 6
    for table in tables:
        assert table.get("aria-labelledby") in headings
        heads = list(table.find("thead").iter("th"))
        assert all(head.get("scope") == "col" for head in heads)
        for row in table.find("tbody"):
            assert len(row) == len(heads)
            assert row[0].tag == "th"
            assert row[0].get("scope") == "row"
    assert all(bar.get("aria-label") for bar in body.iter("svg"))


def test_no_table_is_wider_than_a_narrow_screen(page):
    """It stands in a box: folded, where each cell says its head, or scrolling within itself."""
    text, body = page
    assert 'name="viewport" content="width=device-width' in text
    boxes = [box for box in body.iter("div") if box.get("class", "").startswith("table ")]
    assert len(boxes) == len(list(body.iter("table")))
    kinds = {box.get("class").split()[1] for box in boxes}
    assert kinds == {"fold", "scroll"}
    for box in boxes:
        sentences = any(cell.get("class") == "long" for cell in box.iter("td"))
        assert sentences == box.get("class").endswith("fold")
        assert all("data-head" in cell.attrib for cell in box.iter("td"))
    assert ".table{overflow-x:auto}" in text
    assert not re.search(r"(?<![-\w])width:\s*\d{3,}px", text)


def test_the_page_has_colours_for_a_dark_screen_and_for_paper(page):
    style = re.search(r"<style>(.*)</style>", page[0], re.DOTALL)[1]
    assert "@media screen and (prefers-color-scheme:dark)" in style
    assert "@media print" in style
    assert not re.search(r"#[0-9a-f]{3,6}", page[1].find("h1").attrib.get("style", ""))
    used = set(re.findall(r"var\((--\w+)\)", style))
    light, dark = re.findall(r":root\{([^}]*)\}", style)
    for colours in (light, dark):
        assert used == set(re.findall(r"(--\w+):", colours))
    assert not re.search(r'(?:fill|stroke|style)="', page[0]), "colours stand in the style alone"
