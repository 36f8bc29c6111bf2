"""The profiles of the library, read once for all tests of this folder."""

import re

from mirror_abm.profile.species import SpeciesProfile, library, load_species, sketches, variants

SPECIES, SKETCHES, VARIANTS = library(), sketches(), variants()
PROFILES = {name: load_species(name) for name in (*SPECIES, *SKETCHES, *VARIANTS)}
#: value, low and high that were guessed where a rate was measured since
GUESSED = {
    "crocuta_crocuta": {"acts.audible_rate": (3, 0.3, 20), "experience.sound.rate": (1, 0.1, 8)},
    "homo_sapiens": {"acts.audible_rate": (240, 60, 400), "experience.sound.rate": (10, 2, 60)},
    "tyto_alba": {"acts.audible_rate": (150, 30, 420)},
    "gallus_gallus": {"acts.visible_share": (0.05, 0.02, 0.12)},
}


def as_guessed(name):
    """Return a profile with the rates that were guessed where some were measured since."""
    data = PROFILES[name].model_dump(mode="json")
    data["acts"].pop("rate", None)
    for dotted, numbers in GUESSED.get(name, {}).items():
        *outer, last = dotted.split(".")
        block = data
        for key in outer:
            block = block[key]
        block[last].update(zip(("value", "low", "high"), numbers, strict=True))
    return SpeciesProfile.model_validate(data)


def first_edition(name, **changed):
    """Return a profile as the first edition had it: a share of non-matching sights, no attention.

    Synchrony in bouts, of any act, and sights whatever the senses. ``changed`` are value, low or
    high in place of those that the conversion tells in its reason.
    """
    data = as_guessed(name).model_dump(mode="json")
    block = data["experience"]["watching_others"]
    told = re.search(r"that ([\d.]+) \[([\d.]+), ([\d.]+)\] of", block["attention"]["reason"])
    old = dict(zip(("value", "low", "high"), map(float, told.groups()), strict=True)) | changed
    data["experience"]["watching_others"] = {"nonmatching_share": block["attention"] | old}
    if data["experience"]["synchrony"]:
        data["experience"]["synchrony"]["acts"] = None
        data["experience"]["synchrony"]["rate"]["unit"] = "per hour"
    data["senses"] = [*data["senses"], *({"vision"} - {*data["senses"]})]
    return SpeciesProfile.model_validate(data)
