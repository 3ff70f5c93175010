"""The files that are audited: found, read and parsed; never imported or run."""

from __future__ import annotations

import ast
import io
import os
import tokenize
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lock_audit.suppressions import Directives, Order, directives_in

_API_FOLDER = "api"
_PACKAGE = "__init__.py"
# What reading or parsing raises: not there, not text, not Python, or nested beyond what the parser bears.
_UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    SyntaxError,
    tokenize.TokenError,
    RecursionError,
    MemoryError,
    OverflowError,
)


@dataclass(frozen=True, order=True)
class SourceError:
    """A file or folder that could not be audited, or not wholly."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, eq=False)
class SourceFile:
    """
    A module.

    *path* is as the user wrote it, *directory* and *root* (what absolute imports are looked up in) are resolved.
    *module* is the name below the root. *modules* are all names it can be imported by, the longest first: where the
    root is itself part of a package, its name and those of the packages around it may stand before.
    """

    path: str
    root: Path
    directory: Path
    module: str
    modules: tuple[str, ...]
    is_package: bool
    in_api_folder: bool
    tree: ast.Module = field(repr=False)
    directives: Directives = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The nesting of locks that comments declare."""
        return self.directives.orders

    def column(self, node: ast.expr | ast.stmt) -> int:
        """Where *node* begins, in characters, from 1 on; the syntax tree counts bytes from 0 on."""
        line = self.lines[node.lineno - 1]
        return len(line.encode()[: node.col_offset].decode(errors="ignore")) + 1


@dataclass(frozen=True)
class _Found:
    """A file to read. *parts* lead to it from the root."""

    path: Path
    root: Path
    parts: tuple[str, ...]


def read(paths: Iterable[str]) -> tuple[list[SourceFile], list[SourceError]]:
    """Parse the files, and the files in the folders, that *paths* name, each once, in the order of their paths.

    A file that two of them lead to belongs to the outermost. What can't be read is among the errors.
    """
    files: list[SourceFile] = []
    errors: set[SourceError] = set()
    seen: set[Path] = set()
    for path in sorted(map(Path, paths), key=_depth):
        for found in _found_below(path, errors):
            identity = found.root.joinpath(*found.parts)
            if identity in seen:
                continue
            seen.add(identity)
            try:
                files.append(_parsed(found))
            except _UNREADABLE as exc:
                errors.add(_error_about(found.path, exc))
    return sorted(files, key=lambda file: file.path), sorted(errors)


def _depth(path: Path) -> tuple[int, str]:
    return len(_resolved(path).parts), str(path)


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, takes a link that leads to itself as it is


def _found_below(path: Path, errors: set[SourceError]) -> Iterator[_Found]:
    if not os.path.isdir(path):
        yield _Found(path, _resolved(path.parent), (path.name,))
        return
    root = _resolved(path)
    visited = set()
    for folder, folders, names in os.walk(
        path, onerror=lambda exc: errors.add(_error_about(path, exc)), followlinks=True
    ):
        if (real := os.path.realpath(folder)) in visited:  # a link that leads back
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        for name in sorted(name for name in names if name.endswith(".py")):
            file = Path(folder, name)
            yield _Found(file, root, file.relative_to(path).parts)


def _parsed(found: _Found) -> SourceFile:
    text = _text_of(found.path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape is not our business, least of all where it is an error
        tree = ast.parse(text)
    *folders, name = found.parts
    is_package = name == _PACKAGE
    below = folders if is_package else [*folders, name.removesuffix(".py")]
    modules = _names(found.root, below)
    return SourceFile(
        path=found.path.as_posix(),
        root=found.root,
        directory=found.root.joinpath(*folders),
        module=".".join(below) or modules[-1],
        modules=modules,
        is_package=is_package,
        in_api_folder=_API_FOLDER in folders,
        tree=tree,
        directives=directives_in(text),
        lines=tuple(text.split("\n")),
    )


def _names(root: Path, below: list[str]) -> tuple[str, ...]:
    names = [".".join(below)] if below else []
    while (root / _PACKAGE).exists() and root.name:
        below = [root.name, *below]
        names.append(".".join(below))
        root = root.parent
    return tuple(reversed(names))


def _text_of(path: Path) -> str:
    """The text, with line feeds for ends of lines, in the encoding that it declares."""
    if path.exists() and not path.is_file():
        raise OSError("neither a file nor a folder")  # reading a pipe might never end
    content = path.read_bytes()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    text = content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise ValueError("contains a null byte")
    return text


def _error_about(path: Path, exc: BaseException) -> SourceError:
    line = 1
    match exc:
        case OSError():
            path = Path(exc.filename or path)
            message = exc.strerror or str(exc)
        case UnicodeDecodeError():
            line, message = exc.object.count(b"\n", 0, exc.start) + 1, str(exc)
        case SyntaxError():
            line, message = exc.lineno or 1, exc.msg
        case RecursionError() | MemoryError():
            message = "nested too deeply"
        case _:
            message = str(exc)
    return SourceError(path.as_posix(), line, f"cannot be read: {message}")
