"""Runs killers against copies of the package with one fault each, a process per copy.

``python -m tests.mutants.worker`` reads ``[[file, old, new, killer, engine], ...]`` as JSON, and
writes one verdict each. What all copies have in common, the libraries, is imported once, by a
process that never imports the package; for each fault it makes a copy and forks. Nothing is
compiled.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

HOME = Path(__file__).parents[2]


def mutate(folder: Path, file: str, old: str, new: str) -> Path:
    """Return a folder with a copy of the package whose one ``old`` is replaced by ``new``."""
    shutil.copytree(HOME / "mirror_abm", folder / "mirror_abm")
    (folder / "species").symlink_to(HOME / "species")
    (folder / "tests").symlink_to(HOME / "tests")
    if file:
        path = folder / "mirror_abm" / file
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise ValueError(f"mirror_abm/{file} has {old!r} {text.count(old)} times, not once")
        path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def verdict(folder: Path, killer: str, engine: str) -> str:
    """Return ``killed`` if an assertion of the killer fails, ``survived``, or the error."""
    sys.path.insert(0, str(folder))
    try:
        import mirror_abm
        from tests.mutants.killers import KILLERS

        assert Path(mirror_abm.__file__).is_relative_to(folder)
        names = killer.split()
    except BaseException:
        return f"broken: {traceback.format_exc(limit=-3)}"
    for name in names:
        try:
            KILLERS[name](engine)
        except AssertionError as error:
            frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
            ours = not any(Path(frame).is_relative_to(folder / "mirror_abm") for frame in frames)
            return "killed" if ours else f"broken: {name}: {traceback.format_exc(limit=-3)}"
        except BaseException:
            return f"broken: {name}: {traceback.format_exc(limit=-3)}"
    return "survived"


def judged(file: str, old: str, new: str, killer: str, engine: str) -> str:
    """Return the verdict on one fault, from a forked process."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            mutate(Path(folder), file, old, new)
        except ValueError as error:
            return f"broken: {error}"
        here, there = os.pipe()
        if not (child := os.fork()):
            os.close(here)
            with os.fdopen(there, "w", encoding="utf-8") as pipe:
                pipe.write(verdict(Path(folder), killer, engine))
                pipe.flush()
            os._exit(0)
        os.close(there)
        with os.fdopen(here, encoding="utf-8") as pipe:
            found = pipe.read()
        os.waitpid(child, 0)
    return found or "broken: the process ended without a word"


def main() -> None:
    """Judge what stands on the standard input."""
    import mesa  # noqa: F401
    import networkx  # noqa: F401
    import numba  # noqa: F401
    import pandas  # noqa: F401
    import pydantic  # noqa: F401
    import ruamel.yaml  # noqa: F401

    assert "mirror_abm" not in sys.modules
    sys.path[:] = [path for path in sys.path if path and Path(path).resolve() != HOME]
    for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
        del sys.modules[name]
    json.dump([judged(*fields) for fields in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
