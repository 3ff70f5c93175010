# corpus: strict not checked
from psycopg import connect as dial


def fresh(dsn: str):
    return dial(dsn, connect_timeout=2)


def dsn(host: str) -> str:
    return f"host={host}"
