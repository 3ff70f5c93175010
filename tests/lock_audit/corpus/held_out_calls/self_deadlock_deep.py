# corpus: strict not checked
import threading


class Registry:
    def __init__(self):
        self._mutex = threading.Lock()
        self._sensors = {}
        self._order = []

    def __len__(self):
        with self._mutex:
            return len(self._sensors)

    def known(self, name):
        with self._mutex:
            return name in self._sensors

    def register(self, name, sensor):
        with self._mutex:
            if self._is_new(name):  # expect: LCK007
                self._order.append(name)
            self._sensors[name] = sensor

    def _is_new(self, name):
        return not self._lookup(name)

    def _lookup(self, name):
        return self.known(name)

    def replace(self, name, sensor):
        with self._mutex:
            self._sensors[name] = sensor
            with self._mutex:  # expect: LCK007
                self._order.append(name)

    def unregister(self, name):
        fresh = self._is_new(name)
        with self._mutex:
            self._sensors.pop(name, None)
        return not fresh
