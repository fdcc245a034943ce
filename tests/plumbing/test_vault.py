"""The vault: what is sealed opens where it was sealed, and nowhere else."""

import json
import secrets
from pathlib import Path

import pytest

from storage.vault import SealBroken, Vault, fresh_vault, load_vault

WHERE = ("person", "phone", "7")


@pytest.mark.parametrize("elsewhere", [("person", "phone", "8"), ("person", "name", "7"), ("case", "phone", "7")])
def test_a_sealed_value_that_was_moved_does_not_open(elsewhere: tuple[str, str, str]) -> None:
    vault = fresh_vault()
    sealed = vault.seal("13900001111", *WHERE)
    assert vault.open(sealed, *WHERE) == "13900001111"
    with pytest.raises(SealBroken):
        vault.open(sealed, *elsewhere)


@pytest.mark.parametrize("at", [0, 5, -1])
def test_a_sealed_value_that_was_changed_does_not_open(at: int) -> None:
    vault = fresh_vault()
    sealed = bytearray(vault.seal("13900001111", *WHERE))
    sealed[at] ^= 1
    with pytest.raises(SealBroken):
        vault.open(bytes(sealed), *WHERE)


def test_nothing_at_all_does_not_open() -> None:
    with pytest.raises(SealBroken):
        fresh_vault().open(b"", *WHERE)


def test_after_a_new_key_the_old_values_still_open() -> None:
    old, new, index = (secrets.token_bytes(32) for _ in range(3))
    sealed = Vault({1: old}, 1, index).seal("李秀英", *WHERE)
    rotated = Vault({1: old, 2: new}, 2, index)
    assert rotated.open(sealed, *WHERE) == "李秀英"
    assert rotated.seal("李秀英", *WHERE)[0] == 2


def test_equal_phones_are_found_and_the_finger_print_tells_nobody_which() -> None:
    vault = fresh_vault()
    assert vault.blind("phone", "13900001111") == vault.blind("phone", "13900001111")
    assert vault.blind("phone", "13900001111") != fresh_vault().blind("phone", "13900001111")
    assert vault.blind("phone", "13900001111") != vault.blind("invitation", "13900001111")


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "yinling.key"
    sealed = load_vault(path).seal("李秀英", *WHERE)
    assert load_vault(path).open(sealed, *WHERE) == "李秀英"
    assert path.stat().st_mode & 0o077 == 0
    assert json.loads(path.read_text())["current"] == 1
