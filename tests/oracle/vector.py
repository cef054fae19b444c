"""How a case is written down: id, reason, the wrong answer it would catch, a request and what is expected."""
import json

from wire import compact


def vector(ident, reason, wrong, request=None, expect=None, part=None, **raw):
    """One vector. `raw` may hold requestText, requestBase64 or requestFill in place of an object request."""
    row = {"id": ident, "reason": reason, "wrong": wrong}
    if request is not None:
        row["request"] = request
    row.update(raw)
    if expect is not None:
        row["expect"] = expect
    else:
        row["expectPart"] = part
    return row


def refused(code, path=None):
    """Expected part of a refused request: stable code, and the path where the contract names it."""
    error = {"code": code}
    if path is not None:
        error["path"] = path
    return {"ok": False, "errors": [error]}


def changed(base, path, value):
    """A deep copy of `base` with the member at `path` (keys and indexes) set; a value of ... removes it."""
    copy = json.loads(compact(base))
    node = copy
    for key in path[:-1]:
        node = node[key]
    if value is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return copy


def pretty(rows):
    """One readable file: an array, one member a line, requests and answers compact."""
    ids = [r["id"] for r in rows]
    assert len(ids) == len(set(ids)), "ids repeat"
    blocks = []
    for row in rows:
        members = [f'  {compact(key)}: {compact(value)}' for key, value in row.items()]
        blocks.append("{\n" + ",\n".join(members) + "\n}")
    return "[\n" + ",\n".join(blocks) + "\n]\n"
