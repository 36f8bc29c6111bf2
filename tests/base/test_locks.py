"""Folders in use: marked while somebody works in them, and no longer."""

import subprocess
import sys

from mirror_abm.base.locks import in_use, use


class Worker:
    pass


def test_a_folder_is_in_use_while_those_who_use_it_live(tmp_path):
    assert not in_use(tmp_path)
    one, two = Worker(), Worker()
    use(tmp_path, one)
    use(tmp_path, two)
    assert in_use(tmp_path)
    del one
    assert in_use(tmp_path)
    del two
    assert not in_use(tmp_path)


def test_another_process_sees_it_and_one_that_is_killed_leaves_no_mark(tmp_path):
    script = (
        "import sys\nfrom pathlib import Path\nfrom mirror_abm.base.locks import use\n"
        "use(Path(sys.argv[1]), use)\nprint('in use', flush=True)\nsys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "in use\n"
    assert in_use(tmp_path)
    other.kill()
    other.communicate()
    assert not in_use(tmp_path)


def test_what_is_not_there_is_not_in_use(tmp_path):
    use(tmp_path / "missing", Worker())
    assert not in_use(tmp_path / "missing")
