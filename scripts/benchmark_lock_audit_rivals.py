"""What others can say about locks: a search for words, semgrep and pylint, each as good as we could make it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

# Pinned, so that the figures can be had again.
SEMGREP = "semgrep==1.182.0"
PYLINT = "pylint==4.1.4"
TIMEOUT_S = 1200

Found = set[tuple[str, Path, int]]  # rule, file, line
Rival = Callable[[list[Path]], Found]


def sources_of(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


# The script that is written in an afternoon: a line with the word lock, and words of slow work in the lines below it.
SECTION_LINES = 8
_SECTION_BEGINS = re.compile(
    r"^(?P<indent>\s*)(with\s.*(lock|mutex|cond|sem)\w*\b.*:|.*\bwith_(lock|storage)\w*\()", re.IGNORECASE
)
_SLOW_WORDS = {
    "LCK003": re.compile(r"\b(bcrypt|argon2|checkpw|hashpw|jwt\.(en|de)code|scrypt|pbkdf2_hmac|check_password_hash)\b"),
    "LCK004": re.compile(r"\b(execute|fetch(one|all|many)|commit|getconn|connection|psycopg2?\.connect)\("),
    "LCK005": re.compile(r"\b(requests|httpx|urlopen|smtplib|getaddrinfo|create_connection)\b"),
    "LCK006": re.compile(r"\b(sleep|subprocess\.\w+|open|fsync|\w*result|join)\("),
    "LCK007": re.compile(r"^\s*with\s.*lock\w*\b.*:", re.IGNORECASE),
    "LCK009": re.compile(r"^\s*(yield|await)\b"),
}
_LOCK_WORDS = {
    "LCK001": re.compile(r"lock\w*\.acquire\(\s*(True)?\s*\)|cond\w*\.wait\(\s*\)", re.IGNORECASE),
    "LCK008": re.compile(r"^\s*[\w.]*lock\w*\.acquire\(.+\)\s*(#|$)", re.IGNORECASE),
    "LCK010": re.compile(r"with\s+threading\.R?Lock\(\)"),
}


def found_by_grep(paths: list[Path]) -> Found:
    """What a regular expression finds: the lock by its name, the section by so many lines, its end by indentation."""
    found = set()
    for path in sources_of(paths):
        section_ends, indent = 0, 0
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            words = dict(_LOCK_WORDS)
            if number <= section_ends and (not line.strip() or len(line) - len(line.lstrip()) > indent):
                words |= _SLOW_WORDS
            elif begin := _SECTION_BEGINS.match(line):
                section_ends, indent = number + SECTION_LINES, len(begin["indent"])
                if "with_" in line:  # the callback often stands on this line
                    words |= {rule: word for rule, word in _SLOW_WORDS.items() if rule != "LCK007"}
                elif "api" in path.parts:
                    found |= {("LCK001", path, number), ("LCK002", path, number)}
            found |= {(rule, path, number) for rule, word in words.items() if word.search(line)}
    return found


def found_by_pylint(executable: Path, paths: list[Path]) -> Found:
    """pylint's messages about locks. `consider-using-with` is about more than locks; only those on an acquire count."""
    rules = {"consider-using-with": "LCK008", "useless-with-lock": "LCK010"}
    command = [
        str(executable), "--rcfile=/dev/null", "--disable=all", f"--enable={','.join(rules)}", "--output-format=json2",
        "--recursive=y", *map(str, sources_of(paths)),
    ]  # fmt: skip
    messages = _json_of(command, may_end_with=range(32))["messages"]
    found = {(rules[each["symbol"]], Path(each["absolutePath"]), each["line"]) for each in messages}
    return {place for place in found if place[0] != "LCK008" or ".acquire(" in _line(place[1], place[2])}


def _line(path: Path, number: int) -> str:
    return path.read_text(encoding="utf-8").splitlines()[number - 1]


def found_by_semgrep(executable: Path, rules: Path, paths: list[Path]) -> Found:
    """What our rules for semgrep find, which are written to *rules*."""
    rules.write_text(json.dumps({"rules": list(semgrep_rules())}), encoding="utf-8")
    command = [
        str(executable), "scan", "--config", str(rules), "--json", "--metrics=off", "--disable-version-check",
        "--no-git-ignore", "--quiet", *map(str, paths),
    ]  # fmt: skip
    results = _json_of(command, may_end_with=range(2))["results"]
    return {
        (each["check_id"].rpartition(".")[2][:6].upper(), Path(each["path"]).absolute(), each["start"]["line"])
        for each in results
    }


def _json_of(command: list[str], may_end_with: range) -> Any:
    run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S)
    if run.returncode not in may_end_with:
        raise RuntimeError(f"{command[0]} ended with {run.returncode}: {run.stderr.strip()[-500:]}")
    return json.loads(run.stdout)


