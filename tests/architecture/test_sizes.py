"""A module can be read in one sitting, and a function fits a screen."""

import ast

from tests.architecture.sources import PACKAGES, sources

LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 60

EVERYWHERE = (*PACKAGES, "tests")


def test_no_module_is_longer_than_one_can_keep_in_mind() -> None:
    long = {
        path: text.count("\n")
        for path, text in sources(".py", ".ts", ".svelte", ".css", ".html", under=EVERYWHERE)
        if text.count("\n") > LINES_OF_A_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path, text in sources(".py", under=EVERYWHERE)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno is not None
        if node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = ("utils.", "util.", "helpers.", "helper.", "common.", "misc.")
    assert [path for path, _ in sources(".py", ".ts") if path.rpartition("/")[2].startswith(drawers)] == []
