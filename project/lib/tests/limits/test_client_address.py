"""A client cannot choose the address that it is counted under."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.lib.limits.client_address import client_address, client_network, is_internal, scheme_from_proxies
from project.lib.limits.proxies import Trust, choose
from project.settings import env

NGINX = Trust.parse("10.0.0.0/8, fd00::/8")


@pytest.mark.parametrize(
    ("trust", "peer", "forwarded", "client"),
    [
        ("", "203.0.113.9", "", "203.0.113.9"),
        ("", "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "10.0.0.9, 10.0.0.7", "10.0.0.9"),
        ("10.0.0.0/8", "192.0.2.1", "198.51.100.1", "192.0.2.1"),
        ("10.0.0.0/8", "10.0.0.1", "198.51.100.1, not an address", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", "198.51.100.1, <script>, 10.0.0.7", "10.0.0.7"),
        ("10.0.0.0/8", "", "203.0.113.9", "203.0.113.9"),
        ("", "", "203.0.113.9", "None"),
        ("1", "10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("2", "10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("2", "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("1", "", "203.0.113.9", "203.0.113.9"),
        ("1", "10.0.0.1", "garbage", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("10.0.0.0/8", "::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("fd00::/8", "fd00::1%eth0", "2001:db8:0:0:0:0:0:7", "2001:db8::7"),
    ],
)
def test_the_right_most_address_that_is_not_ours_is_the_client(trust, peer, forwarded, client):
    assert str(choose(peer, forwarded, Trust.parse(trust))) == client


@given(st.text(max_size=200))
def test_nothing_that_a_client_sends_changes_the_address_it_is_seen_under(invented):
    assert str(choose("10.0.0.1", f"{invented}, 203.0.113.9", NGINX)) == "203.0.113.9"


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_header_is_an_error(peer, forwarded):
    assert choose(peer, forwarded, NGINX) is None or str(choose(peer, forwarded, NGINX))


@pytest.mark.parametrize(
    ("sent", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_addresses_that_one_client_can_choose_between_are_one(rf, sent, counted):
    assert client_network(rf.get("/", REMOTE_ADDR=sent)) == counted


def test_a_bare_unix_socket_has_no_address(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="")) == ""


@pytest.mark.parametrize("value", ["10.0.0.0/40", "10.0.0.1/8", "nginx", "-1", "99", "1, 10.0.0.0/8, x"])
def test_a_proxy_that_cannot_be_meant_stops_the_start(value):
    with pytest.raises(env.BadEnvironment, match="TRUSTED_PROXIES"):
        env.load({"TRUSTED_PROXIES": value})


@pytest.mark.parametrize(
    ("trust", "peer", "secure"),
    [
        ("", "127.0.0.1", True),
        ("", "172.18.0.2", True),
        ("", "", True),  # a Unix socket
        ("", "8.8.8.8", False),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "127.0.0.1", False),
        ("10.0.0.0/8", "8.8.8.8", False),
        ("1", "8.8.8.8", True),
    ],
)
def test_only_a_proxy_says_that_a_request_came_by_tls(rf, settings, trust, peer, secure):
    settings.TRUSTED_PROXIES = Trust.parse(trust)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", REMOTE_ADDR=peer, headers={"x-forwarded-proto": "https"})

    assert scheme_from_proxies(lambda asked: asked)(request).is_secure() is secure


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_what_an_unknown_proxy_passes_on_is_not_internal(rf, header):
    assert is_internal(rf.get("/", REMOTE_ADDR="127.0.0.1"))
    assert not is_internal(rf.get("/", REMOTE_ADDR="127.0.0.1", headers={header: "for=203.0.113.9"}))
