# corpus: strict not checked
import threading

_lock = threading.Lock()
requests = {}


def bump(ip):
    with _lock:
        requests[ip] = requests.get(ip, 0) + 1
        return requests.get(ip)
