# corpus: strict not checked
import threading


class EventHub:
    def __init__(self):
        self._cond = threading.Condition()
        self._events = []

    def publish(self, event):
        with self._cond:  # expect: LCK001 LCK002
            self._events.append(event)
            self._cond.notify_all()
        return {"ok": True}


def describe(hub: EventHub):
    return {"hub": type(hub).__name__}
