"""A visitor's file, whatever holds it → rows of text: archives, workbooks, texts in any encoding, JSON."""
