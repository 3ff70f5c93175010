"""Reading through the memory, with loads in place of queries."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from service.config import Settings
from service.database.pool import Database
from service.database.users import User
from service.errors.kinds import ErrorCode
from service.errors.types import DeadlineExceeded, PoolWaitTimeout, QueryTimeout, StorageLockTimeout
from service.limits.deadline import Deadline, bounded_by
from service.storage.storage import Storage
from tests.unit.storage.people import person
from tests.unit.threads import LIMIT_S, SLACK_S, in_thread, is_free, wait_until

ALICE = person("alice")
Load = Callable[[], User | None]


def new_storage(*, caching: bool = True, **settings: Any) -> Storage:
    made = Storage(cast(Database, None), Settings(**settings))
    made.state.start_empty(caching=caching)
    return made


@pytest.fixture
def storage() -> Iterator[Storage]:
    made = new_storage()
    yield made
    assert is_free(made.lock)  # conservation, after every test
    assert made.state.loading == {}


def read(storage: Storage, load: Load, name: str = "alice") -> tuple[User | None, bool]:
    return storage._read_through(
        ("user", name),
        look=lambda state: state.user_by_name(name),
        load=load,
        keep=lambda state, user: state.keep_user(user),
    )


def unexpected() -> User:
    raise AssertionError("this read was not to happen")


@dataclass
class SlowLoad:
    """A query that answers when it is told to."""

    answer: User | BaseException | None = ALICE
    began: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    calls: int = 0

    def __call__(self) -> User | None:
        self.calls += 1
        self.began.set()
        assert self.may_end.wait(LIMIT_S)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


def start_leader(storage: Storage, load: SlowLoad) -> Future[tuple[User | None, bool]]:
    leader = in_thread(lambda: read(storage, load))
    assert load.began.wait(LIMIT_S)
    return leader


def start_followers(
    storage: Storage, load: Load, monkeypatch: pytest.MonkeyPatch, count: int = 8
) -> list[Future[tuple[User | None, bool]]]:
    """Threads that miss the same key, and wait for the read under way by the time this returns."""
    following = threading.Semaphore(0)
    original = storage._follow

    def follow(other: Future[User | None]) -> User | None:
        following.release()
        return original(other)

    monkeypatch.setattr(storage, "_follow", follow)
    started = [in_thread(lambda: read(storage, load)) for _ in range(count)]
    for _ in range(count):
        assert following.acquire(timeout=LIMIT_S)
    return started


def test_a_miss_is_read_once_and_then_served_from_memory(storage: Storage) -> None:
    """The flag says where it comes from: the decision that counts never trusts the memory."""
    assert read(storage, lambda: ALICE) == (ALICE, False)
    assert read(storage, unexpected) == (ALICE, True)


def test_the_lock_is_not_held_during_a_read(storage: Storage) -> None:
    """The predecessor froze on just this."""
    held: list[bool] = []
    read(storage, lambda: held.append(storage.lock.locked()) or ALICE)  # type: ignore[func-returns-value]
    assert held == [False]


def test_one_query_serves_every_thread_that_misses_the_same_key(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a busy user's entry is dropped, a hundred requests must not ask at once."""
    load = SlowLoad()
    leader = start_leader(storage, load)
    followers = start_followers(storage, unexpected, monkeypatch)
    load.may_end.set()
    assert [future.result(LIMIT_S) for future in [leader, *followers]] == [(ALICE, False)] * 9
    assert load.calls == 1


def test_different_keys_do_not_wait_for_each_other(storage: Storage) -> None:
    """One slow row must not hold up everybody."""
    load = SlowLoad()
    leader = start_leader(storage, load)
    assert read(storage, lambda: person("bob"), "bob") == (person("bob"), False)
    load.may_end.set()
    assert leader.result(LIMIT_S) == (ALICE, False)


