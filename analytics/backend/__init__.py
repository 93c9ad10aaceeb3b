"""Algorithms on arrays that know neither people nor settings; several metrics may use one.

Those that NetworkX has too make up a backend of NetworkX (`networkx_backend`): a metric calls NetworkX, and on a graph
of ours NetworkX hands the call to them. What the backend lacks, NetworkX runs on a copy of the graph.
"""
