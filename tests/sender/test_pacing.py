"""How fast we speak."""

from itertools import pairwise

import pytest

from bot.sender.pacing import FIRST_RATE, KEPT, LOWERED_TO, Pacer
from tests.sender.limited_slack import Bucket, Workspace

SEEDS = range(4)


def send_all(pacer, seconds, lanes, limit=None):
    """Send as fast as the pacer lets us for so long; return when each post went."""
    at, sent, refused = 0.0, [], 0
    bucket = limit or 0.0
    while at < seconds:
        lane = min(lanes, key=lambda one: pacer.wait(one, at))
        wait = pacer.wait(lane, at)
        if wait > 0:
            at += wait
            if limit:
                bucket = min(limit, bucket + wait * limit)
            continue
        pacer.take(lane, at)
        if limit and bucket < 1:
            refused += 1
            pacer.limited(1.0, at)
        else:
            bucket -= 1
            sent.append(at)
            pacer.succeeded()
    return sent, refused


def test_a_channel_gets_no_more_than_one_message_a_second():
    sent, _ = send_all(Pacer(known_rate=100), 10, ["C1"])

    gaps = [after - before for before, after in pairwise(sent)]
    assert min(gaps) >= 1.05 - 1e-6


def test_channels_do_not_wait_for_one_another():
    sent, _ = send_all(Pacer(known_rate=100), 1, [f"C{n}" for n in range(50)])

    assert len(sent) >= 50


@pytest.mark.parametrize("rate", [5.0, 20.0])
def test_a_known_rate_is_used_to_the_full_and_not_passed(rate):
    sent, _ = send_all(Pacer(known_rate=rate), 20, [f"C{n}" for n in range(500)])

    assert rate * 20 * 0.97 <= len(sent) <= rate * 20 + 3


def test_an_unknown_rate_is_learnt_from_below():
    pacer = Pacer()
    assert pacer.rate == FIRST_RATE

    sent, refused = send_all(pacer, 120, [f"C{n}" for n in range(100)], limit=20.0)

    assert len(sent) > 0.75 * 20 * 120
    assert refused < 40


def test_a_429_holds_every_lane_and_lowers_the_rate_once():
    pacer = Pacer()

    pacer.limited(30, at=100)
    pacer.limited(30, at=100.1)

    assert pacer.wait("C1", at=100.2) == pytest.approx(29.9, abs=0.2)
    assert pacer.rate == pytest.approx(FIRST_RATE * 0.8)


def test_a_known_rate_stays_known():
    pacer = Pacer(known_rate=20)

    pacer.limited(1, at=0)
    pacer.succeeded()

    assert pacer.rate == KEPT * 20


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("burst", [5, 20])
@pytest.mark.parametrize("latest", [0.02, 0.08])
def test_told_the_limit_we_use_it_and_are_never_refused(seed, burst, latest):
    bucket = Bucket(per_second=20.0, burst=burst)
    workspace = Workspace(bucket=bucket, seed=seed, latest=latest)

    workspace.listen(Pacer(known_rate=20.0), until=120)

    assert workspace.refused == []
    assert workspace.share(120) > 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_told_the_limit_a_slow_way_to_slack_costs_nothing(seed):
    workspace = Workspace(bucket=Bucket(per_second=20.0), seed=seed, slowest=0.7)

    workspace.listen(Pacer(known_rate=20.0), until=120)

    assert workspace.refused == []
    assert workspace.share(120) > 0.95


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("limit", "share"), [(5, 0.97), (10, 0.95), (20, 0.91)])
def test_an_unknown_limit_is_approached_within_a_hundred_seconds(seed, limit, share):
    workspace = Workspace(bucket=Bucket(per_second=limit), seed=seed)

    workspace.listen(Pacer(), until=100)

    # The climb from four messages a second is in it, and the climb costs most.
    assert workspace.share(100) > share
    assert len(workspace.refused) <= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_a_limit_that_is_learnt_is_kept_to_with_a_429_a_minute(seed):
    workspace = Workspace(bucket=Bucket(per_second=20.0), seed=seed)

    workspace.listen(Pacer(), until=600)

    assert workspace.share(600) > 0.97
    assert sum(at > 60 for at in workspace.refused) <= 10


@pytest.mark.parametrize("seed", SEEDS)
def test_a_limit_that_falls_to_a_quarter_is_found_again_without_a_flood(seed):
    pacer, workspace = Pacer(), Workspace(bucket=Bucket(per_second=20.0), seed=seed)
    workspace.listen(pacer, until=100)
    before = len(workspace.refused)

    workspace.bucket.per_second = 5.0
    workspace.listen(pacer, until=300)

    assert len(workspace.refused) - before <= 20
    assert 4 <= pacer.rate <= 7


@pytest.mark.parametrize("seed", SEEDS)
def test_a_limit_that_rises_is_noticed_within_minutes(seed):
    pacer, workspace = Pacer(), Workspace(bucket=Bucket(per_second=5.0), seed=seed)
    workspace.listen(pacer, until=100)

    workspace.bucket.per_second = 20.0
    workspace.listen(pacer, until=300)

    assert pacer.rate > 0.9 * 20


def test_what_went_through_between_two_429s_is_not_given_up():
    pacer, at = Pacer(), 0.0
    pacer.rate = 30.0
    pacer.limited(1, at=at)
    for _ in range(22 * 20):
        at += 1 / 22
        pacer.take("C1", at)
        pacer.succeeded()
    risen = pacer.rate

    pacer.limited(1, at=at)

    # Four fifths would be less than what Slack was seen to take.
    assert LOWERED_TO * risen < pacer.rate
    assert pacer.rate == pytest.approx(KEPT * 22)


def test_a_rate_that_is_not_used_is_not_raised():
    pacer = Pacer()
    for minute in range(1, 24 * 60):
        pacer.take("C1", at=60.0 * minute)
        pacer.succeeded()

    assert pacer.rate == FIRST_RATE


def test_a_loop_that_comes_late_makes_up_for_it_but_a_pause_is_not_saved_up():
    late, rested = Pacer(known_rate=20 / KEPT), Pacer(known_rate=20 / KEPT)
    for pacer in (late, rested):
        pacer.take("C1", at=100.0)

    late.take("C2", at=100.15)
    rested.take("C2", at=160.0)

    assert late.wait("C3", at=100.15) == 0
    assert rested.wait("C3", at=160.0) == pytest.approx(1 / 20)


def test_what_a_hold_kept_back_is_not_sent_at_once_afterwards():
    pacer = Pacer(known_rate=20 / KEPT)
    pacer.take("C1", at=100.0)
    pacer.limited(30, at=100.1)

    pacer.take("C2", at=130.1)

    assert pacer.wait("C3", at=130.1) == pytest.approx(1 / 20)


def test_a_machine_clock_put_back_does_not_silence_us():
    pacer = Pacer(known_rate=20)
    pacer.take("C1", at=10_000)

    assert pacer.wait("C1", at=5) == 0


def test_a_method_with_its_own_limit_is_kept_to_it():
    pacer, at, called = Pacer(), 0.0, 0
    while at < 120:
        wait = pacer.wait_for_method("conversations.create", at)
        at += wait
        if wait == 0:
            pacer.take_method("conversations.create", at, per_minute=20)
            called += 1

    assert 40 <= called <= 40 + 6


def test_a_429_of_one_method_holds_that_method_only():
    pacer = Pacer()

    pacer.hold_lane("pins.add", 30, at=0)

    assert pacer.wait_for_method("pins.add", at=0) == 30
    assert pacer.wait("C1", at=0) == 0
