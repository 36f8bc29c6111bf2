"""What is done of a run or board that is not finished: the tables of each task, in few files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.arrow import Told, arrow, pack, told_of, unpack
from ..base.errors import StorageError
from ..base.files import make_folder, shown
from ..base.journal import Record, append, beginning, put_in_order, read, records

if TYPE_CHECKING:
    import pandas as pd

PARTS = "parts"  #: the folder of them, in that of the run
HEAD = 2048  #: bytes that tell what a task made: 80 or so for each table


def keep(run: Path, task: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Keep the tables of one task; whoever carried it out does so, in a file of its own.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run or board.
    task : str
        What the task is called, in that run.
    tables : mapping of str to pandas.DataFrame
        Its tables.
    """
    keep_packed(run, task, packed(tables))


def packed(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return the tables of a task as they are kept, to be sent to where the run is.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Its tables.

    Returns
    -------
    bytes
        What :func:`keep_packed` takes.
    """
    return pack({name: arrow(table) for name, table in tables.items()})


def keep_packed(run: Path, task: str, data: bytes) -> None:
    """Keep the tables of one task that were carried out elsewhere.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run or board.
    task : str
        What the task is called, in that run.
    data : bytes
        What :func:`packed` returned.
    """
    append(run / PARTS, task, data)


def tasks_kept(run: Path) -> list[str]:
    """Return the tasks that seem to be done, without reading what they made.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run or board, which need not be there.

    Returns
    -------
    list of str
        What they are called.
    """
    return list(records(run / PARTS))


class Parts:
    """The parts of a run, for whoever works in its folder alone; it is made if it is not there.

    Parameters
    ----------
    run : pathlib.Path
        The folder of the run or board.
    """

    def __init__(self, run: Path):
        self.folder = make_folder(run / PARTS)
        put_in_order(self.folder)
        self._found: dict[str, Record] = records(self.folder)

    def __contains__(self, task: str) -> bool:
        """Return whether the task was done when this was last looked up, and is whole."""
        return task in self._found

    def look(self) -> None:
        """Look up which tasks are done by now."""
        self._found = records(self.folder)

    def tables(self, task: str) -> dict[str, Any]:
        """Return the tables of a task.

        Parameters
        ----------
        task : str
            What it is called.

        Returns
        -------
        dict of str to pyarrow.Table
            Its tables by name.

        Raises
        ------
        StorageError
            If it is not there any more, or is not what was written.
        """
        return unpack(read(task, self._record(task)))

    def told(self, task: str) -> dict[str, Told]:
        """Return what the tables of a task are, without reading them.

        Parameters
        ----------
        task : str
            What it is called.

        Returns
        -------
        dict of str to Told
            Rows and kinds of its tables by name.

        Raises
        ------
        StorageError
            If it is not there any more, or is not what was written.
        """
        record = self._record(task)
        try:
            return told_of(beginning(record, HEAD))
        except ValueError:  # longer, or damaged, which reading it will tell
            return told_of(read(task, record))

    def _record(self, task: str) -> Record:
        """Return where a task stands."""
        if task not in self._found:
            raise StorageError(
                f"{shown(self.folder)}: holds no task {task} any more: type the command again; "
                "what is missing is done again."
            )
        return self._found[task]

    def frame(self, name: str, tasks: Iterable[str]) -> pd.DataFrame:
        """Return one small table of some tasks, as one.

        Parameters
        ----------
        name : str
            Its name.
        tasks : iterable of str
            The tasks, in the order of the rows.

        Returns
        -------
        pandas.DataFrame
            Held in memory.
        """
        import pandas as pd

        return pd.concat([self.tables(task)[name].to_pandas() for task in tasks], ignore_index=True)
