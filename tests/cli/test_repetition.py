"""An option that is not repeatable cannot be given twice, whatever the command."""

import pytest
from typer.core import TyperOption
from typer.testing import CliRunner

from mirror_abm.base.errors import InputError
from mirror_abm.cli.main import app

from .shell import refused, typed
from .test_main import COMMANDS

#: values that are in order for every option that is a number, or words
VALUES = ("1", "2")
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, TyperOption) and not option.is_eager
]


def as_typed(option, number, value):
    """Return the words by which an option is typed."""
    if not option.is_flag:
        return [option.opts[0], value]
    return [[*option.secondary_opts, *option.opts][number % (1 + len(option.secondary_opts))]]


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, option) for name, option in OPTIONS if not option.multiple],
    ids=lambda value: value if isinstance(value, tuple) else value.opts[0],
)
@pytest.mark.parametrize("values", [VALUES, VALUES[:1] * 2], ids=["different", "same"])
def test_every_option_that_is_not_repeatable_is_refused_when_it_is_given_twice(
    name, option, values
):
    twice = [word for n, value in enumerate(values) for word in as_typed(option, n, value)]
    with pytest.raises(InputError) as caught:
        COMMANDS[name].make_context("mirror-abm", twice)
    error = caught.value
    if option.secondary_opts:
        ends = f"{option.opts[0]} and {option.secondary_opts[0]}: contradict each other; "
        assert str(error) == f"{ends}leave one out."
    else:
        assert str(error) == f"{option.opts[0]}: is given twice; give it once."


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, option) for name, option in OPTIONS if option.multiple],
    ids=lambda value: value if isinstance(value, tuple) else value.opts[0],
)
def test_an_option_that_is_repeatable_says_so_and_is_not_refused_for_being_given_twice(
    name, option
):
    words = [*as_typed(option, 0, "1"), *as_typed(option, 0, "2"), "--no-such-option"]
    with pytest.raises(Exception, match="No such option: --no-such-option"):
        COMMANDS[name].make_context("mirror-abm", words)
    assert "(repeatable)" in option.help or "Repeat it" in option.help


def test_an_option_given_twice_ends_in_one_sentence():
    words = ["run", "octopus_vulgaris"]
    refused(typed(*words, "--days", "1", "--days=2"), 2, "--days: is given twice; give it once.")
    refused(typed(*words, "--no-carrier", "--carrier"), 2, "--carrier and --no-carrier: contra")


def test_help_is_shown_whatever_else_is_typed():
    told = CliRunner().invoke(app, ["run", "--days", "1", "--days", "2", "--help"])
    assert told.exit_code == 0
    assert "Usage:" in told.output
