import pytest

from app.core.component import Component, StoreInput
from app.core.settings import Settings, SettingsError
from app.core.stores.store import Store


class Fake(Store):
    schemes = ("fake", "fakes")

    async def open(self) -> None: ...

    async def check(self) -> object: ...

    async def close(self) -> None: ...


PLAIN = Component(name="orders", port=8000, live="/health/live", ready="/health/ready")
WITH_STORE = Component(
    name="orders", port=8000, live="/health/live", ready="/health/ready", stores=[StoreInput(name="fake", kind=Fake, variable="FAKE_URL", critical=True)]
)


def test_the_defaults_suit_a_container_and_a_restart_without_delay() -> None:
    settings = Settings.parse({}, PLAIN)
    assert (settings.host, settings.port, settings.log_level, settings.version) == ("0.0.0.0", 8000, 20, "development")
    assert (settings.shutdown_delay, settings.shutdown_timeout, settings.pod) == (0, 10, {})


def test_environment_variables_override_the_defaults() -> None:
    env = {"PORT": "8080", "HOST": "127.0.0.1", "APP_VERSION": "1.2.3", "SHUTDOWN_DELAY_MS": "5000", "K8S_POD_NAME": "pod-1", "FAKE_URL": "fakes://host"}
    settings = Settings.parse(env, WITH_STORE)
    assert (settings.port, settings.host, settings.version, settings.shutdown_delay, settings.pod) == (8080, "127.0.0.1", "1.2.3", 5, {"pod": "pod-1"})
    assert settings.urls == {"FAKE_URL": "fakes://host"}


def test_all_problems_are_listed_at_once_and_no_value_is_printed() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.parse({"PORT": "hunter2", "LOG_LEVEL": "loud", "FAKE_URL": "hunter2://x"}, WITH_STORE)
    message = str(raised.value)
    assert "3 problem(s)" in message
    assert all(f"{name}: must" in message for name in ("PORT", "LOG_LEVEL", "FAKE_URL"))
    assert "hunter2" not in message and "loud" not in message


def test_a_store_without_a_url_is_reported() -> None:
    with pytest.raises(SettingsError, match="FAKE_URL: required"):
        Settings.parse({}, WITH_STORE)


def test_a_url_is_never_printed_with_the_settings() -> None:
    assert "hunter2" not in repr(Settings.parse({"FAKE_URL": "fake://user:hunter2@host"}, WITH_STORE))
