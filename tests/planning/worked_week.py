"""The worked week of the program notes: Monday 2 March 2026, week 11, a runner in the return phase."""

from attrs import evolve

from rehabplan.model.plan import Key
from rehabplan.planning.placed import Placed, Task
from rehabplan.planning.problem import Room

LEGS = frozenset({"gluteus maximus", "quadriceps"})
STRENGTH_A = Task(Key(11, "strength", 1), 45, "strength", muscles=LEGS, fatigue="high")
STRENGTH_B = Task(Key(11, "strength", 2), 40, "strength", muscles=LEGS, fatigue="high", priority=5)
TRUNK = Task(Key(11, "trunk", 1), 25, "trunk", priority=1)
EASY = Task(Key(11, "run", 1), 55, "run", "easy", fatigue="moderate", priority=2)
QUALITY = Task(Key(11, "run", 2), 65, "run", "quality", fatigue="high", priority=7)
EASY_2 = Task(Key(11, "run", 3), 55, "run", "easy", fatigue="moderate", priority=12)
LONG = Task(Key(11, "run", 4), 90, "run", "long", fatigue="high", priority=17)
WALK = Task(Key(11, "walk", 1), 30, "walk", priority=3)
WALK_2 = Task(Key(11, "walk", 2), 30, "walk", priority=8)
WEEK = (
    Placed(TRUNK, 0, 750),
    Placed(EASY, 1, 405),
    Placed(STRENGTH_A, 1, 1080),
    Placed(WALK, 2, 750),
    Placed(QUALITY, 3, 405),
    Placed(STRENGTH_B, 3, 1080),
    Placed(WALK_2, 4, 750),
    Placed(EASY_2, 5, 540),
    Placed(LONG, 6, 540),
)
ROOMS = (
    *(Room(day, 405, 480, ("run",)) for day in range(5)),
    *(Room(day, 750, 780) for day in range(5)),
    *(Room(day, 1080, 1125) for day in range(5)),
    Room(5, 540, 630),
    Room(6, 540, 630),
)
LAST_WEEK = (Placed(evolve(LONG, key=Key(10, "run", 4)), -1, 540),)
