"""What holds for the source as a whole; which room may import which is import-linter's part (pyproject.toml)."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "rehabplan"
FILES = sorted(PACKAGE.rglob("*.py"))
LAZY = {"icalendar", "cattrs", "dateutil", "tomllib"}
MACHINE_MODULES = {"locale", "random", "secrets"}
MACHINE_NAMES = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("os", "environ"),
    ("os", "getenv"),
    ("time", "localtime"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "tzname"),
    ("tz", "tzlocal"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def machine_dependence(node: ast.AST) -> str | None:
    """Name what *node* reads from the machine: its clock, zone, locale, environment or chance."""
    match node:
        case ast.Import(names=names):
            found = [alias.name for alias in names if alias.name.partition(".")[0] in MACHINE_MODULES]
        case ast.ImportFrom(module=module, names=names) if module:
            last = module.rpartition(".")[2]
            found = [
                f"{module}.{alias.name}"
                for alias in names
                if module in MACHINE_MODULES or (last, alias.name) in MACHINE_NAMES
            ]
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=attr) if (
            owner,
            attr,
        ) in MACHINE_NAMES:
            found = [f"{owner}.{attr}"]
        case ast.Call(func=ast.Attribute(attr="today" | "now" | "utcnow" as attr)):
            found = [f".{attr}()"]
        case ast.Call(func=ast.Attribute(attr="astimezone"), args=[], keywords=[]):
            found = [".astimezone() without a zone"]
        case _:
            found = []
    return ", ".join(found) or None


def declarations_of_all(module: ast.Module) -> Iterator[ast.AST]:
    """Yield every statement, at any depth, that touches ``__all__``."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr) and any(
            isinstance(part, ast.Name) and part.id == "__all__" for part in ast.walk(node)
        ):
            yield node


def is_literal_all(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name()], value=ast.List(elts) | ast.Tuple(elts)):
            return all(isinstance(item, ast.Constant) and isinstance(item.value, str) for item in elts)
        case _:
            return False


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_stays_under_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_module_is_named_for_what_it_holds(path: Path) -> None:
    nondescript = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
    assert not {path.stem.strip("_"), path.parent.name} & nondescript


@pytest.mark.parametrize("path", FILES, ids=name)
def test_all_is_a_literal_and_every_name_in_it_resolves(path: Path) -> None:
    declarations = list(declarations_of_all(tree(path)))
    assert all(is_literal_all(node) for node in declarations)
    assert len(declarations) <= 1
    module = importlib.import_module(module_name(path))
    names = getattr(module, "__all__", ())
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(module, name)] == []


def test_the_package_declares_its_public_names() -> None:
    assert list(declarations_of_all(tree(PACKAGE / "__init__.py")))
    assert (PACKAGE / "py.typed").exists()


@pytest.mark.parametrize("path", [path for path in FILES if PACKAGE / "cli" not in path.parents], ids=name)
def test_only_the_command_line_looks_at_the_machine(path: Path) -> None:
    found = [
        f"line {getattr(node, 'lineno', '?')}: {what}"
        for node in ast.walk(tree(path))
        if (what := machine_dependence(node))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import random",
        "from random import choice",
        "from time import time",
        "from uuid import uuid4",
        "from os import environ",
        "os.environ['HOME']",
        "field(factory=dt.date.today)",
        "datetime.now(UTC)",
        "Clock.now()",
        "moment.astimezone()",
        "uuid.uuid4()",
    ],
)
def test_looking_at_the_machine_is_noticed(code: str) -> None:
    assert any(machine_dependence(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["today: date", "uuid.uuid5(SPACE, key)", "moment.astimezone(zone)", "plan.today", "time.fromisoformat(x)"]
)
def test_what_only_looks_similar_is_let_pass(code: str) -> None:
    assert not any(machine_dependence(node) for node in ast.walk(ast.parse(code)))


def test_importing_rehabplan_leaves_the_heavy_imports_for_later() -> None:
    code = "import sys, rehabplan; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert LAZY & set(done.stdout.split()) == set()
