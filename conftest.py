"""What all tests share: Hypothesis judges code and not the machine, which may be busy with other tests."""

from hypothesis import HealthCheck, settings

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")
