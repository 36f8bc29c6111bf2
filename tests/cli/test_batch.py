"""``run --shard`` and ``runs merge``: what they print, and what they leave."""

import re
import shlex
from pathlib import Path

from .shell import TINY, refused, typed


def test_shards_are_done_one_by_one_and_merged(tmp_path, done):
    first = typed(*TINY, "--shard", "1/2", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert first.stdout == ""
    assert f"run {done.id}, shard 1/2: 1 replicates of 2." in first.stderr
    assert f"mirror-abm runs merge runs/{done.id}" in first.stderr
    refused(typed("runs", "merge", done.id, cwd=tmp_path), 2, "1 of 2 tasks", "shards: 2/2")
    assert typed(*TINY, "--shard", "2/2", cwd=tmp_path).returncode == 0
    merged = typed("runs", "merge", done.id, cwd=tmp_path)
    assert merged.returncode == 0, merged.stderr
    assert merged.stdout.splitlines()[-1] == f"run     runs/{done.id}"
    for name in ("units", "summary"):
        table = f"tables/{name}.parquet"
        made = (tmp_path / "runs" / done.id / table).read_bytes()
        assert made == (done.out / done.id / table).read_bytes()


def test_nonsense_is_refused(tmp_path):
    refused(typed(*TINY, "--shard", "3/2", cwd=tmp_path), 2, "--shard 3/2", "I from 1 to N")
    refused(typed(*TINY, "--cluster", "here", cwd=tmp_path), 2, "--cluster here", "local:N")
    refused(typed("runs", "merge", "zzz", cwd=tmp_path), 2, "no such run")


def test_the_job_script_of_the_manual_asks_for_a_shard(monkeypatch):
    manual = (Path(__file__).parents[2] / "docs" / "cluster.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sh\n(#!/bin/bash.*?)```", manual, re.DOTALL)
    asked = []
    monkeypatch.setattr(
        "mirror_abm.cli.request.execute_shard", lambda plan, shard, *rest: asked.append(shard)
    )
    command = script[script.index("mirror-abm") :].replace("\\\n", " ")
    numbers = {"CPUS_PER_TASK": "4", "ARRAY_TASK_ID": "3", "ARRAY_TASK_COUNT": "50"}
    for name, number in numbers.items():
        command = command.replace(f"$SLURM_{name}", number)
    _, *words = shlex.split(command)
    assert typed(*words).returncode == 0
    assert asked == [(3, 50)]
