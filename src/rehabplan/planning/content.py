"""What a session holds: the wanted sessions of a week, their slots, and content cut to the minutes booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from rehabplan.model.course import Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import Person
from rehabplan.model.plan import Item, Key
from rehabplan.model.program import Component, Phase, Slot
from rehabplan.planning.running import run_seconds

CHANGE = 30
"""Seconds for changing over to an exercise (exercises.md, DESIGN)."""
OWN_LENGTH = frozenset({"run", "walk"})
"""Components that the person's session limit does not shorten: they are as long as the program says."""


@frozen
class Draft:
    """Hold one wanted session before its day is known: its key exists from the start (identity scheme)."""

    key: Key
    component: Component
    slots: tuple[Slot, ...]
    title: str
    riders: tuple[tuple[Key, Component, tuple[Slot, ...]], ...] = ()

    @property
    def parts(self) -> tuple[tuple[Component, Slot], ...]:
        """Return the session's own slots and then those of its riders, each with its component."""
        own = ((self.component, slot) for slot in self.slots)
        return (*own, *((component, slot) for _, component, slots in self.riders for slot in slots))

    @property
    def booked(self) -> int:
        """Return the minutes that the program books, riders included; 0 where they are computed."""
        return self.component.minutes and self.component.minutes + sum(c.minutes for _, c, _ in self.riders)


def wanted(phase: Phase, week: int, person: Person, longest_room: dict[str, int], turn: dict[str, int]) -> list[Draft]:
    """Return the sessions that a week of *phase* asks for, riders joined to their carriers.

    *turn* counts the sessions of each component so far, so that A and B alternate across weeks;
    *longest_room* holds the longest stretch of time, in minutes, open to each component this week.
    """
    drafts: list[Draft] = []
    riders: list[Draft] = []
    for component in phase.components:
        if component.branch in {"", person.running.branch}:
            made = _sessions(component, week, person, turn.get(component.id, 0))
            (riders if component.rides else drafts).extend(made)
    for rider in riders:
        carrier = _carrier(rider, drafts, person, longest_room)
        if carrier is None:
            drafts.append(rider)
        else:
            i = drafts.index(carrier)
            joined = (*carrier.riders, (rider.key, rider.component, rider.slots))
            drafts[i] = evolve(carrier, riders=joined)
    return drafts


def _sessions(component: Component, week: int, person: Person, done: int) -> list[Draft]:
    count = person.running.per_week if component.id == "run" and component.kilometers else component.per_week
    if component.id not in OWN_LENGTH and component.minutes > person.limit:
        component = evolve(component, minutes=person.limit)
    turns = component.turns
    made = []
    for n in range(count):
        place = n if component.kilometers else (done + n) % len(turns)
        if component.kilometers:
            place = len(turns) - 1 if n == count - 1 else 0
        letter = f" {'ABCDEF'[place]}" if component.id == "strength" and len(turns) > 1 else ""
        made.append(Draft(Key(week, component.id, n + 1), component, turns[place], component.title + letter))
    return made


def _carrier(rider: Draft, drafts: list[Draft], person: Person, longest_room: dict[str, int]) -> Draft | None:
    for name in rider.component.rides:
        for draft in drafts:
            if draft.component.id != name or draft.riders:
                continue
            minutes = draft.booked + rider.component.minutes
            limit = minutes if name in OWN_LENGTH else person.limit
            if draft.booked and minutes <= min(limit, longest_room.get(name, 0)):
                return draft
    return None


def item_seconds(item: Item, exercise: Exercise, pace: int) -> int:
    """Return the seconds that one item takes, changing over included (walks and runs need none)."""
    if item.dose is None:
        return 0
    if item.dose.sets[0].meters:
        return run_seconds(item.dose, pace)
    return exercise.seconds(item.dose) + (0 if exercise.kind == "aerobic" else CHANGE)


def fit(
    items: Sequence[Item], protected: Iterable[str], seconds: int, exercises: Mapping[str, Exercise], pace: int
) -> list[Item]:
    """Cut the content to *seconds*, from the end (C11): time of walks, third sets, then accessories, then the rest.

    Warm-ups stay; so do slots in *protected*, which the phase's exit criteria test. What is cut says so.
    """
    result, kept = list(items), set(protected)

    def excess() -> int:
        return sum(item_seconds(i, exercises[i.exercise], pace) for i in result if i.dose) - seconds

    for cut in CUTS:
        for i in reversed(range(len(result))):
            if (over := excess()) <= 0:
                return result
            item = result[i]
            if item.dose is not None and item.role != "warm-up":
                dose = cut(item, exercises[item.exercise], item.slot in kept, over)
                if dose != item.dose:
                    result[i] = evolve(item, dose=dose, overlay="C11", why=(*item.why, _cut(dose)))
    return result


def _shorter_walk(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    dose = item.dose
    if dose is None or exercise.kind != "aerobic" or len(dose.sets) != 1 or dose.sets[0].reps != 1:
        return dose
    bout = dose.sets[0]
    shorter = max((bout.seconds - over) // 60 * 60, 300)
    return dose.with_sets((evolve(bout, seconds=shorter),)) if shorter < bout.seconds else dose


def _two_sets(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    return item.dose if kept or item.dose is None else item.dose.with_sets(item.dose.sets[:2])


def _no_accessory(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    return None if item.role == "accessory" and not kept else item.dose


def _no_stretch(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    return None if item.role in {"stretch", "cool-down"} and not kept else item.dose


def _no_more(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    return item.dose if kept else None


def _two_sets_at_last(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    return item.dose and item.dose.with_sets(item.dose.sets[:2])


def _nothing(item: Item, exercise: Exercise, kept: bool, over: int) -> Dose | None:
    return None


CUTS = (_shorter_walk, _two_sets, _no_accessory, _no_stretch, _no_more, _two_sets_at_last, _nothing)
"""The order of cutting (C11): each cut goes through the session from its end."""


def _cut(dose: Dose | None) -> Decision:
    reason = "Cut so that the session fits its time." if dose else "Left out so that the session fits its time."
    return Decision(Verdict.KEEP, dose, "C11", "cut", reason, sources=("DESIGN",))
