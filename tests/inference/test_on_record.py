"""What a sheet says of existing data."""

from mirror_abm.inference.on_record import on_record

NAMES = {"macaca_mulatta": "Macaca mulatta", "octopus_vulgaris": "Octopus vulgaris"}


def test_records_are_named_by_species_and_sense():
    wanted = [
        {"species": name, "modality": sense}
        for name in ("macaca_mulatta", "macaca_mulatta", "octopus_vulgaris")
        for sense in ("visual", "auditory")
    ]
    told = on_record(wanted, NAMES)
    assert told.count("Macaca mulatta by sight") == 1
    assert "Macaca mulatta by sight: positive: di_pellegrino_1992, gallese_1996, " in told
    assert "Octopus vulgaris by sight: nothing on record." in told
    assert "not used for the predictions" in told
