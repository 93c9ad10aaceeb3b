"""Analyses that became jobs: their questions and answers as files, and how they run."""
