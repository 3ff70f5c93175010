"""What the unit tests share: an environment without our settings, and no request under way."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from service.config import Settings
from service.telemetry import outcomes

# A busy machine is no failure: examples are bounded in number, not in time.
settings.register_profile("unit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unit")


@pytest.fixture(autouse=True)
def _no_requests_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that another test began and never closed must not be told in this one."""
    monkeypatch.setattr(outcomes, "_in_flight", {})


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own DATABASE_URL must not decide what a unit test sees."""
    ours = {name.upper() for name in Settings.model_fields} | {"DATABASE_UNPOOLED_URL"}
    for name in [name for name in os.environ if name.upper() in ours]:
        monkeypatch.delenv(name)
