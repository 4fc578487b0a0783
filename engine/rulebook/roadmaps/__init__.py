"""Roadmaps: districts' orders as a person wrote them down, and the occurrences that they come to."""
