"""Somebody who leaves with everything, and comes back under another name."""

from playwright.sync_api import expect

from tests.factories.people import ordinary


def test_everything_is_taken_away_and_brought_in_without_scripts(sign_in, factory, player, tmp_path):
    ordinary(factory, player, "vtm")
    leaving = sign_in(player.name, java_script_enabled=False)
    leaving.goto("/account")
    with leaving.expect_download() as download:
        leaving.get_by_role("button", name="Export everything").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name.endswith(".zip")

    coming = sign_in("Somebody new", java_script_enabled=False)
    coming.goto("/account")
    coming.get_by_role("link", name="Import").click()
    coming.get_by_label("The file").set_input_files(file)
    coming.get_by_role("button", name="Import").click()
    coming.get_by_role("link", name="Theodora Lindqvist").click()
    expect(coming.get_by_role("heading", level=1)).to_have_text("Theodora Lindqvist")
