from .http import bp

__all__ = ["bp"]
