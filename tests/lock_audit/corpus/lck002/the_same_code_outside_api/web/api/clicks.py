# corpus: strict not checked
from flask import Blueprint

from ..views_of_api import click, reset

bp = Blueprint("clicks", __name__)


@bp.post("/clicks/<button>")
def post(button: str):
    return {"clicks": click(button)}


@bp.delete("/clicks/<button>")
def delete(button: str):
    return ("", 204) if reset(button) else ("", 503)
