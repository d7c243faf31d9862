"""The files of a data package, as they are read: tables, tours, arrows, texts, and when they change."""
