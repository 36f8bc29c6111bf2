"""The species file that tests of authoring break and change."""

from pathlib import Path

import pytest

from .authors import GOOD


@pytest.fixture
def crow(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("corvus_exemplum.yaml").write_text(GOOD.read_text())
    return Path("corvus_exemplum.yaml")
