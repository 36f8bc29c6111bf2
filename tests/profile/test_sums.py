"""Shares of a kind sum to 1; what is faulty itself does not hide that the rest is too much."""

from types import SimpleNamespace

import pytest

from mirror_abm.profile.sums import sum_faults


def action(kind, share):
    made = SimpleNamespace()
    if kind is not None:
        made.kind = kind
    if share is not None:
        made.share = SimpleNamespace(value=share)
    return made


@pytest.mark.parametrize(
    ("actions", "sums"),
    [
        ([("audible", 1.0)], []),
        ([("audible", 0.4), ("audible", 0.604)], []),
        ([("audible", 0.4), ("opaque", 0.7)], ["audible actions sum to 0.4", "opaque"]),
        ([("audible", 0.4), ("audible", None)], []),
        ([("audible", 0.9), ("audible", 0.3), ("audible", None)], ["share is known sum to 1.2"]),
        ([("audible", 0.4), (None, 0.6)], []),
        ([("audible", 1.4), (None, 0.6)], ["whose share is known sum to 1.4"]),
        ([("audible", None)], []),
    ],
)  # fmt: skip
def test_sums(actions, sums):
    found = list(sum_faults([action(*each) for each in actions]))
    assert len(found) == len(sums)
    assert all(piece in sentence for piece, sentence in zip(sums, found, strict=True))
