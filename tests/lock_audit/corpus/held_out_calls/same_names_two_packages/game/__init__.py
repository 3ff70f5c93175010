from .engine import execute, connect
