"""What a file is: read, or refused by its name with what to do."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.opening import kind_of, kind_of_text
from mirror_abm.field.reading import parse_log


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0rest", r"log: is an old Excel workbook \(.xls\): save it as CSV UTF-8"),
        (b"%PDF-1.7", r"log: is a PDF"),
        (b"\x1f\x8b\x08", r"log: is compressed \(gzip\): unpack it first"),
        (b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
        (b"PK\x03\x04" + b"notes.txt", "is a ZIP archive: save the log as CSV in UTF-8"),
    ],
)
def test_what_is_no_text_is_named_with_what_to_do(data, sentence):
    with pytest.raises(InputError, match=sentence):
        kind_of(data, "log")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '{"time_format": "s", "project_format_version": "7.0"}',
            r"BORIS project: export its events",
        ),
        ('{"a": 1}', r"is JSON: export the log"),
        ("<html><body>", r"is an XML or HTML document <html>"),
        ('<?xml version="1.0"?>\n<!-- a --><TREES/>', r"document <TREES>"),
        ('File type = "ooTextFile"\n', r"is a TextGrid of Praat: open it in ELAN"),
    ],
)
def test_documents_that_are_no_logs_are_named_with_how_to_export(text, sentence):
    with pytest.raises(InputError, match=sentence):
        kind_of_text(text, "log")
    with pytest.raises(InputError, match=sentence):
        parse_log(text, "log")


def test_a_document_of_elan_is_told_from_a_table():
    assert kind_of_text('<?xml version="1.0"?>\n<ANNOTATION_DOCUMENT A="">', "log") == "eaf"
    assert kind_of_text("time,subject\n", "log") == "text"
