"""Motor only: practice alone. The animal acts and learns, but perceives nothing.

A chance baseline, not a rival.
"""

RULE = "rescorla_wagner"

SUPPLY = True

WITHOUT = ("all",)

REFUTED_BY = (
    "any congruent share above its permuted expectation; it is a chance baseline, "
    "not a rival account"
)
