import threading

FLAGS_LOCK = threading.RLock()
AUDIENCE_LOCK = threading.Lock()

flags = {}
audiences = {}
listeners = []
