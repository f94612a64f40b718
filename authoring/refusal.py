"""The one exception that crosses the sandbox's wall, alone here so that a child imports nothing else."""

from collections.abc import Mapping

Values = Mapping[str, str | int | float]


class SandboxRefusal(Exception):
    """Work on foreign bytes was refused.

    ``code`` is a short stable word; ``values`` fill in its sentence. Codes of the sandbox itself:
    ``memory``, ``time``, ``crashed``, ``output`` (the answer was larger than allowed) and ``busy`` (no
    place became free in time). Every other code was raised by the function that ran.
    """

    def __init__(self, code: str, values: Values | None = None) -> None:
        super().__init__(code, dict(values or {}))
        self.code = code
        self.values: dict[str, str | int | float] = dict(values or {})
