"""Subjects for the tests of the laboratory: preset people who open and close a hand."""

from mirror_abm.laboratory.cohort import Cohort
from mirror_abm.laboratory.subject import subject

PRESET = Cohort("homo_sapiens", animals=3, kind="preset")


ROLES = {"open": "wave", "close": "grasp"}


def one(number=0, cohort=PRESET, **settings):
    """Return a fresh copy of one animal, with constants fixed by keyword."""
    fixed = cohort.fixed({f"constants.{name}": value for name, value in settings.items()})
    return subject(fixed, number, ROLES)
