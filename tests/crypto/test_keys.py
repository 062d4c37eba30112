"""What people write can be read in its own place, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import crypto
from models.crypto import InvalidKeys, NotReadable

RING = crypto.new_ring()
PLACE = {"table": "childview", "column": "reason", "row": "0123456789abcdef"}


@given(st.text())
def test_any_text_comes_back_as_it_was(text):
    sealed = RING.encrypt(text, **PLACE)

    assert RING.decrypt(sealed, **PLACE) == text


@pytest.mark.parametrize("moved", list(PLACE))
def test_a_value_moved_to_another_place_cannot_be_read(moved):
    sealed = RING.encrypt("what I saw", **PLACE)

    with pytest.raises(NotReadable):
        RING.decrypt(sealed, **{**PLACE, moved: "elsewhere"})


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_value_with_one_changed_byte_cannot_be_read(place, change):
    key_id, _, body = RING.encrypt("what I saw", **PLACE).partition(":")
    raw = bytearray(base64.b64decode(body))
    raw[place % len(raw)] ^= change
    altered = f"{key_id}:{base64.b64encode(raw).decode()}"

    with pytest.raises(NotReadable):
        RING.decrypt(altered, **PLACE)


def test_the_same_text_never_looks_the_same_twice():
    assert RING.encrypt("x", **PLACE) != RING.encrypt("x", **PLACE)


def test_a_rotated_ring_reads_the_old_and_writes_with_the_new():
    old = RING.encrypt("before", **PLACE)
    rotated = RING.rotated("k2", b"2" * crypto.KEY_BYTES)

    assert rotated.decrypt(old, **PLACE) == "before"
    assert rotated.encrypt("after", **PLACE).startswith("k2:")
    assert rotated.opaque("family", "F1") == RING.opaque("family", "F1")


def test_a_key_that_is_not_ours_cannot_read():
    sealed = RING.encrypt("what I saw", **PLACE)

    with pytest.raises(NotReadable):
        crypto.new_ring().decrypt(sealed, **PLACE)


def test_a_saved_ring_is_loaded_again_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "keys" / "ring.json"

    RING.save(path)

    assert crypto.load(path) == RING
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"current": "k1", "keys": {}, "fingerprint": ""}',
        '{"current": "k1", "keys": {"k1": "c2hvcnQ="}, "fingerprint": "c2hvcnQ="}',
        '{"current": "k1", "keys": ["k1"], "fingerprint": "c2hvcnQ="}',
    ],
)
def test_a_file_that_is_no_ring_is_refused_by_name(tmp_path, body):
    path = tmp_path / "ring.json"
    path.write_text(body)

    with pytest.raises(InvalidKeys, match=r"ring\.json"):
        crypto.load(path)


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(InvalidKeys, match=r"none\.json"):
        crypto.load(tmp_path / "none.json")
