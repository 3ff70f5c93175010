"""Creates the blueprint: API code without a lock."""
from flask import Blueprint

bp = Blueprint("web", __name__)
