"""Numbers in figures: no sign before nothing but zeros."""

import pytest

from mirror_abm.base.numerals import in_figures


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (-0.001, 2, "0.00"),
        (-0.006, 2, "-0.01"),
        (-0.0, "g", "0"),
        (-1e-9, ".3g", "-1e-09"),
        (-0.001, "+.2f", "+0.00"),
        (-0.0001, ".0%", "0%"),
        (1234.5, ",.1f", "1,234.5"),
    ],
)
def test_a_number_that_is_shown_as_zero_has_no_sign(value, form, said):
    assert in_figures(value, form) == said
