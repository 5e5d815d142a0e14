"""The addresses of what looks ahead. Names are in the namespace of the urls.py that includes this."""

from django.urls import path

from . import rebalancing, targets

urlpatterns = [
    path("rebalance/", rebalancing.rebalance, name="rebalance"),
    path("rebalance/book/", rebalancing.book, name="rebalance-book"),
    path("rebalance/targets/", targets.targets, name="targets"),
]
