"""The clock of the first edition, at which minutes of life and dozens of trials teach.

For tests that are about something else than how fast is learned.
"""

FAST = {"alpha": 0.3, "incidental_salience": 1.0}
FAST_SETTINGS = {f"constants.{name}": value for name, value in FAST.items()}
FAST_WORDS = ["--set", "constants.alpha=0.3", "--set", "constants.incidental_salience=1"]
#: what the first edition did not draw, fixed at the medians, and nothing calibrated, for tests of
#: populations with draws
STEADY = FAST | {
    "calibrated": 0.0,
    "beta_absent": 0.03,
    "context_salience": 0.3,
    "overlap_same": 0.5,
    "overlap_other": 0.08,
}
STEADY_SETTINGS = {f"constants.{name}": value for name, value in STEADY.items()}
