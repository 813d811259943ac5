"""Try a rule out: feed it responses and read a table of what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve, field, frozen

from rehabplan.model.course import Course, Decision, Exposure, Rule, Week
from rehabplan.model.dose import Dose, Set
from rehabplan.model.exercise import Exercise
from rehabplan.model.scales import RIR, RPE, Light
from rehabplan.rules.answers import written
from rehabplan.rules.checks import chance, exact, whole
from rehabplan.rules.fold import advance, begin, close, open_week

MONDAY = dt.date(2024, 1, 1)
"""The first day of every simulation."""


class Response(NamedTuple):
    """Hold how one session went: what was done (None: not done), the color, effort, reserve, next morning known."""

    done: Dose | None
    light: Light = Light.GREEN
    effort: RPE | None = None
    rir: RIR | None = None
    settled: bool = True


Answer = Response | Week | Dose | Light | str | bool | None
Respond = Callable[[Course, int], Answer]


@frozen
class Row:
    """Hold one line of a simulation: the dose asked for, the response, the course after it and what was decided."""

    number: int
    asked: Dose
    response: Response | Week
    course: Course
    decision: Decision | None

    @property
    def next(self) -> Dose:
        """Return the dose that follows."""
        return self.course.dose

    @property
    def action(self) -> str:
        """Return the short word of the decision, empty when nothing was decided."""
        return self.decision.action if self.decision else ""


@frozen
class Table:
    """Hold a simulation as rows; its text is a table that a person can read."""

    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        lines = [("#", "exercise", "asked", "done", "color", "next", "action"), *map(_cells, self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)


@frozen
class Responder:
    """Respond by chance, the same way each time for the same *seed*: *success* is the share of full sessions.

    *sore* is the share of sessions that are felt and settle (AMBER-SETTLED). A session that fails is one repetition or
    a fifth of the time short. Raises ValueError for a share outside 0 to 1.
    """

    seed: int = field(default=1, validator=whole(0, 2**32))
    success: Decimal = field(default=Decimal("0.8"), converter=exact, validator=chance)
    sore: Decimal = field(default=Decimal(0), converter=exact, validator=chance)

    def __call__(self, course: Course, session: int) -> Response:
        """Return the response to a session, counted from 1."""
        light = Light.SETTLED if _chance(self.seed, 2 * session + 1) < self.sore else Light.GREEN
        if _chance(self.seed, 2 * session) < self.success:
            return Response(course.dose, light)
        *full, last = course.dose.sets
        return Response(course.dose.with_sets((*full, _short(last))), light)


def simulate(
    rule: Rule | Course, dose: Dose | str | None, responses: Iterable[Answer] | Respond, *,
    ceiling: Dose | str | None = None, sessions: int = 12, per_week: int = 3,
) -> Table:  # fmt: skip
    """Feed responses to a rule that starts at *dose*, or to a course, and return the table of its answers.

    *responses* is a list, or a function of the course and the number of the session (from 1), asked *sessions* times;
    a `Responder` is one. A response is a dose done ("8-8-7" or a Dose), True (as asked), None or False (not done), a
    color (as asked, with that color), a `Response`, or a `Week` for rules that decide by the week. *per_week* sessions
    make a week; a step up that was earned is granted with the next one. A rule alone is simulated until it steps up;
    *ceiling* is the dose to reach before that, for rules that read it.

    >>> from rehabplan.rules import DoubleProgression
    >>> print(simulate(DoubleProgression(8, 9, "2.5"), "2x8 @40kg", ["8-8", "9-9", "7-7"]))
    #  exercise  asked        done  color  next         action
    1  exercise  2x8 @40kg    2x8   GREEN  2x9 @40kg    target+1
    2  exercise  2x9 @40kg    2x9   GREEN  2x8 @42.5kg  increase
    3  exercise  2x8 @42.5kg  2x7   GREEN  2x8 @42.5kg  hold (fail 1)
    """
    course, rows = _start(rule, dose, ceiling), list[Row]()
    if callable(responses):
        respond: Respond = responses
    else:
        given = list(responses)
        sessions, respond = len(given), lambda _, n: given[n - 1]
    for n in range(1, sessions + 1):
        if isinstance(rule, Course) and n > 1 and (n - 1) % per_week == 0:
            course = open_week(course)[0]
        rows.append(_row(course, n, respond(course, n), per_week))
        course = rows[-1].course
        if course.earned and not isinstance(rule, Course):
            break
    return Table(tuple(rows))


def _start(rule: Rule | Course, dose: Dose | str | None, ceiling: Dose | str | None) -> Course:
    if isinstance(rule, Course):
        return rule if dose is None else evolve(rule, dose=_dose(dose), tried=())
    if dose is None:
        raise ValueError("a rule alone is simulated from a dose, such as '3x8 @40kg'")
    first = _dose(dose)
    top = first if ceiling is None else _dose(ceiling)
    exercise = Exercise("exercise", "The exercise", "strength", "", first, top, rule)
    return begin((exercise, evolve(exercise, id="next-rung", name="The next exercise")), 0)


def _dose(dose: Dose | str) -> Dose:
    return Dose.parse(dose) if isinstance(dose, str) else dose


def _row(course: Course, n: int, answer: Answer, per_week: int) -> Row:
    asked = course.dose
    if isinstance(answer, Week):
        course, decision = close(course, answer)
        return Row(n, asked, answer, course, decision)
    response, week = _response(answer, asked), (n - 1) // per_week
    day = MONDAY + dt.timedelta(days=7 * week + (n - 1) % per_week)
    exposure = Exposure(
        day, course.exercise.id, asked, response.done, response.light, response.effort, response.rir, response.settled,
        week=week + 1,
    )  # fmt: skip
    course, decision = advance(course, exposure)
    return Row(n, asked, response, course, decision)


def _response(answer: Answer, asked: Dose) -> Response:
    if isinstance(answer, Response):
        return answer
    if isinstance(answer, Light):
        return Response(asked, answer)
    if isinstance(answer, str | Dose):
        return Response(_dose(answer))
    return Response(asked if answer else None)


def _cells(row: Row) -> tuple[str, ...]:
    told = row.response
    if isinstance(told, Week):
        done, color = f"{told.done} of {told.planned}", told.worst.label
    else:
        done, color = "-" if told.done is None else written(told.done), told.light.label
    name = row.course.exercise.id
    return str(row.number), name, written(row.asked), done, color, written(row.next), row.action


def _short(last: Set) -> Set:
    """Return a set that fell a little short."""
    if last.seconds:
        return evolve(last, seconds=last.seconds * 4 // 5)
    return evolve(last, meters=last.meters * 4 // 5) if last.meters else evolve(last, reps=max(0, last.reps - 1))


def _chance(seed: int, n: int) -> Decimal:
    """Return a number from 0 to below 1 that depends on *seed* and *n* only (the mixing steps of SplitMix64)."""
    x = (seed * 0x9E3779B97F4A7C15 + n * 0xD1B54A32D192ED03) % 2**64
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> shift)) * factor % 2**64
    return Decimal(x ^ (x >> 31)) / 2**64
