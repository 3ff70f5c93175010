# corpus: strict not checked
import threading

guard = threading.Lock()
