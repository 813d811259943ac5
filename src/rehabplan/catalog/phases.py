"""Read programs: phases, their sessions, the slots in these, and the gates above them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from rehabplan.catalog.prescriptions import make_gate
from rehabplan.catalog.reading import Catalog, read_sources
from rehabplan.errors import hint, nearest
from rehabplan.formats.fields import Fields
from rehabplan.model.course import Gate
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import BRANCHES, COMPONENTS
from rehabplan.model.program import ROLES, Component, Criterion, Phase, Program, Slot
from rehabplan.model.scales import RIR, RPE

Blocks = Mapping[str, tuple[Slot, ...]]


@frozen
class _Known:
    """Hold what a program may refer to."""

    exercises: Mapping[str, Exercise]
    citable: frozenset[str]
    flags: frozenset[str]


def read_programs(roots: list[Fields], catalog: Catalog) -> dict[str, Program]:
    """Read the program of each text that has one."""
    flags = frozenset(flag for check in catalog.checks.values() for flag in check.flags)
    known = _Known(catalog.exercises, catalog.citable, flags)
    found: dict[str, Program] = {}
    for root in roots:
        if root.given("program") and (program := _program(root, known)):
            if program.id in found:
                root.fault("program.id", f"{program.id!r} is used twice")
            found[program.id] = program
    return found


def _program(root: Fields, known: _Known) -> Program | None:
    row, blocks = root.sub("program"), _blocks(root, known)
    program = Program(
        id=row.text("id"),
        name=row.text("name"),
        summary=row.text("summary"),
        phases=tuple(phase for phase in (_phase(p, blocks, known) for p in root.rows("phase")) if phase),
        gates=tuple(gate for gate in (_gate(g, known) for g in root.rows("gate", "rule")) if gate),
        sources=read_sources(row, known.citable),
        then=row.text("then", ""),
    )
    row.close()
    if not root.table.get("phase"):
        root.fault("phase", "a program has at least one phase")
    return program if root.sound else None


def _gate(row: Fields, known: _Known) -> Gate | None:
    read_sources(row, known.citable)
    gate = make_gate(row)
    row.close()
    return gate


def _blocks(root: Fields, known: _Known) -> Blocks:
    table = root.sub("blocks")
    return {name: _turn(table, name, table.table[name], {}, known) for name in table.table if table.given(name)}


def _phase(row: Fields, blocks: Blocks, known: _Known) -> Phase | None:
    cap, rir = _effort(row)
    phase = Phase(
        id=row.text("id"),
        name=row.text("name"),
        weeks=row.whole("weeks", low=1, high=52),
        least=row.whole("least", low=1, high=52),
        most=row.whole("most", low=1, high=520),
        components=tuple(_component(c, blocks, known, cap, rir) for c in row.rows("component")),
        aim=row.text("aim", ""),
        leave=tuple(_criterion(c, known) for c in row.rows("leave")),
        deload=row.flag("deload"),
        settle=row.flag("settle"),
        overdue=row.text("overdue", ""),
        sources=read_sources(row, known.citable),
    )
    if not phase.least <= phase.weeks <= phase.most:
        row.fault("weeks", f"expected {phase.least} (least) to {phase.most} (most), got {phase.weeks}")
    if len({(c.id, c.branch) for c in phase.components}) < len(phase.components):
        row.fault("component", "a component is given twice for the same branch")
    return phase if row.close() else None


def _criterion(row: Fields, known: _Known) -> Criterion:
    criterion = Criterion(row.text("id"), row.text("text"), read_sources(row, known.citable))
    row.close()
    return criterion


def _effort(row: Fields) -> tuple[RPE | None, RIR | None]:
    cap = row.whole("effort", 10, low=1, high=10)
    rir = row.whole("rir", 0, high=10)
    return (RPE(cap) if 0 < cap < 10 else None), (RIR(rir) if 0 < rir <= 10 else None)


def _component(row: Fields, blocks: Blocks, known: _Known, cap: RPE | None, rir: RIR | None) -> Component:
    name = row.choice("id", COMPONENTS)
    component = Component(
        id=name,
        title=row.text("title"),
        per_week=row.whole("per_week", low=1, high=14),
        minutes=row.whole("minutes", high=300),
        turns=_turns(row, blocks, known),
        rides=row.texts("rides", COMPONENTS),
        branch=row.choice("branch", BRANCHES, ""),
        cap=cap,
        rir=rir if name == "strength" else None,
        kilometers=row.wholes("kilometers"),
        sources=read_sources(row, known.citable),
    )
    if len(component.kilometers) not in {0, 2}:
        row.fault("kilometers", "expected the share of the first and of the last week, like [60, 70]")
    if not component.minutes and not component.kilometers:
        row.fault("minutes", "expected the minutes that a session books (0 only where kilometers are given)")
    row.close()
    return component


def _turns(row: Fields, blocks: Blocks, known: _Known) -> tuple[tuple[Slot, ...], ...]:
    turns = row.table.get("turns")
    if not row.given("turns") or not isinstance(turns, list) or not turns:
        row.fault("turns", "expected a list of turns, each a list of slots")
        return ()
    return tuple(_turn(row, f"turns[{i}]", turn, blocks, known) for i, turn in enumerate(turns, 1))


def _turn(row: Fields, name: str, turn: object, blocks: Blocks, known: _Known) -> tuple[Slot, ...]:
    if not isinstance(turn, list) or not turn:
        row.fault(name, "expected a list of slots")
        return ()
    slots: list[Slot] = []
    for item in row.each(name, turn):
        if item.given("block"):
            slots += blocks.get(item.choice("block", blocks), ())
        else:
            slots.append(_slot(item, known))
        item.close()
    if len({slot.id for slot in slots}) < len(slots):
        row.fault(name, "a slot is given twice")
    return tuple(slots)


def _slot(row: Fields, known: _Known) -> Slot:
    instead = row.sub("instead")
    slot = Slot(
        id=row.text("id"),
        entry=row.choice("entry", known.exercises),
        role=row.choice("role", ROLES, "main"),
        instead={flag: instead.choice(flag, known.exercises) for flag in instead.table},
        top=row.choice("top", known.exercises, ""),
        course=row.text("course", ""),
        keep=row.flag("keep"),
    )
    for flag in slot.instead:
        if known.flags and flag not in known.flags:
            instead.fault(flag, f"unknown flag{hint(nearest(flag, known.flags))}")
    _check_top(row, slot, known)
    return evolve(slot, dose=row.read("dose", Dose.parse, None, need=False)) if "dose" in row.table else slot


def _check_top(row: Fields, slot: Slot, known: _Known) -> None:
    entry, top = known.exercises.get(slot.entry), known.exercises.get(slot.top)
    if entry and top and (entry.ladder != top.ladder or not entry.ladder or top.rung < entry.rung):
        row.fault("top", f"{slot.top!r} is not above {slot.entry!r} on its ladder")
