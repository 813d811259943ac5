"""Say in sentences why a session is where it is, and what would make room for one that has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rehabplan.model.person import clock
from rehabplan.planning.constraints import is_pair_rule, objection
from rehabplan.planning.cost import CLOSE_SHIFT, SPREAD, SPREAD_SHIFT, Frame, Price, close, frame, level, prices, uneven
from rehabplan.planning.placed import Placed, Task
from rehabplan.planning.problem import Problem, Refusal, Room
from rehabplan.planning.starts import anchors, free

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PREFERENCES = {
    "moved": "Nearest to where it was before.",
    "unlike": "Nearest to last week's day and time.",
    "wishes": "Nearest to the time you asked for.",
    "spread": "Spreads {component} evenly over the week.",
    "close": "Keeps running and strength six hours apart (C3).",
    "late": "The earliest time among equally good ones.",
    "": "The place that leaves the rest of the week the best.",
}
PLURAL = {"is": "are", "has": "have", "leaves": "leave"}
STEP = 5
"""Further time is named in steps of so many minutes."""
EVENING = 18 * 60
"""When a further room is tried in a week that has none."""
Seat = tuple[Placed, str]


class Reasons:
    """Explain one answer: *places* are all that found room."""

    def __init__(self, problem: Problem, places: Sequence[Placed]) -> None:
        self.problem, self.everything = problem, (*problem.fixed, *places)
        self.rooms = anchors(problem)
        self.prices = prices(problem)
        self.frames: dict[str, Frame] = {}

    def why(self, one: Placed) -> tuple[str, ...]:
        """Return why *one* is on its day: the rules that refused other days, and the preference that decided."""
        others = [p for p in self.everything if p is not one]
        seats = self._seats(one.task, others)
        allowed = [place for place, refused in seats if not refused]
        sound = {place.day for place in allowed}
        barred: dict[str, list[int]] = {}
        for day, words in {place.day: words for place, words in reversed(seats) if place.day not in sound}.items():
            barred.setdefault(words, []).append(day)
        sentences = [self._sentence(days, words) for words, days in barred.items()]
        return (*sentences, self._preference(one, others, allowed))

    def _sentence(self, days: Sequence[int], words: str) -> str:
        """Return `Tuesday is the day after the long run (C5).` or `Monday and Tuesday have a walk already (ONE).`."""
        names = [self._day(day) for day in sorted(days)]
        if len(names) == 1:
            return f"{names[0]} {words}."
        verb, _, rest = words.partition(" ")
        return f"{', '.join(names[:-1])} and {names[-1]} {PLURAL.get(verb, verb)} {rest}."

    def _preference(self, one: Placed, others: Sequence[Placed], allowed: Sequence[Placed]) -> str:
        price, here = self.prices[one.task.key], (one.day, one.start)
        if here == price.was:
            return "Stays where it was."
        if here == price.usual:
            return "Same day and time as last week."
        if here == price.wish:
            return "The time you asked for."
        rivals = [p for p in allowed if (p.day, p.start) != here]
        if not rivals:
            return "The only time that is left."
        mine, best = self._cost(price, one, others), min(self._cost(price, rival, others) for rival in rivals)
        return PREFERENCES[level(mine, best) if mine < best else ""].format(component=one.task.component)

    def _cost(self, price: Price, one: Placed, others: Sequence[Placed]) -> int:
        """Return that part of the cost which depends on where *one* is."""
        component = one.task.component
        total = price.at(one.day, one.start) + (sum(close(one, p) for p in others) << CLOSE_SHIFT)
        if component not in SPREAD:
            return total
        if component not in self.frames:
            self.frames[component] = frame(self.problem, component)
        days = [p.day for p in (one, *others) if p.task.component == component and 0 <= p.day < 7]
        return total + (uneven(days, self.frames[component]) << SPREAD_SHIFT)

    def refusal(self, task: Task) -> Refusal:
        """Return why *task* found no room on each day, and the smallest change that would make room."""
        barred: dict[int, list[str]] = {}
        for place, words in self._seats(task, self.everything):
            if words not in barred.setdefault(place.day, []):
                barred[place.day].append(words)
        days = [
            (day, tuple(f"{self._day(day)} {words}." for words in barred.get(day, [])) or (self._full(task, day),))
            for day in range(7)
        ]
        return Refusal(task.key, tuple(days), self.smallest_change(task))

    def smallest_change(self, task: Task) -> str:
        """Return the fewest further minutes, in a room or at a time of their own, that make room with the rest kept."""
        for minutes, day, start, opens in sorted({*self._longer_rooms(task), *self._new_rooms(task)}):
            one = Placed(task, day, start)
            if free(day, start, one.end, self.everything) and not self._refused(one, self.everything):
                return f"{minutes} more minutes on {self._day(day)}, from {clock(opens)}"
        return "more time does not help this week: the rules refuse every day"

    def _longer_rooms(self, task: Task) -> Iterable[tuple[int, int, int, int]]:
        """Yield (minutes, day, start, end of the room) of sessions that start in a room and end after it."""
        for room, starts in self.rooms:
            if room.takes(task.component):
                for start in {*starts, *self._ends(room, self.everything)}:
                    more = -(-(start + task.minutes - room.end) // STEP) * STEP
                    if more > 0 and room.end + more <= 1440:
                        yield more, room.day, start, room.end

    def _new_rooms(self, task: Task) -> Iterable[tuple[int, int, int, int]]:
        """Yield (minutes, day, start, start) of sessions at a time of their own."""
        for start in {room.start for room in self.problem.rooms} or {EVENING}:
            if start + task.minutes <= 1440:
                yield from ((task.minutes, day, start, start) for day in range(7))

    def _seats(self, task: Task, others: Sequence[Placed]) -> list[Seat]:
        """Return where *task* could be with *others* kept, in order of time, each with the rule that refuses it."""
        found = {
            (room.day, start)
            for room, starts in self.rooms
            if room.takes(task.component)
            for start in (*starts, *self._ends(room, others))
            if start + task.minutes <= room.end and free(room.day, start, start + task.minutes, others)
        }
        places = [Placed(task, *place) for place in sorted(found)]
        near = [p for p in others if any(is_pair_rule(r) and r.concerns(task, p.task) for r in self.problem.rules)]
        return [(place, self._refused(place, others, near)) for place in places]

    def _ends(self, room: Room, others: Sequence[Placed]) -> list[int]:
        return [p.end for p in others if p.day == room.day and room.start <= p.end <= room.end]

    def _refused(self, one: Placed, others: Sequence[Placed], near: Sequence[Placed] | None = None) -> str:
        """Return the words of the first rule that refuses *one*, with the rule's id; empty when none does."""
        for rule in self.problem.rules:
            words = objection(rule, one, near if near is not None and is_pair_rule(rule) else others)
            if words:
                return f"{words} ({rule.id})"
        return ""

    def _full(self, task: Task, day: int) -> str:
        rooms = [room for room in self.problem.rooms if room.day == day and room.takes(task.component)]
        longest = max((self._longest_gap(room) for room in rooms), default=0)
        if not longest:
            return f"{self._day(day)} has no free time."
        return f"{self._day(day)} has {longest} of {task.minutes} minutes free."

    def _longest_gap(self, room: Room) -> int:
        longest, at = 0, room.start
        for p in sorted((p for p in self.everything if p.day == room.day), key=lambda p: p.start):
            longest, at = max(longest, min(p.start, room.end) - at), max(at, p.end)
        return max(longest, room.end - at)

    def _day(self, day: int) -> str:
        return NAMES[(self.problem.weekday + day) % 7]
