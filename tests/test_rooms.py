"""The rooms and their contracts: nothing slips by, and the rules need nothing but Python."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
# Folders with Python in them that are no rooms of the product.
NOT_ROOMS = {"tests", "benchmarks"}
PURE = ("domain", "usecases", "wording")


def test_the_contract_names_every_room_that_exists() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_ROOMS
    assert rooms == set(CONTRACTS["root_packages"])


def test_every_room_has_its_place_in_the_layers() -> None:
    layers = next(each["layers"] for each in CONTRACTS["contracts"] if each["type"] == "layers")
    placed = {room.strip() for layer in layers for room in layer.split("|")}
    assert placed == set(CONTRACTS["root_packages"])


@pytest.mark.parametrize("room", PURE)
def test_the_pure_rooms_import_the_standard_library_and_each_other_only(room: str) -> None:
    allowed = sys.stdlib_module_names | set(PURE)
    for path in sorted((ROOT / room).rglob("*.py")):
        strangers = _imported_roots(path) - allowed
        assert not strangers, f"{path.relative_to(ROOT)} imports {strangers}"


def test_the_rules_never_ask_the_clock() -> None:
    for room in PURE:
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text()
            assert "datetime.now" not in text, path
            assert "date.today" not in text, path


def _imported_roots(path: Path) -> set[str]:
    roots: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            roots |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            roots.add(node.module.split(".")[0])
    return roots
