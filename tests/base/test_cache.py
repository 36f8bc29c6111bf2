"""Where the cache is kept."""

from mirror_abm.base import cache
from mirror_abm.base.cache import cache_folder
from mirror_abm.base.files import write_text


def test_the_cache_stands_where_the_user_wants_it_or_can_have_it(tmp_path, monkeypatch):
    monkeypatch.setenv("MIRROR_ABM_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("MIRROR_ABM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder() == tmp_path / "cache" / "mirror_abm"
    write_text(tmp_path / "file", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path))
    assert cache_folder().parent == tmp_path
    assert cache_folder().name.startswith("mirror_abm-")
