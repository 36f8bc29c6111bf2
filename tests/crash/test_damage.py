"""Every byte of every file changed, every length cut: noticed, and answered with its advice."""

import os
import shutil
from pathlib import Path

import pytest

from mirror_abm.base.cache import cache_folder, kept
from mirror_abm.base.digests import WHOLE
from mirror_abm.base.errors import StorageError
from mirror_abm.simulation.archive import load_run
from mirror_abm.simulation.sealing import check, is_done
from mirror_abm.simulation.verification import checked_files

from ..cli.shell import refused, typed
from .scenes import BOARD, MADE_BY, TINY, files
from .share import SHARE, number, spread


@pytest.fixture
def copy(wholes, tmp_path):
    """Return a copy of a run or board by its kind."""
    return lambda kind: shutil.copytree(wholes[kind].path, tmp_path / wholes[kind].name)


def said(ask, folder):
    """Return what is said of a damaged folder; empty if nothing is noticed."""
    try:
        ask(folder)
    except StorageError as error:
        return str(error)
    return ""


def flipped(path, places):
    """Change one byte after the other, and put it back; yield the place of each."""
    data = path.read_bytes()
    with path.open("r+b", buffering=0) as handle:
        for at in places:
            os.pwrite(handle.fileno(), bytes([data[at] ^ 1 << at % 8]), at)
            yield at
            os.pwrite(handle.fileno(), data[at : at + 1], at)
    assert path.read_bytes() == data


def cut(path, places):
    """Cut a file at one length after the other, from its end; then put it back."""
    data = path.read_bytes()
    for at in sorted(places, reverse=True):
        os.truncate(path, at)
        yield at
    path.write_bytes(data)


def every(path, share):
    """Return places in a file, all of them at the share 1."""
    return [at - 1 for at in spread(path.stat().st_size, share)]


def damaged(folder, ask, share):
    """Damage every file of a folder in every place; return how often, and what was not noticed."""
    advice, unseen, count = f"delete the folder {folder} and type the command again.", [], 0
    for name in files(folder):
        path = folder / name
        if path.is_dir():
            continue
        for how in (flipped, cut):
            for at in how(path, every(path, share(path))):
                count += 1
                if not said(ask, folder).endswith(advice):
                    unseen.append((name, how.__name__, at, said(ask, folder)))
    assert not said(ask, folder)
    return count, unseen


def few(path, many=3):
    """Return the share of a file that is a few places."""
    return min(1, many / max(1, path.stat().st_size))


ASKED = {"run": load_run, "board": check}


@pytest.mark.parametrize("kind", ASKED)
def test_a_few_bytes_of_every_file_changed_or_cut_are_noticed(kind, copy):
    _, unseen = damaged(copy(kind), ASKED[kind], few)
    assert unseen == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ASKED)
def test_every_byte_changed_and_every_length_cut_is_noticed(kind, copy, record_property):
    folder = copy(kind)
    count, unseen = damaged(folder, ASKED[kind], lambda _: SHARE)
    assert unseen == []
    record_property("counted", f"{kind}: {count:,} damages, each noticed, each with its advice")


def test_the_commands_answer_damage_in_one_sentence_with_its_advice(copy):
    folder = copy("run")
    out, advice = folder.parent, f"delete the folder {folder} and type the command again."
    for name in ("DONE", "plan.json", "manifest.json", "tables/units.parquet"):
        for _ in flipped(folder / name, [0]):
            refused(typed("run", *TINY, "--out", out), 3, name, advice)
            refused(typed("runs", "show", folder.name, "--out", out), 3, name, advice)
            told = typed("runs", "verify", folder.name, "--sample", "0", "--out", out)
            assert told.returncode == 3
            assert name in told.stdout + told.stderr
    assert typed("runs", "verify", folder.name, "--sample", "0", "--out", out).returncode == 0


