# corpus: strict not checked
"""How to suppress:  # lock-audit: allow LCK004 -- reason

    conn.execute("...")  # lock-audit: allow LCK004
"""

import threading

import psycopg

_lock = threading.Lock()
_notes: list[str] = []

HELP = "write # lock-audit: allow LCK004 -- why, on the line"
BAD = "# lock-audit: allow LCK999"


def note(conn: psycopg.Connection, text: str) -> None:
    with _lock:
        conn.execute("INSERT INTO n VALUES (%s)", ("# lock-audit: allow LCK004 -- no comment",))  # expect: LCK004
        _notes.append(f"{text} # lock-audit: allow LCK003")


def help_text() -> str:
    return """
    # lock-audit: allow LCK001 -- this is data
    """ + HELP + BAD
