"""The laboratory of a study, as it is typed."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.cli.study import told_lab, told_range


def test_two_ranges_make_a_laboratory():
    assert told_range("publication", "0.1,1") == (0.1, 1.0)
    assert told_lab("0.4,1", "0,0.05") != told_lab("0.4,1", "0,0.06")


@pytest.mark.parametrize("text", ["", "0.4", "1,0.4", "0.4,1,2", "a,b", "0,2"])
def test_what_is_no_range_of_chances_is_refused_under_the_name_of_its_option(text):
    with pytest.raises(InputError, match=r"^--sensitivity"):
        told_range("sensitivity", text)
