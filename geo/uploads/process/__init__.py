"""Files of strangers are read in a process of their own: started, ordered, watched, given up."""
