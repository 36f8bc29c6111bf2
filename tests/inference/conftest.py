"""One small run that the tests of this room share."""

import pytest

import mirror_abm as ma

from ..clock import FAST_SETTINGS


@pytest.fixture(scope="package")
def run(tmp_path_factory):
    return ma.run(
        ["macaca_mulatta", "mus_musculus", "octopus_vulgaris"],
        days=0.02,
        replicates=5,
        knockouts=0,
        account=["associative", "genetic", "hebbian", "none"],
        settings=FAST_SETTINGS,
        out=tmp_path_factory.mktemp("runs"),
    )
