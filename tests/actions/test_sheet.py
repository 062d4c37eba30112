"""One parent's sheet: what the plan asks of them, and not a word of anything else."""

import inspect
import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, select

from bot.forms import adults as forms
from bot.printing import Press
from models.crypto import KeyRing
from models.tables.access import Agency, Person
from models.tables.actions import ActionVersion, SheetLink
from models.vocabulary import Progress, Relation
from tests.actions import acting
from tests.gallery.shown import texts
from tests.log_guard import CANARY
from tests.notices import noticing
from tests.records import recording
from workflows import clock
from workflows.errors import NotYours
from workflows.overview import parent_sheet, sheet_links
from workflows.overview.parent_sheet import Asked, ParentSheet

EVENT = "parent sheet read"
TIME = (14, 37)


def _sheet(world, adult, person=None) -> ParentSheet:
    with world.work() as session:
        return parent_sheet.sheet(
            session,
            actor=world.actor(person or world.asha),
            adult_id=adult.id,
            now=world.now,
            profile=world.profile,
        )


def _shown(found: ParentSheet) -> dict[str, str]:
    """Give every shape in which the sheet reaches a parent or is read to them."""
    view = forms.sheet(found)
    return {
        "page": Press().sheet_page(found).html,
        "modal": "\n".join([view["title"]["text"], *texts(view["blocks"])]),
        "facts": repr(found),
    }


def test_it_holds_what_is_asked_of_them_and_when_people_meet(world, family):
    meeting = world.meeting(family, world.in_working_days(6))
    conference = world.conference(family)
    father = acting.adult(world, family, Relation.FATHER)
    later = world.in_working_days(9)
    sooner = world.in_working_days(4)
    acting.make(world, family, father, what="Second", outcome="B", due_on=later)
    acting.make(world, family, father, what="First", outcome="A", due_on=sooner)

    found = _sheet(world, father)

    assert found == ParentSheet(
        adult_id=father.id,
        alias=family.alias,
        called="father",
        made_on=world.today,
        core_group_on=meeting.dated_on,
        conference_on=conference.dated_on,
        is_provisional=False,
        people=("Lead social worker", "GP", "Head of year", "Health visitor"),
        chair="Conference chair",
        asks=(
            Asked(what="First", outcome="A", due_on=sooner),
            Asked(what="Second", outcome="B", due_on=later),
        ),
    )
    assert [row.actor_id for row in world.audited(EVENT)] == [world.asha.id]
    for text in (_shown(found)["page"], _shown(found)["modal"]):
        assert "Second" in text
        assert f"{sooner.day} {sooner:%B %Y}" in text
        assert f"{world.today.day} {world.today:%B %Y}" in text


def test_what_is_done_or_ended_and_an_earlier_wording_are_left_out(world, family):
    father = acting.adult(world, family, Relation.FATHER)
    done, ended, kept = (
        acting.make(world, family, father, what=word, outcome=word)
        for word in ("done", "ended", "before")
    )
    acting.report(world, done, world.asha)
    acting.end(world, ended)
    acting.change(world, kept, father, what="after", outcome="so")

    assert [one.what for one in _sheet(world, father).asks] == ["after"]


def test_a_provisional_day_is_told_to_no_parent(world, family):
    conference = world.conference(family, provisional=True)
    mother = acting.adult(world, family)

    shown = _shown(replace(_sheet(world, mother), people=()))

    for text in (shown["page"], shown["modal"]):
        assert f"{conference.dated_on.day} {conference.dated_on:%B}" not in text
        assert "The day of the next conference is not set yet." in text


