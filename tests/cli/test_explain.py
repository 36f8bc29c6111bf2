"""``explain``: how the simulation works, in words."""

import re

from .shell import OCTOPUS, typed


def test_species_and_the_step_are_explained():
    explained = typed("explain", OCTOPUS)
    assert explained.returncode == 0
    assert explained.stdout.startswith(
        "Octopus vulgaris: groups of 1, layout solitary; at the medians an animal "
    )
    step = typed("explain", "step")
    assert step.returncode == 0
    assert step.stdout.startswith("One step is one active day, in ticks of 10 ms;")
    assert [
        line.split()[1] for line in step.stdout.splitlines() if re.match(r" *[123] ", line)
    ] == [
        "acts",
        "percepts",
        "settlements",
    ]
