"""What holds for all tests of the library."""

from hypothesis import HealthCheck, settings

# How long a machine takes that others are using as well says nothing about the library.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")
