"""How large the pool is: no more than the threads can use, and than the server has room for."""

from __future__ import annotations

import pytest

from service.config import Settings, load_settings
from service.database.pool import connections_needed, fitting_pool_size, pool_size
from service.errors.kinds import ErrorCode
from service.errors.types import ServiceError
from tests.support.service import SECRET_KEY

URL = "postgresql://127.0.0.1/x"


def settings(**changes: object) -> Settings:
    return load_settings(database_url=URL, secret_key=SECRET_KEY, web_concurrency=4, **changes)


def test_a_pool_is_never_larger_than_the_threads_that_use_it() -> None:
    """A thread holds one connection at a time."""
    assert pool_size(settings(threads=3)) == 3
    assert pool_size(settings(threads=32)) == 8
    assert connections_needed(settings(threads=3)) == 4 * (3 + 2)


@pytest.mark.parametrize(("room", "size"), [(1000, 8), (40, 8), (39, 7), (12, 1)])
def test_the_default_is_made_to_fit(room: int, size: int) -> None:
    """Many cores on a small server are no reason not to start."""
    assert fitting_pool_size(settings(), room) == size
    assert 4 * (size + 2) <= room


@pytest.mark.parametrize(
    ("changes", "room", "variable"),
    [({"pool_max_size": 8}, 39, "POOL_MAX_SIZE"), ({"pool_max_size": 1}, 11, "POOL_MAX_SIZE"), ({}, 11, "WEB_")],
)
def test_what_was_asked_for_and_does_not_fit_is_a_wrong_setting(
    changes: dict[str, object], room: int, variable: str
) -> None:
    """Whoever set it has to know."""
    with pytest.raises(ServiceError) as wrong:
        fitting_pool_size(settings(**changes), room)
    assert wrong.value.code is ErrorCode.SETTING_INVALID
    assert wrong.value.detail.startswith(variable)
    assert f"the {room} that" in wrong.value.detail
