# corpus: strict not checked
from core.locks import with_storage
from core.storage import storage


def peek(user):
    s = with_storage(storage, "peek", lambda s: s)  # expect: LCK009
    return {"name": s.name_of(user)}


def name(user):
    return {"name": with_storage(storage, "name", lambda s: s.name_of(user))}


def grab(user):
    def body(st):
        st.touch(user)
        return st  # expect: LCK009

    return {"ok": with_storage(storage, "grab", body) is not None}


def rename(user, new):
    def body(st):
        st.rename(user, new)
        return st.name_of(user)

    return {"name": with_storage(storage, "rename", body)}
