from __future__ import annotations

from functools import partial

from flask import Blueprint, current_app, jsonify, request

from .. import delivery
from ..attempts import Attempts
from ..state import State, StorageProxy, state

bp = Blueprint("hooks_events", __name__)
proxy = StorageProxy(state)


def _deliver_all(event: dict, s: State) -> int:
    done = 0
    for hook in s.hooks.values():
        if hook.id not in s.paused:
            delivery.deliver(hook, event)  # expect: LCK005 via deliver -> urlopen
            done += 1
    return done


def _prepare_all(event: dict, s: State) -> list:
    return [delivery.prepare(h, event) for h in s.hooks.values() if h.id not in s.paused]


def _count(attempts: Attempts, hook_id: str, status: int, s: State) -> None:
    hook = s.hook(hook_id)
    if hook is not None and status >= 400:
        hook.failures += 1
    attempts.record(hook_id, status)  # expect: LCK004 via record -> connect


@bp.post("/events")
def fire():
    event = request.get_json()
    return jsonify(sent=proxy.with_storage_traced("fire", partial(_deliver_all, event)))


@bp.post("/events/dry")
def dry():
    event = request.get_json()
    requests = proxy.with_storage_traced("dry", partial(_prepare_all, event))
    return jsonify(urls=[r.full_url for r in requests])


@bp.post("/events/<hook_id>/status/<int:status>")
def status(hook_id: str, status: int):
    attempts: Attempts = current_app.extensions["attempts"]
    proxy.with_storage_traced("status", partial(_count, attempts, hook_id, status))
    with state.lock:  # expect: LCK001 LCK002
        n = len(state.paused)
    return jsonify(paused=n)
