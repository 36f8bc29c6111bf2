"""The manifest says under what conditions a run was made."""

from datetime import datetime

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
    finished = datetime.fromisoformat(run.manifest["finished"])
    written = datetime.fromtimestamp((run.path / "manifest.json").stat().st_mtime).astimezone()
    assert abs((written - finished).total_seconds()) < 5
    assert finished.tzinfo is not None
    assert run.manifest["peak_memory_bytes"] > 50e6  # a Python with pandas, whatever the system
