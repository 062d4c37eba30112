"""Turns gathered rows into the facts that the pack's policies decide on."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from models.tables.plans import Child, Plan
from models.tables.statements import Round
from models.vocabulary import AgencyKind, Recommendation
from workflows.packs.contents import NamedGap, Speaker
from workflows.packs.gathering import Gathered
from workflows.packs.policy import Expected, Snapshot
from workflows.packs.questions import HeardView, PackFacts, Seen
from workflows.scores.over_time import Scored
from workflows.statements.children import BANDS, ShownChild
from workflows.statements.keeping import knowing_of


def about_child(
    rows: Gathered,
    plan: Plan,
    child: Child,
    *,
    shown: ShownChild,
    member_kinds: Collection[AgencyKind],
    today: date,
) -> PackFacts:
    """Return what the questions about one child are drawn from."""
    discussion = rows.discussion
    return PackFacts(
        child=shown.alias,
        today=today,
        is_first_review=all(plan_id != plan.id for plan_id, _ in rows.reviews),
        views=tuple(_heard(rows, child)),
        seen=tuple(_seen(rows, child)),
        not_heard_from=tuple(gap.speaker.agency for gap in gaps_about(rows, [child])),
        member_kinds=frozenset(member_kinds),
        joint_view=None if discussion is None else discussion.joint,
        is_under_one=shown.age_band == BANDS[0][1],
        is_unborn=child.birth_month_sealed is None and child.unborn_due_on is not None,
    )


def gaps_about(rows: Gathered, children: Collection[Child]) -> tuple[NamedGap, ...]:
    """
    Return whose view of these children was missing at closing and is missing still.

    A view that came late is a view, and is marked late where it stands.
    """
    aliases = {child.id: rows.alias(child) for child in children}
    person_of = {asked.id: asked.person_id for asked in rows.asked_in(rows.round)}
    missing: dict[str, list[str]] = defaultdict(list)
    why = {}
    for gap in rows.gaps:
        person_id = person_of.get(gap.asked_id)
        is_here = (rows.round.id, gap.child_id, person_id) in rows.said
        if person_id is None or is_here or gap.child_id not in aliases:
            continue
        missing[person_id].append(aliases[gap.child_id])
        why[person_id] = gap.why
    named = [
        NamedGap(
            speaker=rows.speakers[person_id],
            gap=why[person_id],
            children=tuple(sorted(about, key=lambda alias: (len(alias), alias))),
        )
        for person_id, about in missing.items()
    ]
    return tuple(sorted(named, key=lambda gap: (gap.speaker.agency, gap.speaker.name)))


def snapshot(rows: Gathered, round_: Round, child: Child) -> Snapshot:
    """Return who was asked about a child in one round, and what each agency said."""
    recommended: dict[str, set[Recommendation]] = defaultdict(set)
    scored: dict[str, set[int]] = defaultdict(set)
    for person_id, (view, _) in rows.views(round_, child).items():
        agency = rows.speakers[person_id].agency
        recommended[agency].add(view.recommendation)
        if view.score is not None:
            scored[agency].add(view.score)
    return Snapshot(
        agencies=frozenset(
            rows.speakers[asked.person_id].agency for asked in rows.asked_in(round_)
        ),
        recommendations={agency: frozenset(r) for agency, r in recommended.items()},
        scores={agency: frozenset(values) for agency, values in scored.items()},
    )


def round_before(rows: Gathered, child: Child) -> Round | None:
    """Return the last earlier round in which anybody spoke about a child."""
    earlier = [
        round_
        for round_ in rows.rounds
        if round_.id != rows.round.id and rows.views(round_, child)
    ]
    return earlier[-1] if earlier else None


def scored(rows: Gathered, child: Child) -> Iterable[Scored]:
    """Return every score that a child was given, in this round and before."""
    for round_ in rows.rounds:
        for person_id, (view, _) in rows.views(round_, child).items():
            if view.score is not None:
                speaker = rows.speakers[person_id]
                yield Scored(speaker=speaker, on=round_.closes_on, score=view.score)


def expected(people: Iterable[Speaker], away: Collection[str]) -> list[Expected]:
    """
    Return who is expected at the conference.

    Who is away without a deputy is known not to come. Nobody else has been asked.
    """
    return [
        Expected(
            agency=speaker.agency,
            kind=speaker.kind,
            is_coming=False if speaker.person_id in away else None,
        )
        for speaker in people
    ]


def _heard(rows: Gathered, child: Child) -> Iterable[HeardView]:
    for person_id, (view, _) in rows.views(rows.round, child).items():
        speaker = rows.speakers[person_id]
        yield HeardView(
            agency=speaker.agency,
            recommendation=view.recommendation,
            knows=frozenset(knowing_of(view)),
            score=view.score,
            adults_heard=view.adults_heard,
            would_last=view.would_last,
            is_lead_social_worker=speaker.is_lead_social_worker,
        )


def _seen(rows: Gathered, child: Child) -> Iterable[Seen]:
    for round_ in rows.rounds:
        for person_id, (view, _) in rows.views(round_, child).items():
            if view.seen_on is not None:
                kind = rows.speakers[person_id].kind
                yield Seen(kind=kind, seen_on=view.seen_on, alone=view.seen_alone)
