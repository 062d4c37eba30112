"""How fast we speak."""

from itertools import pairwise

import pytest

from bot.sender.pacing import FIRST_RATE, Pacer


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

    assert pacer.rate == 20


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
