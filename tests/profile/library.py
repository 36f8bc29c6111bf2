"""The profiles of the library, read once for all tests of this folder."""

import re

from mirror_abm.profile.species import SpeciesProfile, library, load_species, variants

SPECIES, VARIANTS = library(), variants()
PROFILES = {name: load_species(name) for name in (*SPECIES, *VARIANTS)}


def first_edition(name, **changed):
    """Return a profile as the first edition had it: a share of non-matching sights, no attention.

    Synchrony in bouts, of any act, and sights whatever the senses. ``changed`` are value, low or
    high in place of those that the conversion tells in its reason.
    """
    data = PROFILES[name].model_dump(mode="json")
    block = data["experience"]["watching_others"]
    told = re.search(r"that ([\d.]+) \[([\d.]+), ([\d.]+)\] of", block["attention"]["reason"])
    old = dict(zip(("value", "low", "high"), map(float, told.groups()), strict=True)) | changed
    data["experience"]["watching_others"] = {"nonmatching_share": block["attention"] | old}
    if data["experience"]["synchrony"]:
        data["experience"]["synchrony"]["acts"] = None
        data["experience"]["synchrony"]["rate"]["unit"] = "per hour"
    data["senses"] = [*data["senses"], *({"vision"} - {*data["senses"]})]
    return SpeciesProfile.model_validate(data)
