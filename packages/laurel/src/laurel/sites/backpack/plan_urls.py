"""The addresses at which somebody keeps their plans."""

from django.urls import path

from laurel.sites.backpack.views import plans

urlpatterns = [
    path("plans", plans.plans, name="plans"),
    path("plans/add", plans.plan_add, name="plan_add"),
    path("plans/<str:plan>", plans.plan, name="plan"),
    path("plans/<str:plan>/title", plans.title, name="plan_title"),
    path("plans/<str:plan>/delete", plans.delete, name="plan_delete"),
]
