# corpus: strict not checked
import threading


class Bridge:
    def __init__(self, transport):
        self._lock = threading.Lock()
        self._transport = transport
        self._sent = 0

    async def send(self, frame):
        with self._lock:
            self._sent += 1
            await self._transport.push(frame)  # expect: LCK009

    async def send_after(self, frame):
        with self._lock:
            self._sent += 1
            number = self._sent
        await self._transport.push((number, frame))

    def sent(self):
        with self._lock:
            return self._sent
