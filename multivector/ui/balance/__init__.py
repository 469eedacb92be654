"""The balance on screen: how evenly, between whom, in which domains, how surely, and what if."""
