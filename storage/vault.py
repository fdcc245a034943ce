"""Sensitive fields at rest: AES-256-GCM bound to table, column and row, with keys outside the database.

A sealed value copied into another row, column or table does not open. Layout of a sealed value: one byte key number,
12 bytes nonce, ciphertext with its 16-byte tag.
"""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
OWNER_ONLY = 0o600


class SealBroken(Exception):
    """A sealed value does not belong where it was found, or its key is gone."""


class Vault:
    """Seals and opens texts, and gives blind indexes for equality look-ups."""

    def __init__(self, keys: Mapping[int, bytes], current: int, index_key: bytes, key_file: Path | None = None) -> None:
        self._key_file = key_file
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._current = current
        self._index_key = index_key

    def seal(self, text: str, table: str, column: str, row: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, text.encode(), _where(table, column, row))
        return bytes([self._current]) + nonce + sealed

    def open(self, sealed: bytes, table: str, column: str, row: str) -> str:
        if sealed and sealed[0] not in self._ciphers:
            self._look_again()
        try:
            cipher = self._ciphers[sealed[0]]
            body = sealed[1 + NONCE_BYTES :]
            return cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], body, _where(table, column, row)).decode()
        except (IndexError, KeyError, InvalidTag) as broken:
            raise SealBroken(f"{table}.{column}") from broken

    def _look_again(self) -> None:
        """Read the ring once more: the key may have been changed while we were running."""
        if self._key_file is None or not self._key_file.exists():
            return
        fresh = load_vault(self._key_file)
        self._ciphers, self._current = fresh._ciphers, fresh._current  # noqa: SLF001 - another vault of the same class

    def blind(self, purpose: str, text: str) -> str:
        """Return a keyed fingerprint: equal texts have equal ones, and nobody without the key can guess back."""
        mac = hmac.HMAC(self._index_key, hashes.SHA256())
        mac.update(f"{purpose}\x1f{text}".encode())
        return mac.finalize().hex()


def _where(table: str, column: str, row: str) -> bytes:
    return f"{table}\x1f{column}\x1f{row}".encode()


def load_vault(path: Path) -> Vault:
    """Open the key file; the first start makes it, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = {"current": 1, "keys": {"1": secrets.token_hex(KEY_BYTES)}, "index": secrets.token_hex(KEY_BYTES)}
        path.touch(mode=OWNER_ONLY, exist_ok=False)
        path.write_text(json.dumps(fresh))
    ring = json.loads(path.read_text())
    keys = {int(number): bytes.fromhex(key) for number, key in ring["keys"].items()}
    return Vault(keys, ring["current"], bytes.fromhex(ring["index"]), path)


def fresh_vault() -> Vault:
    """Return a vault whose keys live in memory only, for rehearsals and tests."""
    return Vault({1: secrets.token_bytes(KEY_BYTES)}, 1, secrets.token_bytes(KEY_BYTES))
