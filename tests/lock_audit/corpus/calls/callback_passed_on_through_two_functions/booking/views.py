# corpus: strict not checked
import requests

from booking.sections import after_seats, with_seats


def _bill(seat: str) -> None:
    requests.post("https://bill.example/" + seat, timeout=1)


def take(seat: str, name: str) -> None:
    def step(seats) -> None:
        seats[seat] = name
        _bill(seat)  # expect: LCK005 via _bill -> requests.post

    with_seats(step)


def take_and_bill_after(seat: str, name: str) -> None:
    with_seats(lambda seats: seats.update({seat: name}))
    after_seats(lambda count: _bill(f"{seat}-{count}"))