@pytest.mark.parametrize("what", ["user", "session", "everything"])
def test_a_read_that_was_overtaken_by_an_invalidation_is_not_kept(storage: Storage, what: str) -> None:
    """It may have seen the row before the change: kept, it would stay wrong for the whole age limit."""
    load = SlowLoad()
    leader = start_leader(storage, load)
    if what == "user":
        storage.forget_user(ALICE.user_id)
    elif what == "session":
        storage.forget_sessions(["any"])
    else:
        storage.state.start_empty(caching=True)
    load.may_end.set()
    assert leader.result(LIMIT_S) == (ALICE, False)
    changed = person("alice", version=2)
    assert read(storage, lambda: changed) == (changed, False)
    assert read(storage, unexpected) == (changed, True)


def test_who_comes_after_an_invalidation_does_not_join_the_read_before_it(storage: Storage) -> None:
    """That read may hold the old row, and whoever changed it is told at once that it is done."""
    load = SlowLoad()
    leader = start_leader(storage, load)
    storage.forget_user(ALICE.user_id)
    changed = person("alice", version=2)
    assert in_thread(lambda: read(storage, lambda: changed)).result(LIMIT_S) == (changed, False)
    load.may_end.set()
    assert leader.result(LIMIT_S) == (ALICE, False)
    assert read(storage, unexpected) == (changed, True)  # the late, older answer has not replaced it


def test_nobody_is_never_kept(storage: Storage) -> None:
    """Another process may register the name in this instant, and its user logs in here."""
    assert read(storage, lambda: None) == (None, False)
    assert read(storage, lambda: ALICE) == (ALICE, False)


