"""Taking reports into a corpus: found, read, judged, compared, stored, catalogued."""
