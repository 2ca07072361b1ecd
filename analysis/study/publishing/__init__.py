"""The written study as a document to hand on: HTML, DOCX and PDF from the executed notebook."""
