"""The address of a cluster; what works there is tested in tests/crash/test_cluster.py."""

import sys

import pytest

from mirror_abm.base.cluster import checked_address, cluster
from mirror_abm.base.errors import InputError


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:8786", "tls://head.cluster.org:8786", "local:1", "local:16"]
)
def test_addresses_are_taken(address):
    assert checked_address(address) == address


@pytest.mark.parametrize(
    "address", ["", "local", "local:0", "local:-1", "local:x", "127.0.0.1:8786", "tcp://host", "4"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(InputError, match=r"must be tcp://HOST:PORT.*or local:N"):
        checked_address(address)


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match=r"pip install 'mirror-abm\[cluster\]'"),
        cluster("local:2"),
    ):
        pass
