"""What commands take that simulate nothing: python benchmarks/commands.py [--checkout FOLDER].

CPU seconds of whole processes, imports included, the least and the median of seven, beside those
of another checkout in turn if one is given; then a list of many runs (``--runs 10000``).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from against import command

HERE = Path(__file__).resolve().parents[1]
TIMES = 7
#: what is typed, in a folder that has runs, a board, a foreign folder and a species file
COMMANDS = (
    "--help",
    "run --help",
    "runs list",
    "runs list --json",
    "runs verify --help",
    "runs show RUN",
    "runs verify RUN --sample 0",
    "runs diff RUN OTHER",
    "species list",
    "species show macaca_mulatta",
    "species show macaca_mulatta --html page.html",
    "species diff macaca_mulatta homo_sapiens",
    "species cite macaca_mulatta",
    "species new 'Larus argentatus' --like columba_livia",
    "species set own.yaml experience.mirrors.rate=0.5",
    "species check own.yaml",
    "species networks",
    "experiment list",
    "experiment show heyes_2005",
    "explain step",
    "explain accounts",
    "explain rescorla_wagner",
    "explain macaca_mulatta",
    "evidence",
    "tree",
)


def typed(checkout: Path, words: list[str], folder: Path) -> float:
    """Return the CPU seconds of a command, typed in a folder with the code of a checkout."""
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    given = os.environ | one_thread | {"PYTHONPATH": str(checkout), "MPLBACKEND": "Agg"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", command(words)], cwd=folder, env=given, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.decode()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def furnished(checkout: Path, folder: Path) -> dict[str, str]:
    """Put runs, a board, a foreign folder and a species file into a folder; return the run ids."""
    small = ["octopus_vulgaris", "--days", "0.05", "--replicates", "2"]
    for seed in ("0", "1"):
        typed(checkout, ["run", *small, "--seed", seed, "--workers", "1"], folder)
    names = [path.parent.name for path in (folder / "runs").glob("*/DONE")]
    shutil.copytree(folder / "runs" / names[0], folder / "runs" / "board" / "copy")
    (folder / "runs" / "board" / "DONE").write_text('{"plan.json": ""}')
    (folder / "runs" / "board" / "plan.json").write_text('{"cohorts": []}')
    (folder / "runs" / "notes").mkdir()
    return dict(zip(("RUN", "OTHER"), names, strict=True))


def many(folder: Path, count: int) -> Path:
    """Return a folder with so many copies of a run, each under its own name."""
    whole = next((folder / "runs").glob("*/manifest.json")).parent
    made = json.loads((whole / "manifest.json").read_text())
    out = folder / "many"
    for number in range(count):
        name = f"{number:012x}"
        (out / name / "tables").mkdir(parents=True)
        for file in ("DONE", "plan.json"):
            os.link(whole / file, out / name / file)
        (out / name / "manifest.json").write_text(json.dumps(made | {"id": name}, indent=1))
    return out


def row(words: str, checkouts: list[Path], folders: list[Path], ids: list[dict[str, str]]) -> str:
    """Return the line of the table of one command; a dash where a checkout has it not."""
    taken: list[list[float]] = [[] for _ in checkouts]
    for _ in range(TIMES + 1):  # the first time reads what is not in memory
        for checkout, folder, names, seconds in zip(checkouts, folders, ids, taken, strict=True):
            (folder / "larus_argentatus.yaml").unlink(missing_ok=True)
            shutil.copy(checkout / "species" / "octopus_vulgaris.yaml", folder / "own.yaml")
            asked = [names.get(word, word) for word in shlex.split(words)]
            with contextlib.suppress(RuntimeError):
                seconds.append(typed(checkout, asked, folder))
    cells = [
        f"{min(each[1:]):.2f} ({statistics.median(each[1:]):.2f})" if each[1:] else "-"
        for each in taken
    ]
    return " | ".join([f"`{words}`", *cells])


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    parser.add_argument("--checkout", type=Path, help="another commit, checked out")
    parser.add_argument("--only", nargs="+", help="some commands, by their beginnings")
    parser.add_argument("--runs", type=int, default=0, help="also list so many runs")
    told = parser.parse_args()
    checkouts = [*([told.checkout.resolve()] if told.checkout else []), HERE]
    print(f"CPU seconds, least (median) of {TIMES}; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / str(side) for side in range(len(checkouts))]
        ids = []
        for checkout, folder in zip(checkouts, folders, strict=True):
            folder.mkdir()
            ids.append(furnished(checkout, folder))
        for words in COMMANDS:
            if not told.only or any(words.startswith(each) for each in told.only):
                print(row(words, checkouts, folders, ids), flush=True)
        if told.runs:
            outs = [many(folder, told.runs) for folder in folders]
            taken = [
                typed(each, ["runs", "list", "--out", str(out)], out.parent)
                for each, out in zip(checkouts, outs, strict=True)
            ]
            print(f"`runs list` of {told.runs:,} | " + " | ".join(f"{each:.1f}" for each in taken))
    return 0


if __name__ == "__main__":
    sys.exit(main())
