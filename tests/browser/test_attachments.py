"""A photo goes up from a phone, is listed, and comes down as it is kept."""

from playwright.sync_api import expect

from incident_app.extensions import db
from incident_app.models import Attachment
from tests import files
from tests.browser.walking import fits_and_is_clean, press, sign_in
from tests.browser.windows import PHONE
from tests.make import Make


def test_a_photo_goes_up_from_a_phone_and_comes_down_without_its_place(open_page, principal):
    incident = Make().incident(principal)
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto(f"/incidents/{incident.id}")
    upload = page.get_by_label("Files to add")
    assert upload.get_attribute("accept").startswith("image/jpeg,")
    assert "image/*" not in upload.get_attribute("accept")
    upload.set_input_files(
        {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": files.photo(6)}
    )
    press(page.get_by_role("button", name="Add the files"))
    expect(page.get_by_role("main")).to_contain_text("The file is added.")
    fits_and_is_clean(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="IMG_1.JPG").click()
    assert started.value.suggested_filename == "IMG_1.JPG"
    came = started.value.path().read_bytes()
    db.session.rollback()  # to see what the server wrote
    assert came == db.session.scalars(db.select(Attachment.content)).one()
    assert files.SECRET not in came
    assert b"Exif" not in came


def test_a_refused_file_is_explained_on_a_page_that_fits(open_page, principal):
    incident = Make().incident(principal)
    page = open_page(**PHONE)
    sign_in(page, principal)
    page.goto(f"/incidents/{incident.id}")
    page.get_by_label("Files to add").set_input_files(
        {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    )
    press(page.get_by_role("button", name="Add the files"))
    expect(page.get_by_role("main")).to_contain_text("It is a web page (HTML)")
    fits_and_is_clean(page)
