"""Files as people really send them."""

import csv
import zipfile

import openpyxl
import pytest

from bot.imports import quarantine
from bot.imports.files import Unusable, read_csv
from bot.imports.run import Inputs, read
from bot.imports.workbooks import read_annex_a
from tests.imports.sources import Caseload
from workflows.imports.columns import ANNEX_A, PEOPLE, SSD
from workflows.imports.rows import Fault, Place

PLANS = SSD["ssd_cp_plans"]
FAMILY = SSD["ssd_family"]
HEADINGS = "fami_person_id,FAMI_FAMILY_ID,fami_table_id"


@pytest.mark.parametrize(
    "raw",
    [
        f"{HEADINGS}\nP1,F1,9\n".encode(),
        f"\ufeff{HEADINGS}\r\nP1,F1,9\r\n".encode(),
        f"{HEADINGS}\rP1,F1,9".encode(),
        f"{HEADINGS}\nP1,F1,9\n".encode("utf-16"),
        f"{HEADINGS}\n\n , \nP1,F1,caf\xe9\n".encode("cp1252"),
        f"{HEADINGS}\nP1,F1,9\n".replace(",", ";").encode(),
        f"{HEADINGS}\nP1,F1,9\n".replace(",", "\t").encode(),
        f'"{HEADINGS.replace(",", chr(34) + "," + chr(34))}"\n"P1","F1","9"\n'.encode(),
    ],
)
def test_a_file_is_read_in_whatever_shape_it_comes(tmp_path, raw):
    path = tmp_path / "ssd_family.csv"
    path.write_bytes(raw)

    table = read_csv(path, FAMILY)

    assert [dict(row.values) for row in table.rows] == [
        {"fami_person_id": "P1", "fami_family_id": "F1"}
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    path = tmp_path / "ssd_family.csv"
    path.write_text(f'{HEADINGS}\nP1,"F\n1",1\n\nP2,F2,2\n')

    rows = read_csv(path, FAMILY).rows

    assert [row.place.row for row in rows] == [2, 4]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        ("fami_person_id\nP1\n", "the column fami_family_id is missing"),
        (
            f"{HEADINGS},fami_person_id\n",
            "the column fami_person_id stands there twice",
        ),
        (f'{HEADINGS}\nP1,F1,1\nP2,"F2,2\nP3,F3,3\n', "row 3: not readable"),
        (f"{HEADINGS}\nP1,F1,1,Smith,John\n", "row 2: more values than columns"),
        (f"{HEADINGS}\nP1,F1,\0\n", "not a text file"),
    ],
)
def test_a_file_that_would_be_misread_is_refused_whole(tmp_path, text, fault):
    path = tmp_path / "ssd_family.csv"
    path.write_text(text)

    with pytest.raises(Unusable, match=fault):
        read_csv(path, FAMILY)


def test_names_and_numbers_of_people_never_leave_the_reader(tmp_path):
    caseload = Caseload(tmp_path)

    sources, _ = read(caseload.write())

    kept = {column for row in sources.ssd["ssd_person"].rows for column in row.values}
    assert kept == {"pers_person_id", "pers_dob", "pers_expected_dob"}
    assert "Quagga" not in str(sources)


def test_every_fault_of_every_file_is_named_at_once(tmp_path):
    caseload = Caseload(tmp_path)
    inputs = caseload.write()
    (tmp_path / "ssd" / "ssd_person.csv").unlink()
    (tmp_path / "ssd" / "ssd_family.csv").write_text("nothing\n")
    (tmp_path / "people.csv").write_text("email\n")

    with pytest.raises(Unusable) as refused:
        read(inputs)

    said = str(refused.value)
    assert "ssd_person.csv is missing" in said
    assert "fami_person_id is missing" in said
    assert "the column role is missing" in said


def test_nothing_named_is_said_so():
    with pytest.raises(Unusable, match="at least one"):
        read(Inputs())


@pytest.mark.parametrize("name", ["=1+1.csv", "+a.csv", "-a.csv", "@a.csv"])
def test_a_quarantine_holds_no_formula(tmp_path, name):
    source = tmp_path / name
    fault = Fault(place=Place(file=name, row=2), column="=cmd()", reason="\t@x")

    (written,) = quarantine.write([source], [fault])

    with written.open(newline="", encoding="utf-8") as file:
        heading, row = csv.reader(file)
    assert heading == ["file", "row", "column", "reason"]
    assert row == [f"'{name}", "2", "'=cmd()", "'\t@x"]


def test_a_quarantine_of_an_earlier_run_does_not_outlive_its_faults(tmp_path):
    source = tmp_path / "people.csv"
    fault = Fault(place=Place(file="people.csv", row=2), column="", reason="why")
    quarantine.write([source], [fault])

    assert quarantine.write([source], []) == []
    assert not quarantine.path_beside(source).exists()


def workbook(path, *rows, title="List 7"):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_a_title_above_and_other_headings_is_read(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Annex A, list 7"],
        [
            "Child ID",
            "CP Plan Start Date",
            "Initial category",
            "Latest Category ",
            "CP\u00a0Plan End Date",
            "Name",
        ],
        [17, "08/09/2025", "NEG", "NEG", "#N/A", "Quagga"],
        [None, None],
        title="LIST_7 plans",
    )

    (row,) = read_annex_a(path).rows

    assert row.place.row == 3
    assert row.text("Child Unique ID") == "17"
    assert "Quagga" not in row.values.values()
    assert set(row.values) == set(ANNEX_A.required)


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 nonsense", b"Child Unique ID,\n"])
def test_what_is_no_workbook_is_refused(tmp_path, raw):
    path = tmp_path / "a.xlsx"
    path.write_bytes(raw)

    with pytest.raises(Unusable):
        read_annex_a(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<a/>")

    with pytest.raises(Unusable):
        read_annex_a(path)


def test_a_workbook_without_a_list_7_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Child Unique ID"], title="List 6")

    with pytest.raises(Unusable, match="no sheet named List 7"):
        read_annex_a(path)


def test_people_need_their_columns(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name\nSomebody\n")

    with pytest.raises(Unusable, match=r"email is missing.*role is missing"):
        read_csv(path, PEOPLE)


def test_an_empty_dataset_is_no_fault(tmp_path):
    path = tmp_path / "ssd_cp_plans.csv"
    path.write_text(",".join(PLANS.required) + "\n")

    assert read_csv(path, PLANS).rows == ()
