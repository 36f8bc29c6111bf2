"""``check`` as it is typed."""

import re

from .shell import refused, typed


def test_a_rule_is_checked_and_its_phenomena_shown():
    told = typed("check", "rescorla_wagner", COLUMNS="160")
    assert told.returncode == 0, told.stderr
    assert re.search(r"\brescorla_wagner .* holds", told.stdout)
    assert re.search(r"(?m)^blocking +\+ +\d\.\d\d", told.stdout)
    assert told.stdout.rstrip().endswith("phenomena of 1 rules: all as the rules say.")


def test_an_unknown_rule_is_refused():
    refused(typed("check", "rescorla"), 2, "learning rule = 'rescorla'", "rescorla_wagner")
