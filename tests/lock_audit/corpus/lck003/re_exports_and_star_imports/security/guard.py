# corpus: strict not checked
from threading import Lock as Bolt

the_lock = Bolt()
