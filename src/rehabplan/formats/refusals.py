"""Where in a nested value something was refused: from cattrs' groups of exceptions to faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from rehabplan.errors import Fault, hint, nearest

Part = tuple[Any, tuple[Callable[[Any, Any], Any], Any]]
"""An item, the hook that reads it, and its type."""


def noted(parts: Iterable[tuple[int | str, Part]]) -> list[Any]:
    """Read each item with its hook; raises one IterableValidationError with everything refused, each with its place."""
    from cattrs import errors

    refusal: Any = errors.IterableValidationError
    note: Any = errors.IterableValidationNote
    found, refused = [], []
    for place, (item, (hook, kind)) in parts:
        try:
            found.append(hook(item, kind))
        except Exception as error:  # noqa: BLE001 - own rules may refuse values in their own way
            error.add_note(note(f"at {place}", place, kind))
            refused.append(error)
    if refused:
        raise refusal("some items were refused", refused, list)
    return found


def faults_of(error: BaseException, path: str) -> Iterator[Fault]:
    """Yield a fault for each thing that was refused, with its path below *path*."""
    from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

    if isinstance(error, ClassValidationError | IterableValidationError):
        with_place, without = error.group_exceptions()
        for inner, note in with_place:
            yield from faults_of(inner, _below(path, note))
        for inner in without:
            yield from faults_of(inner, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = {field.name for field in attrs.fields(error.cl)}
        for name in sorted(error.extra_fields):
            yield Fault(f"{path}.{name}", f"unknown field{hint(nearest(name, known))}")
    else:
        message = "missing" if type(error) is KeyError else str(error) or type(error).__name__
        yield Fault(path, message)


def _below(path: str, note: Any) -> str:
    place = getattr(note, "name", None) or note.index
    return f"{path}[{place}]" if isinstance(place, int) else f"{path}.{place}"
