"""The folder of bundled species."""

from mirror_abm.base.library import LIBRARY


def test_the_library_holds_species_references_and_the_tree():
    assert LIBRARY.name == "species"
    for name in ("macaca_mulatta.yaml", "references.bib", "tree.nwk", "trees.nwk"):
        assert (LIBRARY / name).is_file(), name
