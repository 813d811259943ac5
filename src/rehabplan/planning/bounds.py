"""What the rest of a week costs at least, given what is placed: the search cuts off whatever cannot be the best."""

from __future__ import annotations

from itertools import accumulate, groupby, islice

from rehabplan.planning.board import Board
from rehabplan.planning.constraints import OneADay
from rehabplan.planning.cost import SPREAD, SPREAD_SHIFT, Place, frame, uneven
from rehabplan.planning.placed import DAY
from rehabplan.planning.problem import Room
from rehabplan.planning.starts import kept_in_order

WEEK = 7
QUICK = 12
"""So many starts of a day are looked at before it is taken to be open to the next day's sessions."""


class Group:
    """Hold the sessions of one component, tasks `first` to `last`, and the cost of their days.

    Sets of days are bit masks. `ordered` says that they follow each other as their numbers do, `single` that there is
    one a day. `next_day` is the first day that a session after one on this day may have.
    """

    def __init__(self, board: Board, component: str, first: int, last: int) -> None:
        self.board, self.first, self.last = board, first, last
        self.tasks = board.tasks[first : last + 1]
        self.ordered = kept_in_order(board.problem, self.tasks)
        self.single = any(isinstance(rule, OneADay) for rule in board.problem.rules)
        self.spread = component in SPREAD
        self.edges = frame(board.problem, component)
        self.without = [price.none for price in board.prices[first : last + 1]]
        self.next_day = [day + (1 if self.single else 0) for day in range(WEEK)]
        self._costs: dict[int, int] = {}
        self._least: dict[tuple[int, int, int], int] = {}

    def spread_cost(self, days: int) -> int:
        """Return the cost of having sessions on exactly these days."""
        known = self._costs.get(days)
        if known is None:
            inside = tuple(day for day in range(WEEK) if days >> day & 1)
            known = self._costs[days] = uneven(inside, self.edges) << SPREAD_SHIFT
        return known

    def least_spread(self, days: int, able: int, more: int) -> int:
        """Return the least cost with sessions on *days* and up to *more* of the days *able*."""
        able &= ~days
        asked = (days, able, more)
        known = self._least.get(asked)
        if known is None:
            known = self.spread_cost(days)
            if more:
                rest = able
                while rest:
                    day = rest & -rest
                    rest ^= day
                    known = min(known, self.least_spread(days | day, rest, more - 1))
            self._least[asked] = known
        return known

    def learn_gaps(self) -> None:
        """Find days after which the next days are out of reach, whichever two sessions of the group are meant."""
        kinds = sorted(set(self.board.kinds[self.first : self.last + 1]))
        for day in range(WEEK):
            while self.next_day[day] < WEEK and not self._beside(kinds, day, self.next_day[day]):
                self.next_day[day] += 1

    def _beside(self, kinds: list[int], day: int, other: int) -> bool:
        """Say whether two sessions of these kinds may stand on these days, as far as it can be told quickly."""
        board = self.board
        return any(
            not board.clash(a, at, b, then)
            for a in kinds
            for b in kinds
            for at in islice(board.reach(a, day), QUICK)
            for then in islice(board.reach(b, other), QUICK)
        ) or any(len(list(islice(board.reach(a, d), QUICK + 1))) > QUICK for a in kinds for d in (day, other))


