"""The other edges: files that people write, and JSON."""
