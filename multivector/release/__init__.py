"""The release: the whole dashboard as it stands, as plain files that need no server."""
