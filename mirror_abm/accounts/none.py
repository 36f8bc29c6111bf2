"""None: nothing is built in and nothing learned.

What the recording calls a mirror unit here is chance.
"""

RULE = "none"

REFUTED_BY = (
    "more responses to one's own act than to others; it is the chance baseline, not a rival account"
)
