"""Place a week's sessions: the best week by the levels of `cost.LEVELS`, within the hard rules."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from rehabplan.model.plan import Key
from rehabplan.planning.board import Board
from rehabplan.planning.cost import prices
from rehabplan.planning.placed import DAY, Placed
from rehabplan.planning.problem import Answer, Problem
from rehabplan.planning.reasons import Reasons
from rehabplan.planning.search import Search


def solve(problem: Problem) -> Answer:
    """Return the best places for the week's sessions, with reasons; what finds no room comes back as a refusal.

    The hard rules are `problem.rules`. Among the weeks that keep them the best one is found exactly, by these levels,
    each of which counts only where all before it are equal: fewest sessions without room, the most important first;
    fewest moved, by the fewest days; same day and time as the week before; wishes met; sessions of a component spread
    evenly; six hours between a run and strength on one day (C3, R51); earliest. Equal weeks are told apart by key.
    Weeks that differ in nothing but their number are solved once. A week so entangled that `search.MOST` steps do not
    settle it gets the best places found by then, and `Answer.exact` is False.
    """
    base = min((task.key.week for task in problem.tasks), default=0)
    answer = _solve(_renumber(problem, -base))
    return Answer(
        tuple(evolve(p, task=evolve(p.task, key=_shift(p.task.key, base))) for p in answer.places),
        tuple(evolve(r, key=_shift(r.key, base)) for r in answer.unplaced),
        tuple((_shift(key, base), words) for key, words in answer.reasons),
        answer.exact,
    )


def _shift(key: Key, weeks: int) -> Key:
    return Key(key.week + weeks, key.component, key.n, key.again)


def _renumber(problem: Problem, weeks: int) -> Problem:
    return evolve(
        problem,
        tasks=tuple(sorted((evolve(t, key=_shift(t.key, weeks)) for t in problem.tasks), key=lambda t: t.key)),
        fixed=tuple(evolve(p, task=evolve(p.task, key=_shift(p.task.key, weeks))) for p in problem.fixed),
        was=tuple((_shift(key, weeks), day, start) for key, day, start in problem.was),
        lost=frozenset(_shift(key, weeks) for key in problem.lost),
    )


def forget() -> None:
    """Forget the weeks that were solved."""
    _solve.cache_clear()


@lru_cache(maxsize=1024)
def _solve(problem: Problem) -> Answer:
    board = Board(problem)
    search = Search(board)
    places = _as_before(board) or search.run()
    reasons = Reasons(problem, places)
    placed = {p.task.key for p in places}
    missing = [task for task in problem.tasks if task.key not in placed]
    return Answer(
        places,
        tuple(reasons.refusal(task) for task in missing),
        tuple((p.task.key, reasons.why(p)) for p in places),
        search.exact,
    )


def _as_before(board: Board) -> tuple[Placed, ...]:
    """Return every session where it was, or where it was a week ago, if all of that still holds; none otherwise.

    No other week costs as little at the levels of sessions without room, moves and likeness, so there is no need to
    search for it.
    """
    known, lost = prices(board.problem), 0
    for number, task in enumerate(board.tasks):
        if task.key in board.problem.lost:
            lost += 1
            continue
        place = known[task.key].was or known[task.key].usual
        kind = board.kinds[number]
        if place is None or place[0] * DAY + place[1] not in board.places[kind]:
            break
        one = Placed(task, *place)
        if not board.stands(kind, one.at) or not board.week_allows(one, (*board.problem.fixed, *board.stack)):
            break
        board.push(one, kind)
    places = tuple(sorted(board.stack, key=lambda p: (p.day, p.start, p.task.key)))
    complete = len(board.stack) + lost == len(board.tasks)
    while board.stack:
        board.pop()
    return places if complete else ()
