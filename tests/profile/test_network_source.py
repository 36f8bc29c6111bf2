"""What the file of a network is, before anything in it is a network."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_source import known_text, opened


def test_text_is_opened_with_newlines_and_without_marks():
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert opened("Zoë,Bo\r\nBo,Cy\r".encode(encoding), "net") == "Zoë,Bo\nBo,Cy\n"


def test_formats_that_are_known_and_not_read_are_named_and_others_are_left():
    for begin in ("dl\nn=3", "DL n = 3", "digraph x {", "strict graph {", '[{"a": 1}]', "#NEXUS"):
        with pytest.raises(InputError, match=r"net: is .*, which is not read: "):
            known_text(begin, "net")
    for begin in ("graph [", "dlf,dlg", "Graph,Target", "[A],[B]", "digraphs,b"):
        assert known_text(begin, "net") == begin


def test_bytes_that_are_no_text_are_refused():
    for data in (b"\x00\x01\x02", b"a\x00b\xff", b"\x89PNG\x0d\x00"):
        with pytest.raises(InputError, match=r"net: is not text"):
            opened(data, "net")
