"""Mutated species files: a profile or a sentence, never another exception, 1 s or 100 MB.

Three ways of spoiling a file: its bytes, its lines, and its YAML structure (keys and values moved,
dropped, doubled, replaced by values that break parsers). The seed of every file is in the message
of a failure.
"""

import random
import time
import tracemalloc
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from mirror_abm.base.errors import MirrorError
from mirror_abm.base.files import MAX_TEXT_BYTES
from mirror_abm.base.library import LIBRARY
from mirror_abm.field.inspection import inspect
from mirror_abm.profile.citations import references
from mirror_abm.profile.species import SpeciesProfile, examined, faults, library

HERE = Path(__file__).parents[1] / "data"
GOOD = (HERE / "good.yaml").read_text(encoding="utf-8")
HOLD, PREEN = GOOD.index("  - name: hold"), GOOD.index("  - name: preen")
SMALL = (GOOD[:HOLD] + GOOD[PREEN:]).replace(
    "{value: 0.7, low: 0.5, high: 0.9", "{value: 1, low: 1, high: 1"
)  # quick to read
BIB = references()
SECONDS, MEGABYTES = 2.0, 100
NASTY = [
    None,
    True,
    "",
    "yes",
    "\u0000",
    "0x",
    "1e999",
    ".nan",
    float("nan"),
    float("inf"),
    -1,
    0,
    10**400,
    -(10**30),
    1e-320,
    "🐦",
    "a" * 700,
    [],
    {},
    [[]],
    {"value": 1},
    [None],
    "<<",
    "!!python/object",
    "2020-01-01",
    "1_000",
    "0o17",
    "~",
    "[",
    "\ud7ff",
    "{",
    {"a": {"b": {"c": [1]}}},
    "heyes_2010",
    "{}",
    1.7,
    "caw",
    "preen",
    "partition",
    "solitary",
    999999999,
]
BITS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "&a ",
    "*a",
    "!t ",
    "<<: ",
    "'",
    '"',
    "|",
    ">",
    "#",
    "%",
    "@",
    "`",
    "\t",
    "\n",
    "\r",
    "\ufeff",
    "---\n",
    "...\n",
    "? ",
    "\x00",
    "\x85",
    "\u2028",
    "9" * 400,
    "é",
    "null",
    "1e400",
    ",",
    "  ",
    "-",
    "\\",
]


def spoiled_bytes(random):
    """Return the small file with bytes changed, dropped, put in or copied; perhaps no UTF-8."""
    raw = bytearray(SMALL.encode())
    for _ in range(random.choice([1, 1, 2, 5, 40])):
        at = random.randrange(len(raw))
        what = random.randrange(5)
        if what == 0:
            raw[at] = random.randrange(256)
        elif what == 1:
            del raw[at : at + random.choice([1, 3, 80])]
        elif what == 2:
            raw[at:at] = random.choice(BITS).encode("utf-8", "replace")
        elif what == 3:
            raw[at:at] = raw[
                (other := random.randrange(len(raw))) : other + random.choice([5, 60, 400])
            ]
        else:
            raw[at] ^= 1 << random.randrange(8)
        raw = raw or bytearray(b"x")
    return bytes(raw)


def spoiled_lines(random):
    """Return the small file with some lines moved, dropped, doubled, shifted or cut."""
    rows = SMALL.split("\n")
    for _ in range(random.choice([1, 1, 2, 4, 12])):
        at = random.randrange(len(rows))
        what = random.randrange(6)
        if what == 0:
            rows.insert(random.randrange(len(rows)), rows.pop(at))
        elif what == 1 and len(rows) > 2:
            del rows[at]
        elif what == 2:
            rows.insert(at, rows[at])
        elif what == 3:
            rows[at] = " " * random.randrange(8) + rows[at].lstrip()
        elif what == 4:
            rows[at] = rows[at][: random.randrange(len(rows[at]) + 1)]
        else:
            cut = random.randrange(len(rows[at]) + 1)
            rows[at] = rows[at][:cut] + random.choice(BITS) + rows[at][cut:]
    return "\n".join(rows).encode("utf-8", "replace")


def holders(value):
    """Yield every mapping and list in a document."""
    if isinstance(value, (dict, list)):
        yield value
        for item in list(value.values()) if isinstance(value, dict) else value:
            yield from holders(item)


def as_yaml(value):
    """Return a document in one line, as a machine would write it."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{as_yaml(key)}: {as_yaml(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        plain = (
            value
            and all(letter.isalnum() or letter in "_. -" for letter in value)
            and value[0].isalpha()
        )
        return value if plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).replace("inf", ".inf").replace("nan", ".nan")


TREE = YAML(typ="safe", pure=True).load(SMALL)


def spoiled_structure(random):
    """Return the document with keys and values dropped, swapped, renamed or made nasty."""
    tree = copied(TREE)
    for _ in range(random.choice([1, 1, 2, 3, 8])):
        there = [item for item in holders(tree) if item]
        if not there:
            break
        holder = random.choice(there)
        key = (
            random.choice(list(holder))
            if isinstance(holder, dict)
            else random.randrange(len(holder))
        )
        what = random.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1:
            holder[key] = copied(random.choice(NASTY))
        elif what == 2:
            holder[key] = copied(random.choice(there))
        elif what == 3 and isinstance(holder, dict):
            holder[
                random.choice(["valu", "value", "low", "x", "", "source", "name", 3, None, True])
            ] = holder.pop(key)
        elif what == 4 and isinstance(holder, list):
            holder.extend(copied(holder) * random.choice([1, 3, 40]))
        elif isinstance(holder[key], (int, float)) and not isinstance(holder[key], bool):
            holder[key] = holder[key] * random.choice([-1, 0, 10, 100, 1e-3, 1e300])
        else:
            holder[key] = [holder[key]]
    return as_yaml(tree).encode("utf-8", "replace")


def copied(value):
    """Return a copy that shares nothing."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    return [copied(item) for item in value] if isinstance(value, list) else value


