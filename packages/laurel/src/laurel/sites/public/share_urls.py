"""The addresses by which badges are shown elsewhere. They stand in résumés, so they stay."""

from django.urls import path

from laurel.sites.public.views import embeds, employers, issuers, share

app_name = "share"

urlpatterns = [
    path("b/<str:award>/share", share.social, name="social"),
    path("b/<str:award>/share/link", share.link, name="link"),
    path("b/<str:award>/share/html", share.html, name="html"),
    path("b/<str:award>/share/employer", employers.ask, name="employer"),
    path("b/<str:award>/share/to/<str:target>", share.to, name="to"),
    path("b/<str:award>/certificate.pdf", share.certificate, name="certificate"),
    path("b/<str:award>/qr.svg", share.qr_svg, name="qr-svg"),
    path("b/<str:award>/qr.png", share.qr_png, name="qr-png"),
    path("b/<str:award>/small.png", share.small, name="small"),
    path("s", share.code, name="code"),
    path("s/<str:code>", share.short, name="short"),
    path("e/<str:token>", employers.shown, name="shown"),
    path("e/<str:token>/page.pdf", employers.page, name="page"),
    path("embed/<str:award>", embeds.embed, name="embed"),
    path("oembed", embeds.oembed, name="oembed"),
    path("guide", issuers.guide, name="guides"),
    path("issuers/<str:issuer>/guide", issuers.guide, name="guide"),
]
