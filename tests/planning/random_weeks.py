"""Weeks to be scheduled, drawn from a seed: easy, tight and impossible ones, in the shapes that plans have."""

import random

from attrs import evolve

from rehabplan.model.plan import Key
from rehabplan.planning.board import Board
from rehabplan.planning.constraints import DEFAULT_RULES, Constraint, OneADay, RestDay, WalkRunRest
from rehabplan.planning.problem import Placed, Problem, Room, Task
from rehabplan.planning.search import Search

LEGS, BACK, CALF = frozenset({"quadriceps", "gluteus maximus"}), frozenset({"erector spinae"}), frozenset({"soleus"})
RANKS = {"strength": 0, "trunk": 1, "run": 2, "walk": 3, "mobility": 4}
FATIGUE = {"walk-run": "moderate", "easy": "moderate", "long": "high", "quality": "high"}
COUNTS = {"strength": (0, 2, 2, 3), "trunk": (0, 2, 3, 5), "walk": (0, 2, 5, 7), "mobility": (0, 0, 3)}
Place = tuple[int, int]


def draw(seed: int) -> Problem:
    """Return the week of *seed*."""
    chance = random.Random(seed)
    count = chance.choice((3, 6, 9, 12, 14))
    tasks = draw_tasks(chance, count)
    rooms = draw_rooms(chance)
    fixed = draw_fixed(chance) if chance.random() < 0.6 else ()
    bare = Problem(tasks, rooms, fixed, rules=draw_rules(chance), weekday=chance.randrange(7))
    was = draw_places(chance, bare) if chance.random() < 0.4 else ()
    like = draw_places(chance, bare) if chance.random() < 0.4 else ()
    return evolve(
        bare,
        was=tuple((p.task.key, p.day, p.start) for p in was),
        like=tuple((p.task.component, p.task.key.n, p.day, p.start) for p in like),
    )


def draw_tasks(chance: random.Random, most: int) -> tuple[Task, ...]:
    """Return up to *most* tasks of a Settle, Restore, Build or Return week."""
    runs = chance.choice(((), ("walk-run",) * 3, ("easy", "easy", "long"), ("easy", "quality", "easy", "long")))
    wanted = [("run", n, kind) for n, kind in enumerate(runs, 1)]
    for component, counts in COUNTS.items():
        wanted += [(component, n, "") for n in range(1, chance.choice(counts) + 1)]
    while len(wanted) > most:
        wanted.pop(chance.randrange(len(wanted)))
    minutes = {
        "run": chance.choice((30, 45, 55)),
        "strength": chance.choice((20, 30, 45)),
        "trunk": chance.choice((15, 18, 25)),
        "walk": chance.choice((20, 30)),
        "mobility": chance.choice((10, 12)),
    }
    flat = chance.random() < 0.3
    return tuple(draw_task(chance, component, n, kind, minutes, flat=flat) for component, n, kind in sorted(wanted))


def draw_task(chance: random.Random, component: str, n: int, kind: str, minutes: dict[str, int], *, flat: bool) -> Task:
    """Return one task; *flat* gives all sessions of a component the same priority."""
    lift = component == "strength"
    return Task(
        key=Key(1, component, n),
        minutes=minutes[component] + (35 if kind == "long" else 0),
        component=component,
        run=kind,
        muscles=chance.choice((LEGS, LEGS, BACK, LEGS | BACK)) if lift else frozenset(),
        gaps=(("copenhagen", 72),)
        if lift and chance.random() < 0.3
        else (("bird-dog", 24),)
        if component == "trunk"
        else (),
        fatigue=chance.choice(("low", "moderate", "high", "high")) if lift else FATIGUE.get(kind, "low"),
        priority=RANKS[component] if flat else (n - 1) * 5 + RANKS[component],
        wish=(chance.randrange(7), chance.choice((405, 540, 1080))) if kind and chance.random() < 0.3 else None,
    )


