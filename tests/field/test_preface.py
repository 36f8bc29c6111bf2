"""What stands above the blocks of a species file."""

import pytest

from mirror_abm.field.preface import preface
from mirror_abm.field.reading import parse_log

from .logs import PLAIN


@pytest.mark.parametrize(("seen", "said"), [("all", "by all others"), ("target", "it addressed")])
def test_every_line_is_a_comment_and_who_saw_is_said(seen, said):
    log = parse_log(PLAIN, "day.csv")
    lines = preface(log, "macaca_mulatta", seen, "my_key", 3, 4.5)
    assert all(line.startswith("#") for line in lines)
    text = "\n".join(lines)
    assert f"an act was seen {said}" in text or f"by the animal {said}" in text
    assert "2 acts, 3 observations, 4.5 focal hours" in text
    assert "in place of my_key" in text
