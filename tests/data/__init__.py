"""The truths of this dataset, held apart from the rules that every data package must keep."""
