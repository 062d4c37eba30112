"""Reads the project's source for the promises; each promise takes a folder."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("bot", "workflows", "models", "practice")
ALL_CODE: Final = (*PACKAGES, "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Source:
    """One Python file: where it is, what it says, and its syntax tree."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    def at(self, node: ast.stmt | ast.expr | ast.excepthandler) -> str:
        """Return where `node` is, so that an editor can open it."""
        return f"{self.name}:{node.lineno}"


def read(folder: Path, *, within: tuple[str, ...] = ALL_CODE) -> Iterator[Source]:
    """Yield every Python file of ours in the named parts of `folder`."""
    for part in within:
        for path in sorted((folder / part).rglob("*.py")):
            name = path.relative_to(folder).as_posix()
            if "node_modules" in name:
                continue
            text = path.read_text()
            yield Source(path=path, name=name, text=text, tree=ast.parse(text))


def functions(source: Source) -> Iterator[Function]:
    """Yield every function of a file, methods and inner ones included."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            yield node


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield every call below `node`."""
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def called(call: ast.Call) -> str:
    """Return what is called, as written: `session.commit`, `print`."""
    return ast.unparse(call.func)


def kept_files(folder: Path) -> list[Path]:
    """Return the files that are, or would be, committed."""
    listed = subprocess.run(
        ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"),  # noqa: S607 - whichever git is installed
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    names = sorted(set(filter(None, listed.stdout.split("\0"))))
    return [folder / name for name in names if (folder / name).is_file()]


def write(folder: Path, name: str, text: str) -> None:
    """Put a file into a small tree, for a promise to be broken in."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
