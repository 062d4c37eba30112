"""
Records every write and sync of the SQLite that Python itself runs on.

A virtual file system is registered in the very library that the `sqlite3` module is
linked to: a copy of its own, in which only the calls that write, truncate, sync and
delete pass through here on their way. So what is recorded is what the bot's engine
asks of the disk, with no other SQLite in between. What lies beneath (the kernel, the
disk's own cache) is not tested: a disk that lies about syncing loses what it likes.
Source: reliability, M5 and H4.
"""

# The module itself, to find the library that it is linked to.
import _sqlite3
import ctypes as c
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

OK: Final = 0
Kind = Literal["write", "truncate", "sync", "delete"]


class NotRecordable(Exception):
    """This Python hides its SQLite, so nothing can be put beneath it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that SQLite asked of the disk."""

    path: str
    kind: Kind
    offset: int = 0
    content: bytes = b""


@dataclass(kw_only=True)
class Recording:
    """What the disk held at first, and every step since."""

    first: dict[str, bytes] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def note_open(self, path: str) -> None:
        """Remember what a file held before the first step."""
        file = Path(path)
        if path not in self.first:
            self.first[path] = file.read_bytes() if file.exists() else b""


class _Vfs(c.Structure):
    pass


_Open = c.CFUNCTYPE(
    c.c_int, c.POINTER(_Vfs), c.c_void_p, c.c_void_p, c.c_int, c.POINTER(c.c_int)
)
_Delete = c.CFUNCTYPE(c.c_int, c.POINTER(_Vfs), c.c_char_p, c.c_int)
_Write = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
_Truncate = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64)
_Sync = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)
_Close = c.CFUNCTYPE(c.c_int, c.c_void_p)

_Vfs._fields_ = [
    ("version", c.c_int),
    ("file_size", c.c_int),
    ("longest_path", c.c_int),
    ("following", c.POINTER(_Vfs)),
    ("name", c.c_char_p),
    ("app_data", c.c_void_p),
    ("open", _Open),
    ("delete", _Delete),
    # Access, full path, four for libraries, random, sleep, two clocks, last error,
    # and three for system calls: as they are.
    ("rest", c.c_void_p * 14),
]


class _Methods(c.Structure):
    _fields_ = (
        ("version", c.c_int),
        ("close", _Close),
        ("read", c.c_void_p),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        # Size, locks, control, sector, device, shared memory and fetching.
        ("rest", c.c_void_p * 13),
    )


class _File(c.Structure):
    _fields_ = (("methods", c.POINTER(_Methods)),)


class Recorder:
    """Beneath SQLite: passes each call on, and notes it."""

    def __init__(self, library: c.CDLL) -> None:
        find = library.sqlite3_vfs_find
        find.restype, find.argtypes = c.POINTER(_Vfs), [c.c_char_p]
        library.sqlite3_vfs_register.argtypes = [c.POINTER(_Vfs), c.c_int]
        self._library = library
        self._real = find(None)
        self._ours = _Vfs.from_buffer_copy(self._real.contents)
        self._ours.name = b"recorded"
        self._ours.open = self._open = _Open(self._on_open)
        self._ours.delete = self._delete = _Delete(self._on_delete)
        self._paths: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        self._recording: Recording | None = None

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        """Record every connection that is opened meanwhile."""
        self._recording = Recording()
        self._library.sqlite3_vfs_register(c.byref(self._ours), 1)
        try:
            yield self._recording
        finally:
            self._library.sqlite3_vfs_register(self._real, 1)
            self._recording = None

    def _note(self, file: int, kind: Kind, offset: int, content: bytes = b"") -> None:
        path = self._paths.get(file)
        if self._recording is not None and path is not None:
            step = Step(path=path, kind=kind, offset=offset, content=content)
            self._recording.steps.append(step)

    def _on_open(self, vfs: Any, name: int, file: int, flags: int, out: Any) -> int:
        result = int(self._real.contents.open(vfs, name, file, flags, out))
        if result != OK or not name:
            return result
        path = c.string_at(name).decode()
        if self._recording is not None:
            self._recording.note_open(path)
        self._paths[file] = path
        opened = _File.from_address(file)
        address = c.addressof(opened.methods.contents)
        if address not in self._methods:
            self._methods[address] = self._between(opened.methods.contents)
        opened.methods = c.pointer(self._methods[address])
        return result

    def _on_delete(self, vfs: Any, name: bytes, sync: int) -> int:
        if self._recording is not None:
            self._recording.steps.append(Step(path=name.decode(), kind="delete"))
        return int(self._real.contents.delete(vfs, name, sync))

    def _between(self, real: _Methods) -> _Methods:
        """Return a file's methods with ours in front of those that change it."""

        def write(file: int, content: int, size: int, offset: int) -> int:
            self._note(file, "write", offset, c.string_at(content, size))
            return int(real.write(file, content, size, offset))

        def truncate(file: int, size: int) -> int:
            self._note(file, "truncate", size)
            return int(real.truncate(file, size))

        def sync(file: int, how: int) -> int:
            result = int(real.sync(file, how))
            if result == OK:
                self._note(file, "sync", 0)
            return result

        def close(file: int) -> int:
            self._paths.pop(file, None)
            return int(real.close(file))

        ours = _Methods.from_buffer_copy(real)
        ours.write, ours.truncate = _Write(write), _Truncate(truncate)
        ours.sync, ours.close = _Sync(sync), _Close(close)
        return ours


def make_recorder() -> Recorder:
    """
    Return the recorder for the SQLite of this Python. One a process.

    :raises NotRecordable: if its functions are hidden, as in some static builds.
    """
    library = c.CDLL(_sqlite3.__file__)
    if not hasattr(library, "sqlite3_vfs_register"):
        raise NotRecordable(_sqlite3.__file__)
    return Recorder(library)
