"""Where in a sheet or a text its table begins and ends, and which of several tells of events."""
