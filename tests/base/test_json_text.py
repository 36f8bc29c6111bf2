"""What machines write is read as it was written, or refused with the place of the fault."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.json_text import as_json, parse_json

VALUE = {"b": [1, 2.5, None, "ä"], "a": {}}


def test_what_is_written_is_read_exactly():
    assert parse_json(as_json(VALUE), "x", exact=True) == VALUE
    assert parse_json('{"a": {},"b":[1,2.5,null,"ä"]}', "x") == VALUE


def test_every_changed_byte_and_every_cut_of_the_text_is_noticed():
    text = as_json(VALUE)
    for at in range(len(text)):
        for bad in (text[:at], *(text[:at] + each + text[at + 1 :] for each in "\t\n ")):
            if bad == text:
                continue
            try:
                value = parse_json(bad, "x", exact=True)
            except InputError:
                continue
            assert value != VALUE, bad  # a letter within a text: the checksum tells


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{\n 1", r"^x:2:2 is not JSON: Expecting property name"),
        ("[" * 100_000, r"^x: is nested too deeply to be ours\.$"),
        ("{}", r"^x: is not as it was written\.$"),
    ],
)
def test_the_fault_is_told(text, told):
    with pytest.raises(InputError, match=told):
        parse_json(text, "x", exact=True)
