"""What was acknowledged is there after the worst that can happen to the processes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.support.postgres import state_folder
from tests.support.processes import command_of, postmaster_pid, processes_over, signal_all
from tests.support.service import RunningService, wait_for

ROUNDS = 20
CLIENTS = 4
GONE_WITHIN_S = 2.0
SLACK_S = 2.0  # for a shared machine


@pytest.fixture
def state() -> Iterator[Path]:
    with state_folder() as folder:
        yield folder / "state"


class _Registrations:
    """Clients that register one user after the other until the service goes away."""

    def __init__(self, service: RunningService, prefix: str) -> None:
        self.acknowledged: list[str] = []
        self._service = service
        self._prefix = prefix
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def _run(self, client: int) -> None:
        for number in range(10_000):
            name = f"{self._prefix}-{client}-{number}"
            body = {"username": name, "email": f"{name}@example.com", "password": "correct horse"}
            try:
                answer = httpx.post(f"{self._service.base_url}/api/auth/register", json=body, timeout=20)
            except httpx.TransportError:
                return
            if answer.status_code == 201:
                self.acknowledged.append(name)

    def join(self) -> None:
        for thread in self._threads:
            thread.join(timeout=30)
            assert not thread.is_alive()


@pytest.mark.timeout(600)
def test_kill_9_of_master_and_postmaster_loses_no_acknowledged_user_and_leaves_no_process(
    state: Path, tmp_path: Path
) -> None:
    """The machine runs out of memory in the middle of the day, again and again."""
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        with RunningService(tmp_path / f"log{number}", SURELOCK_STATE_DIR=str(state)) as service:
            service.wait_until_ready()
            for name in acknowledged[-CLIENTS:]:  # those in flight at the last kill are the ones at risk
                assert service.login(name).status_code == 200, name
            registrations = _Registrations(service, f"round{number}")
            wait_for(lambda clients=registrations: len(clients.acknowledged) >= 2 * CLIENTS, 30, "some registrations")  # type: ignore[misc]
            signal_all([service.process.pid, postmaster_pid(state)], signal.SIGKILL)
            wait_for(lambda: processes_over(state) == [], GONE_WITHIN_S + SLACK_S, "no process is left")
            registrations.join()
            acknowledged += registrations.acknowledged
    with RunningService(tmp_path / "log", SURELOCK_STATE_DIR=str(state)) as service:
        service.wait_until_ready()
        assert [name for name in acknowledged if service.login(name).status_code != 200] == []


def test_a_killed_postmaster_comes_back_and_the_service_with_it(state: Path, tmp_path: Path) -> None:
    """Nobody is woken for that."""
    with RunningService(tmp_path / "log", SURELOCK_STATE_DIR=str(state)) as service:
        service.wait_until_ready()
        service.register("somebody")
        signal_all([postmaster_pid(state)], signal.SIGKILL)
        wait_for(lambda: service.login("somebody").status_code == 200, 20, "logins work again")
        assert service.stop() == 0
    assert processes_over(state) == []


def test_a_killed_supervisor_of_the_database_is_replaced(state: Path, tmp_path: Path) -> None:
    """The database stops with it; the workers notice, and the master brings both up again."""
    with RunningService(tmp_path / "log", SURELOCK_STATE_DIR=str(state)) as service:
        service.wait_until_ready()
        service.register("somebody")
        children = psutil.Process(service.process.pid).children()
        (supervisor,) = [child for child in children if "service.database.embedded" in command_of(child)]
        signal_all([supervisor.pid], signal.SIGKILL)
        wait_for(lambda: _logs_in(service, "somebody"), 30, "logins work again")
        assert service.stop() == 0
    assert processes_over(state) == []


def _logs_in(service: RunningService, username: str) -> bool:
    try:
        return service.login(username).status_code == 200
    except httpx.TransportError:
        return False  # that worker has just left
