"""Which column of a visitor's table holds what: by its head, by its cells, by hand."""