# Rules for semgrep. It knows a lock by where it is made in the same file, follows renamed imports, and sees a section
# that is written with `with`, with acquire and finally, or as a function given to a helper. It follows no call.

Rule = dict[str, Any]
_MAKERS = (
    "threading.Lock()", "threading.RLock()", "threading.Condition(...)", "threading.Semaphore(1)",
    "threading.BoundedSemaphore(1)", "multiprocessing.Lock()", "multiprocessing.RLock()",
)  # fmt: skip
_LIMITERS = ("threading.Semaphore(...)", "threading.BoundedSemaphore(...)")
_DECLARATIONS = (
    "$LOCK = {}\n...",
    "$LOCK: $TYPE = {}\n...",
    "class $CLASS(...):\n  ...\n  def $INIT(...):\n    ...\n    $LOCK = {}\n    ...\n  ...",
    "class $CLASS(...):\n  ...\n  def $INIT(...):\n    ...\n    $LOCK: $TYPE = {}\n    ...\n  ...",
)
_CLASS_DECLARATIONS = (
    "class $CLASS(...):\n  ...\n  $NAME = {}\n  ...",
    "class $CLASS(...):\n  ...\n  $NAME: $TYPE = field(default_factory=$MAKER)\n  ...",
)
_SLOW: dict[str, tuple[str, ...]] = {
    "LCK003": (
        "bcrypt.checkpw(...)", "bcrypt.hashpw(...)", "bcrypt.kdf(...)", "hashlib.scrypt(...)",
        "hashlib.pbkdf2_hmac(...)", "jwt.encode(...)", "jwt.decode(...)",
        "werkzeug.security.check_password_hash(...)", "werkzeug.security.generate_password_hash(...)",
        "argon2.PasswordHasher(...).$VERB(...)", "$HASHER.verify(...)", "$HASHER.hash(...)",
    ),
    "LCK004": (
        "psycopg.connect(...)", "psycopg2.connect(...)", "sqlite3.connect(...)", "$X.execute(...)",
        "$X.executemany(...)", "$X.fetchone(...)", "$X.fetchall(...)", "$X.fetchmany(...)", "$X.commit(...)",
        "$X.connection(...)", "$X.getconn(...)",
    ),
    "LCK005": (
        "requests.$VERB(...)", "requests.Session(...).$VERB(...)", "httpx.$VERB(...)", "urllib.request.urlopen(...)",
        "urllib3.request(...)", "smtplib.SMTP(...)", "smtplib.SMTP_SSL(...)", "$SMTP.send_message(...)",
        "$SMTP.sendmail(...)", "socket.create_connection(...)", "socket.getaddrinfo(...)", "socket.gethostbyname(...)",
        "$SOCKET.connect(...)", "$SOCKET.recv(...)", "$SOCKET.sendall(...)", "$SESSION.post(...)",
    ),
    "LCK006": (
        "time.sleep(...)", "subprocess.run(...)", "subprocess.check_output(...)", "subprocess.check_call(...)",
        "subprocess.call(...)", "$PROCESS.communicate(...)", "open(...)", "$PATH.read_text(...)",
        "$PATH.write_text(...)", "$PATH.read_bytes(...)", "$PATH.write_bytes(...)", "os.fsync(...)",
        "$FUTURE.result(...)", "$THREAD.join()", "$THREAD.join(timeout=...)", "$QUEUE.get()", "$QUEUE.get(timeout=...)",
    ),
}  # fmt: skip


