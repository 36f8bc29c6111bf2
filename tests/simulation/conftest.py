"""One tiny plan and its run."""

import pytest

from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .tiny import OCTOPUS, SPARROW, TINY


@pytest.fixture(scope="session")
def plan():
    return make_plan([OCTOPUS, SPARROW], **TINY)


@pytest.fixture(scope="session")
def run(plan, tmp_path_factory):
    return execute(plan, tmp_path_factory.mktemp("runs"))
