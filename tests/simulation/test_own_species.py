"""A run keeps species that are not the library's, so that its folder is enough to repeat it."""

import json
import shlex
import shutil

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import StorageError
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.profile.species import load_species, shipped
from mirror_abm.simulation.conditions import command
from mirror_abm.simulation.own_species import keep_species, species_text
from mirror_abm.simulation.plan import make_plan

from .tiny import OCTOPUS, OCTOPUS_FILE, SPARROW, TINY

LONE = "experience.self_observation.rate"
VARIANT = f"""
name: octopus_zoo
inherits: {OCTOPUS}
status: provisional
context: captive
stage: "adult, in a tank; 'one year' \\u2028 and \\U0001F419: \\"more\\""
experience:
  mirrors: null
"""


def again(plan, folder):
    """Return the plan of what the command names, in the folder of the run."""
    keep_species(plan, folder)
    words = shlex.split(command(plan, folder))[2:]
    named = words[: next((at for at, word in enumerate(words) if word[0] == "-"), len(words))]
    return make_plan(named, settings=plan.settings, prior=plan.prior)


@pytest.mark.parametrize("name", shipped())
def test_every_profile_survives_being_written_and_read(name, tmp_path):
    profile = load_species(name)
    other = profile.model_copy(update={"stage": "changed"})
    file = tmp_path / f"{name}.yaml"
    file.write_text(species_text(other.model_dump(mode="json")), encoding="utf-8")
    assert load_species(file) == other


def own_file(tmp_path):
    """A species file with a source of its own."""
    text = OCTOPUS_FILE.replace("source: mather_1991", "source: mine_2026", 1)
    assert "mine_2026" in text
    (tmp_path / "references.bib").write_text("@book{mine_2026,\n  title = {Mine}\n}\n")
    file = tmp_path / "my octopus.yaml"
    file.write_text(text.replace(f"name: {OCTOPUS}", "name: octopus_mine"))
    return [str(file), SPARROW]


def own_variant(tmp_path):
    """A variant, in whose strings everything stands that may stand there."""
    file = tmp_path / "octopus_zoo.yaml"
    file.write_text(VARIANT, encoding="utf-8")
    return [file]


def variant_of_own(tmp_path):
    """A variant of a species of one's own, which is not run itself."""
    parent = OCTOPUS_FILE.replace(f"name: {OCTOPUS}", "name: octopus_mine")
    (tmp_path / "octopus_mine.yaml").write_text(parent)
    file = tmp_path / "octopus_zoo.yaml"
    file.write_text(VARIANT.replace(f"inherits: {OCTOPUS}", "inherits: octopus_mine"))
    return [file]


def of_python(_):
    """A profile changed in Python, with a source that no file lists."""
    data = load_species(OCTOPUS).model_dump(mode="json")
    data["experience"]["self_observation"]["rate"].update(value=1.1e-7, low=1e-7, source="nobody")
    return [ma.SpeciesProfile.model_validate(data)]


def with_network(tmp_path, animals=9):
    """A species whose network is in a file beside it; one animal has no ties."""
    names = [f"{'zyx'[n % 3]}{n}" for n in range(animals)]
    rows = [
        [0 if a == b or animals - 1 in (a, b) else 1 + (a + b) / 7 for b in range(animals)]
        for a in range(animals)
    ]
    lines = [",".join([name, *map(str, row)]) for name, row in zip(names, rows, strict=True)]
    (tmp_path / "seen").mkdir()
    (tmp_path / "seen" / "ties.csv").write_text("\n".join([",".join(["", *names]), *lines]))
    data = load_species(SPARROW).model_dump(mode="json")
    size = data["group"]["size"] | {"value": 5, "low": 4, "high": 6}
    group = {"layout": "observed", "network": "seen/ties.csv", "size": size}
    data["group"] |= group | {"unit_size": None, "tie_inequality": None}
    file = tmp_path / "sparrow_observed.yaml"
    file.write_text(species_text(data | {"name": "sparrow_observed"}))
    return [file]


def with_large_network(tmp_path):
    """One whose network has more ties than may stand in a species file."""
    return with_network(tmp_path, animals=60)


OWN = [own_file, own_variant, variant_of_own, of_python, with_network, with_large_network]


@pytest.mark.filterwarnings("ignore:.*ties.csv")
@pytest.mark.parametrize("settings", [{}, {LONE: 0.25, "group.size": 4}], ids=["plain", "set"])
@pytest.mark.parametrize("prior", ["authored", "rule_made"])
@pytest.mark.parametrize("own", OWN)
def test_the_folder_of_a_run_is_enough_to_repeat_it(own, settings, prior, tmp_path):
    if own in (with_network, with_large_network):
        settings = {name: value for name, value in settings.items() if name == "group.size"}
    folder = tmp_path / "given"
    folder.mkdir()
    plan = make_plan(own(folder), settings=settings, prior=prior)
    shutil.rmtree(folder)
    assert len(plan.own) == 1
    found = again(plan, tmp_path / "runs" / plan.id)
    assert (found.id, found.profiles) == (plan.id, plan.profiles)


def test_a_file_that_says_what_the_library_says_is_the_library_s(tmp_path):
    file = tmp_path / "copy.yaml"
    file.write_text(OCTOPUS_FILE)
    profile = load_species(OCTOPUS)
    for item in (file, str(file), str(LIBRARY / f"{OCTOPUS}.yaml"), profile, "Octopus vulgaris"):
        plan = make_plan([item])
        assert command(plan) == f"mirror-abm run {OCTOPUS}"
        assert keep_species(plan, tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


def test_what_is_kept_is_sealed_with_the_run_and_runs_to_the_same_numbers(tmp_path):
    run = ma.run(own_file(tmp_path)[0], out=tmp_path / "runs", **TINY)
    kept = run.path / "species" / "octopus_mine.yaml"
    assert {"species/octopus_mine.yaml", "species/references.bib"} <= set(
        json.loads((run.path / "DONE").read_text())
    )
    assert "mine_2026" in (run.path / "species" / "references.bib").read_text()
    other = ma.run(kept, out=tmp_path / "others", **TINY)
    assert other.id == run.id
    assert other.table("units").equals(run.table("units"))
    kept.write_text(kept.read_text() + "# mine\n")
    with pytest.raises(StorageError, match=r"octopus_mine.yaml: is not what was written"):
        ma.load_run(run.path)


def test_strange_letters_and_small_numbers_are_read_as_they_were():
    said = {"name": "x", "stage": 'a "b" \\ \u2028 \x85 \U0001f419 #: {', "tiny": [1e-300, True]}
    assert dict(parse_yaml(species_text(said), "x")) == said
