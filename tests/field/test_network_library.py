"""The shipped table of observed networks, and how it was made."""

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.field.network_fit import STATISTICS
from mirror_abm.field.network_library import library_table, lines, observed_networks
from mirror_abm.profile.blocks import GroupProfile
from mirror_abm.profile.citations import bibliography
from mirror_abm.profile.layers import placed
from mirror_abm.profile.species import SpeciesProfile


def test_the_shipped_table_is_whole_and_makes_valid_lines():
    table = observed_networks()
    assert set(table["statistic"]) == set(STATISTICS)
    assert len(table) == len(STATISTICS) * table["species"].nunique()
    assert set(table["source"]) <= bibliography(LIBRARY / "x.yaml")
    assert (
        table["inside"]
        == (
            (table["observed"] >= table["low"] - 1e-4) & (table["observed"] <= table["high"] + 1e-4)
        )
    ).all()
    for name in table["species"].unique():
        text = "\n".join(lines(observed_networks(name)))
        block = placed(SpeciesProfile, text, "lines", LIBRARY)[0]["group"]
        plain = {
            key: dict(value) if isinstance(value, dict) else value for key, value in block.items()
        }
        size = {
            "value": 20,
            "low": 10,
            "high": 30,
            "unit": "animals",
            "source": "sah_2019",
            "how": "guess",
            "reason": "x",
        }
        assert (
            GroupProfile.model_validate(plain | {"size": size, "reason": "x"}).layout
            == block["layout"]
        )
    with pytest.raises(InputError, match=r"'octopus_vulgaris': must be one of"):
        observed_networks("octopus_vulgaris")


def test_the_library_leaves_out_defective_mating_and_dominance_networks():
    sound = {
        "sp": "Pan troglodytes",
        "it": "grooming",
        "n": 8,
        "density": 1.0,
        "CVs": 0.3,
        "CVw": 0.6,
        "giniw": 0.3,
        "Qw": 0.1,
        "zero": 0,
        "nan": 0,
        "bip": False,
    }
    wrong = [
        sound | {"bip": True},
        sound | {"nan": 3},
        sound | {"zero": 1},
        sound | {"it": "FE_mating"},
        sound | {"it": "dominance"},
        sound | {"sp": "Homo sapiens"},
    ]
    found = library_table(
        pd.DataFrame([sound, *wrong]), {"Pan troglodytes": "pan_troglodytes"}, groups=4
    )
    assert set(found["networks"]) == {1}
    assert set(found["species"]) == {"pan_troglodytes"}
    assert found.set_index("statistic").loc["dyad_gini", "observed"] == pytest.approx(0.3)
