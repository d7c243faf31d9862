"""Files made to harm or to confuse, and what must become of each."""
