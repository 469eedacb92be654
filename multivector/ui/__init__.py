"""What only pages need: the code that speaks Streamlit."""
