"""Files that users give: decoded, or refused with what to do."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.given import decoded, is_workbook


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_utf8_and_utf16_is_read_with_any_line_ends(encoding):
    assert decoded("a;é\r\nb\rc\n".encode(encoding), "log", "save it") == "a;é\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("a\nb\nZoë".encode("latin-1"), r"log:3 is not UTF-8 text .* save it as CSV UTF-8"),
        ("Zoë".encode("utf-16")[:-1], r"log: is cut off or damaged UTF-16"),
        ("Zoë".encode("utf-16-le"), r"log: is not text|log:1 is not UTF-8"),
        (b"a\0b", r"log: is not text"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_what_to_do(data, sentence):
    with pytest.raises(InputError, match=sentence):
        decoded(data, "log", "save it")


def test_a_workbook_is_told_from_other_archives_and_from_what_is_refused():
    refused = [(b"%PDF", "a PDF", "read it")]
    assert is_workbook(b"PK\x03\x04 xl/sheet", "log", refused, "save it")
    assert not is_workbook(b"time,subject", "log", refused, "save it")
    with pytest.raises(InputError, match=r"^log: is a ZIP archive: save it\.$"):
        is_workbook(b"PK\x03\x04 notes", "log", refused, "save it")
    with pytest.raises(InputError, match=r"^log: is a PDF: read it\.$"):
        is_workbook(b"%PDF-1.7", "log", refused, "save it")
