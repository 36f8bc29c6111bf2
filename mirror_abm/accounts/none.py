"""None: nothing is built in and nothing learned.

What the recording calls a mirror unit here is chance.
"""

RULE = "none"

REFUTED_BY = (
    "any congruent share above its permuted expectation; it is the chance baseline, "
    "not a rival account"
)
