"""The fold: week by week, exercises from the opening state, then days, then doses in order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import define, evolve, field, frozen

from rehabplan.model.clearance import Clearance
from rehabplan.model.course import Body, Course, Decision, Exposure, Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import Person
from rehabplan.model.plan import Item, Key, Notice, Pin, Session, Unplaced
from rehabplan.model.program import Component, Phase, Program, Slot
from rehabplan.model.scales import Light
from rehabplan.planning import running
from rehabplan.planning.content import Draft, fit, item_seconds, wanted
from rehabplan.planning.history import History, Told, expected
from rehabplan.planning.select import Choice, Shelf, choose
from rehabplan.planning.weeks import Calendar, Facts, Spot, place
from rehabplan.rules import SingleRunCap, advance, begin, close, gated, open_week


@frozen
class Order:
    """Hold everything a plan is made from; `old` are the sessions issued before, by key."""

    start: dt.date
    on: dt.date
    program: Program
    person: Person
    clearance: Clearance
    shelf: Shelf
    history: History
    phases: tuple[str, ...]
    old: Mapping[Key, Session]
    unplaced: Mapping[Key, Unplaced]
    pins: tuple[Pin, ...]


@define
class State:
    """Hold the state of the fold: where every course stands, and what the gates read."""

    courses: dict[str, Course] = field(factory=dict)
    why: dict[str, Decision] = field(factory=dict)
    owner: dict[str, str] = field(factory=dict)
    met: set[str] = field(factory=set)
    turn: dict[str, int] = field(factory=dict)
    last: dict[str, dt.date] = field(factory=dict)
    weeks: dict[str, tuple[Week, ...]] = field(factory=dict)
    runs: list[tuple[dt.date, int]] = field(factory=list)
    reference: int = 0
    training: int = 0


def unfold(order: Order) -> tuple[list[Session], list[Unplaced], list[Notice]]:
    """Return all sessions, what found no room, and notices: the past as issued, the rest as it follows from it."""
    person, state = order.person, State()
    state.reference = person.running.week
    if person.running.longest:
        state.runs.append((order.start - dt.timedelta(days=1), person.running.longest))
    calendar = Calendar(order.start, order.on, person, order.pins, order.old)
    sessions: list[Session] = []
    unplaced: list[Unplaced] = []
    notices: dict[str, Notice] = {}
    stopped = order.history.leg_sign is not None or not order.clearance.cleared
    for number, phase in _phases(order):
        first = order.start + dt.timedelta(days=7 * (number - 1))
        week = _Week(order, state, number, phase, first, stopped)
        made, missing = week.run(calendar)
        sessions += made
        unplaced += missing
        notices.update(week.notices)
    return sessions, unplaced, list(notices.values())


def _phases(order: Order) -> Iterable[tuple[int, Phase]]:
    by_id = {phase.id: phase for phase in order.program.phases}
    for number, name in enumerate(order.phases, 1):
        yield number, by_id[name]


class _Week:
    """One week of the fold."""

    def __init__(self, order: Order, state: State, number: int, phase: Phase, first: dt.date, stopped: bool) -> None:
        self.order, self.state, self.number, self.phase, self.first = order, state, number, phase, first
        self.stopped = stopped
        self.notices: dict[str, Notice] = {}
        self.exercises = dict(order.shelf.exercises)
        self.within = order.phases[: number - 1].count(phase.id)
        state.training = state.training + 1 if phase.deload else 0
        self.choices: dict[Key, list[tuple[Component, Slot, Choice | str]]] = {}
        self.meters: dict[Key, int] = {}
        self.tally: dict[str, list[tuple[bool, Light, Decimal | None]]] = {}

    def run(self, calendar: Calendar) -> tuple[list[Session], list[Unplaced]]:
        """Fold the week and return its sessions and what found no room."""
        order, state = self.order, self.state
        for name, course in state.courses.items():
            state.courses[name] = self._heard(name, open_week(course))
        past = [s for s in order.old.values() if s.key.week == self.number and not s.withdrawn and s.day < order.on]
        over = self.first + dt.timedelta(days=6) < order.on
        rooms = calendar.longest_rooms(self.first)
        drafts = wanted(self.phase, self.number, order.person, rooms, state.turn)
        self._distances(drafts)
        for draft in drafts:
            self._choose(draft)
        done = {s.key for s in past}
        open_drafts = [
            d for d in drafts if d.key not in done and not self.stopped and (not over or d.key in calendar.ahead)
        ]
        if not self.within:
            calendar.like = ()
        placed, missing = place(calendar, self.first, open_drafts, past, self._facts(open_drafts, past))
        missing = [order.unplaced.get(m.key, m) for m in missing]
        if over or self.stopped:
            missing += [u for key, u in order.unplaced.items() if key.week == self.number]
        sessions = []
        timeline: list[Session | Spot] = sorted([*past, *placed], key=_when)
        for entry in timeline:
            session = entry if isinstance(entry, Session) else self._issue(entry)
            self._listen(session, order.history.told(session) if isinstance(entry, Session) else None)
            sessions.append(session)
        self._close()
        for component in self.phase.components:
            turns = sum(1 for d in drafts for key in (d.key, *(k for k, _, _ in d.riders)) if key.component == component.id)
            state.turn[component.id] = state.turn.get(component.id, 0) + turns
        return sessions, missing

    # -- content ------------------------------------------------------------------------------------------------

    def _choose(self, draft: Draft) -> None:
        taken: set[str] = set()
        chosen: list[tuple[Component, Slot, Choice | str]] = []
        for component, slot in draft.parts:
            order = self.order
            choice = choose(
                slot, order.shelf, order.person, order.clearance, self.phase, frozenset(self.state.met), frozenset(taken)
            )
            if isinstance(choice, Choice) and slot.dose is None:
                taken.add(choice.course)
                self._enter(choice, component.id)
            chosen.append((component, slot, choice))
        self.choices[draft.key] = chosen

    def _enter(self, choice: Choice, component: str) -> None:
        """Start the course of a choice, or fit its rungs to what is allowed now."""
        state, course = self.state, self.state.courses.get(choice.course)
        state.owner[choice.course] = component
        if course is None:
            exercise = choice.ladder[choice.entry]
            loads = self.order.person.equipment.get(exercise.implement, ())
            course = begin(choice.ladder, choice.entry, loads=loads)
            state.why[choice.course] = Decision(
                Verdict.KEEP, course.dose, "entry", "start", f"{choice.reason[:1].upper()}{choice.reason[1:]}.",
                sources=exercise.sources,
            )  # fmt: skip
        elif course.ladder != choice.ladder:
            course = _refit(course, choice)
        state.courses[choice.course] = course

    def _distances(self, drafts: list[Draft]) -> None:
        """Plan the week's kilometers for runs planned by distance."""
        runs = [d for d in drafts if d.component.kilometers]
        if not runs:
            return
        person, state, component = self.order.person, self.state, runs[0].component
        number = state.training or 1
        usual = person.running.week or state.reference
        grow = running.growth(person, self.order.clearance)
        total = running.week_meters(component, self.phase, self.within, usual, state.reference, grow, number)
        cap = SingleRunCap(grow).longest(state.runs, self.first) or 0
        if self.phase.settle:
            cap = min(cap, person.running.longest * running.SETTLE_SHARE // 100)
        for draft, meters in zip(runs, running.split(total, len(runs), cap), strict=True):
            self.meters[draft.key] = meters

    def _facts(self, drafts: Iterable[Draft], past: Iterable[Session]) -> dict[Key, Facts]:
        """Return what placing needs: of each draft as it would be now, of each past session as it was."""
        facts = {s.key: Facts(self._held(s.items), s.minutes, s.run) for s in past}
        for draft in drafts:
            items = self._items(draft, self.first)
            run = self._run_kind(draft, items)
            facts[draft.key] = Facts(self._held(items), draft.booked or self._minutes(items), run)
        return facts

    def _held(self, items: Iterable[Item]) -> tuple[Exercise, ...]:
        return tuple(self.exercises[i.exercise] for i in items if i.dose and i.role != "warm-up")

    def _minutes(self, items: Iterable[Item]) -> int:
        pace = self.order.person.running.pace
        seconds = sum(item_seconds(i, self.exercises[i.exercise], pace) for i in items if i.dose)
        return max(-(-seconds // 300) * 5, 10)

    def _issue(self, spot: Spot) -> Session:
        order, draft = self.order, spot.draft
        before = order.old.get(draft.key)
        stays = before is not None and not before.withdrawn and (before.day, before.start) == (spot.day, spot.start)
        where = before.where if before is not None and stays else spot.where
        items = self._fitted(draft, self._items(draft, spot.day), spot.minutes)
        run = self._run_kind(draft, items)
        title = draft.title if not draft.riders else f"{draft.title} + {draft.riders[0][1].title.lower()}"
        if run and (km := sum(s.meters for i in items if i.dose for s in i.dose.sets)):
            title = title.replace(draft.title, f"{run.capitalize()} run {km / 1000:.1f} km")
        return Session(
            draft.key, title, spot.day, spot.start, spot.minutes, tuple(items), self.phase.id,
            tuple(key for key, _, _ in draft.riders), run, draft.component.cap, where,
        )  # fmt: skip

    def _fitted(self, draft: Draft, items: list[Item], minutes: int) -> list[Item]:
        """Cut the session's own content, and that of each rider, to the minutes it books (decision 18)."""
        pace, protected = self.order.person.running.pace, {slot.id for _, slot in draft.parts if slot.keep}
        ridden = sum(component.minutes for _, component, _ in draft.riders)
        at = len(draft.slots)
        result = fit(items[:at], protected, (minutes - ridden) * 60, self.exercises, pace)
        for _, component, slots in draft.riders:
            part = items[at : at + len(slots)]
            result += fit(part, protected, component.minutes * 60, self.exercises, pace)
            at += len(slots)
        return result

    def _run_kind(self, draft: Draft, items: Iterable[Item]) -> str:
        if draft.component.id != "run":
            return ""
        names = {i.exercise for i in items if i.dose}
        kinds = {"run-long": "long", "run-quality": "quality", "walk-run": "walk-run", "run-easy": "easy"}
        return next((kind for name, kind in kinds.items() if name in names), "")

    def _items(self, draft: Draft, day: dt.date) -> list[Item]:
        items = []
        for component, slot, choice in self.choices[draft.key]:
            if isinstance(choice, str):
                why = Decision(Verdict.KEEP, None, "selection", "empty", f"Left empty: {choice}.")
                items.append(Item(slot.id, slot.role, "", "", None, (why,)))
            elif slot.dose is not None:
                items.append(Item(slot.id, slot.role, "", choice.ladder[choice.entry].id, slot.dose))
            else:
                items.append(self._item(component, slot, choice.course, draft.key, day))
        return items

    def _item(self, component: Component, slot: Slot, name: str, key: Key, day: dt.date) -> Item:
        course, why = self.state.courses[name], self.state.why[name]
        if key in self.meters and course.exercise.pattern == "run":
            return self._run_item(slot, name, course.exercise.id, self.meters[key], day)
        body = self._body(component, day)
        dose, gate = gated(course, body, self.order.program.gates)
        if gate is None or dose == course.dose:
            return Item(slot.id, slot.role, name, course.exercise.id, course.dose, (why,))
        return Item(slot.id, slot.role, name, course.exercise.id, dose, (why, gate), gate.rule)

    def _run_item(self, slot: Slot, name: str, exercise: str, meters: int, day: dt.date) -> Item:
        grow = running.growth(self.order.person, self.order.clearance)
        cap = SingleRunCap(grow).longest(self.state.runs, day)
        if cap is None:
            reason = "There was no run in the last 30 days, so it waits: please talk through a walk-run start first."
            return Item(slot.id, slot.role, name, exercise, None, (Decision(Verdict.STOP, None, "P10a", "wait", reason),))
        planned = min(meters, cap)
        saw = (("planned_m", str(meters)), ("cap_m", str(cap)))
        rule, reason = "P10b", "Its share of this week's distance."
        if planned >= cap:
            rule, reason = "P10a", f"At most {grow - 100} % beyond your longest run of the last 30 days."
        dose = running.distance(max(planned, 100))
        why = Decision(Verdict.KEEP, dose, rule, "distance", reason, 0, saw, ("R46", "R48"))
        return Item(slot.id, slot.role, name, exercise, dose, (why,))

    def _body(self, component: Component, day: dt.date) -> Body:
        state = self.state
        last = state.last.get(component.id)
        return Body(
            day=day, mornings=self.order.history.mornings, runs=tuple(state.runs[-40:]),
            gap=(day - last).days if last else 0, weeks=state.weeks.get(component.id, ()), training=state.training,
        )  # fmt: skip

    # -- what happened --------------------------------------------------------------------------------------------

    def _listen(self, session: Session, told: Told | None) -> None:
        """Fold one session: as the diary tells it, or, while it is still to come, as expected."""
        state, history = self.state, self.order.history
        if told is not None and told.silent:
            return
        happened = told is None or told.done
        component = session.key.component
        worst = Light.GREEN
        for item in session.items:
            if item.dose is None:
                continue
            exposure = expected(session, item) if told is None else history.exposure(session, item, told)
            worst = max(worst, exposure.light)
            if happened and self.exercises[item.exercise].pattern in {"run", "walk-run"}:
                self._ran(session.day, told, item)
            if item.course in state.courses:
                self._advance(item, exposure)
        if happened:
            state.last[component] = session.day
        effort = told.whole.effort.value if told is not None and told.whole.effort else None
        for key in (session.key, *session.riders):
            self.tally.setdefault(key.component, []).append((happened, worst, effort))

    def _ran(self, day: dt.date, told: Told | None, item: Item) -> None:
        assert item.dose is not None
        meters = told.of(item.exercise).meters if told is not None else None
        if meters is None and running.is_continuous(item.dose):
            meters = running.run_meters(item.dose, self.order.person.running.pace)
        if meters:
            self.state.runs.append((day, meters))

    def _advance(self, item: Item, exposure: Exposure) -> None:
        state, course = self.state, self.state.courses[item.course]
        if course.exercise.id != exposure.exercise:
            return
        if exposure.done is not None and exposure.complete and _at_ceiling(exposure.asked, course.exercise.ceiling):
            state.met.add(exposure.exercise)
        state.courses[item.course] = self._heard(item.course, advance(course, exposure))

    def _heard(self, name: str, answer: tuple[Course, Decision | None]) -> Course:
        course, decision = answer
        if decision is not None and (decision.verdict is not Verdict.KEEP or course != self.state.courses[name]):
            if course.dose != self.state.courses[name].dose or course.rung != self.state.courses[name].rung:
                self.state.why[name] = decision
        return course

    def _close(self) -> None:
        state = self.state
        for component, rows in self.tally.items():
            efforts = [effort for _, _, effort in rows if effort is not None]
            week = Week(
                self.number, len(rows), sum(happened for happened, _, _ in rows),
                max(light for _, light, _ in rows), sum(efforts) / len(efforts) if efforts else None,
                sum(light is not Light.GREEN for _, light, _ in rows),
            )  # fmt: skip
            state.weeks[component] = (week, *state.weeks.get(component, ())[:7])
            for name, course in state.courses.items():
                if state.owner[name] == component:
                    state.courses[name] = self._heard(name, close(course, week))
        self._reference()

    def _reference(self) -> None:
        """Remember the distance of the last week that was not cut back (P10b)."""
        week = sum(m for day, m in self.state.runs if 0 <= (day - self.first).days < 7)
        if week and not (self.phase.deload and self.state.training % 4 == 0):
            self.state.reference = week


def _when(entry: Session | Spot) -> tuple[dt.date, int, Key]:
    return entry.day, entry.start, entry.key if isinstance(entry, Session) else entry.draft.key


def _refit(course: Course, choice: Choice) -> Course:
    """Keep the exercise if it is still allowed, else take the nearest easier rung, at its ceiling."""
    ids = [exercise.id for exercise in choice.ladder]
    if course.exercise.id in ids:
        return evolve(course, ladder=choice.ladder, rung=ids.index(course.exercise.id))
    easier = [i for i, exercise in enumerate(choice.ladder) if exercise.rung < course.exercise.rung]
    rung = easier[-1] if easier else choice.entry
    dose = choice.ladder[rung].ceiling if easier else choice.ladder[rung].start
    return begin(choice.ladder, rung, dose=dose, loads=course.loads)


def _at_ceiling(dose: Dose, ceiling: Dose) -> bool:
    """Say whether a dose reaches the ceiling in sets, repetitions and seconds (prerequisites, exercises.md 2)."""
    return len(dose.sets) >= len(ceiling.sets) and all(
        a.reps >= b.reps and a.seconds >= b.seconds for a, b in zip(dose.sets, ceiling.sets, strict=False)
    )
