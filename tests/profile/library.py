"""The profiles of the library, read once for all tests of this folder."""

from mirror_abm.profile.species import library, load_species, variants

SPECIES, VARIANTS = library(), variants()
PROFILES = {name: load_species(name) for name in (*SPECIES, *VARIANTS)}
