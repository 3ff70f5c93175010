from .login import bp

__all__ = ["bp"]
