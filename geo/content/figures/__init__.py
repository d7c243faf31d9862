"""Numbers side by side, each with who gave it: losses, counts by year, how strong the record is."""
