"""Put a file where others read it: as a whole, or not at all."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path


def replace_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write *data* to a file beside *path*, then put that in its place; raises OSError and leaves nothing behind."""
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
