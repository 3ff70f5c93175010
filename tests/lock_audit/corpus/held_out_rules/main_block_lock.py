# corpus: strict not checked
import sys
import threading

_out = []


def emit(line):
    with threading.Lock():  # expect: LCK010
        _out.append(line)


def flush(stream=sys.stdout):
    lock = threading.RLock()  # expect: LCK010
    with lock:
        lines = list(_out)
        del _out[:]
    stream.write("\n".join(lines))


def main(argv):
    for arg in argv:
        emit(arg)
    flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
