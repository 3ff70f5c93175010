# a tiny in-process event list; "send" only appends
import threading


class EventLog(object):
    def __init__(self, limit):
        self.limit = limit
        self.entries = []

    def send_event(self, kind, **data):
        self.entries.append((kind, data))
        del self.entries[:-self.limit]

    def recv_events(self):
        return list(self.entries)


class Bell(object):
    """Signals waiting threads; the waiting is done by callers, without locks."""

    def __init__(self):
        self.event = threading.Event()

    def ring(self):
        self.event.set()

    def is_ringing(self):
        return self.event.is_set()
