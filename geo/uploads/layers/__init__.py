"""A visitor's map layer → rows of text, with the shape of each as well-known text."""
