"""How the tables of an answer are looked up."""

from .test_sentences import told


def test_rows_are_of_one_account_in_one_modality_and_if_asked_of_one_verdict():
    found = told(["found", "missed", "found"])
    assert found.rows("associative", "visual")["species"].tolist() == [
        "danio_rerio",
        "macaca_mulatta",
        "mus_musculus",
    ]
    assert len(found.rows("associative", "visual", "found")) == 2
    assert found.rows("associative", "auditory").empty


def test_baselines_are_not_reported_beside_rivals_and_modalities_are_those_recorded():
    found = told(["found"])
    assert found.accounts == ["associative"]  # and not the chance baseline of the plan
    assert found.modalities == ["visual"]
    assert found.names == {"danio_rerio": "zebrafish"}
