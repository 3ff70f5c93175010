from .talk import bp

__all__ = ["bp"]
