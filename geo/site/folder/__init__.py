"""The atlas as a folder of files: what stands in it beside the pages, and the writing of it."""
