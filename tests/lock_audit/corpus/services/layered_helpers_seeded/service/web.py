# corpus: strict not checked
from flask import Flask, request

from service.polls import Polls
from service.storage import Storage

app = Flask(__name__)
storage = Storage()
polls = Polls(storage)


@app.post("/votes/<choice>")
def vote(choice: str):
    body = request.get_json()
    return {"counted": polls.vote(body["user"], choice, body["digest"], body["pin"])}


@app.post("/settle")
def settle():
    with storage.lock:  # expect: LCK001, LCK002
        count = len(storage.state.by_user)
    return {"votes": count, "settled": polls.settle()}
