"""What a week's sessions hold: exercises from the opening state, doses in order of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import evolve

from rehabplan.model.course import Body, Decision, Verdict
from rehabplan.model.exercise import Exercise
from rehabplan.model.plan import AROUND, Item, Key, Session, Unplaced
from rehabplan.model.program import Component, Phase, Slot
from rehabplan.model.scales import RPE
from rehabplan.planning import running
from rehabplan.planning.content import Draft, Rider
from rehabplan.planning.cut import fit, item_seconds
from rehabplan.planning.select import Choice, choose
from rehabplan.planning.state import Chosen, Order, State
from rehabplan.planning.weeks import Facts, Spot
from rehabplan.rules import SingleRunCap, WeeklyGuide, gated

RUN_KINDS = {"run-long": "long", "run-quality": "quality", "walk-run": "walk-run", "run-easy": "easy"}


class Issuer:
    """Fill the sessions of one week."""

    def __init__(self, order: Order, state: State, phase: Phase, first: dt.date, within: int) -> None:
        self.order, self.state, self.phase, self.first, self.within = order, state, phase, first, within
        self.exercises = order.shelf.exercises
        self.choices: dict[Key, Chosen] = {}
        self.meters: dict[Key, int] = {}

    def open(self, drafts: list[Draft]) -> tuple[list[Draft], list[Unplaced]]:
        """Choose exercises and distances, from the state in which the week opens.

        Returns the drafts that hold something, without riders that hold nothing, and what is left without content.
        """
        self._distances(drafts)
        kept: list[Draft] = []
        empty: list[Unplaced] = []
        for draft in drafts:
            self._choose(draft)
            chosen = self.choices[draft.key]
            at = len(draft.slots)
            if why := _emptied(chosen[:at]):
                empty.append(Unplaced(draft.key, draft.title, (), why, tuple(key for key, _, _ in draft.riders)))
                continue
            own = chosen[:at]
            riders: list[Rider] = []
            for key, component, slots in draft.riders:
                part, at = chosen[at : at + len(slots)], at + len(slots)
                if why := _emptied(part):
                    empty.append(Unplaced(key, component.title, (), why))
                else:
                    own, riders = own + part, [*riders, (key, component, slots)]
            self.choices[draft.key] = own
            kept.append(draft if len(riders) == len(draft.riders) else evolve(draft, riders=tuple(riders)))
        return kept, empty

    def _choose(self, draft: Draft) -> None:
        """Choose for one draft; the same slots in the same phase choose anew only when a prerequisite was met."""
        state = self.state
        key = (self.phase.id, len(state.met), id(draft.slots), *(id(slots) for _, _, slots in draft.riders))
        chosen = state.chosen.get(key)
        if chosen is None:
            chosen = state.chosen[key] = self._chosen(draft)
        for component, slot, choice in chosen:
            if isinstance(choice, Choice) and slot.dose is None:
                state.enter(choice, component.id, self.order.person)
        self.choices[draft.key] = chosen

    def _chosen(self, draft: Draft) -> Chosen:
        order, met, taken = self.order, frozenset(self.state.met), set[str]()
        chosen: Chosen = []
        for component, slot in draft.parts:
            choice = choose(
                slot, order.shelf, order.person, order.clearance, self.phase, met=met, taken=frozenset(taken)
            )
            if isinstance(choice, Choice) and slot.dose is None:
                taken.add(choice.course)
            chosen.append((component, slot, choice))
        return chosen

    def _distances(self, drafts: list[Draft]) -> None:
        """Plan the week's kilometers for runs planned by distance."""
        runs = [d for d in drafts if d.component.kilometers]
        if not runs:
            return
        person, state, component = self.order.person, self.state, runs[0].component
        number = state.training or 1
        usual = person.running.week
        grow = running.growth(person, self.order.clearance)
        target = running.share(component, self.phase, self.within) * usual // 100
        total = WeeklyGuide(grow).next(state.reference, target or state.reference * 2, number)
        cap = SingleRunCap(grow).longest(state.runs, self.first) or 0
        if self.phase.settle:
            cap = min(cap, person.running.longest * running.SETTLE_SHARE // 100)
        for draft, meters in zip(runs, running.split(total, len(runs), cap), strict=True):
            self.meters[draft.key] = meters

    def facts(self, drafts: Iterable[Draft], past: Iterable[Session]) -> dict[Key, Facts]:
        """Return what placing needs: of each draft as the week opens, of each past session as it was."""
        known = self.order.shelf.exercises
        facts = {}
        for s in past:
            held = tuple(known[i.exercise] for i in s.items if i.dose and i.role != "warm-up")
            facts[s.key] = Facts(held, s.minutes, s.run)
        for draft in drafts:
            held = self._held(draft)
            minutes = draft.booked or self._minutes(self._items(draft, self.first))
            facts[draft.key] = Facts(held, minutes, run_kind(draft.key.component, held))
        return facts

    def _held(self, draft: Draft) -> tuple[Exercise, ...]:
        return tuple(
            choice.ladder[choice.entry] if slot.dose is not None else self.state.courses[choice.course].exercise
            for _, slot, choice in self.choices[draft.key]
            if isinstance(choice, Choice) and slot.role != "warm-up"
        )

    def _minutes(self, items: Iterable[Item]) -> int:
        pace = self.order.person.running.pace
        seconds = sum(item_seconds(i, self.exercises[i.exercise], pace) for i in items if i.dose)
        return max(-(-seconds // 300) * 5, 10)

    def issue(self, spot: Spot) -> Session:
        """Return the session of a placed draft, with today's doses, cut to the minutes it books."""
        order, draft = self.order, spot.draft
        before = order.old.get(draft.key)
        stays = before is not None and not before.withdrawn and (before.day, before.start) == (spot.day, spot.start)
        where = before.where if before is not None and stays else spot.where
        items = self._fitted(draft, self._items(draft, spot.day), spot.minutes)
        run = run_kind(draft.key.component, (self.exercises[i.exercise] for i in items if i.dose))
        title = draft.title if not draft.riders else f"{draft.title} + {draft.riders[0][1].title.lower()}"
        if run and (km := sum(s.meters for i in items if i.dose for s in i.dose.sets)):
            title = title.replace(draft.title, f"{run.capitalize()} run {km / 1000:.1f} km")
        return Session(
            draft.key, title, spot.day, spot.start, spot.minutes, tuple(items), self.phase.id,
            tuple(key for key, _, _ in draft.riders), run, self._cap(draft, items), where,
        )  # fmt: skip

    def _cap(self, draft: Draft, items: Iterable[Item]) -> RPE | None:
        """Return the highest effort of a session: the phase's, or that of its exercises where it is lower."""
        known = self.exercises
        caps = [cap for i in items if i.dose and i.role not in AROUND and (cap := known[i.exercise].start.cap)]
        return min([cap for cap in (draft.component.cap, max(caps, default=None)) if cap], default=None)

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
        course, back, gap = self.state.back(name, day, self.order.program.gates)
        why = back or self.state.why[name]
        if key in self.meters and course.exercise.pattern == "run":
            why = self._run_dose(self.meters[key], day)
            course = evolve(course, dose=why.dose or course.dose)
            if why.dose is None:
                return Item(slot.id, slot.role, name, course.exercise.id, None, (why,))
        dose, gate = gated(course, self._body(component, day, gap), self.order.program.gates)
        if gate is None or dose == course.dose:
            return Item(slot.id, slot.role, name, course.exercise.id, course.dose, (why,))
        return Item(slot.id, slot.role, name, course.exercise.id, dose, (why, gate), gate.rule)

    def _run_dose(self, meters: int, day: dt.date) -> Decision:
        """Return a run's dose, as far as its share of the week and the longest run of 30 days allow, and why."""
        grow = running.growth(self.order.person, self.order.clearance)
        cap = SingleRunCap(grow).longest(self.state.runs, day)
        if cap is None:
            reason = (
                "There was no run in the last 30 days, so walking and running in turn come first: "
                'write branch = "pause" into your file and revise with it.'
            )
            return Decision(Verdict.STOP, None, "P10a", "wait", reason, sources=("R46",))
        saw = (("planned_m", str(meters)), ("cap_m", str(cap)))
        rule, reason = "P10b", "Its share of this week's distance."
        if meters >= cap:
            rule, reason = "P10a", f"At most {grow - 100} % beyond your longest run of the last 30 days."
        dose = running.distance(max(min(meters, cap), 100))
        return Decision(Verdict.KEEP, dose, rule, "distance", reason, 0, saw, ("R46", "R48"))

    def _body(self, component: Component, day: dt.date, gap: int) -> Body:
        state = self.state
        return Body(
            day=day, mornings=self.order.history.mornings, runs=tuple(state.runs[-40:]),
            gap=gap, weeks=state.weeks.get(component.id, ()), training=state.training,
        )  # fmt: skip


def run_kind(component: str, exercises: Iterable[Exercise]) -> str:
    """Return what kind of run a session holds; empty for other sessions."""
    names = {exercise.id for exercise in exercises} if component == "run" else set()
    return next((kind for name, kind in RUN_KINDS.items() if name in names), "")


def _emptied(chosen: Chosen) -> str:
    """Return why nothing of a session or a rider can be done, or an empty text if anything can."""
    inside = [choice for _, slot, choice in chosen if slot.role not in AROUND]
    if any(isinstance(choice, Choice) for choice in inside):
        return ""
    return next((f"Nothing of it fits you now: {why}." for why in inside if isinstance(why, str)), "")
