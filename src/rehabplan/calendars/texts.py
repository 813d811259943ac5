"""What a person reads in a calendar: a short title, and what to do as plain text for a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from itertools import groupby
from typing import NamedTuple

from attrs import evolve

from rehabplan.calendars.lines import clean, one_line
from rehabplan.errors import UnknownNameError
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.plan import Item, Session
from rehabplan.model.scales import RPE
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

ALONE = {"Exercises": "Main part", "Stretches": "Stretch"}
"""The headings over one item."""

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


class Place(NamedTuple):
    """Hold where an item stands: the lines before it, its number (0 for none), and whether it is told in brief."""

    opening: Lines
    number: int = 0
    brief: bool = False


class Outline(NamedTuple):
    """Hold what the roles of a session's items say: the gist, the only exercise if there is one, and the places."""

    gist: str
    sole: int | None
    places: tuple[Place, ...]


def outline(roles: tuple[str, ...]) -> Outline:
    """Return the outline of a session.

    >>> outline(("warm-up", "main", "main")).gist
    'Warm-up, 2 exercises'
    """
    headings = [HEADINGS.get(role, "Exercises") for role in roles]
    gist = ", ".join(_part(heading, count) for heading, count in Counter(headings).items())
    core = [at for at, heading in enumerate(headings) if heading == "Exercises"] or range(len(roles))
    places = [place for heading, group in groupby(headings) for place in _places(heading, len(list(group)))]
    return Outline(gist[:1].upper() + gist[1:], core[0] if len(core) == 1 else None, tuple(places))


def _places(heading: str, count: int) -> list[Place]:
    if heading not in SINGULAR:
        return [Place(("", heading), brief=True), *[Place((), brief=True)] * (count - 1)]
    if count == 1:
        return [Place(("", ALONE[heading]))]
    return [Place(("", heading), 1), *(Place(("",), number) for number in range(2, count + 1))]


def _part(heading: str, count: int) -> str:
    if heading not in SINGULAR:
        return heading.lower()
    return f"{count} {SINGULAR[heading] if count == 1 else heading.lower()}"


Exercises = Mapping[str, Exercise]


class Describer:
    """Describe sessions in blocks of lines; what was said once is remembered."""

    def __init__(self, exercises: Exercises) -> None:
        self._outline = lru_cache(None)(outline)
        self._needs = lru_cache(None)(partial(_needs, exercises))
        self._name = lru_cache(None)(partial(_name, exercises))
        self._dose = lru_cache(None)(_dose)
        self._brief = lru_cache(None)(partial(_brief, exercises))
        self._about = lru_cache(None)(partial(_about, exercises))
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
        items = [item for item in session.items if item.exercise and item.dose]
        plan, cap = self._outline(tuple(item.role for item in items)), _cap(session, items)
        blocks = [self._head(session, plan, items, cap)]
        if len(items) == 1:
            return [*blocks, self._about(items[0].exercise).cue, self._stop]
        for place, item in zip(plan.places, items, strict=True):
            if place.brief:
                blocks += (place.opening, self._brief(item.exercise, item.dose, cap))
            else:
                about = self._about(item.exercise)
                blocks += (self._name(place, item.exercise), self._dose(about.kind, item.dose, cap), about.cue)
        return [*blocks, self._stop]

    def _head(self, session: Session, plan: Outline, items: list[Item], cap: RPE | None) -> Lines:
        if plan.sole is not None:
            sole, warm = items[plan.sole], plan.gist.startswith("Warm-up,")
            own = sole.dose.cap if sole.dose else None
            gist = self._brief(sole.exercise, sole.dose, own, ", after the warm-up" if warm else "")
        else:
            gist = wrap(plan.gist or f"{session.title}, {session.minutes} min")
        effort = (f"Effort: at most {cap} of 10",) if cap else ()
        return (*(gist or ("",)), *effort, *self._needs(tuple(item.exercise for item in items)))


class About(NamedTuple):
    """Hold what is said alike wherever an exercise stands: its pattern and implement, and its cue."""

    kind: tuple[str, str]
    cue: Lines


def _about(exercises: Exercises, exercise: str) -> About:
    known = _known(exercises, exercise)
    return About((known.pattern, known.implement), wrap(known.cue))


def _needs(exercises: Exercises, used: tuple[str, ...]) -> Lines:
    needs = frozenset[str]().union(*(_known(exercises, exercise).equipment for exercise in used))
    return wrap(f"You need: {', '.join(sorted(needs))}") if needs else ()


def _name(exercises: Exercises, place: Place, exercise: str) -> Lines:
    name = _known(exercises, exercise).name
    return (*place.opening, *wrap(f"{place.number}. {name}" if place.number else name))


def _brief(exercises: Exercises, exercise: str, dose: Dose | None, cap: RPE | None, more: str = "") -> Lines:
    """Say an exercise and its dose, on one line if they fit."""
    known = _known(exercises, exercise)
    words = _words((known.pattern, known.implement), dose, cap) + more
    short = f"{known.name}: {words}" if words else known.name
    return (short,) if len(short) <= WIDTH else (*wrap(f"{known.name}:" if words else known.name), *wrap_phrases(words))


def _known(exercises: Exercises, exercise: str) -> Exercise:
    if exercise not in exercises:
        raise UnknownNameError("exercise", exercise, exercises)
    return exercises[exercise]


def _cap(session: Session, items: list[Item]) -> RPE | None:
    """Return the highest effort that a session asks for, by its own cap and those of its doses."""
    caps = [item.dose.cap for item in items if item.dose and item.role != "warm-up"]
    known = [cap for cap in caps if cap]
    if not known or len(known) < len(caps):
        return session.cap
    highest = max(known, key=_value)
    return min(highest, session.cap or highest, key=_value)


def _value(cap: RPE) -> Decimal:
    return cap.value


def _dose(kind: tuple[str, str], dose: Dose | None, cap: RPE | None) -> Lines:
    return wrap_phrases(_words(kind, dose, cap))


def _words(kind: tuple[str, str], dose: Dose | None, cap: RPE | None) -> str:
    """Say a dose; its effort only if it is less than *cap*, which was said before."""
    if dose and dose.cap and cap and dose.cap >= cap:
        dose = evolve(dose, cap=None)
    return dose_words(dose, *kind) if dose else ""


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
