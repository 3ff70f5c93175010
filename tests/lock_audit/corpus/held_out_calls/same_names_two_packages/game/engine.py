def connect(player, board):
    board[player] = 0
    return player


def execute(player, board):
    board[player] = board.get(player, 0) + 1
    return board[player]
