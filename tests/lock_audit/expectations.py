"""What the comments of the corpus say should be found in it."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent / "corpus"
STRICT_NOT_CHECKED = "# corpus: strict not checked"
_COMMENT = re.compile(r"#\s*expect(?P<next>-next)?:\s*(?P<text>.+)")
_RULE = re.compile(r"(LCK\d{3})(?:\[(strict|suppressed)\])?")


class Place(NamedTuple):
    rule: str
    path: Path
    line: int


@dataclass(frozen=True)
class Case:
    """
    A file or folder that is audited alone.

    *suppressed* would be findings, but for a reason that the source gives. *strict* is what `--strict` adds to
    *expected*, or None where the case does not say. *chains* are the last parts of the calls on the way to the
    operation, where the comment names them.
    """

    path: Path
    expected: frozenset[Place]
    suppressed: frozenset[Place]
    strict: frozenset[Place] | None
    chains: dict[Place, tuple[str, ...]]

    @property
    def is_safe(self) -> bool:
        return not self.expected


def cases(corpus: Path = CORPUS) -> list[Case]:
    """The cases of all groups, in the order of their names."""
    return [
        case_of(path)
        for path in sorted(corpus.glob("*/*"))
        if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
    ]


def case_of(path: Path) -> Case:
    sources = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    places: dict[str | None, set[Place]] = {None: set(), "suppressed": set(), "strict": set()}
    chains = {}
    for source in sources:
        for place, condition, chain in _expectations(source):
            places[condition].add(place)
            if chain:
                chains[place] = chain
    checks_strict = not any(source.read_text(encoding="utf-8").startswith(STRICT_NOT_CHECKED) for source in sources)
    strict = frozenset(places["strict"]) if checks_strict else None
    return Case(path, frozenset(places[None]), frozenset(places["suppressed"]), strict, chains)


def _expectations(source: Path) -> Iterator[tuple[Place, str | None, tuple[str, ...]]]:
    """Each rule that a comment names, with its condition and its chain."""
    for token in tokenize.generate_tokens(io.StringIO(source.read_text(encoding="utf-8")).readline):
        match = _COMMENT.search(token.string) if token.type == tokenize.COMMENT else None
        if match is None:
            continue
        line = token.start[0] + (1 if match["next"] else 0)
        for part in match["text"].split(";"):
            rules, _, way = part.partition(" via ")
            chain = tuple(last_part(call) for call in way.split("->")) if way else ()
            for rule, condition in _RULE.findall(rules):
                yield Place(rule, source, line), condition or None, chain


def last_part(call: str) -> str:
    """`checkpw` of `bcrypt.checkpw`."""
    return call.strip().rpartition(".")[2].removesuffix("()")
