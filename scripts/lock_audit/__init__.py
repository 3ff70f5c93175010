"""An audit of Python sources: every wait for a lock is bounded, and no lock is held during slow work."""
