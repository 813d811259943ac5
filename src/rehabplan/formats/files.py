"""Read the files that people write: text, and the TOML in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from rehabplan.errors import DataError, Fault
from rehabplan.formats.fields import Fields


def read_file(path: str | Path) -> str:
    """Return the text of a UTF-8 file; raises DataError when it is not there or not text."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError([Fault(str(path), "is not a text file in UTF-8")]) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DataError([Fault(str(path), f"cannot be read, {why.lower()}")]) from None


def read_toml(text: str, name: str = "") -> Fields:
    """Return the outermost table of a TOML text, decimals exact; raises DataError with line and column."""
    import tomllib

    try:
        return Fields(tomllib.loads(text, parse_float=Decimal), name)
    except (ValueError, ArithmeticError, RecursionError) as error:
        why = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a number is too long or lists too deep"
        raise DataError([Fault(name, f"not valid TOML: {why[:1].lower()}{why[1:]}")]) from None
