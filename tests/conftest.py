"""Settings of all property tests."""

from hypothesis import settings

# A limit in seconds would measure how busy the machine is, not the code.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
