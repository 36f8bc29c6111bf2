"""``preregister --score`` as it is typed: a result, and what is none."""

import json

import pytest

from mirror_abm.inference.sheet_file import keep_sheet
from tests.inference.sheets import sheet

from .shell import refused, typed


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return str(keep_sheet(sheet(), tmp_path_factory.mktemp("sheets")) / "sheet.md")


def test_a_result_is_scored(file, tmp_path):
    told = typed("preregister", "--score", file, "--found", "1=20", "--found", "2=0", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "log score" in told.stdout and "20 of 20" in told.stdout
    data = typed("preregister", "--score", file, "--found", "1=3", "--json", cwd=tmp_path)
    assert {row["account"] for row in json.loads(data.stdout)["accounts"]} == set(
        sheet().facts["accounts"]
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("octopus_vulgaris",), "takes a sheet and what was --found"),
        ((), "at least one condition"),
        (("--found", "7"), "must be NUMBER=COUNT"),
        (("--found", "1=many"), "must be NUMBER=COUNT"),
        (("--found", "1=2", "--found", "1=3"), "is given twice"),
        (("--found", "1=21"), "from 0 to 20"),
        (("--found", "5=2"), "condition 5 is not on the sheet"),
    ],
)
def test_what_is_no_result_is_refused(words, said, file, tmp_path):
    refused(typed("preregister", "--score", file, *words, cwd=tmp_path), 2, said)


def test_a_file_that_is_no_sheet_is_refused(tmp_path):
    (tmp_path / "notes.md").write_text("found 3\n")
    told = typed("preregister", "--score", "notes.md", "--found", "1=2", cwd=tmp_path)
    refused(told, 2, "is no prediction sheet")
