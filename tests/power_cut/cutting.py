"""What the disk holds after a power cut, worked out from a recording."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.power_cut.recording import Recording, Step

# What a disk writes whole or not at all.
SECTOR: Final = 512


@dataclass(kw_only=True)
class Disk:
    """Files as synced, and the steps since their last sync."""

    synced: dict[str, bytearray]
    unsynced: dict[str, list[Step]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """Take in one step."""
        if step.kind == "sync":
            self._apply(step.path, self.unsynced.pop(step.path, []))
        elif step.kind == "delete":
            # A deleted file is one without content; its going is never waited for.
            self.unsynced.pop(step.path, None)
            self.synced.pop(step.path, None)
        else:
            self.unsynced.setdefault(step.path, []).append(step)

    def _apply(self, path: str, steps: Sequence[Step]) -> None:
        apply(self.synced.setdefault(path, bytearray()), steps)

    def after_cut(self, kept: float, draw: random.Random) -> dict[str, bytes]:
        """Return the files when each unsynced sector was kept with this chance."""
        files = {path: bytearray(content) for path, content in self.synced.items()}
        for path, steps in self.unsynced.items():
            lucky = [one for one in sectors(steps) if draw.random() < kept]
            draw.shuffle(lucky)
            apply(files.setdefault(path, bytearray()), lucky)
        return {path: bytes(content) for path, content in files.items()}


def apply(content: bytearray, steps: Sequence[Step]) -> None:
    """Do the steps to a file's content."""
    for step in steps:
        if step.kind == "truncate":
            del content[step.offset :]
            continue
        end = step.offset + len(step.content)
        content.extend(bytes(max(0, end - len(content))))
        content[step.offset : end] = step.content


def sectors(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps with each write cut at the disk's sectors."""
    for step in steps:
        if step.kind != "write":
            yield step
            continue
        start, end = step.offset, step.offset + len(step.content)
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            piece = step.content[start - step.offset : stop - step.offset]
            yield Step(path=step.path, kind="write", offset=start, content=piece)
            start = stop


def disks(recording: Recording, cuts: Sequence[int]) -> Iterator[tuple[int, Disk]]:
    """Yield the disk at each of these numbers of steps, which must be in order."""
    disk = Disk(synced={path: bytearray(c) for path, c in recording.first.items()})
    done = 0
    for cut in cuts:
        for step in recording.steps[done:cut]:
            disk.take(step)
        done = cut
        yield cut, disk


def lay_down(files: dict[str, bytes], folder: Path) -> None:
    """Write files into a folder, under their own names."""
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
