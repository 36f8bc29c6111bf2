"""The clock of the first edition, for tests that are about something else than its speed.

Cues are as salient in ordinary life as attended stimuli of the laboratory, and more so than today,
so that a few minutes of life teach.
"""

FAST = {"alpha": 0.3, "incidental_salience": 1.0}
FAST_SETTINGS = {f"constants.{name}": value for name, value in FAST.items()}
FAST_WORDS = [
    word for name, value in FAST.items() for word in ("--set", f"constants.{name}={value:g}")
]
