from .admin import bp as admin_bp
from .bookings import bp as bookings_bp

__all__ = ["admin_bp", "bookings_bp"]
