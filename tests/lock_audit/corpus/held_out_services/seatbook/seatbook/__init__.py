# corpus: strict not checked
"""Seat booking service."""
from .app import create_app
from .models import Booking, Seat

__all__ = ["create_app", "Booking", "Seat"]
