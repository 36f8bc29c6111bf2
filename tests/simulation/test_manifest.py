"""The manifest says under what conditions a run was made."""

from mirror_abm.simulation.manifest import PACKAGES, software

from .tiny import OCTOPUS, SPARROW


def test_the_manifest_says_what_to_cite(run):
    assert {"heyes_2010", "mather_1991"} <= set(run.manifest["cite"])
    assert run.manifest["id"] == run.id
    assert set(run.manifest["profiles"]) == {OCTOPUS, SPARROW}


def test_the_manifest_names_software_hashes_and_resources(run):
    assert {"python", "machine", "system", *PACKAGES} == set(software())
    assert run.manifest["software"] == software()
    assert run.manifest["workers"] == 1
    assert run.manifest["engine"] == "compiled"
    assert run.manifest["code"] == run.plan.code
    assert run.manifest["elapsed_seconds"] > 0
    assert run.manifest["peak_memory_bytes"] > 50e6  # a Python with pandas, whatever the system
