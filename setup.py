"""Packages are found, not listed; the library of species, beside them, is shipped as one more."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["mirror_abm", "mirror_abm.*"]), "mirror_abm.species"],
    package_dir={"mirror_abm.species": "species"},
)
