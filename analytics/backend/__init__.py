"""Algorithms on arrays that know neither people nor settings; several metrics may use the same one.

Those that NetworkX has too form a NetworkX backend (`networkx_backend`): a metric calls NetworkX, and for a graph of
ours NetworkX passes the call on to them. NetworkX runs whatever the backend lacks on a copy of the graph.
"""
