"""The words of the command line, one module each; ``python -m multivector`` lists them.

A module adds its word with ``add``: a parser whose default ``run`` takes the chosen arguments and
gives back the exit status, 0 sound or done, 1 problems.
"""
