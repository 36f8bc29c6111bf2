"""Motor only: practice alone. The animal acts and learns, but perceives nothing.

A chance baseline, not a rival.
"""

RULE = "rescorla_wagner"

SUPPLY = True

WITHOUT = ("all",)

REFUTED_BY = (
    "more responses to one's own act than to others; it is a chance baseline, not a rival account"
)
