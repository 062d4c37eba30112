"""Every test has a migrated database of its own, on both kinds."""

import sqlalchemy as sa

from models.database import check_schema


def test_the_database_is_migrated_and_empty(engine):
    check_schema(engine)
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        rows = {
            name: connection.execute(
                sa.select(sa.func.count()).select_from(sa.table(name))
            ).scalar()
            for name in tables
        }

    assert tables
    assert set(rows.values()) == {0}


def test_what_one_test_writes_no_other_sees(new_sqlite_url, new_postgresql_url):
    for make in (new_sqlite_url, new_postgresql_url):
        first, second = (sa.create_engine(make()) for _ in range(2))
        with first.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE left_behind (x integer)")

        assert sa.inspect(first).has_table("left_behind")
        assert not sa.inspect(second).has_table("left_behind")
        first.dispose()
        second.dispose()


def test_a_unit_of_work_is_kept(database, session):
    session.execute(sa.text("SELECT 1"))

    assert session.info["ring"] is database.ring
