"""The sessions that a week wants: their keys, their slots, and which of them share a sitting."""

from __future__ import annotations

from attrs import evolve, frozen

from rehabplan.model.person import Person
from rehabplan.model.plan import Key
from rehabplan.model.program import Component, Phase, Slot

OWN_LENGTH = frozenset({"run", "walk"})
"""Components that the person's session limit does not shorten: they are as long as the program says."""


Rider = tuple[Key, Component, tuple[Slot, ...]]
"""A session that joins another one's sitting: its key, component and slots (decision 22)."""


@frozen
class Draft:
    """Hold one wanted session before its day is known: its key exists from the start (identity scheme)."""

    key: Key
    component: Component
    slots: tuple[Slot, ...]
    title: str
    riders: tuple[Rider, ...] = ()

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
