"""The sandbox lets a function answer, and lets it do nothing else."""

import platform
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from authoring.sandbox import MIB, SandboxRefusal, run, run_program

HERE = "tests.authoring.media.children"
on_linux = pytest.mark.skipif(platform.system() != "Linux", reason="these doors are closed by the Linux kernel")


def refusal_of(function: str, payload: Any, **limits: Any) -> SandboxRefusal:
    with pytest.raises(SandboxRefusal) as caught:
        run(f"{HERE}:{function}", payload, **limits)
    return caught.value


def test_a_function_answers_with_json() -> None:
    assert run(f"{HERE}:give_back", {"ü": [1, 2.5, None, True]}) == {"ü": [1, 2.5, None, True]}


def test_a_child_starts_in_under_150_ms() -> None:
    # In processor time: a clock would measure how busy the machine is.
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(5):
        run(f"{HERE}:give_back", 1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 5 < 0.15


def test_too_much_memory_is_refused() -> None:
    assert refusal_of("eat_memory", 900 * MIB, memory_bytes=256 * MIB).code == "memory"


def test_too_much_processor_time_is_refused() -> None:
    assert refusal_of("burn", None, cpu_s=1).code == "time"


def test_a_child_that_hangs_is_ended_by_the_clock() -> None:
    began = time.monotonic()
    assert refusal_of("sleep", 60, wall_s=0.5).code == "time"
    assert time.monotonic() - began < 5


def test_a_crash_is_a_refusal_and_leaves_no_core_file(tmp_path: Path) -> None:
    assert refusal_of("crash", None).code == "crashed"


def test_a_function_refuses_with_its_own_code_and_values() -> None:
    refusal = refusal_of("refuse", "too_wide")
    assert (refusal.code, refusal.values) == ("too_wide", {"width": 7})


def test_a_fault_of_the_function_names_its_cause_for_the_log() -> None:
    refusal = refusal_of("nothing_of_this_name", None)
    assert refusal.code == "crashed"
    assert "nothing_of_this_name" in str(refusal.__cause__)


def test_an_answer_over_its_limit_is_refused() -> None:
    assert refusal_of("talk_much", 2 * MIB, result_bytes=MIB, file_bytes=MIB).code in {"output", "crashed"}
    assert refusal_of("talk_much", 2 * MIB, result_bytes=MIB, file_bytes=8 * MIB).code == "output"


def test_what_libraries_print_never_mixes_with_the_answer() -> None:
    assert run(f"{HERE}:print_much", None) == "quiet"


def test_work_in_the_background_lets_everything_else_go_first() -> None:
    usual = run(f"{HERE}:niceness", None)
    assert run(f"{HERE}:niceness", None, background=True) == min(19, usual + 10)


def test_the_environment_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary")
    assert "canary" not in run(f"{HERE}:environment", None).values()


@on_linux
def test_no_socket_can_be_opened() -> None:
    assert run(f"{HERE}:open_socket", None) == "PermissionError"


@on_linux
def test_no_program_can_be_started() -> None:
    assert run(f"{HERE}:start_program", None) == "PermissionError"


@on_linux
def test_only_named_files_can_be_read(tmp_path: Path) -> None:
    named, secret = tmp_path / "named", tmp_path / "secret"
    named.write_text("open")
    secret.write_text("closed")
    assert run(f"{HERE}:read_file", str(named), reads=[named]) == "open"
    assert run(f"{HERE}:read_file", str(secret), reads=[named]) == "PermissionError"


@on_linux
def test_only_named_folders_can_be_written(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    assert run(f"{HERE}:write_file", {"path": str(folder / "a"), "size": 3}, writes=[folder]) == "written"
    assert run(f"{HERE}:write_file", {"path": str(elsewhere), "size": 3}, writes=[folder]) == "PermissionError"
    assert not elsewhere.exists()


def test_a_written_file_has_a_size_limit(tmp_path: Path) -> None:
    request = {"path": str(tmp_path / "a"), "size": 2 * MIB}
    assert run(f"{HERE}:write_file", request, writes=[tmp_path], file_bytes=MIB, result_bytes=MIB) == "OSError"


def ask_program(code: str, payload: Any = None, **limits: Any) -> Any:
    """Run Python as a program like any other: it finds its request on standard input."""
    code = (
        f"import json, sys; payload = json.load(sys.stdin)['payload']\n{code}\nprint(json.dumps({{'result': result}}))"
    )
    reads = [Path(sys.base_prefix), Path(sys.prefix), *limits.pop("reads", ())]
    return run_program([sys.executable, "-I", "-S", "-c", code], payload, reads=reads, **limits)


def test_a_program_is_asked_and_answers() -> None:
    assert ask_program("result = payload['ü'] * 2", {"ü": 21}) == 42


def test_a_program_can_refuse() -> None:
    code = "print(json.dumps({'refused': 'too_wide', 'values': {'width': payload}})); sys.exit(0)"
    with pytest.raises(SandboxRefusal) as caught:
        ask_program(code, 7)
    assert (caught.value.code, caught.value.values) == ("too_wide", {"width": 7})


def test_a_program_has_its_limits() -> None:
    for code, limits, refused in (
        ("result = len(bytearray(payload))", {"memory_bytes": 128 * MIB}, "memory"),
        ("while True: pass", {"cpu_s": 1}, "time"),
        ("result = 'x' * payload", {"result_bytes": MIB, "file_bytes": 8 * MIB}, "output"),
    ):
        with pytest.raises(SandboxRefusal) as caught:
            ask_program(code, 2 * MIB if refused == "output" else 900 * MIB, **limits)
        assert caught.value.code == refused


@on_linux
def test_a_program_has_no_network_starts_no_other_and_reads_only_what_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("closed")
    tries = {
        "import socket; socket.socket()": None,
        "import subprocess; subprocess.run(['/bin/true'])": None,
        "open(payload).read()": str(secret),
        "open(payload, 'w')": str(tmp_path / "new"),
    }
    for attempt, payload in tries.items():
        code = f"try:\n    {attempt}\n    result = 'done'\nexcept OSError as error: result = type(error).__name__"
        assert ask_program(code, payload) == "PermissionError", attempt
    assert ask_program("result = open(payload).read()", str(secret), reads=[secret]) == "closed"
