"""Where the bundled species are: beside the package in a checkout, within it when installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
#: the folder of species files, references and the tree
LIBRARY = next(
    folder for folder in (_PACKAGE / "species", _PACKAGE.parent / "species") if folder.is_dir()
)
