"""Pictures: the library, the lead image, what is refused, and what was there before, through HTTP as an editor."""

import hashlib
import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import ExifTags, Image
from pytest_django import DjangoAssertNumQueries

from interviews.desk.images import clean_image
from interviews.models import Interview, Picture
from tests.conftest import manuscript
from tests.editing import base, save, send

pytestmark = pytest.mark.django_db

LIBRARY = "/redaktion/bilder/"


@pytest.fixture
def piece(db: None) -> Interview:
    return manuscript("Ein Haus\nFIV: Wie?\nAnna: So.\nFIV: Und?\nAnna: Ja.")


def image(colour: str = "teal", kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def upload(desk: Client, data: bytes, name: str = "teich.png") -> Any:
    return desk.post("/redaktion/markdownx/upload/", {"image": SimpleUploadedFile(name, data)})


def stored(desk: Client, colour: str, **said: str) -> Picture:
    """A picture of the library, described."""
    url = upload(desk, image(colour), f"{colour}.png").json()["picture"]["description"]
    assert desk.post(url, said, content_type="application/json").status_code == 204
    return Picture.objects.get(name=f"{colour}.png")


def listed(desk: Client, url: str = LIBRARY, **query: Any) -> list[str]:
    response = desk.get(url, query)
    assert response.status_code == 200
    return [
        " ".join(one.text_content().split()) for one in html.fromstring(response.text).xpath("//*[@class='picture']")
    ]


def test_the_same_file_is_stored_once_with_what_was_written_about_it(desk: Client) -> None:
    first = upload(desk, image()).json()["picture"]
    desk.post(first["description"], {"alt": "Ein Teich", "credit": "Eva"}, content_type="application/json")

    again = upload(desk, image(), "anders.png").json()["picture"]

    assert again == first | {"alt": "Ein Teich", "credit": "Eva"}
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.name) == (60, 40, "teich.png")
    assert picture.uploaded_by is not None and picture.uploaded_by.username == "eva"
    with picture.file.open() as file:
        assert picture.digest == hashlib.sha256(file.read()).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kein Bild im Format JPEG, PNG oder WebP"),
        ("a.html", b"<script>alert(1)</script>", "kein Bild im Format JPEG, PNG oder WebP"),
        ("a.gif", image(kind="GIF"), "kein Bild im Format JPEG, PNG oder WebP"),
        ("a.jpg", image(kind="JPEG", size=(900, 900))[:-2000], "kein Bild im Format JPEG, PNG oder WebP"),
        ("a.png", bytes(8 * 1024 * 1024 + 1), "höchstens 8 MB"),
        ("a.png", image(size=(10_000, 5_001)), "höchstens 50 Millionen"),
        ("a.png", b"", "leer"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    desk: Client, piece: Interview, name: str, data: bytes, message: str
) -> None:
    answer = upload(desk, data, name)
    assert answer.status_code == 400 and message in " ".join(answer.json()["image"])
    form = {"new-image": SimpleUploadedFile(name, data), "new-alt": "Ein Teich", "upload": ""}
    page = desk.post(f"{base(piece)}picture/", form)
    assert page.status_code == 400 and message in page.text
    assert not Picture.objects.exists()


def test_the_library_is_searched_by_description_credit_and_file_name(desk: Client) -> None:
    stored(desk, "teal", alt="Öltank am Fluss", credit="Eva Sommer")
    stored(desk, "red", alt="Rote Tür", credit="Otto")

    assert listed(desk) == ["Rote Tür Otto", "Öltank am Fluss Eva Sommer"]
    for query in ("öltank", "fluss ÖLTANK", "sommer", "TEAL.png"):
        assert listed(desk, q=query) == ["Öltank am Fluss Eva Sommer"]
    assert listed(desk, q="Fluss Otto") == []
    assert "mit diesen Wörtern" in desk.get(LIBRARY, {"q": "Fluss Otto"}).text


