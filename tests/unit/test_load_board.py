"""What workers know of one another when a connection comes."""

from __future__ import annotations

import os

import pytest

from service.load_board import LoadBoard


def test_a_connection_is_left_to_whoever_has_clearly_fewer() -> None:
    """Left alone the kernel gives most of them to the same worker."""
    board = LoadBoard()
    board.show(0, 5)
    board.show(1, 2)
    for latest in (0, 1):
        board.took_one(latest)
        assert board.is_anothers_turn(0, 5)
        assert not board.is_anothers_turn(1, 2)


@pytest.mark.parametrize("connections", [(2, 2), (2, 3), (3, 2)])
def test_those_with_about_as_many_take_turns(connections: tuple[int, int]) -> None:
    """Connections that come one after the other and end are spread, too; and somebody always takes the next one."""
    board = LoadBoard()
    for place, number in enumerate(connections):
        board.show(place, number)
    for latest in (0, 1):
        board.took_one(latest)
        turns = [not board.is_anothers_turn(place, number) for place, number in enumerate(connections)]
        assert turns == [latest == 1, latest == 0]


def test_who_has_left_or_not_come_yet_is_not_waited_for() -> None:
    """They take no connections."""
    board = LoadBoard()
    board.took_one(0)
    board.expect(1)
    board.show(2, 0)
    board.leave(2)
    assert not board.is_anothers_turn(0, 5)


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
    assert board.is_anothers_turn(0, 6)
    assert not board.is_anothers_turn(0, 2)
