"""Programs as data: true to the reference, each session in order and within its minutes; faults with their path.

Where the reference cannot reach its own exit criteria, or its minutes do not hold its doses, the data say what differs.
"""

import pytest

from rehabplan import catalog
from rehabplan.catalog.reading import read_catalog
from rehabplan.catalog.shelf import DATA, built_in
from rehabplan.errors import DataError
from rehabplan.model.program import ROLES, Component, Phase
from rehabplan.model.scales import RIR, RPE
from rehabplan.rules import Deload, PainGate

PROGRAM = catalog.programs["running-low-back-pain"]
SESSIONS = [
    pytest.param(phase, component, turn, id=f"{phase.id}-{component.id}-{component.branch or 'all'}-{n}")
    for phase in PROGRAM.phases
    for component in phase.components
    for n, turn in enumerate(component.turns)
]


def phase_of(name: str) -> Phase:
    return next(phase for phase in PROGRAM.phases if phase.id == name)


def component_of(phase: str, name: str, branch: str = "") -> Component:
    return next(c for c in phase_of(phase).components if (c.id, c.branch) == (name, branch))


def test_phases_take_twelve_weeks_within_their_bounds():
    assert [(p.id, p.weeks, p.least, p.most) for p in PROGRAM.phases] == [
        ("settle", 2, 1, 3),
        ("restore", 3, 2, 5),
        ("build", 4, 4, 8),
        ("return", 3, 3, 12),
    ]
    assert PROGRAM.weeks == 12
    assert [(p.settle, p.deload) for p in PROGRAM.phases] == [
        (True, False), (False, False), (False, True), (False, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phase", "wanted"),
    [
        ("settle", {"trunk": (5, 22), "mobility": (5, 8), "walk": (7, 20)}),
        ("restore", {"strength": (2, 35), "trunk": (3, 22), "mobility": (4, 12), "walk": (5, 30)}),
        ("build", {"strength": (2, 45), "trunk": (2, 20), "mobility": (3, 12), "walk": (3, 30)}),
        ("return", {"strength": (2, 45), "trunk": (2, 25), "mobility": (3, 12), "walk": (2, 30)}),
    ],
)
def test_weekly_frequencies_and_minutes(phase, wanted):
    got = {c.id: (c.per_week, c.minutes) for c in phase_of(phase).components if not c.branch}
    assert got == wanted


@pytest.mark.parametrize(
    ("phase", "kilometers"), [("settle", (50, 50)), ("restore", (60, 70)), ("build", (70, 90)), ("return", (90, 110))]
)
def test_who_goes_on_running_runs_a_growing_share_of_the_usual_week(phase, kilometers):
    run = component_of(phase, "run", "continue")
    assert (run.kilometers, run.minutes, run.per_week) == (kilometers, 0, 3)
    assert [[s.entry for s in turn if s.id == "run"] for turn in run.turns] == [["run-easy"], ["run-long"]]


def test_who_pauses_does_not_run_at_first_and_then_starts_with_walk_runs():
    pause = {p.id: [c for c in p.components if c.branch == "pause"] for p in PROGRAM.phases}
    assert pause["settle"] == []
    for phase in ("restore", "build", "return"):
        (run,) = pause[phase]
        assert (run.per_week, run.minutes) == (3, 0 if phase == "return" else 50)
        assert [(s.entry, s.course) for s in run.turns[0] if not s.dose] == [("walk-run", "running")]


def test_effort_is_capped_by_phase_and_strength_leaves_repetitions_in_reserve():
    assert [{c.cap for c in p.components} for p in PROGRAM.phases] == [{RPE(4)}, {RPE(6)}, {RPE(8)}, {RPE(8)}]
    assert [component_of(p, "strength").rir for p in ("restore", "build", "return")] == [RIR(4), RIR(2), RIR(2)]


@pytest.mark.parametrize(
    ("phase", "component", "turn", "entries"),
    [
        ("settle", "trunk", 0, """dead-bug-heel-tap curl-up-head-lift side-plank-wall bird-dog-leg bridge-double
                                  hip-hinge-dowel"""),
        ("settle", "mobility", 0, "cat-camel open-book hip-flexor-supine-edge"),
        ("restore", "strength", 0, "squat-bodyweight bridge-march pallof-tall-kneeling calf-raise-single"),
        ("restore", "strength", 1, """split-squat-supported kettlebell-deadlift bridge-march dead-bug-leg-extend
            side-lying-hip-abduction prone-trunk-lift"""),
        ("build", "strength", 0, """pogo-double goblet-squat hip-thrust-loaded pallof-standing side-plank-feet
            calf-raise-single-step"""),
        ("build", "strength", 1, """pogo-double romanian-deadlift split-squat bridge-single-leg dead-bug-alternate
            band-side-step prone-trunk-lift"""),
        ("return", "strength", 0, "goblet-squat hip-thrust-loaded pallof-split-stance carry-farmer calf-raise-loaded"),
        ("return", "strength", 1, "romanian-deadlift-staggered reverse-lunge plank-forearm hip-hike back-extension-45"),
        ("return", "trunk", 0, "curl-up-mcgill side-plank-feet bird-dog"),
        ("build", "mobility", 0, """hip-flexor-half-kneeling quadriceps-side-lying hamstring-supine-strap
            calf-wall-straight-knee"""),
    ],
)  # fmt: skip
def test_slots_enter_with_the_exercises_of_the_reference(phase, component, turn, entries):
    slots = component_of(phase, component).turns[turn]
    assert [s.entry for s in slots if s.dose is None] == entries.split()


@pytest.mark.parametrize("phase", ["restore", "build"])
def test_trunk_sessions_take_two_of_the_three_holds_in_turn(phase):
    holds = {"trunk-flexion", "anti-lateral-flexion", "anti-rotation"}
    pairs = [frozenset(s.id for s in turn) & holds for turn in component_of(phase, "trunk").turns]
    assert len(set(pairs)) == 3
    assert all(len(pair) == 2 for pair in pairs)


@pytest.mark.parametrize(("phase", "component", "turn"), SESSIONS)
def test_a_session_is_in_order_and_only_its_frame_has_fixed_doses(phase, component, turn):
    roles = [slot.role for slot in turn]
    assert roles[0] == "warm-up" or component.id not in {"strength", "run"}
    assert roles[-1] == "cool-down" or component.id != "run"
    frame = {"warm-up": 0, "cool-down": 2}
    assert sorted(roles, key=lambda role: frame.get(role, 1)) == roles
    assert all((slot.dose is not None) == (slot.role in frame) for slot in turn)
    assert set(roles) <= set(ROLES)


@pytest.mark.parametrize(("phase", "component", "turn"), SESSIONS)
def test_start_doses_fit_the_minutes_that_are_booked(phase, component, turn):
    seconds = 0
    for slot in turn:
        exercise = catalog.exercises[slot.entry]
        seconds += exercise.seconds(slot.dose or exercise.start) + 30 * (exercise.kind != "aerobic")
    assert component.kilometers or seconds <= component.minutes * 60


def test_the_warm_up_before_a_run_takes_ten_to_twelve_minutes_without_skips():
    warm_up = [s for s in component_of("restore", "run", "pause").turns[0] if s.role == "warm-up"]
    seconds = sum(catalog.exercises[s.entry].seconds(s.dose) + 30 for s in warm_up if s.dose)
    assert 600 <= seconds <= 720
    assert "a-skip" not in {s.entry for s in warm_up}


@pytest.mark.parametrize(("phase", "component", "turn"), SESSIONS)
def test_stretches_and_mobility_join_other_sessions_never_strength(phase, component, turn):
    assert "strength" not in component.rides
    assert bool(component.rides) == (component.id == "mobility")


@pytest.mark.parametrize("phase", PROGRAM.phases, ids=lambda phase: phase.id)
def test_each_part_of_a_program_has_a_source_or_says_design(phase):
    for part in (phase, *phase.components, *phase.leave):
        assert part.sources
        assert set(part.sources) <= {*catalog.sources, "DESIGN"}
    assert phase.leave
    assert phase.overdue


@pytest.mark.parametrize(
    ("phase", "slots"),
    [
        ("settle", {"walk"}),
        ("restore", {"squat", "hip-extension", "anti-rotation", "anti-lateral-flexion", "calf", "walk", "run"}),
        ("build", {"hip-extension", "anti-lateral-flexion", "calf", "plyometric", "run"}),
    ],
)
def test_what_the_exit_criteria_test_is_never_cut(phase, slots):
    assert {s.id for c in phase_of(phase).components for turn in c.turns for s in turn if s.keep} == slots


def test_sensitive_backs_enter_with_what_eases():
    easing = component_of("settle", "mobility").turns[0][0]
    assert easing.instead == {"flexion-sensitive": "prone-on-elbows", "extension-sensitive": "knee-to-chest-single"}
    lumbar = component_of("restore", "strength").turns[1][-1]
    assert lumbar.instead == {"extension-sensitive": "quadruped-hip-extension"}


TEXT = (DATA / "programs" / "running-low-back-pain.toml").read_text(encoding="utf-8")


SETTLE = 'phase[1] "settle"'


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("weeks = 2\n", "weeks = 4\n", f"{SETTLE}.weeks", "expected 1 (least) to 3 (most), got 4"),
        (
            'entry = "dead-bug-heel-tap"',
            'entry = "dead-bug-heel"',
            f'{SETTLE}.component[1] "trunk".turns[1][1] "anti-extension".entry',
            "unknown 'dead-bug-heel' (did you mean 'dead-bug-heel-tap'?)",
        ),
        (
            'dose = "5min" }]\nrun-warm-up',
            'dose = "5 mins" }]\nrun-warm-up',
            'blocks.strength-warm-up[1] "raise".dose',
            "not a dose: '5 mins', expected like",
        ),
        (
            'block = "strength-warm-up"',
            'block = "strength-warmup"',
            'phase[2] "restore".component[1] "strength".turns[1][1].block',
            "unknown 'strength-warmup' (did you mean 'strength-warm-up'?)",
        ),
        ('rule = "deload"', 'rule = "delaod"', 'gate[5] "delaod".rule', "unknown 'delaod' (did you mean 'deload'?)"),
        ("every = 4", "evry = 4", 'gate[5] "deload".evry', "unknown field (did you mean 'every'?)"),
        ("every = 4", "every = 1", 'gate[5] "deload".rule', "Deload.every: expected a whole number"),
        (
            'top = "walk-brisk"',
            'top = "run-long"',
            f'{SETTLE}.component[3] "walk".turns[1][1] "walk".top',
            "'run-long' is not above 'walk-easy' on its ladder",
        ),
        (
            'entry = "walk-easy", top = "walk-brisk"',
            'entry = "walk-run", top = "walk-brisk"',
            f'{SETTLE}.component[3] "walk".turns[1][1] "walk".top',
            "'walk-brisk' is not above 'walk-run' on its ladder",
        ),
        (
            "kilometers = [50, 50]",
            "kilometers = [50]",
            f'{SETTLE}.component[4] "run".kilometers',
            "expected the share of the first and of the last week",
        ),
        ("minutes = 22", "minutes = 0", f'{SETTLE}.component[1] "trunk".minutes', "expected the minutes"),
        (
            "instead = { flexion-sensitive",
            "instead = { flexion-sensitiv",
            f'{SETTLE}.component[2] "mobility".turns[1][1] "easing".instead.flexion-sensitiv',
            "unknown flag (did you mean 'flexion-sensitive'?)",
        ),
        (
            'rides = ["trunk", "walk", "run"]',
            'rides = ["trnk"]',
            f'{SETTLE}.component[2] "mobility".rides[1]',
            "unknown 'trnk' (did you mean 'trunk'?)",
        ),
        ('sources = ["R46"]', "", 'gate[6] "single-run-cap".sources', "missing"),
        ('id = "squat", entry', 'id = "calf", entry', 'phase[2] "restore".component[1] "strength".turns[1]', "a slot"),
    ],
)
def test_a_fault_in_a_program_is_named_with_its_path(old, new, where, message):
    assert old in TEXT
    with pytest.raises(DataError) as caught:
        read_catalog({"mine.toml": TEXT.replace(old, new, 1)}, built_in("programs"))
    assert [f for f in caught.value.faults if f.where == f"mine.toml: {where}" and f.message.startswith(message)]


def test_gates_carry_their_parameters():
    assert [type(gate).__name__ for gate in PROGRAM.gates] == [
        "PainGate", "FlareUp", "Gap", "Adherence", "Deload", "SingleRunCap", "RunPain", "Heat",
    ]  # fmt: skip
    assert {Deload(every=4), PainGate()} <= set(PROGRAM.gates)
    text = TEXT.replace("every = 4", "every = 5")
    assert Deload(every=5) in read_catalog({"mine.toml": text}, built_in("programs")).programs[PROGRAM.id].gates