def test_the_library_has_pages_and_costs_the_same_however_large(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stored(desk, "teal", alt="Das erste")
    with django_assert_num_queries(6):
        listed(desk)
    for number in range(29):
        Picture.objects.create(file="bilder/x.png", alt=f"Bild {number}", width=1, height=1, digest=str(number))
    with django_assert_num_queries(6):
        assert listed(desk)[0] == "Bild 28"
    assert listed(desk, page=3)[-1] == "Das erste"
    assert "Seite 1 von 3" in " ".join(desk.get(LIBRARY).text.split())


def test_the_lead_image_is_uploaded_with_its_description(desk: Client, piece: Interview) -> None:
    form = {
        "new-image": SimpleUploadedFile("t.png", image()),
        "new-alt": "Ein Teich",
        "new-credit": "Eva",
        "upload": "",
    }
    without = desk.post(f"{base(piece)}picture/", form | {"new-alt": " "})
    assert without.status_code == 400 and "Beschreiben Sie, was das Bild zeigt" in without.text
    form["new-image"] = SimpleUploadedFile("t.png", image())

    assert desk.post(f"{base(piece)}picture/", form).status_code == 302

    save(desk, piece)
    piece.refresh_from_db()
    picture = Picture.objects.get()
    assert (piece.lead_image.name, piece.lead_image_alt, piece.lead_image_credit) == (
        str(picture.file), "Ein Teich", "Eva",
    )  # fmt: skip
    assert (picture.alt, picture.credit) == ("Ein Teich", "Eva")


def test_the_lead_image_is_chosen_from_the_library_and_removed(desk: Client, piece: Interview) -> None:
    picture = stored(desk, "teal", alt="Ein Teich", credit="Eva")
    url = f"{base(piece)}picture/"
    assert listed(desk, url) == ["Ein Teich Eva"]
    link = html.fromstring(desk.get(url).text).xpath("//a[@class='picture']/@href")[0]

    form = html.fromstring(desk.get(url + link).text).xpath("//form[contains(@class, 'picture-now')]")[0]
    values = dict(form.form_values())
    assert (values["alt"], values["credit"]) == ("Ein Teich", "Eva")
    assert desk.post(url + link, {"alt": "Der Teich im Mai", "credit": "Eva"}).status_code == 302
    save(desk, piece)

    piece.refresh_from_db()
    assert (piece.lead_image.name, piece.lead_image_alt) == (str(picture.file), "Der Teich im Mai")
    desk.post(url, {"remove": ""})
    save(desk, piece)
    piece.refresh_from_db()
    assert (piece.lead_image.name, piece.lead_image_alt, piece.lead_image_credit) == ("", "", "")
    assert desk.get(f"{url}?choose=99").status_code == 404


def test_a_picture_without_description_has_a_reminder(desk: Client, piece: Interview) -> None:
    anchor = piece.exchanges.all()[0].anchor
    text = {"op": "set_text", "anchor": anchor, "field": "answer", "text": "![](/media/bilder/a.png)"}
    assert "keine Beschreibung" in send(desk, piece, text)["exchanges"][anchor]
    described = send(desk, piece, text | {"text": "![Ein Teich](/media/bilder/a.png)"})
    assert "keine Beschreibung" not in described["exchanges"][anchor]


def test_the_library_is_for_editors_only(client: Client, desk: Client, db: None) -> None:
    description = upload(desk, image()).json()["picture"]["description"]
    assert client.get(LIBRARY)["Location"].startswith("/redaktion/login/")
    assert client.post(description)["Location"].startswith("/redaktion/login/")
    assert desk.get(description).status_code == 405
    assert desk.post(description, {"alt": "x" * 301}, content_type="application/json").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_pictures_from_before_there_was_a_library_are_in_it_now() -> None:
    names = {
        colour: default_storage.save(f"bilder/{colour}.png", ContentFile(image(colour))) for colour in ("pink", "navy")
    }
    default_storage.save("bilder/kein-bild.txt", ContentFile(b"x"))
    executor = MigrationExecutor(connection)
    executor.migrate([("interviews", "0007_working_copy")])
    try:
        old = executor.loader.project_state([("interviews", "0007_working_copy")]).apps
        piece = old.get_model("interviews", "Interview").objects.create(
            slug="alt", lead_image=names["pink"], lead_image_alt="Rosa", lead_image_credit="Eva"
        )
        old.get_model("interviews", "QuestionAnswer").objects.create(
            interview=piece, position=1, anchor="a", answer=f"So:\n\n![Blau](/media/{names['navy']})"
        )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    found = Picture.objects.filter(file__in=names.values()).order_by("alt")
    assert [(one.alt, one.credit, str(one.file), one.width) for one in found] == [
        ("Blau", "", names["navy"], 60),
        ("Rosa", "Eva", names["pink"], 60),
    ]
    assert not Picture.objects.filter(file__endswith="txt").exists()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A picture with metadata of which a few bytes are others or gone."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = "Teich" * 6
    out = io.BytesIO()
    mode = draw(st.sampled_from(["RGB", "L"]))
    Image.new(mode, (30, 20)).save(out, draw(st.sampled_from(["JPEG", "PNG", "WEBP"])), exif=exif)
    data = bytearray(out.getvalue())
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data) - 1))
        if draw(st.booleans()):
            data[place] = draw(st.sampled_from([0, 1, 128, 255]))
        else:
            del data[place : place + draw(st.integers(1, 8))]
    return bytes(data)


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_picture_is_read_or_refused_in_words(data: bytes) -> None:
    try:
        assert clean_image(SimpleUploadedFile("a.jpg", data)).size
    except ValidationError as refusal:
        assert refusal.messages


def test_a_picture_whose_metadata_is_cut_off_is_refused_in_words(desk: Client) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG", exif=exif.tobytes()[:11])
    answer = upload(desk, out.getvalue())
    assert answer.status_code == 400 and "kein Bild" in " ".join(answer.json()["image"])


def test_the_library_is_asked_for_what_no_database_holds(desk: Client) -> None:
    stored(desk, "teal", alt="Teich")
    assert listed(desk, q="Teich\0") == ["Teich"]
    for query in ("\0", "\ud800", '"\0"'):
        assert desk.get(LIBRARY, {"q": query.encode("utf-8", "surrogatepass")}).status_code == 200
