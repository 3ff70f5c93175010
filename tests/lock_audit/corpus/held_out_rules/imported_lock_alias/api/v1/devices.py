# corpus: strict not checked
import core.state as st
from core.state import registry as reg
from core.state import registry_lock as rl


def add(device_id, payload):
    with rl:  # expect: LCK001 LCK002
        reg[device_id] = dict(payload)
    return {"id": device_id}, 201


def remove(device_id):
    if st.registry_lock.acquire(False):  # expect: LCK002
        try:
            reg.pop(device_id, None)
        finally:
            st.registry_lock.release()
        return {}, 204
    return {"error": "busy"}, 503


def known(device_id):
    return {"known": st.is_known(device_id)}, 200
