"""Version of the program; that of the data stands in the collection."""

VERSION = "0.1.0"
