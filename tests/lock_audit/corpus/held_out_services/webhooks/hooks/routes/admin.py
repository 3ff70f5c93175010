from __future__ import annotations

import secrets

from flask import Blueprint, jsonify, request

from ..state import Hook, StorageProxy, state

bp = Blueprint("hooks_admin", __name__)
proxy = StorageProxy(state)


@bp.post("/hooks")
def create():
    body = request.get_json()
    hook = Hook(secrets.token_hex(6), body["url"], secrets.token_hex(16))
    proxy.with_storage_traced("create", lambda s: s.add_hook(hook))
    return jsonify(id=hook.id), 201


@bp.post("/hooks/<hook_id>/pause")
def pause(hook_id: str):
    state.lock.acquire()  # expect: LCK001 LCK002
    try:
        state.paused.add(hook_id)
    finally:
        state.lock.release()
    return "", 204


@bp.post("/hooks/<hook_id>/resume")
def resume(hook_id: str):
    if state.lock.acquire(timeout=0.2):  # expect: LCK002 LCK008
        state.paused.discard(hook_id)
        state.lock.release()
    return "", 204


@bp.get("/hooks")
def listing():
    def _ids(s):
        return sorted(s.hooks)

    return jsonify(proxy.with_storage_traced("list", _ids))


@bp.get("/hooks/raw")
def raw():
    live = proxy.with_storage_traced("raw", lambda s: s)  # expect: LCK009
    return jsonify(len(live.hooks))
