"""The parts of a sheet → a file to print or edit: PDF and DOCX."""
