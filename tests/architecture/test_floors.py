"""What import-linter cannot say about the floors."""

import ast
import sys

from tests.architecture.sources import sources


def _imported(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return names


def test_the_ground_floor_stands_on_few_libraries() -> None:
    allowed = sys.stdlib_module_names | {
        "tour_schema",
        "pydantic",
        "pydantic_core",
        "geojson",
        "langcodes",
        "opening_hours",
    }
    foreign = {
        f"{path}: {name}"
        for path, text in sources(".py", under=("tour_schema",))
        for name in _imported(text)
        if name.partition(".")[0] not in allowed
    }
    assert foreign == set()


def test_importers_turn_bytes_into_plans_and_know_no_database() -> None:
    kept_out = ("sqlalchemy", "sqlmodel", "authoring.db", "authoring.tables", "authoring.actions", "authoring.queries")
    reached = {
        f"{path}: {name}"
        for path, text in sources(".py", under=("authoring/importers",))
        for name in _imported(text)
        if name.startswith(kept_out)
    }
    assert reached == set()


def test_only_the_web_and_the_command_line_know_flask() -> None:
    reached = {
        f"{path}: {name}"
        for path, text in sources(".py")
        for name in _imported(text)
        if name.partition(".")[0] in {"flask", "werkzeug"}
        if not path.startswith(("authoring/web/", "authoring/cli", "authoring/commands/"))
    }
    assert reached == set()


def test_nobody_reads_the_clock_on_the_ground_floor() -> None:
    clocks = {"now", "today", "utcnow", "time", "monotonic"}
    read = {
        f"{path}:{node.lineno}"
        for path, text in sources(".py", under=("tour_schema",))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"date", "datetime", "time"}
    }
    assert read == set()
