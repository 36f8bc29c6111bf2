"""The command ``runs merge``: one run of the shards that jobs of a batch system made."""

from __future__ import annotations

from pathlib import Path

from .comparison import show_result
from .options import RunFolder, RunName
from .results import show_files


def runs_merge(run: RunName, out: RunFolder = Path("runs")) -> None:
    """Make one run of its shards, when all of them are done.

    Prints and draws what the run found, as `mirror-abm run` does. The tables are the same bytes as
    without shards. If tasks are missing, it says of which shards.
    """
    from ..simulation.batch import merge_shards

    done = merge_shards(run, out)
    show_result(done)
    show_files(done)