def draw_rooms(chance: random.Random) -> tuple[Room, ...]:
    """Return the free time of a week: the same each day or not, a lot or little."""
    shape = chance.choice(("daily", "daily", "mixed", "evenings", "long"))
    early = Room(0, 405, 405 + chance.choice((45, 75)), chance.choice(((), ("run",), ("run", "walk"))))
    lunch = Room(0, 750, 750 + chance.choice((20, 30, 40)))
    evening = Room(0, 1080, 1080 + chance.choice((20, 45, 60, 90)), chance.choice(((), (), ("strength", "trunk"))))
    rooms: list[Room] = []
    for day in range(7):
        daily = [early, lunch, evening]
        if shape == "evenings":
            daily = [evening] if day in (0, 2, 4) else []
        elif shape == "mixed":
            daily = [room for room in daily if chance.random() < 0.6]
            shift = chance.choice((0, 0, 30, -45))
            daily = [Room(0, room.start + shift, room.end + shift, room.only) for room in daily]
        elif shape == "long" and day > 4:
            daily = [Room(0, 540, 540 + chance.choice((90, 180, 300)))]
        rooms += [Room(day, room.start, room.end, room.only) for room in daily]
    if chance.random() < 0.2:
        gone = chance.sample(range(7), chance.randrange(1, 5))
        rooms = [room for room in rooms if room.day not in gone]
    return tuple(rooms)


def draw_fixed(chance: random.Random) -> tuple[Placed, ...]:
    """Return the week before, a pin or two, and perhaps something fixed in the week after."""
    lift = Task(Key(0, "strength", 2), 45, "strength", muscles=LEGS, fatigue="high")
    run = Task(Key(0, "run", 3), 60, "run", chance.choice(("long", "easy", "walk-run")), fatigue="high")
    trunk = Task(Key(0, "trunk", 1), 15, "trunk", gaps=(("bird-dog", 24),))
    found = [
        Placed(lift, chance.randrange(-4, 0), 1080),
        Placed(run, chance.randrange(-3, 0), 540),
        Placed(trunk, -1, 750),
    ]
    found = [p for p in found if chance.random() < 0.7]
    if chance.random() < 0.5:
        pin = Task(Key(1, "run", 9), 50, "run", chance.choice(("long", "quality")), fatigue="high")
        found.append(Placed(pin, chance.randrange(7), chance.choice((405, 540, 1085))))
    if chance.random() < 0.3:
        pin = Task(Key(1, "trunk", 9), 15, "trunk", gaps=(("bird-dog", 24),))
        found.append(Placed(pin, chance.randrange(7), chance.choice((405, 1100))))
    if chance.random() < 0.3:
        found.append(Placed(Task(Key(2, "run", 1), 60, "run", "long", fatigue="high"), 7 + chance.randrange(2), 540))
    return tuple(found)


def draw_places(chance: random.Random, problem: Problem) -> tuple[Placed, ...]:
    """Return places from before: of a week that was like this one but for some rooms, or, now and then, anywhere."""
    if len(problem.tasks) < 8 and chance.random() < 0.3:
        return tuple(
            Placed(task, *draw_place(chance, problem.rooms)) for task in problem.tasks if chance.random() < 0.7
        )
    other = [room for room in draw_rooms(chance) if chance.random() < 0.3]
    mine = [room for room in problem.rooms if chance.random() < 0.9]
    before = Search(Board(evolve(problem, rooms=(*mine, *other)))).run()
    return tuple(
        Placed(p.task, *draw_place(chance, problem.rooms)) if chance.random() < 0.05 else p
        for p in before
        if chance.random() < 0.95
    )


def draw_place(chance: random.Random, rooms: tuple[Room, ...]) -> Place:
    """Return the start of a room, or any time."""
    if rooms and chance.random() < 0.8:
        room = chance.choice(rooms)
        return room.day, room.start
    return chance.randrange(7), chance.choice((420, 765, 1090))


def draw_rules(chance: random.Random) -> tuple[Constraint, ...]:
    """Return the default rules, or a set from which some were left out or changed."""
    if chance.random() < 0.8:
        return DEFAULT_RULES
    other = [rule for rule in DEFAULT_RULES if not isinstance(rule, RestDay | WalkRunRest | OneADay)]
    return (
        *other,
        *((RestDay(chance.choice((1, 2))),) if chance.random() < 0.7 else ()),
        *((WalkRunRest(2),) if chance.random() < 0.7 else ()),
        *((OneADay(),) if chance.random() < 0.6 else ()),
    )
