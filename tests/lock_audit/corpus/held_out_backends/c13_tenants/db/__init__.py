from .pool import pool
from .queries import *
