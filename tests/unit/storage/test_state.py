"""The memory itself: bounded in number and age, and rid of whatever it is told to forget."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

from service.database.users import User
from service.storage.state import OpenSession, StorageState
from tests.unit.storage.people import person
from tests.unit.threads import wait_until

ALICE, BOB = person("alice"), person("bob")


def open_session(user: User, for_s: float = 3600) -> OpenSession:
    return OpenSession(user, time.monotonic() + for_s)


def user_of(state: StorageState, session_id: str) -> User | None:
    session = state.session(session_id)
    return session.user if session is not None else None


def test_a_session_that_has_expired_is_not_open_however_lately_it_was_read() -> None:
    """The age limit of the memory must not lengthen somebody's session."""
    state = caching()
    state.keep_session("s1", open_session(ALICE, for_s=-0.001))
    state.keep_session("s2", open_session(ALICE))
    assert (user_of(state, "s1"), user_of(state, "s2")) == (None, ALICE)


def caching(max_entries: int = 100, ttl_s: float = 3600) -> StorageState:
    state = StorageState(max_entries, ttl_s)
    state.start_empty(caching=True)
    return state


def test_it_starts_without_caching() -> None:
    """Until the listener hears, a memory that nobody corrects would lie."""
    assert StorageState(10, 60).is_caching is False


def test_a_user_is_found_by_name_and_by_session() -> None:
    """Login asks by name, every other request by session."""
    state = caching()
    state.keep_session("s1", open_session(ALICE))
    assert state.user_by_name("alice") == user_of(state, "s1") == ALICE
    assert state.user_by_name("bob") is None
    assert user_of(state, "s2") is None


def test_a_forgotten_user_is_gone_by_name_and_by_every_session() -> None:
    """A ban must not survive in any of the ways to the user."""
    state = caching()
    for session_id in ("s1", "s2"):
        state.keep_session(session_id, open_session(ALICE))
    state.keep_user(BOB)
    state.forget_user(ALICE.user_id)
    assert state.user_by_name("alice") is user_of(state, "s1") is user_of(state, "s2") is None
    assert state.user_by_name("bob") == BOB


def test_a_forgotten_session_leaves_its_user_and_the_others() -> None:
    """A logout ends one session; the user's other devices stay fast."""
    state = caching()
    for session_id in ("s1", "s2"):
        state.keep_session(session_id, open_session(ALICE))
    state.forget_session("s1")
    assert user_of(state, "s1") is None
    assert user_of(state, "s2") == state.user_by_name("alice") == ALICE


def test_a_renamed_user_is_not_found_under_the_old_name() -> None:
    """Somebody else may have taken the old name since, and must not get this user's row."""
    state = caching()
    state.keep_user(ALICE)
    state.keep_user(replace(ALICE, username="eve", username_key="eve"))
    assert state.user_by_name("alice") is None
    assert state.user_by_name("eve") is not None


def test_forgetting_what_is_not_there_is_no_failure() -> None:
    """Notifications arrive for users that this process has never seen."""
    state = caching()
    state.forget_user("nobody")
    state.forget_session("nothing")


def test_every_invalidation_overtakes_the_reads_under_way() -> None:
    """A read by name may be about any user, and nobody can tell before it ends."""
    forgets: list[Callable[[StorageState], None]] = [
        lambda state: state.forget_user("x"),
        lambda state: state.forget_session("x"),
        lambda state: state.start_empty(caching=True),
    ]
    for forget in forgets:
        state = caching()
        state.loading["user", "alice"] = Future()
        forget(state)
        assert state.loading == {}


def test_starting_empty_forgets_everything() -> None:
    """After a lost listener nothing in memory can be trusted."""
    state = caching()
    state.keep_session("s1", open_session(ALICE))
    state.start_empty(caching=False)
    assert state.user_by_name("alice") is user_of(state, "s1") is None
    assert state.is_caching is False


def test_the_number_of_entries_is_bounded_and_the_least_used_goes_first() -> None:
    """A crawl over many names must neither eat the memory nor drive out who is active now."""
    state = caching(max_entries=10)
    state.keep_session("s-alice", open_session(ALICE))
    for number in range(100):
        state.keep_session(f"s{number}", open_session(person(f"user{number}")))
        assert user_of(state, "s-alice") == ALICE
        assert state.user_by_name("alice") == ALICE
    assert sum(state.user_by_name(f"user{number}") is not None for number in range(100)) == 9
    assert sum(user_of(state, f"s{number}") is not None for number in range(100)) == 9


def test_an_entry_grows_too_old_whatever_its_use() -> None:
    """The age limit is the last word when every notification was lost."""
    state = caching(ttl_s=0.05)
    state.keep_session("s1", open_session(ALICE))
    wait_until(lambda: state.user_by_name("alice") is None and user_of(state, "s1") is None)
    fresh = caching(ttl_s=3600)
    fresh.keep_user(ALICE)
    assert fresh.user_by_name("alice") == ALICE


def test_an_entry_grows_too_old_although_it_is_used_all_the_time() -> None:
    """Looking must not make it younger, or a busy user would never be read again."""
    state = caching(ttl_s=0.05)
    state.keep_user(ALICE)
    wait_until(lambda: state.user_by_name("alice") is None)  # looks every two milliseconds
