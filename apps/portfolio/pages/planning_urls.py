"""The addresses of what looks ahead. Names are in the namespace of the urls.py that includes this."""

from django.urls import path

from . import goals, rebalancing, sharing, targets, yardstick

urlpatterns = [
    path("rebalance/", rebalancing.rebalance, name="rebalance"),
    path("rebalance/book/", rebalancing.book, name="rebalance-book"),
    path("rebalance/targets/", targets.targets, name="targets"),
    path("performance/benchmark/", yardstick.yardstick, name="yardstick"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/<uuid:uuid>/revoke/", sharing.revoke, name="share-revoke"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("goals/", goals.goals, name="goals"),
    path("goals/add/", goals.add, name="goal-add"),
    path("goals/<uuid:uuid>/", goals.goal, name="goal"),
    path("goals/<uuid:uuid>/edit/", goals.edit, name="goal-edit"),
    path("goals/<uuid:uuid>/delete/", goals.delete, name="goal-delete"),
]
