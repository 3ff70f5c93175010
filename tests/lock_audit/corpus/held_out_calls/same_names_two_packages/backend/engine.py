import sqlite3


def connect(player, board):
    return sqlite3.connect(player + ".db")


def execute(player, board):
    return connect(player, board).execute("SELECT 1").fetchone()
