from psycopg_pool import ConnectionPool

pool = ConnectionPool("dbname=tenants", min_size=1, max_size=8, open=False)
