"""One source text becomes one Report: structure, metadata, sentences."""
