from tokens import issue as issue_token

__all__ = ["issue_token", "MAX_SESSIONS"]

MAX_SESSIONS = 5
