"""Contact lists without a header."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.profile.network_contacts import contacts_of


def place(text):
    rows = [(at, line.split(",")) for at, line in enumerate(text.split(), start=1)]
    found = contacts_of(rows, "net")
    return None if found is None else found[0]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("20,1,2 40,2,3 40,1,2", 1),
        ("10:00:20,1,2 10:00:40,2,3", 1),
        ("1,2,1385982020 2,3,1385982040", 0),
        ("20,1,2,x,y 40,2,3,y,x", 1),
        ("1,2,5 2,3,4", None),
        ("A,B B,C", None),
        ("40,1,2 20,2,3", None),
    ],
)
def test_where_the_animals_are(text, first):
    assert place(text) == first


@pytest.mark.parametrize(
    "text", ["101,1,2 102,2,3 103,3,1", "A,B,1 A,B,2 B,C,3", "20,1,2,3 40,2,3,1"]
)
def test_what_is_open_is_asked(text):
    with pytest.raises(InputError, match=r"net:1: .*[Ww]rite a first row"):
        place(text)
