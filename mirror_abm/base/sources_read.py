"""What was read in source files, kept from one command to the next.

To follow imports through a hundred files takes a quarter of a second; to see that none of them has
changed, a hundredth of that. What is kept of a file is found by the SHA-256 of its bytes, and kept
by the version of the code that found it, so that it cannot be of anything else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import fingerprint
from .cache import cache_at_hand, keep, kept
from .files import file_digest
from .fingerprint import Source
from .startup import is_ours

MOST = 1000  #: files that are remembered; of more, only those that were just read


@contextmanager
def remembered() -> Iterator[None]:
    """Let fingerprints be made with what earlier commands read, and keep what is new.

    Only commands of ours do so, and only where the cache is there: nothing is made for it, and
    nothing said where it cannot be used.
    """
    folder = cache_at_hand() if is_ours() else None
    if folder is None:
        yield
        return
    file = folder / "sources" / f"{file_digest(Path(fingerprint.__file__))[:20]}.json"
    before = _read(file)
    fingerprint.known.update(before)
    fingerprint.used.clear()
    yield
    fresh = {key: fingerprint.known[key] for key in fingerprint.used}
    if not fresh.keys() <= before.keys():
        together = before | fresh
        keep(file, json.dumps(together if len(together) <= MOST else fresh).encode())


def _read(file: Path) -> dict[str, Source]:
    """Return what is kept; nothing where that is nothing that we kept."""
    data = kept(file)
    found = json.loads(data) if data else {}
    return {
        key: Source(
            hash,
            tuple((level, module, name) for level, module, name in imports),
            tuple((shelf, item) for shelf, item in items),
            tuple(beside),
        )
        for key, (hash, imports, items, beside) in found.items()
    }
