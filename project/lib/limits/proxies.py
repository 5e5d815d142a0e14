"""
Which proxies stand in front of Steward, and whose word on a client's address is taken.

Each proxy appends the address it was reached from to X-Forwarded-For, so only the right end of that header was
written by machines of ours; everything to the left of it may be invented. No Django here: the environment is read
with this module, by processes that need none.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

LONGEST_CHAIN = 32

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Trust:
    """Which proxies are ours: how many stand in front of us, or the networks they speak from."""

    hops: int = 0
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def parse(cls, value: str) -> "Trust":
        """
        `2`, or `10.0.0.0/8, fd00::/8`.

        :raises ValueError: for anything else
        """
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if len(parts) == 1 and parts[0].isdecimal():
            hops = int(parts[0])
            if hops > LONGEST_CHAIN:
                raise ValueError(f"expected at most {LONGEST_CHAIN} proxies")
            return cls(hops=hops)
        try:
            return cls(networks=tuple(ip_network(part) for part in parts))
        except ValueError:
            raise ValueError("expected a number of proxies, or networks such as 10.0.0.0/8 and fd00::/8") from None

    def __bool__(self) -> bool:
        return bool(self.hops or self.networks)

    def covers(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def parse_address(text: str) -> Address | None:
    """An address as proxies write it: bare, with a port, in brackets, with a zone, or IPv4 inside IPv6."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def choose(peer: str, forwarded: str, trust: Trust) -> Address | None:
    """The right-most address that no proxy of ours speaks from; None where not even the peer has one."""
    nearest = parse_address(peer)
    # A Unix socket has no peer address: only our own proxy on this machine can open it.
    if not trust or (nearest and trust.networks and not trust.covers(nearest)):
        return nearest
    chain = forwarded.split(",")[-LONGEST_CHAIN:] if forwarded else []
    for hop, text in enumerate(reversed(chain), start=1):
        address = parse_address(text)
        if address is None:
            # What is not an address was not written by a proxy of ours, and what is left of it even less so.
            break
        nearest = address
        if hop == trust.hops or (trust.networks and not trust.covers(address)):
            break
    return nearest
