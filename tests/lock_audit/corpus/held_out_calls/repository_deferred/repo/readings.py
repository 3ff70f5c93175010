import psycopg


class ReadingRepository:
    def __init__(self, dsn: str):
        self.dsn = dsn

    def save(self, rows) -> int:
        with psycopg.connect(self.dsn) as conn:
            for row in rows:
                conn.execute("INSERT INTO readings VALUES (%s, %s)", row)
        return len(rows)
