# corpus: strict not checked
import threading
from collections import defaultdict


class Graph:
    def __init__(self):
        self.guard = threading.RLock()
        self.edges = defaultdict(set)

    def link(self, a, b):
        with self.guard:
            self.edges[a].add(b)
            self.edges[b].add(a)

    def adjacency(self):
        with self.guard:
            edges = self.edges
            return edges  # expect: LCK009

    def degree(self, node):
        with self.guard:
            edges = self.edges
            return len(edges[node])

    def nodes(self):
        with self.guard:
            nodes = sorted(self.edges)
            return nodes
