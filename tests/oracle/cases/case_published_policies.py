"""Published schedules as policies (tests/policies): what their texts give, worked out by hand in vectors.json beside them; and the originals
with holes, which are refused."""
import sys
from pathlib import Path

from vector import refused, vector

sys.path.append(str(Path(__file__).resolve().parents[2] / "policies"))

from published import load, part, request  # noqa: E402


def cases():
    """Every vector of this file."""
    rows = load("vectors.json")
    documents = {row["policy"]: load(row["policy"]) for row in rows}
    found = [vector(row["id"], row["why"], row["wrong"], request(row, documents[row["policy"]]), part=part(row)) for row in rows]
    holes = [row for row in load("index.json")["policies"] if "refused" in row]
    return found + [vector(f"published-policy-{row['file'].removesuffix('.json')}", "a published table with a hole is not settled by",
                           "what lies in the hole is guessed", request({}, load(row["file"])), part=refused(row["refused"]["reader"]))
                    for row in holes]
