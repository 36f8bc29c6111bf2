"""Write the log of acts in docs/measured/: ``python scripts/abode_log.py LABELS [FOLDER]``.

``LABELS`` is ``Annotations.df`` of ABODe: what 45 mice in 15 cages of three did in each second of
200 clips of two minutes (Camilleri 2023, CC BY 4.0; github.com/michael-camilleri/ABODe, commit
c7b14303). Two plain tables are made of it, which ``mirror-abm species from-events`` reads:

* ``abode_acts.csv``: an act is the first second in which a mouse does one of five named things
  (feeds, drinks, grooms itself, grooms another, walks), unless a clip begins with it. Where a mouse
  was hidden for a while and does the same behind it, it is the same act.
* ``abode_present.csv``: each mouse was watched for the 120 s of a clip, and *active* in those
  seconds that are labelled and in which it was not immobile.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pandas as pd

FOLDER = Path(__file__).parents[1] / "docs" / "measured"
SECONDS = 120  #: of each clip
ACTS = {
    "Feed": "feed",
    "Drink": "drink",
    "S-Grm": "groom_self",
    "A-Grm": "groom_other",
    "Loco": "walk",
}
HIDDEN = ("N/Obs", "N/Adm")  #: not observable; labels contradict each other
ASLEEP = "Imm"


def acts(labels: list[str]) -> list[tuple[int, str]]:
    """Return second and name of each act that begins while one mouse is watched."""
    found, last = [], None
    for second, label in enumerate(labels):
        if label in ACTS and label != last and second:
            found.append((second, ACTS[label]))
        if label not in HIDDEN:
            last = label
    return found


def active(labels: list[str]) -> int:
    """Return in how many seconds a mouse is seen not to be immobile."""
    return sum(label not in (*HIDDEN, ASLEEP) for label in labels)


def tables(labels: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return acts, and who was watched, of all clips in the file."""
    done: list[dict[str, Any]] = []
    watched: list[dict[str, Any]] = []
    for (cage, segment, snippet), clip in labels.groupby(level=[0, 1, 2], sort=False):
        assert list(clip.index.get_level_values(3)) == list(range(SECONDS))
        for mouse in "RGB":
            mine = clip[(mouse, "GT.Behaviour")].tolist()
            who = {"observation": f"{cage}_{segment}_{snippet}", "subject": f"{cage}_{mouse}"}
            done += [who | {"time": at, "behaviour": name} for at, name in acts(mine)]
            watched.append(who | {"duration (s)": SECONDS, "active (s)": active(mine)})
    order = ["observation", "time", "subject"]
    return pd.DataFrame(done).sort_values(order), pd.DataFrame(watched)


def main() -> None:
    """Write both tables."""
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER
    for name, table in zip(
        ("acts", "present"), tables(pd.read_pickle(sys.argv[1], compression="bz2")), strict=True
    ):
        table.to_csv(folder / f"abode_{name}.csv", index=False)


if __name__ == "__main__":
    main()
