"""Which modules may be chosen together: what the proof says is what trying all of them says."""

from __future__ import annotations

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from tour_schema.choices import Choices, members
from tour_schema.tour import Module

NAMES = tuple(f"m{number}" for number in range(6))


@st.composite
def some_modules(draw: st.DrawFn) -> tuple[Module, ...]:
    count = draw(st.integers(min_value=0, max_value=len(NAMES)))
    names = st.lists(st.sampled_from([*NAMES[:count], "elsewhere"]), max_size=2, unique=True).map(tuple)
    return tuple(
        Module(id=NAMES[number], required=draw(st.integers(0, 3)) == 0, after=draw(names), not_with=draw(names))
        for number in range(count)
    )


def is_allowed(modules: tuple[Module, ...], chosen: int) -> bool:
    """The definition, word for word."""
    names = {modules[number].id for number in members(chosen)}
    known = {module.id for module in modules}
    for module in modules:
        if module.id in names:
            if not names >= set(module.after) & known or (set(module.not_with) - {module.id}) & names:
                return False
        elif module.required:
            return False
    return True


def every_allowed(modules: tuple[Module, ...]) -> list[int]:
    return [chosen for chosen in range(1 << len(modules)) if is_allowed(modules, chosen)]


@given(some_modules())
def test_the_least_choice_is_allowed_and_inside_every_allowed_one(modules: tuple[Module, ...]) -> None:
    choices, allowed = Choices(modules), every_allowed(modules)
    for wanted in range(1 << len(modules)):
        least = choices.least(wanted)
        fitting = [chosen for chosen in allowed if chosen & wanted == wanted]
        if least is None:
            assert fitting == []
        else:
            assert least in fitting
            assert all(chosen & least == least for chosen in fitting)


@given(some_modules())
def test_one_module_can_follow_another_exactly_where_some_choice_has_nothing_between(
    modules: tuple[Module, ...],
) -> None:
    choices, allowed = Choices(modules), every_allowed(modules)
    for one, other in itertools.combinations(range(len(modules)), 2):
        between = sum(1 << number for number in range(one + 1, other))
        both = 1 << one | 1 << other
        tried = any(chosen & both == both and not chosen & between for chosen in allowed)
        assert choices.can_follow(one, other) == tried


@given(some_modules())
def test_a_circle_is_found_exactly_where_there_is_no_order(modules: tuple[Module, ...]) -> None:
    known = {module.id for module in modules}
    waiting = {module.id: set(module.after) & known for module in modules}
    while free := [name for name, needed in waiting.items() if not needed]:
        waiting = {name: needed - set(free) for name, needed in waiting.items() if name not in free}
    circle = Choices(modules).cycle()
    assert (circle is None) == (not waiting)
    if circle is not None:
        number, other = circle
        assert modules[other].id in modules[number].after


def test_three_hundred_modules_are_proved_in_the_blink_of_an_eye() -> None:
    modules = [Module(id=f"m{number}", after=(f"m{number - 1}",) if number else ()) for number in range(300)]
    begin = time.perf_counter()
    choices = Choices(modules)
    assert choices.least(1 << 299) == (1 << 300) - 1
    assert choices.cycle() is None
    assert time.perf_counter() - begin < 2
