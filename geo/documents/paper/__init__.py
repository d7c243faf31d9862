"""The parts that a sheet is made of → a file to print or edit: PDF and DOCX."""
