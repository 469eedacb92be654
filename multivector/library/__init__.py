"""From the files of a collection to checked records."""