@pytest.fixture
def full(world):
    """Give a family of whom everything is written, and both of its parents."""
    members = (world.ben, world.carol, world.dev, world.piotr)
    family = world.group(children=2, members=members)
    found = world.open_round(family)
    for person in (world.asha, world.ben, world.dev):
        said = world.answers(family, urgent=True, urgent_text=CANARY, intimidated=True)
        world.submit(found, person, said)
    world.on(world.today, 10)
    noticing.give_entry(world, family, world.ben)
    held = world.meeting(family, world.today)
    recording.attend(world, held, world.asha, came=[world.ben], missing=CANARY)
    recording.see(world, held, world.asha, family.children)
    recording.finish(world, held, world.asha)
    ahead = world.meeting(family, world.in_working_days(6))
    with world.work() as session:
        row = session.merge(ahead)
        row.starts_at = clock.at(row.dated_on, *TIME)
        row.venue_sealed = row.interpreter_sealed = "?"
        row.agreed_because_sealed = row.cancelled_because_sealed = "?"
        session.add(row)
    father = acting.adult(world, family, Relation.FATHER)
    mother = acting.adult(world, family)
    theirs = acting.make(world, family, father, what="Ring us", outcome="So we talk")
    acting.report(world, theirs, world.asha, Progress.STUCK)
    for owner, reporter in (
        (mother, world.asha),
        (world.ben, world.ben),
        (world.asha, world.asha),
    ):
        other = acting.make(world, family, owner)
        acting.report(world, other, reporter, Progress.UNDER_WAY)
    acting.end(world, acting.make(world, family, father))
    return family, father, mother, theirs


def _cover(world, theirs) -> set[str]:
    """Write the canary over every sealed text but two, and over every name."""
    ring: KeyRing = world.database.ring
    with world.work() as session:
        (version,) = acting.versions(world, theirs)
        kept = {(ActionVersion.__tablename__, version.id)}
        covered = set()
        for table in SQLModel.metadata.sorted_tables:
            columns = [
                one.name for one in table.columns if one.name.endswith("_sealed")
            ]
            if "id" not in table.columns or not columns:
                continue
            for row in session.execute(sa.select(table)).mappings():
                filled = [name for name in columns if row[name] is not None]
                if (table.name, row["id"]) in kept or not filled:
                    continue
                values = {
                    name: ring.encrypt(
                        CANARY,
                        table=table.name,
                        column=name.removesuffix("_sealed"),
                        row=row["id"],
                    )
                    for name in filled
                }
                session.execute(
                    sa.update(table).where(table.c.id == row["id"]).values(values)
                )
                covered |= {f"{table.name}.{name}" for name in filled}
        for person in session.exec(select(Person)).all():
            person.name, person.email = CANARY, f"{CANARY}-{person.id}@example.org"
            session.add(person)
        for agency in session.exec(select(Agency)).all():
            agency.name = CANARY
            session.add(agency)
    return covered


def test_nothing_else_that_anybody_wrote_and_nobodys_name_is_on_it(world, full):
    family, father, _, theirs = full
    covered = _cover(world, theirs)

    shown = _shown(_sheet(world, father))

    # So that a room that writes no more here is noticed.
    assert {
        "action.ended_because_sealed",
        "actionreport.line_sealed",
        "actionversion.outcome_sealed",
        "actionversion.what_sealed",
        "childview.reason_sealed",
        "meeting.interpreter_sealed",
        "meeting.venue_sealed",
        "notice.line_sealed",
        "record.missing_sealed",
    } <= covered
    for where, text in shown.items():
        assert "Ring us" in text, where
        assert "So we talk" in text, where
        assert CANARY not in text, where
    assert family.alias in shown["page"]


def test_no_time_no_venue_no_voluntary_worker_and_no_word_of_the_other_parent(
    world, full
):
    _, father, mother, _ = full
    father_sees = _shown(_sheet(world, father))
    mother_sees = _shown(_sheet(world, mother))

    for text in (*father_sees.values(), *mother_sees.values()):
        assert "14:37" not in text
        assert "14.37" not in text
        assert "Family worker" not in text
        assert "Safe Harbour" not in text
    for where in ("page", "modal"):
        assert not re.search(r"\bmother\b", father_sees[where], re.IGNORECASE)
        assert not re.search(r"\bfather\b", mother_sees[where], re.IGNORECASE)
        assert "Ring us" not in mother_sees[where]