class Outlook:
    """Hold what one group costs at least as the board stands: before anything is placed, or when its turn comes.

    `able` are the days on which one of its sessions could be. The cost of spreading is kept apart from the rest.
    """

    def __init__(self, group: Group) -> None:
        self.group, self.able = group, 0
        self._starts: dict[int, list[list[int]]] = {}
        self._plain: dict[int, list[int]] = {}
        self.kept: list[tuple[int, int, int]] = []
        self.days = [self._prices(number) for number in range(group.first, group.last + 1)]
        if group.ordered:
            self._in_order()
        else:
            self._in_any_order()
        self.total = self.rest(0, 0, 0)

    def rest(self, k: int, days: int, first: int) -> int:
        """Return the least cost of the sessions from number *k* on: the others took *days*, *first* is open."""
        group, count = self.group, len(self.days)
        able = self.able >> first << first if group.ordered else self.able
        spread = group.least_spread(days, able, count - k) if group.spread else 0
        if group.ordered:
            return spread + self._rows[k][first]
        return spread + (self._apart(k, days) if group.single else self._sums[k])

    def _apart(self, k: int, days: int) -> int:
        """Return the least cost of the sessions from number *k* on, each on a day of its own that is not in *days*."""
        if not self._crowded[k] & days and self._free[k]:
            return self._sums[k]
        if k == len(self.days):
            return 0
        asked = (k, days)
        known = self._assigned.get(asked)
        if known is None:
            known = self.group.without[k] + self._apart(k + 1, days)
            for day, price in enumerate(self.days[k]):
                if price >= 0 and not days >> day & 1:
                    known = min(known, price + self._apart(k + 1, days | 1 << day))
            self._assigned[asked] = known
        return known

    def _prices(self, number: int) -> list[int]:
        """Return the least price of a task on each day, or -1 where it cannot be."""
        board = self.group.board
        price, kind = board.prices[number], board.kinds[number]
        if price.plain and kind in self._plain:
            return self._plain[kind]
        starts = self._starts.get(kind)
        if starts is None:
            starts = self._starts[kind] = board.earliest(kind, board.neighbors(kind))
        found = [min((price.at(day, t) for t in starts[day]), default=-1) for day in range(WEEK)]
        kept = [place for place in price.kept if found[place[0] % WEEK] >= 0 and self._open(kind, *place)]
        for place in kept:
            found[place[0]] = min(found[place[0]], price.at(*place))
        self.able |= sum(1 << day for day in range(WEEK) if found[day] >= 0)
        if price.plain:
            self._plain[kind] = found
        if kept:
            self._keep(number, min(kept, key=lambda place: price.at(*place)), starts, found)
        return found

    def _open(self, kind: int, day: int, start: int) -> bool:
        at = day * DAY + start
        return at in self.group.board.places[kind] and self.group.board.stands(kind, at)

    def _keep(self, number: int, best: Place, starts: list[list[int]], found: list[int]) -> None:
        """Note what a task loses at least without its place *best*, if it has no better one."""
        price = self.group.board.prices[number]
        cost = price.at(*best)
        if cost == min(least for least in found if least >= 0):
            places = [(day, t + ((day, t) == best)) for day in range(WEEK) for t in starts[day]]
            other = min([price.none, *(price.at(*place) for place in (*places, *price.kept) if place != best)])
            self.kept.append((other - cost, number, best[0] * DAY + best[1]))

    def _in_order(self) -> None:
        count, after = len(self.days), self.group.next_day
        self._rows = rows = [[0] * (WEEK + 1) for _ in range(count + 1)]
        for k in range(count - 1, -1, -1):
            row, later, without, days = rows[k], rows[k + 1], self.group.without[k], self.days[k]
            row[WEEK] = without + later[WEEK]
            for day in range(WEEK - 1, -1, -1):
                row[day] = min(row[day + 1], without + later[day])
                if days[day] >= 0:
                    row[day] = min(row[day], days[day] + later[after[day]])

    def _in_any_order(self) -> None:
        """Add up what each session costs at its best: exact while their best days differ and are free."""
        count = len(self.days)
        self._sums, self._crowded, self._free = [0] * (count + 1), [0] * (count + 1), [True] * (count + 1)
        self._assigned: dict[tuple[int, int], int] = {}
        for k in range(count - 1, -1, -1):
            best, without = self.days[k], self.group.without[k]
            day = min((d for d in range(WEEK) if best[d] >= 0), key=lambda d: best[d], default=-1)
            wanted = 1 << day if day >= 0 and best[day] < without else 0
            self._sums[k] = self._sums[k + 1] + (best[day] if wanted else without)
            self._free[k] = self._free[k + 1] and not self._crowded[k + 1] & wanted
            self._crowded[k] = self._crowded[k + 1] | wanted