def test_nobody_is_only_taken_from_a_read_that_began_after_one_came(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user may have been made between the leader's query and our arrival: we were told so, and log in."""
    load = SlowLoad(answer=None)
    leader = start_leader(storage, load)
    (follower,) = start_followers(storage, lambda: ALICE, monkeypatch, count=1)
    load.may_end.set()
    assert leader.result(LIMIT_S) == (None, False)
    assert follower.result(LIMIT_S) == (ALICE, False)


def test_a_crowd_that_asks_for_nobody_ends_with_nobody(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking again must end: two rounds are enough for everybody."""
    load = SlowLoad(answer=None)
    leader = start_leader(storage, load)
    calls: list[int] = []

    def again() -> None:
        calls.append(1)

    followers = start_followers(storage, again, monkeypatch)
    load.may_end.set()
    assert [future.result(LIMIT_S) for future in [leader, *followers]] == [(None, False)] * 9
    assert 1 <= len(calls) <= 8


@pytest.mark.parametrize(
    "failure", [PoolWaitTimeout(), QueryTimeout(ErrorCode.STATEMENT_TIMEOUT), KeyError("x"), SystemExit(1)],
    ids=lambda failure: type(failure).__name__,
)  # fmt: skip
def test_a_failed_read_reaches_everybody_who_waits_for_it(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    """Nobody is left waiting for an answer that will not come, and the next one reads anew."""
    load = SlowLoad(answer=failure)
    leader = start_leader(storage, load)
    followers = start_followers(storage, unexpected, monkeypatch)
    load.may_end.set()
    for future in [leader, *followers]:
        with pytest.raises(type(failure)):
            future.result(LIMIT_S)
    assert read(storage, lambda: ALICE) == (ALICE, False)


def test_the_end_of_the_leaders_time_is_not_the_followers(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its deadline was nearly over when it began; ours is not, so we read ourselves."""
    load = SlowLoad(answer=DeadlineExceeded(ErrorCode.DEADLINE_IN_QUERY))
    leader = start_leader(storage, load)
    followers = start_followers(storage, lambda: ALICE, monkeypatch)
    load.may_end.set()
    with pytest.raises(DeadlineExceeded):
        leader.result(LIMIT_S)
    assert {future.result(LIMIT_S)[0] for future in followers} == {ALICE}


def test_a_follower_waits_no_longer_than_its_own_deadline(storage: Storage) -> None:
    """Whose read it is makes no difference to the client."""
    load = SlowLoad()
    leader = start_leader(storage, load)
    started = time.monotonic()
    with bounded_by(Deadline.after_ms(50)), pytest.raises(DeadlineExceeded) as caught:
        read(storage, unexpected)
    assert caught.value.code is ErrorCode.DEADLINE_IN_QUERY
    assert 0.050 <= time.monotonic() - started < 0.050 + SLACK_S
    load.may_end.set()
    assert leader.result(LIMIT_S) == (ALICE, False)


def test_a_follower_without_a_deadline_still_has_an_end() -> None:
    """A leader whose thread was lost must not take the others with it."""
    storage = new_storage(pool_timeout_ms=1, query_timeout_ms=1)
    load = SlowLoad()
    leader = start_leader(storage, load)
    started = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        read(storage, unexpected)
    assert caught.value.code is ErrorCode.NO_ANSWER
    assert time.monotonic() - started < 1 + SLACK_S
    load.may_end.set()
    leader.result(LIMIT_S)
    assert storage.state.loading == {}


def test_while_nothing_is_heard_everybody_asks_and_nothing_is_kept() -> None:
    """Bypassed: changes of other processes do not reach us, so only PostgreSQL may answer."""
    storage = new_storage(caching=False)
    calls: list[int] = []
    for _ in range(3):
        assert read(storage, lambda: calls.append(1) or ALICE) == (ALICE, False)  # type: ignore[func-returns-value]
    assert len(calls) == 3
    assert storage.state.loading == {}
    assert storage.state.user_by_name("alice") is None


def test_a_read_under_way_when_the_bypass_begins_is_not_kept(storage: Storage) -> None:
    """The listener was lost during the query: nobody would correct what it brings."""
    load = SlowLoad()
    leader = start_leader(storage, load)
    storage.state.start_empty(caching=False)
    load.may_end.set()
    assert leader.result(LIMIT_S) == (ALICE, False)
    assert storage.state.user_by_name("alice") is None


def test_an_answer_that_can_not_be_recorded_is_still_given() -> None:
    """The query succeeded; that the memory's lock was busy afterwards is no reason to refuse the client."""
    storage = new_storage(storage_lock_try_ms=40, storage_lock_spin_ms=10)

    def load() -> User:
        assert storage.lock.acquire(timeout=LIMIT_S)
        return ALICE

    assert read(storage, load) == (ALICE, False)
    storage.lock.release()
    changed = person("alice", version=2)
    assert read(storage, lambda: changed) == (changed, False)  # the read that was not recorded misleads nobody
    assert storage.state.loading == {}
    assert is_free(storage.lock)


def test_a_held_memory_refuses_before_any_query() -> None:
    """Nothing was read or changed: trying again is safe."""
    storage = new_storage(storage_lock_try_ms=40, storage_lock_spin_ms=10)
    with storage.lock, pytest.raises(StorageLockTimeout) as caught:
        read(storage, unexpected)
    assert caught.value.label == "user.look"
    assert storage.state.loading == {}


def test_forgetting_does_not_fail_when_the_memory_is_held_or_the_time_is_over() -> None:
    """The change is committed; a refusal now would tell the client that it is not."""
    storage = new_storage(storage_lock_try_ms=40, storage_lock_spin_ms=10)
    storage.state.keep_user(ALICE)
    with storage.lock:
        storage.forget_user(ALICE.user_id)
    with bounded_by(Deadline(time.monotonic() - 1)):
        storage.forget_user(ALICE.user_id)
    assert storage.state.user_by_name("alice") is None
    assert is_free(storage.lock)


def test_a_storm_of_reads_and_invalidations_leaves_nothing_behind(storage: Storage) -> None:
    """Whatever interleaving comes out, no read stays registered and no thread stays waiting."""
    barrier, ends = threading.Barrier(12), threading.Event()

    def reader() -> None:
        barrier.wait(LIMIT_S)
        for _ in range(100):
            user, _ = read(storage, lambda: ALICE)
            assert user == ALICE

    def forgetter() -> None:
        barrier.wait(LIMIT_S)
        while not ends.is_set():
            storage.forget_user(ALICE.user_id)

    forgetters = [in_thread(forgetter) for _ in range(2)]
    readers = [in_thread(reader) for _ in range(10)]
    for future in readers:
        future.result(LIMIT_S)
    ends.set()
    for future in forgetters:
        future.result(LIMIT_S)
    wait_until(lambda: storage.state.loading == {})