def test_a_damaged_board_is_refused_in_one_sentence_and_not_called_done(copy):
    folder = copy("board")
    for _ in flipped(folder / "tables" / "scores.parquet", [100]):
        advice = f"delete the folder {folder} and type the command again."
        refused(typed(*BOARD, "--out", folder.parent), 3, "scores.parquet", advice)


@pytest.mark.parametrize(
    "become", [Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b"\n")]
)
def test_a_file_that_is_gone_or_grew_is_noticed(become, copy):
    folder = copy("run")
    for name, data in files(folder).items():
        if not name.endswith("/"):
            become(folder / name)
            assert not is_done(folder) or said(load_run, folder), name
            (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def drawn(stage, wholes, tmp_path_factory):
    """Return a run with its figures."""
    out = tmp_path_factory.mktemp("drawn") / "out"
    shutil.copytree(wholes["run"].path, out / wholes["run"].name)
    played = stage.play(out, *MADE_BY["run"].typed(out), figures=True)
    assert played.code == 0, played.told
    return out / wholes["run"].name


def figures_seen(folder):
    """Say which figures are not what was drawn, if any."""
    found = checked_files(folder)
    wrong = found[found["state"] != WHOLE]
    if not wrong.empty:
        raise StorageError(", ".join(wrong["file"]))


def of_figures(folder, share):
    """Damage every file of the figures of a run; return how often, and what was not noticed."""
    unseen, count = [], 0
    for path in sorted((folder / "figures").iterdir()):
        for how in (flipped, cut):
            for at in how(path, every(path, share(path))):
                count += 1
                if not said(figures_seen, folder):
                    unseen.append((path.name, how.__name__, at))
    assert not said(figures_seen, folder)
    return count, unseen


def test_a_few_bytes_of_every_figure_changed_or_cut_are_noticed(drawn):
    _, unseen = of_figures(drawn, few)
    assert unseen == []


@pytest.mark.slow
def test_every_byte_of_every_figure_is_looked_at(drawn, record_property):
    """Figures are large: one byte in fifty, whole."""
    count, unseen = of_figures(drawn, lambda _: SHARE / 50)
    assert unseen == []
    record_property("counted", f"figures: {count:,} damages, each noticed")


@pytest.mark.slow
def test_every_byte_of_the_compiled_code_is_looked_at(wholes, tmp_path, record_property):
    count = 0
    for source in sorted(path for path in cache_folder().rglob("*") if path.suffix == ".code")[:9]:
        path = tmp_path / source.name
        shutil.copy(source, path)
        data = path.read_bytes()
        for at in every(path, SHARE / 20):
            for bad in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]):
                path.write_bytes(bad)
                assert kept(path) is None, (source, at)
                count += 1
            path.write_bytes(data)
    record_property("counted", f"compiled code: {count:,} damages, each noticed")


def test_what_is_changed_in_the_parts_of_a_run_is_done_again(ready, tmp_path):
    broken(ready, tmp_path, 2, ["2-of-2"])


@pytest.mark.slow
def test_parts_changed_anywhere_are_done_again(ready, tmp_path, record_property):
    count = broken(ready, tmp_path, number(100))
    record_property("counted", f"parts: {count} damages, each resumed to equal bytes")


def broken(ready, folder, many, shards=("1-of-2", "2-of-2")):
    """Damage what a run has done so far, and let it go on; return how often."""
    scene, count = ready("merge"), 0
    for shard in shards:
        (records,) = (scene.before / scene.whole.name / "shards" / shard / "parts").iterdir()
        for at in every(records, many / 2 / len(shards) / records.stat().st_size):
            for how in (flipped, cut):
                out = scene.begin(folder / f"{shard}-{at}-{how.__name__}")
                path = out / records.relative_to(scene.before)
                next(how(path, [at]))  # and it stays so
                again = scene.stage.play(out, *MADE_BY["run"].typed(out))
                assert again.code == 0, again.told
                scene.whole.holds(out)
                count += 1
    return count
