# corpus: strict not checked
import threading

read_lock = threading.Lock()
write_lock = threading.Lock()
buffers = {"in": bytearray(), "out": bytearray()}


def forward(n):
    with read_lock, write_lock:  # expect: LCK007
        chunk = buffers["in"][:n]
        del buffers["in"][:n]
        buffers["out"].extend(chunk)


def unread(n):
    with write_lock:
        chunk = buffers["out"][-n:]
        with read_lock:  # expect: LCK007
            buffers["in"][:0] = chunk
        del buffers["out"][-n:]


def feed(data):
    with read_lock:
        buffers["in"].extend(data)
