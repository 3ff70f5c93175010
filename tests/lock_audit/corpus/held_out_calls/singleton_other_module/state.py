import threading

lock = threading.RLock()
rooms = {}
