"""Quizzes: a question that can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.rule import alone
from tour_schema.scope import Setting
from tour_schema.station import Station
from tour_schema.story import ChoiceAnswer, OrderAnswer, QuizBlock, WordAnswer

NO_QUESTION: Final = error("quiz.no_question")
FEW_OPTIONS: Final = error("quiz.too_few_options")
NOTHING_RIGHT: Final = error("quiz.nothing_right")
ALL_RIGHT: Final = hint("quiz.everything_right")
EMPTY_OPTION: Final = error("quiz.empty_option")
NO_WORD: Final = error("quiz.no_word")
FEW_ITEMS: Final = error("quiz.too_few_items")
NO_EXPLANATION: Final = hint("quiz.no_explanation")
SAME_OPTIONS: Final = warning("quiz.same_options")


@alone(Station, holding=(QuizBlock,))
def quizzes(station: Station, setting: Setting) -> Iterator[Issue]:
    """Each quiz asks something, has a right answer and explains it."""
    for at, quiz in setting.survey(station).nodes(QuizBlock):
        if not quiz.question:
            yield NO_QUESTION.at(station, f"{at}/question")
        if not quiz.explanation:
            yield NO_EXPLANATION.at(station, f"{at}/explanation")
        answer = quiz.answer
        if isinstance(answer, ChoiceAnswer):
            yield from _choice(station, f"{at}/answer/options", answer)
        elif isinstance(answer, WordAnswer):
            if not any(answer.accepted.values()):
                yield NO_WORD.at(station, f"{at}/answer/accepted")
        elif isinstance(answer, OrderAnswer):
            yield from _order(station, f"{at}/answer/items", answer)


def _choice(station: Station, at: str, answer: ChoiceAnswer) -> Iterator[Issue]:
    right = [option.correct for option in answer.options].count(True)
    if len(answer.options) < 2:
        yield FEW_OPTIONS.at(station, at, count=len(answer.options))
    elif right == 0:
        yield NOTHING_RIGHT.at(station, at)
    elif right == len(answer.options):
        yield ALL_RIGHT.at(station, at)
    for index, option in enumerate(answer.options):
        if not option.text:
            where = f"{at}/{index}"
            fix = fixes.remove(EMPTY_OPTION, where, option) if len(answer.options) > 2 else None
            yield EMPTY_OPTION.at(station, where, fix)
    texts = [option.text for option in answer.options if option.text]
    if len({frozenset(text.items()) for text in texts}) < len(texts):
        twice = next(text for index, text in enumerate(texts) if text in texts[:index])
        yield SAME_OPTIONS.at(station, at, found=next(iter(twice.values())))


def _order(station: Station, at: str, answer: OrderAnswer) -> Iterator[Issue]:
    if len(answer.items) < 2:
        yield FEW_ITEMS.at(station, at, count=len(answer.items))
    for index, item in enumerate(answer.items):
        if not item:
            where = f"{at}/{index}"
            fix = fixes.remove(EMPTY_OPTION, where, item) if len(answer.items) > 2 else None
            yield EMPTY_OPTION.at(station, where, fix)
