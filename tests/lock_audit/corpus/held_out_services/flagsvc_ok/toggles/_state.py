import threading

lock = threading.Lock()
values = {}
requests = {}
generation = 0
