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


def test_the_error_of_time_lapse_is_measured_in_whole_lives(monkeypatch):
    """At the size of a test; the sizes and species of the command are those of the module."""
    from typer.testing import CliRunner

    from mirror_abm.cli.main import app
    from mirror_abm.simulation import lapse_error

    monkeypatch.setattr(lapse_error, "SPECIES", ("octopus_vulgaris",))
    small = dict(lapse_error.time_lapse_errors.__kwdefaults__) | {"days": 0.5}
    monkeypatch.setattr(lapse_error.time_lapse_errors, "__kwdefaults__", small)
    words = ["check", "rescorla_wagner", "--lapse", "--replicates", "2"]
    told = CliRunner().invoke(app, words, env={"COLUMNS": "160"})
    assert told.exit_code == 0, told.output
    rows = re.findall(r"(?m)^associative +rescorla_wagner +(\S+) +mirror index +[+-]", told.stdout)
    assert rows == ["0.01", "0.03", "0.09", "0.27"]
