"""The command that the operator types."""

import pytest
from typer.testing import CliRunner

from bot.cli import main
from models.database import Database, make_engine
from models.tables.plans import Plan
from tests.imports.looking import rows


@pytest.fixture
def command(tmp_path, sqlite_url):
    """Return a way to type `coregroup import` on a practice database."""

    def type_(*arguments):
        env = {
            "COREGROUP_PRACTICE": "1",
            "DATABASE_URL": sqlite_url,
            "COREGROUP_KEYS_FILE": str(tmp_path / "keys.json"),
        }
        return CliRunner().invoke(main, ["import", *map(str, arguments)], env=env)

    return type_


@pytest.fixture
def count(sqlite_url, ring):
    """Return a way to count the plans in the register."""

    def count_():
        engine = make_engine(sqlite_url)
        found = len(rows(Database(engine=engine, ring=ring), Plan))
        engine.dispose()
        return found

    return count_


def test_the_operator_reads_what_came_in_and_what_did_not(command, count, caseload):
    caseload.change("ssd_cp_plans", 2, cppl_cp_plan_end_date="2025-09-01")
    inputs = caseload.write()

    dry = command("--people", inputs.people, "--ssd", inputs.ssd, "--dry-run")
    before = count()
    real = command("--people", inputs.people, "--ssd", inputs.ssd)

    assert dry.exit_code == real.exit_code == 0
    assert "plans: 2 new, 0 changed, 0 unchanged" in dry.output
    assert "This was a dry run: nothing was written." in dry.output
    assert "row 2, cppl_cp_plan_end_date: 8925" in real.output
    assert "ssd_cp_plans.quarantine.csv" in real.output
    assert (before, count()) == (0, 2)


def test_files_that_cannot_be_read_bring_in_nothing(command, count, caseload):
    inputs = caseload.write()
    (inputs.ssd / "ssd_person.csv").unlink()

    refused = command("--people", inputs.people, "--ssd", inputs.ssd)

    assert refused.exit_code == 1
    assert "ssd_person.csv is missing" in refused.output
    assert "Nothing was brought in." in refused.output
    assert count() == 0
