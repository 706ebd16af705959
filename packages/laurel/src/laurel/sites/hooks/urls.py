"""The addresses for other services. Each carries its secret."""

from django.urls import path

from laurel.sites.hooks import views

app_name = "hooks"

urlpatterns = [path("mail/<str:token>", views.mail, name="mail")]
