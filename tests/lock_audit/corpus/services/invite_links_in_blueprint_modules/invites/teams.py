# corpus: strict not checked
from flask import Blueprint

from invites.members import all_invites, team_names, teams

teams_bp = Blueprint("teams", __name__)


@teams_bp.get("/teams")
def index():
    return {"teams": teams(), "names": list(team_names())}


@teams_bp.get("/invites")
def invites():
    return all_invites()
