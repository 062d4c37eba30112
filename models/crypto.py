"""Encryption of what people write, bound to the row that holds it."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class NotReadable(Exception):
    """The text cannot be read with the keys that this process holds."""


class InvalidKeys(Exception):
    """The key file is missing or is not a key ring."""


@dataclass(frozen=True, kw_only=True)
class KeyRing:
    """
    Keys by id; `current` is the one that new text is written with.

    `fingerprint` never rotates, so that a reference stays recognisable.
    """

    current: str
    keys: dict[str, bytes]
    fingerprint: bytes

    def encrypt(self, text: str, *, table: str, column: str, row: str) -> str:
        """
        Return `text` encrypted for exactly this table, column and row.

        The place is authenticated, so a value copied to another row cannot be
        read there. Source: reliability, M12.
        """
        nonce = os.urandom(NONCE_BYTES)
        place = _place(self.current, table, column, row)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, text.encode(), place)
        return f"{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, sealed: str, *, table: str, column: str, row: str) -> str:
        """
        Return the text that was encrypted for this place.

        :raises NotReadable: if the key is unknown, or the value was altered or
            belongs to another place.
        """
        key_id, _, body = sealed.partition(":")
        key = self.keys.get(key_id)
        if key is None:
            raise NotReadable
        try:
            raw = base64.b64decode(body, validate=True)
            place = _place(key_id, table, column, row)
            return (
                AESGCM(key)
                .decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place)
                .decode()
            )
        except (InvalidTag, ValueError) as error:
            raise NotReadable from error

    def opaque(self, purpose: str, value: str) -> str:
        """Return a keyed fingerprint of `value`: stable, meaningless without us."""
        material = json.dumps([purpose, value]).encode()
        return hmac.new(self.fingerprint, material, hashlib.sha256).hexdigest()[:32]

    def rotated(self, key_id: str, key: bytes) -> "KeyRing":
        """Return a ring that writes with a new key and still reads the old ones."""
        return KeyRing(
            current=key_id,
            keys={**self.keys, key_id: key},
            fingerprint=self.fingerprint,
        )

    def save(self, path: Path) -> None:
        """Write the ring to `path`, readable by its owner only."""
        path.parent.mkdir(parents=True, exist_ok=True)
        body = json.dumps(
            {
                "current": self.current,
                "keys": {name: _text(key) for name, key in self.keys.items()},
                "fingerprint": _text(self.fingerprint),
            },
            indent=1,
        )
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)


def new_ring() -> KeyRing:
    """Return a ring with one fresh key."""
    return KeyRing(
        current="k1",
        keys={"k1": secrets.token_bytes(KEY_BYTES)},
        fingerprint=secrets.token_bytes(KEY_BYTES),
    )


def load(path: Path) -> KeyRing:
    """
    Return the key ring in the file at `path`.

    :raises InvalidKeys: if it is missing, unreadable or not a key ring.
    """
    try:
        body = json.loads(path.read_text())
        keys = {str(name): _bytes(key) for name, key in body["keys"].items()}
        fingerprint = _bytes(body["fingerprint"])
        current = str(body["current"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidKeys(f"{path} is not a readable key ring") from error
    lengths = {len(key) for key in (*keys.values(), fingerprint)}
    if current not in keys or lengths != {KEY_BYTES}:
        raise InvalidKeys(f"{path} holds a key of the wrong length, or no current key")
    return KeyRing(current=current, keys=keys, fingerprint=fingerprint)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bytes(key: str) -> bytes:
    return base64.b64decode(key, validate=True)


def _place(key_id: str, table: str, column: str, row: str) -> bytes:
    return json.dumps([key_id, table, column, row]).encode()