def test_the_sheet_asks_no_room_that_holds_scores_views_or_challenges():
    words = inspect.getsource(parent_sheet) + inspect.getsource(sheet_links)

    imported = re.findall(r"^(?:from|import) .*$", words, re.MULTILINE)
    assert imported
    assert not [
        line
        for line in imported
        if re.search(r"statement|score|challenge|notice|record|replies|coming", line)
    ]


@pytest.mark.parametrize("who", ["asha", "grace"])
def test_lead_and_manager_make_it(world, family, who):
    mother = acting.adult(world, family)

    _sheet(world, mother, getattr(world, who))

    assert [row.subject for row in world.audited(EVENT)] == [mother.id]


@pytest.mark.parametrize(
    "who", ["ben", "dev", "femi", "hugh", "ines", "quentin", "sofia", "xan"]
)
def test_nobody_else_makes_one_or_a_link(world, family, who):
    mother = acting.adult(world, family)
    person = getattr(world, who)

    with pytest.raises(NotYours):
        _sheet(world, mother, person)
    with pytest.raises(NotYours):
        _link(world, mother, person)
    assert world.audited(EVENT) == []


def test_there_is_none_for_who_was_taken_off(world, family):
    mother = acting.adult(world, family)
    acting.take_off(world, mother)

    with pytest.raises(NotYours):
        _sheet(world, mother)


def test_without_an_adult_one_is_told_to_add_them(world, family):
    with pytest.raises(parent_sheet.NoAdults), world.work() as session:
        parent_sheet.form(
            session, actor=world.actor(world.asha), group_id=family.id, now=world.now
        )


def _link(world, adult, person=None) -> str:
    with world.work() as session:
        return sheet_links.make_link(
            session,
            actor=world.actor(person or world.asha),
            adult_id=adult.id,
            now=world.now,
            profile=world.profile,
        )


def _redeem(world, token) -> ParentSheet:
    with world.work() as session:
        return sheet_links.redeem(
            session, token=token, now=world.now, profile=world.profile
        )


def test_a_link_opens_once_within_ten_minutes_for_who_still_may(world, family):
    mother = acting.adult(world, family)
    token = _link(world, mother)
    assert _redeem(world, token).called == "mother"
    assert len(world.audited("parent sheet printed")) == 1
    with pytest.raises(sheet_links.SheetGone):
        _redeem(world, token)

    late = _link(world, mother)
    world.later(minutes=10)
    with pytest.raises(sheet_links.SheetGone):
        _redeem(world, late)

    moved = _link(world, mother)
    world.leave(family, world.asha)
    with pytest.raises(sheet_links.SheetGone) as gone:
        _redeem(world, moved)
    assert gone.value.actor is not None
    assert gone.value.actor.person_id == world.asha.id


def test_of_a_link_only_its_digest_is_kept(world, family):
    token = _link(world, acting.adult(world, family))

    with world.work() as session:
        (row,) = session.exec(select(SheetLink)).all()
    assert token not in repr(row)
    assert token not in repr(world.audited())


def test_it_is_large_black_on_white_and_loads_nothing(world, family):
    printed = Press().sheet_page(_sheet(world, acting.adult(world, family)))
    (style,) = re.findall(r"<style>(.*?)</style>", printed.html, re.DOTALL)

    (body,) = re.findall(r"\nbody \{(.*?)\}", style, re.DOTALL)
    assert "color: #000" in body
    assert "background: #fff" in body
    assert "font: 16pt" in body
    assert "src=" not in printed.html
    assert "url(" not in printed.html
    assert printed.headers["Cache-Control"] == "no-store"
    assert "Not for parents" not in printed.html


def test_what_a_worker_wrote_is_text_on_the_page_and_no_markup(world, family):
    mother = acting.adult(world, family)
    acting.make(world, family, mother, what="<b>a</b> & <script>", outcome="o")

    html = Press().sheet_page(_sheet(world, mother)).html

    assert "<script" not in html
    assert "&lt;b&gt;a&lt;/b&gt; &amp; &lt;script&gt;" in html
