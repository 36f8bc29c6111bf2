"""Files in the short form: every profile equal, every comment there, and twice is as once."""

import random
import shutil
from pathlib import Path

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.yaml_spans import comments, tree
from mirror_abm.field import upgrade as module
from mirror_abm.field.blocks import block_lines
from mirror_abm.field.upgrade import upgrade, upgraded
from mirror_abm.profile.species import library, load_species, shipped, variants

from .authors import GOOD, typed

FIRST = Path(__file__).parents[1] / "first_edition"


def told(text):
    return sorted(text[start:end] for start, end in comments(text, tree(text)))


@pytest.mark.parametrize("name", shipped())
def test_every_bundled_file_is_short_already_and_was_shortened_without_loss(name, tmp_path):
    file = LIBRARY / f"{name}.yaml"
    assert upgraded(file).after == file.read_text(encoding="utf-8")
    if name in variants():
        return
    long = tmp_path / file.name  # the same profile, every number in full
    profile = load_species(name)
    long.write_text("# a\n" + "\n".join(block_lines(profile)) + "\n# z\n")
    done = upgrade(long)
    assert done.lines[1] < done.lines[0] / 1.6
    assert load_species(long) == profile
    assert told(done.before) == told(done.after)
    assert upgrade(long).after == done.after


def test_half_of_the_bundled_files_have_at_most_60_lines():
    lengths = sorted(
        len((LIBRARY / f"{name}.yaml").read_text(encoding="utf-8").splitlines())
        for name in library()
    )
    assert lengths[len(lengths) // 2] <= 60
    assert lengths[-1] <= 90


@pytest.mark.parametrize("name", ["homo_sapiens", "octopus_vulgaris"])
def test_the_first_edition_is_shortened_as_it_is_and_converted_only_when_asked(name, tmp_path):
    file = Path(shutil.copy(FIRST / f"{name}.yaml", tmp_path))
    before = load_species(file)
    done = upgrade(file)
    assert load_species(file) == before
    assert all("with --convert; it stays as it is." in note for note in done.notes)
    again = upgrade(file, convert=True)
    assert not again.equal
    profile = load_species(file)
    assert profile.experience.watching_others.nonmatching_share is None
    changed = {
        key for key, item in profile.quantities().items() if before.quantities().get(key) != item
    }
    assert "experience.watching_others.attention" in changed
    assert changed <= {"experience.watching_others.attention", "experience.synchrony.rate"}
    assert upgrade(file, convert=True).notes == again.notes[len(changed) :]


def test_windows_line_ends_stay(tmp_path):
    file = tmp_path / "corvus_exemplum.yaml"
    file.write_bytes(GOOD.read_bytes().replace(b"\n", b"\r\n"))
    upgrade(file)
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 20


def test_a_faulty_file_is_left_as_it_is(tmp_path):
    file = tmp_path / "corvus_exemplum.yaml"
    file.write_text(GOOD.read_text().replace("context: wild", "context: wold"))
    before = file.read_bytes()
    with pytest.raises(InputError, match="context = 'wold'"):
        upgrade(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace("12", "13"), "cannot be shortened without change"),
        (lambda text: text.replace("# a made-up crow", "# another"), "a comment would be lost"),
        (lambda text: text + "x: 1\n", "unknown key"),
    ],
)
def test_what_would_not_be_equal_is_not_written(spoil, told, tmp_path, monkeypatch):
    file = tmp_path / "corvus_exemplum.yaml"
    file.write_text(GOOD.read_text())
    made = module.shortened
    monkeypatch.setattr(module, "shortened", lambda *given, **more: spoil(made(*given, **more)))
    with pytest.raises(InputError, match=told):
        upgrade(file)
    assert file.read_text() == GOOD.read_text()


def commented(text, source):
    """Return a text with comments behind and between some lines, where no text is folded."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        if source.random() < 0.3:
            lines.append(f"{' ' * source.randrange(6)}# between {number}")
        lines.append(f"{line}  # behind {number}" if source.random() < 0.3 else line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(12))
def test_comments_anywhere_survive(seed, tmp_path):
    text = commented(GOOD.read_text(), random.Random(seed))
    file = tmp_path / "corvus_exemplum.yaml"
    file.write_text(text)
    done = upgrade(file)
    assert told(done.after) == told(text)
    assert load_species(file) == load_species(GOOD)
    assert upgrade(file).after == done.after


def test_the_command_says_what_it_did_and_shows_what_it_would(tmp_path):
    file = tmp_path / "corvus_exemplum.yaml"
    file.write_text(GOOD.read_text())
    shown = typed("upgrade", "corvus_exemplum.yaml", "--check", cwd=tmp_path)
    assert shown.returncode == 1
    assert shown.stdout.startswith("--- corvus_exemplum.yaml\n+++ corvus_exemplum.yaml (short)\n")
    assert "55 lines would be 35; nothing is written." in shown.stdout
    assert file.read_text() == GOOD.read_text()
    done = typed("upgrade", "corvus_exemplum.yaml", cwd=tmp_path)
    assert done.stdout == (
        "corvus_exemplum.yaml: 55 lines are now 35; it was read again, and every number is equal.\n"
    )
    again = typed("upgrade", "corvus_exemplum.yaml", cwd=tmp_path)
    assert "is in the short form already, 35 lines: nothing changes." in again.stdout
    (tmp_path / "bad.yaml").write_text("name: x\n")
    both = typed("upgrade", "bad.yaml", "corvus_exemplum.yaml", cwd=tmp_path)
    assert both.returncode == 2
    assert "bad.yaml:1:1 status: is missing." in both.stderr
    assert "nothing changes" in both.stdout
