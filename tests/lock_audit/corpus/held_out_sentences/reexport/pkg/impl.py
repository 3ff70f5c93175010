# corpus: strict not checked
import psycopg


def lookup(dsn):
    return _ask(dsn)


def _ask(dsn):
    return psycopg.connect(dsn)


def quick(dsn):
    return dsn.strip()
