# corpus: strict not checked
import threading


class Plug:
    """An electrical socket on a power strip."""

    def __init__(self, position):
        self.position = position
        self.on = False

    def connect(self, load):
        self.on = True
        return load

    def send(self, watts):
        return watts * 2

    def recv(self, count):
        return [self.position] * count


class Strip:
    def __init__(self, count):
        self.lock = threading.RLock()
        self.sockets = [Plug(i) for i in range(count)]
        self.total = 0

    def switch(self, socket: Plug, watts: int):
        with self.lock:
            socket.connect(watts)
            self.total += socket.send(watts)
            return len(socket.recv(3))

    def first(self, watts):
        plug = Plug(0)
        with self.lock:
            plug.connect(watts)
            return plug.on
