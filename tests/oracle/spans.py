"""Algebra of half-open millisecond intervals, kept as sorted lists of disjoint (from, to) pairs."""


def union(parts):
    """Any pairs, also overlapping or empty, to their union."""
    merged = []
    for start, end in sorted(p for p in parts if p[0] < p[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def cut(left, right):
    """Intersection of two unions."""
    return union((max(a, c), min(b, d)) for a, b in left for c, d in right)


def minus(left, right):
    """What of `left` is not in `right`."""
    rest = union(left)
    for start, end in union(right):
        rest = [p for a, b in rest for p in ((a, min(b, start)), (max(a, end), b)) if p[0] < p[1]]
    return rest


def length(parts):
    """Milliseconds covered."""
    return sum(b - a for a, b in union(parts))
