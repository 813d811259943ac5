"""What a person reads in a calendar: a short title, and what to do as plain text for a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from rehabplan.calendars.lines import clean, one_line
from rehabplan.errors import UnknownNameError
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.plan import Item, Session
from rehabplan.model.words import dose_words

Lines = tuple[str, ...]

WIDTH = 40
"""Characters a line, so that a phone does not break it again (DESIGN)."""

LONGEST = 8000
"""Octets of the longest description: some clients stop at 8 KB."""

HEADINGS = {
    "warm-up": "Warm-up",
    "main": "Exercises",
    "accessory": "Exercises",
    "stretch": "Stretches",
    "cool-down": "Cool-down",
}

SINGULAR = {"Exercises": "exercise", "Stretches": "stretch"}
"""The headings whose items are counted, with the word for one of them."""

STOP = (
    "Some discomfort is fine. It should settle by the next morning.",
    "Stop if pain rises sharply.",
    "If a leg newly feels numb or weak, or pain runs down it: stop, and ask for advice before the next session.",
)
"""What to stop for: the in-plan message of screening, and the leg signs that stop all exercise (R54-R57)."""


def category(component: str) -> str:
    """Return the name of a component as a calendar's category: short, without commas.

    >>> category("walk-run")
    'Walk run'
    """
    return one_line(component.replace("-", " ").replace(",", " "), 30).capitalize()


def wrap(text: str) -> Lines:
    """Return *text* in lines of at most 40 characters; a longer word stays whole."""
    return tuple(line for part in clean(text).split("\n") for line in _fill(part.split(" ")))


def wrap_phrases(text: str) -> Lines:
    """Return *text* in lines of at most 40 characters, broken after commas where that is possible."""
    phrases = clean(text).replace(", ", ",\n").split("\n")
    return tuple(_fill(phrases)) if max(map(len, phrases)) <= WIDTH else wrap(text)


def _fill(words: Iterable[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if line and word and len(line) + len(word) >= WIDTH:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line and word else line or word
    if line:
        yield line


class Outline(NamedTuple):
    """Hold what the roles of a session's items say: the gist, the only exercise if there is one, and the places.

    A place is the heading to open with, if any, and the number under it.
    """

    gist: str
    sole: int | None
    places: tuple[tuple[str, int], ...]


def outline(roles: tuple[str, ...]) -> Outline:
    """Return the outline of a session.

    >>> outline(("warm-up", "main", "main")).gist
    'Warm-up, 2 exercises'
    """
    headings = [HEADINGS.get(role, "Exercises") for role in roles]
    gist = ", ".join(_part(heading, count) for heading, count in Counter(headings).items())
    core = [at for at, heading in enumerate(headings) if heading == "Exercises"] or range(len(roles))
    places: list[tuple[str, int]] = []
    for heading, group in groupby(headings):
        places += [("" if number else heading, number + 1) for number, _ in enumerate(group)]
    return Outline(gist[:1].upper() + gist[1:], core[0] if len(core) == 1 else None, tuple(places))


def _part(heading: str, count: int) -> str:
    if heading not in SINGULAR:
        return heading.lower()
    return f"{count} {SINGULAR[heading] if count == 1 else heading.lower()}"


class Describer:
    """Describe sessions in blocks of lines; what was said once is remembered."""

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        self.exercises = exercises
        self._wrap = lru_cache(None)(wrap)
        self._phrases = lru_cache(None)(wrap_phrases)
        self._words = lru_cache(None)(dose_words)
        self._outline = lru_cache(None)(outline)
        self._needs = lru_cache(None)(self._equipment)
        self._said = lru_cache(None)(self._say)
        self._stop: Lines = ("", *(line for text in STOP for line in wrap(text)))

    def lines(self, session: Session) -> list[str]:
        """Return the description's lines: what to do, then each exercise with its dose and cue, then what to stop for.

        Slots without an exercise are left out, and so is every reason: calendars are shared. A text too long for a
        client loses its end, but not what to stop for. Raises UnknownNameError for an unknown exercise.
        """
        *blocks, stop = self.blocks(session)
        return [*_within((line for block in blocks for line in block), LONGEST - _octets(stop)), *stop]

    def blocks(self, session: Session) -> list[Lines]:
        """Return the same lines in blocks, however long; the first is not empty, the last is what to stop for."""
        items = [item for item in session.items if item.exercise]
        plan = self._outline(tuple(item.role for item in items))
        blocks = [self._head(session, plan, items)]
        if len(items) == 1:
            blocks.append(self._wrap(self._exercise(items[0].exercise).cue))
        else:
            for place, item in zip(plan.places, items, strict=True):
                blocks.append(self._said(place, item.role, item.exercise, item.dose))
        return [*blocks, self._stop]

    def _head(self, session: Session, plan: Outline, items: list[Item]) -> Lines:
        gist = plan.gist or f"{session.title}, {session.minutes} min"
        if plan.sole is not None:
            gist = self._short(items[plan.sole].exercise, items[plan.sole].dose)
            gist += ", after the warm-up" if plan.gist.startswith("Warm-up,") else ""
        effort = self._wrap(f"Effort: at most {session.cap} of 10") if session.cap is not None else ()
        needs = self._needs(tuple(item.exercise for item in items))
        return (*(self._wrap(gist) or ("",)), *effort, *needs)

    def _equipment(self, exercises: tuple[str, ...]) -> Lines:
        needs = frozenset[str]().union(*(self._exercise(exercise).equipment for exercise in exercises))
        return wrap(f"You need: {', '.join(sorted(needs))}") if needs else ()

    def _say(self, place: tuple[str, int], role: str, exercise: str, dose: Dose | None) -> Lines:
        """Say an exercise: its name, its dose, its cue; of a warm-up or cool-down only the first two."""
        heading, number = place
        opening = ("", heading) if heading else ()
        if HEADINGS.get(role, "Exercises") not in SINGULAR:
            return (*opening, *self._phrases(self._short(exercise, dose)))
        known = self._exercise(exercise)
        words = self._phrases(self._words(dose, known.pattern)) if dose else ()
        return (*(opening or ("",)), *self._wrap(f"{number}. {known.name}"), *words, *self._wrap(known.cue))

    def _short(self, exercise: str, dose: Dose | None) -> str:
        known = self._exercise(exercise)
        return f"{known.name}: {self._words(dose, known.pattern)}" if dose else known.name

    def _exercise(self, exercise: str) -> Exercise:
        if exercise not in self.exercises:
            raise UnknownNameError("exercise", exercise, self.exercises)
        return self.exercises[exercise]


def _octets(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _within(lines: Iterable[str], room: int) -> Iterator[str]:
    """Yield lines while there is room for them and for a sign that more was left out."""
    for line in lines:
        room -= len(line.encode()) + 1
        if room < len("…\n".encode()):
            yield "…"
            return
        yield line
