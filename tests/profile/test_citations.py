"""References: the keys of a file, entries as text, and keys that are not there."""

import pytest

from mirror_abm.base.errors import Faults
from mirror_abm.profile.citations import (
    bibliography,
    cited,
    entries,
    plain_letters,
    references,
    sources_in,
    unlisted,
)

BIB = """@article{smith_2020,
  author = {Smith, J. and M{\\"u}ller, {\\O}. and others},
  title = "On {Grooming}",
  journal = {Behaviour}, volume = 12, pages = {1--9}, year = 2020,
  doi = {10.1000/x}, note = {recalled}
}

@book{jones_1999, author = {Jones, A.}, title = {Why?}, publisher = {OUP}, year = {1999}}
"""


def test_an_entry_reads_as_a_reference():
    found = entries(BIB)
    assert list(found) == ["smith_2020", "jones_1999"]
    assert found["smith_2020"].text == (
        "Smith, J., Müller, Ø., et al. (2020). On Grooming. Behaviour 12, 1-9. doi:10.1000/x. "
        "[recalled]"
    )
    assert found["jones_1999"].text == "Jones, A. (1999). Why? OUP."
    assert found["jones_1999"].kind == "book"
    assert found["jones_1999"].written == BIB.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("author", "short"),
    [
        ("Heyes, C.", "Heyes 2010"),
        ("Barchiesi, G. and Cattaneo, L.", "Barchiesi & Cattaneo 2010"),
        ("Calvo-Merino, B. and Gr{\\`e}zes, J. and Haggard, P.", "Calvo-Merino et al. 2010"),
        ("de Klerk, C. C. J. M. and others", "de Klerk et al. 2010"),
        ("Cecilia Heyes", "Heyes 2010"),
        ("", "a key"),
    ],
)
def test_a_reference_is_short_in_a_sentence(author, short):
    entry = f"@article{{a_key, author = {{{author}}}, year = {{2010}}}}"
    assert entries(entry)["a_key"].short == short


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"Caf\'{e}", "Café"),
        (r"\v{C}apek", "Čapek"),
        (r"Stra\ss e", "Straße"),
        (r"R{\'i}o \& co.", "Río & co."),
        ("{DNA}  and\n{RNA}", "DNA and RNA"),
    ],
)
def test_latex_becomes_plain_letters(latex, plain):
    assert plain_letters(latex) == plain


def test_a_file_beside_the_species_file_adds_to_the_library(tmp_path):
    (tmp_path / "references.bib").write_text(BIB)
    assert references(tmp_path) == {"smith_2020", "jones_1999"}
    assert bibliography(tmp_path / "my.yaml") == references() | references(tmp_path)
    assert bibliography(tmp_path / "elsewhere" / "my.yaml") == references()
    found = cited(["smith_2020", "heyes_2010", "smith_2020"], [tmp_path])
    assert [entry.key for entry in found] == ["heyes_2010", "smith_2020"]


def test_keys_that_no_file_has_are_told_together():
    with pytest.raises(Faults) as caught:
        cited(["heyes_2100", "zzz"])
    assert [sentence.split(":")[0] for sentence in caught.value.sentences] == ["heyes_2100", "zzz"]
    assert "Did you mean heyes_2" in caught.value.sentences[0]
    assert unlisted("a_1", {"b_2"}) == " = 'a_1': is not in references.bib."


def test_sources_are_found_wherever_they_stand():
    document = {"a": {"source": "x_1", "b": [{"source": "y_2"}, {"source": "Not A Key"}]}}
    assert list(sources_in(document)) == [(("a",), "x_1"), (("a", "b", 0), "y_2")]
    assert list(sources_in({"source": ["x_1"]})) == []
