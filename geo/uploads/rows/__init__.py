"""The rows of a visitor's table → events, and every fault of a row with what would be right."""
