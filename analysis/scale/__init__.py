"""The map over reports: batches coded on any number of processes or machines, kept as Parquet, recomputed when changed."""
