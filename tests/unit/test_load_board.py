"""What workers know of one another when a connection comes."""

from __future__ import annotations

import os

from service.load_board import LoadBoard


def test_a_connection_is_left_to_whoever_has_fewer() -> None:
    """At the same number nobody leaves it to anybody, or nobody would take it."""
    board = LoadBoard()
    board.show(0, 3)
    board.show(1, 2)
    assert board.others_have_fewer(0, 3)
    assert not board.others_have_fewer(1, 2)
    board.show(0, 2)
    assert not board.others_have_fewer(0, 2)


def test_who_has_left_or_not_come_yet_is_not_waited_for() -> None:
    """They take no connections."""
    board = LoadBoard()
    board.expect(1)
    board.show(2, 0)
    board.leave(2)
    assert not board.others_have_fewer(0, 5)


def test_the_last_to_leave_knows_it() -> None:
    """Somebody has to answer those who still come; while another worker is there, or about to be, it does."""
    board = LoadBoard()
    board.show(0, 1)
    board.expect(1)
    assert board.others_take_over(0)
    board.show(1, 0)
    assert board.others_take_over(0)
    board.leave(1)
    assert not board.others_take_over(0)


def test_it_is_shared_across_a_fork() -> None:
    """It is made before the workers are."""
    board = LoadBoard()
    child = os.fork()
    if child == 0:
        board.show(7, 4)
        os._exit(0)
    os.waitpid(child, 0)
    assert board.others_have_fewer(0, 5)
    assert not board.others_have_fewer(0, 4)