def one(seed, file=None):
    """Read one mutated file; return whether it is still a profile."""
    source = random.Random(seed)
    raw = (spoiled_bytes, spoiled_lines, spoiled_structure)[seed % 3](source)
    begun = time.process_time()
    try:
        if file is not None:
            file.write_bytes(raw)
            found = inspect(file)
            told, profile = found.faults, found.profile
        else:
            told, profile = faults(raw.decode("utf-8"), "mutated.yaml", BIB)
    except (MirrorError, UnicodeDecodeError) as error:
        told, profile = [str(error)], None
    except Exception as error:
        raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}\n{raw!r}") from error
    assert time.process_time() - begun < SECONDS, (
        f"seed {seed}: {time.process_time() - begun:.2f} s"
    )
    assert isinstance(profile, SpeciesProfile) == (not told), f"seed {seed}"
    assert all(isinstance(item, str) and item.strip() and "\n" not in item for item in told), (
        f"seed {seed}: {told}"
    )
    return profile is not None


def many(first, count):
    """Read many mutated files, and return how many are still profiles."""
    return sum(one(seed) for seed in range(first, first + count))


@pytest.mark.parametrize("count", [500, pytest.param(2000, marks=pytest.mark.slow)])
def test_mutated_files_give_a_profile_or_sentences(count):
    whole = many(0, count)
    assert count / 40 < whole < 3 * count / 4  # the mutations neither spoil all files nor none


def test_mutated_files_on_the_disk_are_inspected_whole(tmp_path):
    assert (
        sum(one(seed, tmp_path / "corvus_exemplum.yaml") for seed in range(100_000, 100_120)) >= 1
    )


def peak(raw):
    """Return megabytes at the peak of reading ``raw``."""
    tracemalloc.start()
    try:
        examined(raw, "large.yaml", BIB)
    finally:
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return top / 1e6


def test_memory_stays_small_over_mutated_files():
    sizes = []
    for seed in range(200_000, 200_015):
        raw = (spoiled_bytes, spoiled_lines, spoiled_structure)[seed % 3](random.Random(seed))
        sizes.append(peak(raw.decode("utf-8", "replace")))
    assert max(sizes) < MEGABYTES


HUGE = {
    "list": "[" + "a," * 120_000 + "]",
    "block": "a: 1\n" * 50_000,
    "comments": "#\n" * 120_000,
    "items": "- a\n" * 60_000,
    "flow": "{" + "a: 1," * 50_000 + "}",
    "quoted": "'" + "a\n" * 120_000 + "'",
    "folded": "a\n" * 120_000,
    "literal": "a: |\n" + " x\n" * 80_000,
    "empty": "\n" * 250_000,
    "spaces": " " * 250_000,
    "deep": "[" * 100_000,
    "deep_block": "- " * 120_000,
    "questions": "{? " * 80_000,
    "anchors": "&a " * 80_000,
    "tags": "!a " * 80_000,
    "escapes": '"' + "\\x41" * 60_000 + '"',
    "documents": "---\n" * 60_000,
    "colons": ": " * 120_000,
    "word": "a: " + "x" * 250_000,
    "digits": "a: " + "9" * 250_000,
    "keys": "\n".join(f"k{n}: {n}" for n in range(20_000)),
    "actions": GOOD.replace(
        "experience:",
        "".join(
            GOOD[GOOD.index("  - name: peck") : GOOD.index("  - name: hold")].replace(
                "peck", f"peck_{n}"
            )
            for n in range(700)
        )
        + "experience:",
    ),
    "pairs": GOOD + "      - {act: caw, answer: caw}\n" * 1400,
    "unknown": GOOD + "".join(f"x{n}: {n}\n" for n in range(2500)),
    "doubled": "".join(f"k{n % 7}: {n}\n" for n in range(2900)),
    "numbers": "a: [" + "1e5," * 50_000 + "]",
}


@pytest.mark.parametrize("name", HUGE)
def test_files_made_to_be_slow_are_refused_in_time(name):
    raw = HUGE[name]
    assert len(raw) <= MAX_TEXT_BYTES
    begun = time.process_time()
    told, profile = examined(raw, "large.yaml", BIB)
    assert time.process_time() - begun < SECONDS
    assert told
    assert profile is None
    assert len(told) <= 201


@pytest.mark.parametrize("name", ["actions", "unknown"])
def test_files_made_to_be_large_stay_small_in_memory(name):
    assert peak(HUGE[name]) < MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_fifty_thousand_mutated_files(part):
    assert many(1_000_000 + 5000 * part, 5000) > 100


@pytest.mark.slow
def test_mutated_files_sampled():
    """A slice of the 50,000, other files than the quick tests'; and the library's, cut anywhere."""
    assert many(1_000_000, 1000) > 20
    for file in [LIBRARY / f"{name}.yaml" for name in library()[:8]]:
        text = file.read_text(encoding="utf-8")
        for cut in range(0, len(text), 997):
            told, profile = faults(text[:cut], file.name, BIB)
            assert bool(told) == (profile is None)
            assert told or cut > text.index(
                "\nexperience:"
            )  # only the last block's sources may be left out
