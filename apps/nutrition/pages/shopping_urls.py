"""Where the pages of shopping lists are."""

from django.urls import path

from . import shopping

urlpatterns = [
    path("", shopping.lists, name="shopping"),
    path("begin/", shopping.begin, name="shopping-begin"),
    path("from-plan/<uuid:uuid>/", shopping.from_plan, name="shopping-from-plan"),
    path("from-recipe/<uuid:uuid>/", shopping.from_recipe, name="shopping-from-recipe"),
    path("<uuid:uuid>/", shopping.shopping_list, name="shopping-list"),
    path("<uuid:uuid>/items/", shopping.items, name="shopping-items"),
    path("<uuid:uuid>/add/", shopping.add, name="shopping-add"),
    path("<uuid:uuid>/items/<int:item_id>/tick/", shopping.tick, name="shopping-tick"),
    path("<uuid:uuid>/items/<int:item_id>/drop/", shopping.drop, name="shopping-drop"),
    path("<uuid:uuid>/put-away/", shopping.put_away, name="shopping-put-away"),
    path("<uuid:uuid>/rename/", shopping.rename, name="shopping-rename"),
    path("<uuid:uuid>/delete/", shopping.delete, name="shopping-delete"),
    path("<uuid:uuid>/restore/", shopping.restore, name="shopping-restore"),
    path("<uuid:uuid>/grant/", shopping.grant, name="shopping-grant"),
    path("<uuid:uuid>/grants/<int:grant_id>/revoke/", shopping.revoke, name="shopping-revoke"),
    path("<uuid:uuid>/leave/", shopping.leave, name="shopping-leave"),
]
