# corpus: strict not checked
import threading

members_lock = threading.Lock()
reload_lock = threading.RLock()
hash_lane = threading.Semaphore(4)
