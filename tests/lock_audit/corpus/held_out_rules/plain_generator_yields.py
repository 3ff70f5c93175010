# corpus: strict not checked
import threading


class EventLog:
    def __init__(self):
        self._lock = threading.Lock()
        self._events = []

    def add(self, event):
        with self._lock:
            self._events.append(event)

    def since(self, seq):
        with self._lock:
            for event in self._events:
                if event.seq > seq:
                    yield event  # expect: LCK009

    def since_copy(self, seq):
        with self._lock:
            found = [e for e in self._events if e.seq > seq]
        for event in found:
            yield event

    def chunks(self, size):
        with self._lock:
            events = list(self._events)
        for start in range(0, len(events), size):
            yield events[start:start + size]
