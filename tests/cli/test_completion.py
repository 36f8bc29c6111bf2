"""What the shell offers: names that the command then takes, quickly, in every shell."""

import inspect
import os
import resource
import subprocess
import sys
from types import SimpleNamespace

import pytest

from mirror_abm.animal.constants import Constants
from mirror_abm.base.shelf import accounts, experiments, figures, rules, sources
from mirror_abm.cli import completion
from mirror_abm.cli.main import COMMAND_GROUPS, COMMANDS
from mirror_abm.engine.population import ENGINES
from mirror_abm.experience.supply import WEIGHTS, WORLDS
from mirror_abm.experiments.contract import SUBJECTS
from mirror_abm.inference.chances import OUTCOMES
from mirror_abm.profile.prior import MIXTURE, PRIORS
from mirror_abm.profile.species import load_species, shipped
from mirror_abm.simulation.export import EXPORTED
from mirror_abm.simulation.horizon import MATURITY

from .shell import OCTOPUS, alone

PROGRAM = (
    "import sys; sys.argv = ['mirror-abm']; from mirror_abm.cli.main import main; sys.exit(main())"
)


def offered(line, **environment):
    """Return what bash is offered for the last word of a line."""
    words = line.split(" ")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | asked | {"_MIRROR_ABM_COMPLETE": "complete_bash"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


def commands():
    """Yield each command by what is typed for it."""
    yield from COMMANDS.items()
    for group, (_, members) in COMMAND_GROUPS.items():
        yield from ((f"{group} {name}", command) for name, command in members.items())


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("mirror-abm spe", ["species"]),
        ("mirror-abm species sh", ["show"]),
        ("mirror-abm run octo", ["octopus_vulgaris", "octopus_vulgaris_captive"]),
        ("mirror-abm species diff homo_sapiens pan", ["pan_paniscus", "pan_troglodytes"]),
        ("mirror-abm run --account gen", ["genetic", "genetic_facilitated"]),
        ("mirror-abm run --rule o", ["oja"]),
        ("mirror-abm contrast --without m", ["mirrors"]),
        ("mirror-abm experiment show cook_2", ["cook_2010"]),
        ("mirror-abm check mack", ["mackintosh"]),
        ("mirror-abm explain acc", ["accounts"]),
        ("mirror-abm next RUN --prior can", ["canalized=1"]),
        ("mirror-abm run --set constants.ta", ["constants.tau=1"]),
        ("mirror-abm run --set group.s", ["group.size="]),
        (
            "mirror-abm run octopus_vulgaris --set actions.j",
            ["actions.jet.share=", "actions.jet.duration="],
        ),
        ("mirror-abm sensitivity RUN --pair mus_musculus,octo", ["mus_musculus,octopus_vulgaris"]),
        ("mirror-abm run --wor", ["--world", "--workers"]),
    ],
)
def test_what_is_typed_in_part_is_completed(line, first):
    assert offered(line)[: len(first)] == first


def test_runs_are_offered_from_where_they_are(done):
    assert offered(f"mirror-abm runs show --out {done.out} {done.id[:3]}") == [done.id]
    assert offered("mirror-abm runs show --out /nonesuch x") == []


def test_every_parameter_that_takes_a_name_is_completed():
    """One that is missing here is not completed: a new one is added to the table, or to this."""
    free = {"name", "names", "subject", "key", "hours", "target", "fold", "folder", "reason"}
    free |= {"source", "publication", "sensitivity", "false_positive", "seen", "low", "high"}
    free |= {
        "cluster",
        "shard",
        "columns",
        "rates",
        "board",
        "spread",
        "area",
        "trait",
        "on",
        "found",
    }
    missing = set()
    for typed_as, command in commands():
        for each in inspect.signature(command, eval_str=True).parameters.values():
            kind = str(each.annotation)
            takes_text = "str" in kind and "Path" not in kind
            known = {each.name, f"{typed_as} {each.name}"} & set(completion.COMPLETERS)
            if takes_text and not known and each.name not in free:
                missing.add(f"{typed_as} {each.name}")
    assert missing == set()


def test_no_completer_is_of_a_parameter_that_no_command_has():
    known = {name for name, _ in commands()}
    taken = {
        name
        for typed_as, command in commands()
        for each in inspect.signature(command).parameters
        for name in (each, f"{typed_as} {each}")
    }
    spare = set(completion.COMPLETERS) - taken - {"over", "runs"}  # of commands still to come
    assert spare == set()
    assert len(known) > 20


def of(name, **params):
    return set(completion.COMPLETERS[name](SimpleNamespace(params=params, args=[]), ""))


def test_what_is_offered_is_what_is_allowed():
    assert of("species") == set(shipped())
    assert of("account") == set(accounts.names)
    assert of("rule") == of("check names") == set(rules.names)
    assert of("figure") == set(figures.names)
    assert of("without") == {*sources.names, "all"}
    assert of("experiment run name") == {*experiments.names, "all"}
    assert of("world") == set(WORLDS)
    assert of("weights") == set(WEIGHTS)
    assert of("prior") == {*PRIORS, MIXTURE}
    assert of("engine") == set(ENGINES)
    assert of("subjects") == set(SUBJECTS)
    assert of("outcome") == set(OUTCOMES)
    assert of("age") == {MATURITY}
    assert of("runs export table") == set(EXPORTED)


def test_every_number_of_every_species_is_offered_and_no_other():
    names = {each.partition("=")[0] for each in of("settings")}
    wanted = {
        number
        for species in shipped()
        for number in load_species(species).quantities()
        if not number.startswith("actions.")
    }
    assert wanted <= names
    constants = {f"constants.{name}" for name in Constants.__dataclass_fields__}
    assert constants <= names
    of_none = names - wanted - constants
    assert of_none <= {  # a species file may have them, and none of the library has
        "experience.being_imitated.stage.onset",
        "experience.complementary.rate",
        "experience.watching_others.nonmatching_share",
        "group.tie_inequality",
    }
    own = {each.rstrip("=") for each in of("settings", species=[OCTOPUS])}
    assert set(load_species(OCTOPUS).quantities()) <= own


def test_a_word_costs_little():
    """Nothing heavy is imported, so that the shell answers at once."""
    asked = "import os, sys; os.environ.update(COMP_WORDS='mirror-abm run --set con', "
    asked += "COMP_CWORD='3', _MIRROR_ABM_COMPLETE='complete_bash')\n"
    watch = "import atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", asked + watch + PROGRAM],
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "constants.tau=1" in done.stdout.split()
    heavy = {"numpy", "pandas", "mesa", "numba", "scipy", "matplotlib", "networkx"}
    assert heavy & set(done.stderr.split()) == set()
    assert after.ru_utime - before.ru_utime < 2  # far above what it takes on a busy machine


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_calls_the_command(shell):
    told = alone("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert told.returncode == 0, told.stderr
    assert "_MIRROR_ABM_COMPLETE=complete_" + shell in told.stdout
    assert "python" not in told.stdout


def test_completion_is_installed_where_the_shell_looks(tmp_path):
    told = alone(
        "--install-completion",
        "bash",
        HOME=os.fspath(tmp_path),
        _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1",
    )
    assert told.returncode == 0, told.stderr
    script = next((tmp_path / ".bash_completions").iterdir())
    assert script.name == "mirror-abm.sh"
    assert "complete -o default -F _mirror_abm_completion mirror-abm" in script.read_text()
    assert script.name in (tmp_path / ".bashrc").read_text()
