"""How hard the property tests try: ``HYPOTHESIS_PROFILE=full`` or ``pytest --hypothesis-profile=full``."""

import os

from hypothesis import settings

# The same examples at every run, so that a change is judged by what it changed.
settings.register_profile("default", max_examples=50, derandomize=True, deadline=None)
# New examples at every run, to find what nobody thought of.
settings.register_profile("full", max_examples=1000, derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
