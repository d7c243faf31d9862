"""The usual ways to do the same, one small Streamlit script each."""
