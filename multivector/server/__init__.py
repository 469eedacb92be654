"""The served application: what the server answers besides the pages."""
