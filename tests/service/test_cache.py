"""The memory in front of PostgreSQL: fast, and never believed against it."""

from __future__ import annotations

import threading
import time
import uuid

import bcrypt
import httpx
import pytest

from tests.support.faults import table_locked
from tests.support.postgres import TestDatabase
from tests.support.service import RunningService, wait_for

BYPASSED_WITHIN_S = 0.5  # from the line that tells it to the empty memory
HEARD_WITHIN_S = 1.0  # the design's bound for a change to reach every process
SLACK_S = 2.0  # for a shared machine, and for asking each of the workers


@pytest.fixture(autouse=True)
def _hearing(service: RunningService) -> None:
    service.wait_until_hearing()


def new_name() -> str:
    return f"user-{uuid.uuid4().hex[:12]}"


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("UPDATE users SET status = 'suspended' WHERE id = %s", 403),
        ("UPDATE users SET status = 'banned' WHERE id = %s", 403),
        ("DELETE FROM users WHERE id = %s", 401),
        ("UPDATE sessions SET ended_at = now() WHERE user_id = %s", 401),
        ("DELETE FROM sessions WHERE user_id = %s", 401),
    ],
)
def test_what_an_operator_types_into_psql_reaches_both_workers_within_a_second(
    service: RunningService, database: TestDatabase, statement: str, status: int
) -> None:
    """Whoever is thrown out is out, at once and everywhere."""
    grant = service.register(new_name())
    for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
        assert answer.status_code == 200
    database.run(statement, grant["user_id"])
    wait_until_everywhere(service, grant["token"], status)


def test_both_workers_see_a_logout_that_one_of_them_took(service: RunningService) -> None:
    """A session has no favourite process."""
    grant = service.register(new_name())
    for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
        assert answer.status_code == 200
    assert service.post("/api/auth/logout", token=grant["token"]).status_code == 204
    wait_until_everywhere(service, grant["token"], 401)


def test_a_known_session_is_answered_from_memory(service: RunningService) -> None:
    """Otherwise there would be no point in all this."""
    grant = service.register(new_name())
    for _round in range(2):
        for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
            last = service.request_line(answer)
    assert "db_queries" not in last


def test_a_new_password_set_by_hand_works_at_the_next_login(service: RunningService, database: TestDatabase) -> None:
    """The old one may still be in memory, and a refusal from memory is confirmed before it is told."""
    name = new_name()
    service.register(name)
    assert service.login(name).status_code == 200
    renewed = bcrypt.hashpw(b"new password", bcrypt.gensalt(4)).decode()
    database.run("UPDATE users SET password_hash = %s WHERE username = %s", renewed, name)
    assert service.login(name, "new password").status_code == 200
    assert service.login(name).status_code == 401


def test_a_login_on_stale_memory_is_refused_when_the_user_was_suspended_meanwhile(
    service: RunningService, database: TestDatabase
) -> None:
    """The session is opened by a statement that looks at the row once more."""
    name = new_name()
    service.register(name)
    for _ in range(4):  # both workers know the user now
        assert service.login(name).status_code == 200
    database.run("UPDATE users SET status = 'suspended' WHERE username = %s", name)
    assert service.login(name).status_code == 403
    database.run("UPDATE users SET status = 'active' WHERE username = %s", name)
    assert service.login(name).status_code == 200


def test_an_ordinary_login_notifies_nobody(service: RunningService, database: TestDatabase) -> None:
    """Commits queue on NOTIFY: logins would wait for one another."""
    name = new_name()
    grant = service.register(name)
    for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
        assert answer.status_code == 200
    service.login(name)
    service.post("/api/auth/refresh", {"refresh_token": grant["refresh_token"]})
    time.sleep(HEARD_WITHIN_S)
    for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
        assert "db_queries" not in service.request_line(answer), "the user was forgotten"
    assert database.run("SELECT version FROM users WHERE username = %s", name) == [(1,)]


def test_a_stampede_on_one_key_makes_one_query_in_each_worker(service: RunningService, database: TestDatabase) -> None:
    """The predecessor sent one for each waiting thread, and they waited for one another."""
    token = service.register(new_name())["token"]
    answers: list[httpx.Response] = []

    def me() -> None:
        answers.append(
            httpx.get(f"{service.base_url}/api/auth/me", headers={"Authorization": f"Bearer {token}"}, timeout=20)
        )

    threads = [threading.Thread(target=me) for _ in range(20)]
    with table_locked(database, "sessions"):
        for thread in threads:
            thread.start()
        waiting = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM sessions%'"
        )
        wait_for(lambda: database.run(waiting) >= [(1,)], 5, "the query waits for the table")
        time.sleep(0.5)  # time for the others to send theirs, if they did
        assert database.run(waiting) <= [(2,)]
    for thread in threads:
        thread.join(timeout=30)
    assert [answer.status_code for answer in answers] == [200] * 20
    queries: dict[int, int] = {}
    for answer in answers:
        line = service.request_line(answer)
        queries[line["pid"]] = queries.get(line["pid"], 0) + line.get("db_queries", 0)
    assert set(queries.values()) == {1}


def test_a_new_user_can_log_in_at_once_in_the_worker_that_just_said_nobody(service: RunningService) -> None:
    """ "No such user" is never remembered."""
    name = new_name()
    for _ in range(4):
        assert service.login(name).status_code == 401
    service.register(name)
    for _ in range(4):
        assert service.login(name).status_code == 200


END_LISTENERS = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'surelock listener'"
)


def test_while_changes_are_not_heard_nothing_is_served_from_memory(
    service: RunningService, database: TestDatabase
) -> None:
    """A memory that nobody corrects lies; it is emptied, bypassed, and starts empty when it hears again."""
    grant = service.register(new_name())
    for _round in range(2):
        for _pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
            last = service.request_line(answer)
    assert "db_queries" not in last

    with database.refusing_new_connections():
        assert database.run_inside(END_LISTENERS) == [(2,)]
        wait_for(lambda: told(service, "listener_lost") >= 2, 10, "both listeners are lost")
        time.sleep(BYPASSED_WITHIN_S)
        for _round in range(2):
            for pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
                assert (answer.status_code, service.request_line(answer)["db_queries"]) == (200, 1), pid
        database.run_inside("UPDATE users SET status = 'suspended' WHERE id = %s", grant["user_id"])
        for pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
            assert answer.status_code == 403, pid

    wait_for(lambda: told(service, "listener_back") >= 4, 10, "both listeners are back")
    for pid, answer in service.each_worker("/api/auth/me", token=grant["token"]):
        assert answer.status_code == 403, pid


def wait_until_everywhere(service: RunningService, token: str, status: int) -> None:
    """Until each worker answers /me with *status*, which it has to within HEARD_WITHIN_S."""

    def statuses() -> set[int]:
        return {answer.status_code for _pid, answer in service.each_worker("/api/auth/me", token=token)}

    wait_for(lambda: statuses() == {status}, HEARD_WITHIN_S + SLACK_S, f"every worker answers {status}")


def told(service: RunningService, action: str) -> int:
    return len([line for line in service.lines("lifecycle") if line["action"] == action])
