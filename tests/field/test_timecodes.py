"""Time codes: frames of PAL and NTSC against closed forms."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.field.timecodes import CODES, seconds_of_code


def ntsc(frame):
    """Return the drop-frame code of a frame, counted one by one."""
    shown = 0
    for _ in range(frame):
        shown += 1
        minutes, rest = divmod(shown, 1800)
        if rest == 0 and minutes % 10:
            shown += 2
    return f"{shown // 108000:02d}:{shown // 1800 % 60:02d}:{shown // 30 % 60:02d}:{shown % 30:02d}"


@pytest.mark.parametrize("frame", [0, 1, 29, 1799, 1800, 3597, 3598, 17981, 17982, 20000])
def test_ntsc_drops_two_numbers_in_nine_minutes_of_ten(frame):
    found = seconds_of_code(pd.Series([ntsc(frame)]), "NTSC")
    assert found[0] == pytest.approx(frame * 1001 / 30000, rel=1e-12)


@pytest.mark.parametrize(
    ("code", "cell", "seconds"),
    [
        ("PAL", "00:00:02:12", 2.48),
        ("PAL-50fps", "01:00:02:12", 3602.24),
        ("msec", "2480", 2.48),
        ("ss.msec", "2.480", 2.48),
        ("hh:mm:ss", "00:00:02.480", 2.48),
    ],
)
def test_every_code_is_read(code, cell, seconds):
    assert code in CODES
    assert seconds_of_code(pd.Series([cell]), code)[0] == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("code", "cell"),
    [("PAL", "00:00:02:25"), ("NTSC", "00:00:02:30"), ("PAL", "2.5"), ("msec", "x")],
)
def test_what_is_no_code_is_no_time(code, cell):
    assert np.isnan(seconds_of_code(pd.Series([cell]), code)[0])
