"""Registers other modules' blueprints and makes none: not API code."""

import threading
from typing import TYPE_CHECKING

from flask import Blueprint, current_app

if TYPE_CHECKING:
    from flask import Flask

_registered: list[str] = []
_registered_lock = threading.Lock()


def register(app: "Flask", blueprint: Blueprint) -> None:
    app.register_blueprint(blueprint)
    with _registered_lock:  # expect: LCK001[strict]
        _registered.append(blueprint.name)


def registered_here() -> bool:
    name = current_app.name
    with _registered_lock:  # expect: LCK001[strict]
        return name in _registered
