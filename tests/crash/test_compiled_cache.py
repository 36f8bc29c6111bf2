"""The compiled engine in the cache, damaged in every way: the numbers stay what they are.

One byte changed in ``engine.py`` once gave 0.0234 for 0.0176, under the same id, sealed, exit 0.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mirror_abm.base.cache import cache_folder, kept
from mirror_abm.engine import compiled

RUN = (
    "import sys, logging, hashlib, mirror_abm as ma\n"
    "from mirror_abm.base.log import listen\n"
    "listen()\n"
    "run = ma.run('octopus_vulgaris', days=0.02, replicates=2, knockouts=0, out=sys.argv[1])\n"
    "for name in ('units', 'curves'):\n"
    "    made = (run.path / 'tables' / f'{name}.parquet').read_bytes()\n"
    "    print(hashlib.sha256(made).hexdigest())\n"
)


def made(folder, environment):
    """Return the checksums of the tables of a small run, and what was said."""
    out = folder / f"runs-{len(list(folder.iterdir()))}"
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(out)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    """Return the right tables; the machine's cache has the engine then."""
    return made(tmp_path_factory.mktemp("truth"), {})[0]


@pytest.fixture(scope="module")
def taken(tmp_path_factory, truth):
    """Return a cache of what the run takes, and no more; the machine's holds what others left."""
    folder, engine = tmp_path_factory.mktemp("taken"), engine_folder()
    shutil.copytree(cache_folder() / engine, folder / engine)
    folder.chmod(0o700)
    assert made(tmp_path_factory.mktemp("runs"), {"MIRROR_ABM_CACHE": str(folder)})[0] == truth
    return folder


@pytest.fixture
def copied(tmp_path, taken):
    """Return a copy of what the run takes from the cache, and the folder of the engine in it."""
    folder = Path(shutil.copytree(taken, tmp_path / "cache"))
    folder.chmod(0o700)
    return folder, folder / engine_folder()


def engine_folder():
    """Return what the folder of the engine is called."""
    return f"engine_{compiled.key('rescorla_wagner')}"


def changed(path, old, new):
    """Change the text of a file."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_edited_source_in_the_cache_changes_no_number(tmp_path, copied, truth):
    folder, engine = copied
    right = (engine / "engine.py").read_text()
    changed(engine / "engine.py", "(1.0 - V)", "(1.1 - V)")
    tables, said = made(tmp_path, {"MIRROR_ABM_CACHE": str(folder)})
    assert tables == truth
    assert said.count("\n") == 1
    assert "engine.py: is not as it was written; it is made again." in said
    assert (engine / "engine.py").read_text() == right


def test_every_file_of_the_cache_is_seen_to_be_damaged(copied):
    folder, engine = copied
    files = [*engine.glob("*.code"), *(folder / "loops").iterdir()]
    assert len(files) > 4
    for path in files:
        whole = path.read_bytes()
        for at in range(0, len(whole), len(whole) // 7):
            for bad in (whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]):
                path.write_bytes(bad)
                assert kept(path) is None
        path.write_bytes(whole)
        assert kept(path)


def flipped(data, _):
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


#: what becomes of the bytes of a file, given also those of another
DAMAGES = {
    "cut": lambda data, _: data[:100],
    "emptied": lambda *_: b"",
    "flipped": flipped,
    "another's": lambda _, other: other,
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_code_is_compiled_again(tmp_path, copied, truth, damage):
    folder, engine = copied
    files = [next(engine.glob("advance-*.code")), *(folder / "loops").iterdir()]
    before = [path.read_bytes() for path in files]
    for path, data, other in zip(files, before, before[1:] + before[:1], strict=True):
        path.write_bytes(DAMAGES[damage](data, other))
    tables, said = made(tmp_path, {"MIRROR_ABM_CACHE": str(folder)})
    assert tables == truth
    assert said.count("it is made again") == len(files)
    assert all(kept(path) for path in files)
    tables, said = made(tmp_path, {"MIRROR_ABM_CACHE": str(folder)})
    assert (tables, said) == (truth, "")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has no owners to ask for")
def test_code_that_somebody_put_into_the_temporary_folder_is_not_run(tmp_path, truth):
    temporary = tmp_path / "temporary"
    planted = temporary / f"mirror_abm-{os.geteuid()}" / engine_folder()
    planted.mkdir(parents=True)
    (planted / "engine.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w').close()\n")
    nowhere = {"XDG_CACHE_HOME": "/proc/nowhere", "TMPDIR": str(temporary), "MIRROR_ABM_CACHE": ""}
    tables, said = made(tmp_path, nowhere)
    assert tables == truth
    assert "private folder" in said
    assert not (tmp_path / "run").exists()
    assert [each.name for each in temporary.iterdir()] == [f"mirror_abm-{os.geteuid()}"]


def test_a_full_disk_under_the_cache_is_told_as_the_cache(tmp_path, copied):
    """A limit on the size of files is the disk that a test can fill."""
    pytest.importorskip("resource")
    folder, _ = copied
    program = (
        "import resource, sys, numpy as np\n"
        "from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "from mirror_abm.base.log import listen\n"
        "from mirror_abm.experience.merging import merge\n"
        "listen()\n"
        "print([each.tolist() for each in merge([np.array([2, 1]), np.array([5, 6])])])\n"
    )
    for path in (folder / "loops").iterdir():
        path.unlink()
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MIRROR_ABM_CACHE": str(folder)},
    )
    assert done.stdout == "[[1, 2], [6, 5]]\n"
    assert done.stderr.startswith("the cache: ")
    assert "cannot be written: File too large. It is done without." in done.stderr
    assert "standard output" not in done.stderr
    assert [each for each in (folder / "loops").iterdir() if each.stat().st_size > 40_000] == []
    assert Path(folder / "loops").is_dir()
