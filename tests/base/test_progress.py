"""Progress: a bar where somebody waits, silence elsewhere, a function in its place."""

import sys
from types import SimpleNamespace

import pytest

from mirror_abm.base import progress
from mirror_abm.base.errors import InputError


class Page:
    """IPython's display as a notebook has it: what was shown, in order."""

    def __init__(self):
        self.shown = []

    def HTML(self, text):
        return text

    def display(self, page, display_id):
        assert display_id is True
        self.shown.append(page)
        return SimpleNamespace(update=self.shown.append)


@pytest.fixture
def page(monkeypatch):
    """A notebook."""
    made = Page()
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", made)
    return made


def terminal(monkeypatch, stderr, prompt):
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    if prompt:
        monkeypatch.setattr(sys, "ps1", ">>> ", raising=False)
    else:
        monkeypatch.delattr(sys, "ps1", raising=False)


@pytest.mark.parametrize(
    ("tty", "prompt", "shown"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_unless_told_a_bar_is_shown_at_a_prompt_in_a_terminal_alone(
    monkeypatch, tty, prompt, shown
):
    terminal(monkeypatch, SimpleNamespace(isatty=lambda: tty), prompt)
    assert progress.wanted(None) is shown
    assert progress.wanted(True) is True
    assert progress.wanted(False) is False


def test_without_a_standard_error_none_is_shown(monkeypatch):
    terminal(monkeypatch, None, True)
    assert progress.wanted(None) is False


def test_in_a_notebook_one_is_shown_in_place(page):
    with progress.bar(None, 3, "replicates", done=1) as advance:
        for done in (2, 3):
            advance(done, "<octopus>")
    assert page.shown[0].startswith('<progress value="1" max="3"')
    assert page.shown[-1].startswith('<progress value="3" max="3"')
    assert "3 of 3 replicates" in page.shown[-1]
    assert page.shown[-1].endswith(": done")
    assert not any("<octopus>" in each for each in page.shown)


def test_an_interrupted_bar_says_so(page):
    with pytest.raises(KeyboardInterrupt), progress.bar(None, 3, "replicates") as advance:
        advance(1, "octopus")
        raise KeyboardInterrupt
    assert "1 of 3 replicates" in page.shown[-1]
    assert page.shown[-1].endswith(": stopped")


def test_short_work_shows_nothing(page):
    assert list(progress.followed(["a", "b"], None, "cells")) == ["a", "b"]
    assert page.shown == []


def test_false_is_silent_everywhere(page, capfd):
    with progress.bar(False, 3, "replicates") as advance:
        advance(1, "octopus")
    assert list(progress.followed(["a", "b"], False, "cells")) == ["a", "b"]
    assert page.shown == []
    assert capfd.readouterr() == ("", "")


def test_true_shows_a_bar_of_text_in_a_script(monkeypatch, capfd):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    with progress.bar(True, 2, "replicates") as advance:
        advance(1, "octopus")
        advance(2, "octopus")
    out, err = capfd.readouterr()
    assert out == ""
    assert "octopus: 100%" in err
    assert "2 of 2 replicates" in err


def test_a_function_is_called_in_place_of_the_bar(page):
    told = []
    with progress.bar(lambda done, what: told.append((done, what)), 2, "replicates") as advance:
        advance(1, "octopus")
    assert told == [(1, "octopus")]
    assert page.shown == []


@pytest.mark.parametrize("nonsense", ["yes", 1, 0, [], 0.5])
def test_anything_else_is_refused(nonsense):
    with pytest.raises(InputError, match=r"progress = .*: must be True, False"):
        progress.wanted(nonsense)
    with pytest.raises(InputError, match=r"or a function of \(done, total\)"):
        progress.checked(nonsense, "(done, total)")
