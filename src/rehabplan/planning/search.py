"""Exact search for the best week: depth first, best child first, cut off by a lower bound."""

from __future__ import annotations

from attrs import define, field

from rehabplan.planning.board import Board
from rehabplan.planning.bounds import Group, Later, Outlook, groups
from rehabplan.planning.cost import CLOSE_SHIFT
from rehabplan.planning.placed import DAY, Placed

EASY = 24
"""So many steps are taken with quick bounds; a week that needs more is begun again with better ones."""
MOST = 1500
"""So many steps a week is searched at most, so that no week takes long; `Search.exact` says whether that was enough."""
Child = tuple[int, int, int]


@define
class Turn:
    """Hold the group whose turn it is: its outlook, what later groups cost at least, its days and its starts so far.

    A start of -1 stands for a session without room. `last` is the latest start.
    """

    group: Group
    outlook: Outlook
    later: Later
    number: int
    days: int = 0
    last: int = -1
    starts: list[int] = field(factory=list)


class Search:
    """Search for the best places on a board that holds nothing but what is fixed."""

    def __init__(self, board: Board, most: int = MOST) -> None:
        self.board, self.most = board, most
        self.groups = groups(board)
        self.steps, self.limit, self.deep = 0, EASY, False
        self.best_cost = -1
        self.best: tuple[Placed, ...] = ()
        self._states: dict[object, int] = {}

    def run(self) -> tuple[Placed, ...]:
        """Return the best places, in order of time."""
        outlooks = [Outlook(group) for group in self.groups]
        self._turn(0, 0, outlooks)
        if not self.exact:
            self.limit, self.deep = EASY + self.most, True
            for group in self.groups:
                group.learn_gaps()
            self._turn(0, 0, outlooks)
        return tuple(sorted(self.best, key=lambda p: (p.day, p.start, p.task.key)))

    @property
    def exact(self) -> bool:
        """Say whether the search was ended by the lower bound and not by the number of steps."""
        return self.steps < self.limit

    def _worse(self, bound: int) -> bool:
        return 0 <= self.best_cost <= bound

    def _turn(self, number: int, spent: int, outlooks: list[Outlook]) -> None:
        """Place the groups from *number* on; *outlooks* are theirs."""
        if number == len(self.groups):
            if not self._worse(spent):
                self.best_cost, self.best = spent, tuple(self.board.stack)
            return
        later = Later(outlooks[1:])
        if self.deep:
            if self._seen(self._turn_state(number), spent):
                return
            outlooks = self._look_again(number, spent, outlooks)
            if not outlooks:
                return
            later = Later(outlooks[1:])
            if self._worse(spent + later.weigh(outlooks)):
                return
        turn = Turn(self.groups[number], outlooks[0], later, number)
        self._place(turn, turn.group.first, spent, outlooks[1:])

    def _seen(self, state: object, spent: int) -> bool:
        """Say whether the rest of the week was searched from this state at no higher cost; note that it is now."""
        known = self._states.get(state, -1)
        if 0 <= known <= spent:
            return True
        self._states[state] = spent
        return False

    def _turn_state(self, number: int) -> object:
        kinds = sorted(set(self.board.kinds[self.groups[number].first :])) if number else []
        return (number, self.board.state(kinds))

    def _step_state(self, turn: Turn, i: int) -> object:
        """Return what the rest of an unordered group depends on: who stands where among its own does not matter."""
        plain = self.board.prices[turn.group.first : i]
        twins = tuple(at for price, at in zip(plain, turn.starts, strict=True) if price.plain)
        return (turn.number, i, tuple(sorted(self.board.taken)), twins)

    def _look_again(self, number: int, spent: int, outlooks: list[Outlook]) -> list[Outlook]:
        """Return fresh outlooks of the groups from *number* on, or none as soon as they show that it is no use."""
        bound = spent + sum(outlook.total for outlook in outlooks)
        fresh = []
        for old, group in zip(outlooks, self.groups[number:], strict=True):
            new = Outlook(group)
            bound += new.total - old.total
            if self._worse(bound):
                return []
            fresh.append(new)
        return fresh

    def _place(self, turn: Turn, i: int, spent: int, outlooks: list[Outlook]) -> None:
        """Place task *i* and those after it, cheapest bound first."""
        group, board = turn.group, self.board
        if i > group.last:
            spread = group.spread_cost(turn.days) if group.spread else 0
            self._turn(turn.number + 1, spent + spread, outlooks)
            return
        if self.steps == self.limit:
            return
        if self.deep and not group.ordered and self._seen(self._step_state(turn, i), spent):
            return
        self.steps += 1
        days, last = turn.days, turn.last
        for bound, at, cost in self._children(turn, i, spent):
            if self._worse(bound):
                break
            turn.starts.append(at)
            if at < 0:
                self._place(turn, i + 1, cost, outlooks)
            else:
                board.push(Placed(board.tasks[i], at // DAY, at % DAY), board.kinds[i])
                turn.days, turn.last = days | 1 << at // DAY, at
                self._place(turn, i + 1, cost, outlooks)
                turn.days, turn.last = days, last
                board.pop()
            turn.starts.pop()

    def _after_twins(self, turn: Turn, i: int) -> int | None:
        """Return the start that task *i* must come after, or None when it gets no room.

        Sessions that can stand in for each other get their places in order, and the least important of them get none:
        any other week has a twin that costs no more.
        """
        board, group = self.board, turn.group
        after = turn.last if group.ordered else -1
        if not group.single or not board.prices[i].plain:
            return after
        for j, at in zip(range(i - 1, group.first - 1, -1), reversed(turn.starts), strict=True):
            if board.kinds[j] == board.kinds[i] and board.prices[j].plain:
                if at >= 0:
                    return max(after, at)
                if board.tasks[j].priority <= board.tasks[i].priority:
                    return None
        return after

    def _children(self, turn: Turn, i: int, spent: int) -> list[Child]:
        """Return (bound, time, cost) of each place of task *i*, and of none (time -1), best first."""
        group, board, outlook = turn.group, self.board, turn.outlook
        task, kind, price, k = board.tasks[i], board.kinds[i], board.prices[i], i - group.first + 1
        first = 0 if turn.last < 0 else group.next_day[turn.last // DAY]
        cost = spent + group.without[k - 1]
        found = [(cost + turn.later.least(turn.days) + outlook.rest(k, turn.days, first), -1, cost)]
        after = self._after_twins(turn, i)
        if after is None:
            return found
        beside = board.neighbors(kind)
        rests: dict[int, int] = {}
        for at in (*board.places[kind], *board.chained(kind)):
            day, start = divmod(at, DAY)
            if at <= after:
                continue
            if day not in rests:
                days = turn.days | 1 << day
                rests[day] = turn.later.least(days) + outlook.rest(k, days, group.next_day[day])
            cost = spent + (at if price.plain else price.at(day, start))
            if self._worse(cost + rests[day]) or not board.open(day, start, start + task.minutes):
                continue
            if any(board.clash(kind, at, *other) for other in beside):
                continue
            one = Placed(task, day, start)
            if board.week_allows(one, (*board.problem.fixed, *board.stack)):
                cost += board.close(one) << CLOSE_SHIFT
                found.append((cost + rests[day], at, cost))
        found.sort(key=lambda child: (child[0], child[1] if child[1] >= 0 else 7 * DAY))
        return found