def semgrep_rules() -> Iterator[Rule]:
    for rule, patterns in _SLOW.items():
        yield _rule(f"{rule.lower()}-slow-work-while-held", _held(), *_not_deferred(), _either("pattern", patterns))
    yield _rule(
        "lck001-wait-without-bound",
        _lock(_MAKERS + _LIMITERS),
        _either("pattern", ("$LOCK.acquire()", "$LOCK.acquire(True)", "$LOCK.acquire(timeout=-1)", "$LOCK.wait()")),
    )
    for number, in_api in enumerate(("lck001", "lck002")):
        yield _rule(
            f"{in_api}-with-lock-in-api-code-{number}",
            _either("pattern-inside", ("$BP = flask.Blueprint(...)\n...", "$APP = flask.Flask(...)\n...")),
            _lock(_MAKERS),
            _either("pattern", ("with $LOCK:\n  ...",)),
        )
    yield _rule(
        "lck002-acquire-in-api-code",
        _either("pattern-inside", ("$BP = flask.Blueprint(...)\n...", "$APP = flask.Flask(...)\n...")),
        _lock(_MAKERS),
        {"pattern": "$LOCK.acquire(...)"},
    )
    yield _rule(
        "lck007-second-lock",
        _lock(_MAKERS),
        {"pattern-inside": "with $OUTER:\n  ..."},
        {"metavariable-regex": {"metavariable": "$OUTER", "regex": "(?i).*(lock|mutex)"}},
        {"pattern": "with $LOCK:\n  ..."},
        {"pattern-not": "with $OUTER:\n  ..."},
    )
    yield _rule(
        "lck008-acquire-without-release-on-every-path",
        _lock(_MAKERS + _LIMITERS),
        _either("pattern", ("$LOCK.acquire(...)",)),
        {"pattern-not": "$LOCK.acquire()"},
        {"pattern-not-inside": "return $LOCK.acquire(...)"},
        {"pattern-not-inside": "if $LOCK.acquire(...):\n  try:\n    ...\n  finally:\n    $LOCK.release()"},
        {"pattern-not-inside": "if not $LOCK.acquire(...):\n  ...\ntry:\n  ...\nfinally:\n  $LOCK.release()"},
        {"pattern-not-inside": "$TAKEN = $LOCK.acquire(...)"},
        {"pattern-not-inside": "def __enter__(...):\n  ..."},
    )
    yield _rule(
        "lck009-yield-or-await-while-held",
        _held(),
        *_not_deferred(),
        {"pattern-not-inside": "@contextmanager\ndef $GUARD(...):\n  ..."},
        {"pattern-not-inside": "@contextlib.contextmanager\ndef $GUARD(...):\n  ..."},
        _either("pattern", ("yield $VALUE", "await $VALUE")),
    )
    yield _rule(
        "lck009-live-container-returned",
        _held(),
        *_not_deferred(),
        _either(
            "pattern-inside",
            (
                "$DATA = {...}\n...",
                "$DATA: $KIND = {...}\n...",
                "$DATA = [...]\n...",
                "class $C(...):\n  ...\n  def __init__(...):\n    ...\n    $DATA = {...}\n    ...\n  ...",
                "class $C(...):\n  ...\n  def __init__(...):\n    ...\n    $DATA = [...]\n    ...\n  ...",
            ),
        ),
        {"pattern": "return $DATA"},
    )
    yield _rule(
        "lck010-lock-that-guards-nothing",
        _either("pattern", tuple(f"with {maker}:\n  ..." for maker in _MAKERS)),
    )


def _rule(name: str, *patterns: Rule) -> Rule:
    return {
        "id": name,
        "languages": ["python"],
        "severity": "ERROR",
        "message": name,
        "patterns": list(patterns),
    }


def _either(operator: str, patterns: Iterable[str]) -> Rule:
    return {"pattern-either": [{operator: pattern} for pattern in patterns]}


def _lock(makers: Iterable[str]) -> Rule:
    """$LOCK is made in this file, as a name or an attribute of its class."""
    return _either("pattern-inside", [form.format(maker) for maker in makers for form in _DECLARATIONS])


def _held() -> Rule:
    sections = _either("pattern-inside", ("with $LOCK:\n  ...", "try:\n  ...\nfinally:\n  $LOCK.release()"))
    by_class_attribute = {
        "patterns": [
            _either("pattern-inside", [form.format(maker) for maker in _MAKERS for form in _CLASS_DECLARATIONS]),
            {"pattern-inside": "with $SELF.$NAME:\n  ..."},
        ]
    }
    callbacks = [
        form.format(helper)
        for helper in ("with_lock", "with_storage", "with_storage_traced", "$OBJECT.with_storage", "$OBJECT.with_lock")
        for form in (
            "{}(..., lambda: $BODY, ...)",
            "{}(..., lambda $STATE: $BODY, ...)",
            "def $CALLBACK(...):\n  ...\n...\n<... {}(..., $CALLBACK, ...) ...>",
        )
    ]
    return {
        "pattern-either": [
            {"patterns": [_lock(_MAKERS), sections]},
            by_class_attribute,
            _either("pattern-inside", callbacks),
        ]
    }


def _not_deferred() -> list[Rule]:
    return [
        {"pattern-not-inside": "with $ANY:\n  ...\n  def $LATER(...):\n    ...\n  ..."},
        {"pattern-not-inside": "$POOL.submit(...)"},
        {"pattern-not-inside": "threading.Thread(...)"},
    ]


class Installed(NamedTuple):
    """Programs in a virtual environment of their own; `refused` says why one is not there."""

    bin: Path
    refused: dict[str, str]


def install(python: str, folder: Path) -> Installed:
    """Make a virtual environment in *folder*, and install what can be had; some machines reach no package index."""
    subprocess.run([python, "-m", "venv", str(folder)], check=True, timeout=TIMEOUT_S)
    refused = {}
    for requirement in (SEMGREP, PYLINT):
        command = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", requirement]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S)
            problem = "" if run.returncode == 0 else (run.stderr.strip().splitlines() or ["pip failed"])[-1]
        except subprocess.TimeoutExpired:
            problem = f"pip took more than {TIMEOUT_S} s"
        if problem:
            refused[requirement.partition("==")[0]] = problem
    return Installed(folder / "bin", refused)