class Later:
    """Hold what several groups cost at least together, one after another and, once weighed, by the time they share."""

    def __init__(self, outlooks: list[Outlook]) -> None:
        self.outlooks = outlooks
        self.total = sum(outlook.total for outlook in outlooks)
        self.tight, self.room, self.crowd = 0, 0, 0
        self._lost: list[int] = []
        self._rivals = 0

    def least(self, days: int) -> int:
        """Return the least cost when the group before has sessions on *days*."""
        if not self._lost:
            return self.total
        short = self.crowd - self.room + (days & self.tight).bit_count()
        return max(self.total, self._rivals, self._lost[max(0, min(short, self.crowd))])

    def weigh(self, outlooks: list[Outlook]) -> int:
        """Learn how many sessions fit into the time of each day; return the least cost with the group before."""
        fit, among = most_a_day(self.outlooks), most_a_day(outlooks)
        self.crowd, self.room = sum(len(outlook.days) for outlook in self.outlooks), sum(fit)
        self.tight = sum(1 << day for day in range(WEEK) if fit[day] == among[day])
        self._lost = losses(self.outlooks)
        lost = losses(outlooks)
        short = len(lost) - 1 - sum(among)
        self._rivals = self._lost[0] + rivalry(self.outlooks)
        return max(outlooks[0].total + self.least(0), lost[max(0, short)], lost[0] + rivalry(outlooks))


def losses(outlooks: list[Outlook]) -> list[int]:
    """Return the least cost of all sessions with none, one, two, ... of them without room."""
    best, lost = 0, []
    for outlook in outlooks:
        best += outlook.group.least_spread(0, outlook.able, len(outlook.days)) if outlook.group.spread else 0
        for days, without in zip(outlook.days, outlook.group.without, strict=True):
            least = min([without, *(price for price in days if price >= 0)])
            best += least
            lost.append(without - least)
    return list(accumulate([best, *sorted(lost)]))


def rivalry(outlooks: list[Outlook]) -> int:
    """Return what is lost at least because two sessions cannot both have the start they like best."""
    kept = sorted((one for outlook in outlooks for one in outlook.kept), reverse=True)
    total, met = 0, set[int]()
    for i, (_, one, at) in enumerate(kept):
        for lost, other, then in kept[i + 1 :]:
            if not {one, other} & met and outlooks[0].group.board.rivals(one, at, other, then):
                total += lost
                met |= {one, other}
    return total


def most_a_day(outlooks: list[Outlook]) -> list[int]:
    """Return for each day a number of sessions that the free time of its rooms cannot exceed."""
    found = [0] * WEEK
    for day in range(WEEK):
        minutes: list[tuple[int, str]] = []
        for outlook in outlooks:
            if outlook.able >> day & 1:
                tasks = outlook.group.tasks
                shortest = min(task.minutes for task in tasks)
                minutes += [(shortest, tasks[0].component)] * (1 if outlook.group.single else len(tasks))
        minutes.sort()
        if minutes:
            board = outlooks[0].group.board
            found[day] = min(len(minutes), sum(_most(minutes, *gap) for gap in board.free_time(day, minutes[0][0])))
    return found


def _most(minutes: list[tuple[int, str]], room: Room, left: int) -> int:
    count = 0
    for least, component in minutes:
        if least > left:
            break
        if room.takes(component):
            left -= least
            count += 1
    return count


def groups(board: Board) -> list[Group]:
    """Return the groups of a board, one for each component, in the order in which they are placed."""
    found = []
    for component, members in groupby(range(len(board.tasks)), lambda i: board.tasks[i].component):
        numbers = list(members)
        found.append(Group(board, component, numbers[0], numbers[-1]))
    return found
