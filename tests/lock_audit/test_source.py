"""Finding, reading and naming the files that are audited."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from lock_audit.cli import with_deep_stack
from lock_audit.source import SourceError, SourceFile, read


def written(folder: Path, *names: str, text: str = "x = 1\n") -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def only_file(path: Path) -> SourceFile:
    [file], errors = read([str(path)])
    assert errors == []
    return file


def only_error(path: Path) -> SourceError:
    files, [error] = read([str(path)])
    assert files == []
    return error


def test_a_folder_is_read_in_order_without_caches_and_hidden_folders(tmp_path: Path) -> None:
    """What is not source is not ours, and a link may lead in circles."""
    root = written(tmp_path / "root", "b.py", "a/c.py", "a/__pycache__/d.py", ".git/e.py", "a/notes.txt")
    (root / "a" / "again").symlink_to(root, target_is_directory=True)
    files, errors = read([str(root)])
    assert [file.path for file in files] == [f"{root}/a/c.py", f"{root}/b.py"]
    assert errors == []


def test_links_to_folders_are_followed(tmp_path: Path) -> None:
    """What is left out without a word would be clean for ever."""
    elsewhere = written(tmp_path / "elsewhere", "f.py")
    root = written(tmp_path / "root", "a.py")
    (root / "linked").symlink_to(elsewhere, target_is_directory=True)
    files, errors = read([str(root)])
    assert [file.path for file in files] == [f"{root}/a.py", f"{root}/linked/f.py"]
    assert errors == []


def test_paths_are_reported_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """People click on them, and code scanning matches them with its files."""
    written(tmp_path, "src/pkg/mod.py")
    monkeypatch.chdir(tmp_path)
    files, _ = read(["src"])
    assert [file.path for file in files] == ["src/pkg/mod.py"]


def test_a_module_is_named_after_its_way_from_the_folder(tmp_path: Path) -> None:
    """Imports between the files are resolved by these names."""
    files, _ = read([str(written(tmp_path, "pkg/__init__.py", "pkg/mod.py", "alone.py"))])
    assert [(file.module, file.modules, file.is_package) for file in files] == [
        ("alone", ("alone",), False),
        ("pkg", ("pkg",), True),
        ("pkg.mod", ("pkg.mod",), False),
    ]


def test_modules_of_a_folder_that_is_a_package_have_a_name_with_and_without_it(tmp_path: Path) -> None:
    """`audit service` must understand `from service.limits import locks`."""
    written(tmp_path, "outer/__init__.py", "outer/inner/__init__.py", "outer/inner/mod.py")
    files, _ = read([str(tmp_path / "outer" / "inner")])
    assert [file.modules for file in files] == [("outer.inner", "inner"), ("outer.inner.mod", "inner.mod", "mod")]


def test_files_that_are_given_directly_can_import_each_other(tmp_path: Path) -> None:
    """Their folder is where their imports begin."""
    written(tmp_path, "a.py", "b.py")
    files, _ = read([str(tmp_path / "b.py"), str(tmp_path / "a.py")])
    assert [(file.module, file.root, file.directory) for file in files] == [
        ("a", tmp_path.resolve(), tmp_path.resolve()),
        ("b", tmp_path.resolve(), tmp_path.resolve()),
    ]


def test_a_file_that_several_paths_lead_to_is_read_once_and_belongs_to_the_outermost(tmp_path: Path) -> None:
    """Whatever the order of the paths, each finding is reported once, under one name."""
    written(tmp_path, "pkg/api/views.py")
    paths = [str(tmp_path / "pkg/api/views.py"), str(tmp_path / "pkg/api"), str(tmp_path)]
    (tmp_path / "pkg/api/bad.py").write_text("def broken(:", encoding="utf-8")
    for order in (paths, paths[::-1]):
        [file], errors = read(order)
        assert file.module == "pkg.api.views"
        assert file.in_api_folder
        assert [error.path for error in errors] == [f"{tmp_path}/pkg/api/bad.py"]


@pytest.mark.parametrize(
    ("root", "name", "expected"),
    [
        (".", "api/views.py", True),
        (".", "web/api/v1/views.py", True),
        ("api", "views.py", False),
        (".", "rest_api/views.py", False),
        (".", "api.py", False),
        ("api/views.py", "", False),
    ],
)
def test_api_code_lies_below_a_folder_called_api(tmp_path: Path, root: str, name: str, expected: bool) -> None:
    """The folder above is not part of what is audited; a clone may lie anywhere."""
    written(tmp_path, os.path.normpath(f"{root}/{name}"))
    assert only_file(tmp_path / root).in_api_folder is expected


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"def broken(:\n", 1, "invalid syntax"),
        (b"x = 1\nif x:\ny = 2\n", 3, "indented block"),
        (b"x = 1\0\n", 1, "null byte"),
        (b"x = 1\n\nname = '\xff'\n", 3, "utf-8"),
        (b"# coding: no-such-encoding\n", 1, "encoding"),
        (b"# coding: rot13\n", 1, "rot13"),
        (b"x = " + b"(" * 5000 + b")" * 5000, 1, "parentheses"),
        (b"x = " + b"-" * 50_000 + b"1\n", 1, "too deeply"),
    ],
)
def test_what_can_not_be_read_is_an_error_and_the_others_are_audited(
    tmp_path: Path, content: bytes, line: int, words: str
) -> None:
    """Unreadable never means clean."""
    (tmp_path / "bad.py").write_bytes(content)
    written(tmp_path, "good.py")
    files, [error] = with_deep_stack(lambda: read([str(tmp_path)]))
    assert [file.module for file in files] == ["good"]
    assert (error.path, error.line) == (f"{tmp_path}/bad.py", line)
    assert words in error.message


def test_links_that_lead_nowhere_pipes_and_missing_paths_are_errors(tmp_path: Path) -> None:
    """A path with a typing error must not pass; and a pipe would be read forever."""
    assert "No such file" in only_error(tmp_path / "missing").message
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "dangling.py").symlink_to(tmp_path / "nowhere.py")
    os.mkfifo(folder / "pipe.py")
    (folder / "self.py").symlink_to(folder / "self.py")
    _, errors = read([str(folder)])
    assert [Path(error.path).name for error in errors] == ["dangling.py", "pipe.py", "self.py"]


def test_deep_nesting_that_the_parser_bears_is_read(tmp_path: Path) -> None:
    """Generated code has sums of thousands of terms."""
    written(tmp_path, "sum.py", text="x = " + "+".join(["1"] * 20_000) + "\n")
    files, errors = with_deep_stack(lambda: read([str(tmp_path)]))
    assert (len(files), errors) == (1, [])


@pytest.mark.parametrize(
    "content",
    [
        "# coding: latin-1\nname = 'ä'; call()\n".encode("latin-1"),
        b"\xef\xbb\xbf\nname = '\xc3\xa4'; call()\n",
        b"\r\nname = '\xc3\xa4'; call()\r\n",
        b"\rname = '\xc3\xa4'; call()\r",
    ],
)
def test_columns_count_characters_in_every_encoding(tmp_path: Path, content: bytes) -> None:
    """Editors do so; the syntax tree counts bytes."""
    (tmp_path / "mod.py").write_bytes(content)
    file = only_file(tmp_path / "mod.py")
    [call] = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    assert (call.lineno, file.column(call)) == (2, 13)


def test_warnings_about_the_source_are_not_ours(tmp_path: Path) -> None:
    """Where warnings are errors, as here, the file would not be readable."""
    assert only_file(written(tmp_path, "mod.py", text="x = '\\d'\nx is 1\n") / "mod.py").module == "mod"
