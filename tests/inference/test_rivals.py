"""Which runs can judge accounts."""

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.prediction import predictions
from mirror_abm.inference.recommendation import record_next
from mirror_abm.inference.weighing import weigh


def test_runs_that_cannot_answer_are_told_what_to_type(tmp_path):
    alone = ma.run("octopus_vulgaris", days=0.02, replicates=4, knockouts=0, out=tmp_path)
    for ask in (record_next, weigh):
        with pytest.raises(
            InputError,
            match="must hold associative and a rival: `mirror-abm run --account associative",
        ):
            ask(alone)
    few = ma.run(
        "octopus_vulgaris",
        days=0.02,
        replicates=2,
        knockouts=0,
        account=["associative", "genetic"],
        out=tmp_path,
    )
    with pytest.raises(InputError, match="must be at least 4"):
        record_next(few)
    medians = ma.run(
        "octopus_vulgaris",
        days=0.02,
        replicates=4,
        knockouts=0,
        account=["associative", "genetic"],
        point=True,
        out=tmp_path,
    )
    with pytest.raises(InputError, match="must have drawn its numbers"):
        weigh(medians)
    strange = ma.run(
        "octopus_vulgaris", days=0.02, replicates=4, knockouts=0, world="permuted", out=tmp_path
    )
    with pytest.raises(InputError, match="must be 'normal'"):
        predictions(strange)
