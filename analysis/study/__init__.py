"""The batch run: parameters, papermill, what is stale, the manifest and its verification."""
