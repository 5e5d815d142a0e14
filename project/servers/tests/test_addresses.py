"""Who can reach a server at all."""

from dataclasses import replace

from project.servers.addresses import bind
from project.settings.env import environment


def test_a_laptop_is_reached_from_itself_alone():
    addresses = bind(replace(environment(), deploy_env="development"), 8080)

    assert addresses
    assert {address.rpartition(":")[0] for address in addresses} <= {"127.0.0.1", "[::1]"}


def test_a_container_is_reached_from_its_network():
    assert bind(replace(environment(), deploy_env="production"), 8080) == ["0.0.0.0:8080"]
