"""Numbers to sentences, by rule; pure."""
