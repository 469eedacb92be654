"""How fast the application is, measured; see the module of each subject."""
