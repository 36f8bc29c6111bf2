"""Markdown as a page: tables that scroll, nothing that runs, and text as it is."""

from mirror_abm.base.markdown_page import page_of


def test_a_page_stands_alone():
    page = page_of("# One\n\n| a | b |\n| --- | ---: |\n| x | 3 |\n", "One & two")
    assert page.startswith("<!doctype html>") and page.endswith("</html>\n")
    assert "<title>One &amp; two</title>" in page
    assert '<div class="table"><table>' in page and "</table></div>" in page
    assert 'style="text-align:right"' in page
    assert "http" not in page and "@media print" in page


def test_html_in_the_text_is_shown_as_it_is_typed():
    assert "<script>" not in page_of("<script>alert(1)</script>", "<b>")
