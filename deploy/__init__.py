"""Running the atlas for many; see ``README.md`` here."""
