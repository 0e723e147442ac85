"""Signing in through Discord: Flask-Dance, made safe for several people at once and deaf to the Host header.

Flask-Dance keeps one exchange on the blueprint, which every thread shares: two people signing in together could be
handed each other's code. Here each request works on a copy. Nor do its hooks run with every click.
"""

import copy
import os
import re
from typing import Any
from urllib.parse import urlsplit

import requests
from flask import request, session
from flask_dance.consumer import OAuth2ConsumerBlueprint
from flask_dance.consumer.requests import OAuth2Session
from oauthlib.oauth2 import MismatchingStateError, OAuth2Error
from werkzeug.wrappers import Response

from wodsheet.settings import LOOPBACK, Settings
from wodsheet.templating.i18n import N_
from wodsheet.unicode import is_seen

# Seconds to connect and to wait for an answer. Two requests follow each other, and ten is the most a person waits.
PATIENCE = (1.5, 3)
LONGEST_NAME = 80
NUMBER = re.compile(r"[0-9]{1,20}", re.ASCII)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

STALE = N_("That sign-in was begun elsewhere or is too old, so nobody was signed in. Begin again.")
CANCELLED = N_("You cancelled at Discord, so nobody was signed in.")
REFUSED = N_("Discord did not accept that sign-in, so nobody was signed in. Begin again.")
UNREACHABLE = N_("Discord did not answer as it should, so nobody was signed in. Try again in a minute.")

# What oauthlib and we trip over when an answer is no answer; a changed scope is a bare Warning.
GARBAGE = (ValueError, TypeError, AttributeError, LookupError, Warning)


class NotSignedIn(Exception):
    """The way through Discord ended without a person; its message is a sentence for them."""


class Exchange(OAuth2Session):
    """The requests of one sign-in to Discord: patient for a few seconds, and always for our own address."""

    blueprint: "Discord"

    @property
    def redirect_uri(self) -> str:
        return self.blueprint.back

    @redirect_uri.setter
    def redirect_uri(self, wanted: str | None) -> None:
        """What Flask-Dance sets here it has made from the Host header, which anybody may choose."""

    def fetch_token(self, token_url: str, **options: Any) -> Any:
        # Only its query counts, and oauthlib insists on https in local mode as well.
        options["authorization_response"] = "https://localhost/?" + request.query_string.decode("ascii", "replace")
        return super().fetch_token(token_url, **options)

    def request(self, method: str, url: str, **options: Any) -> Any:
        return super().request(method, url, **(options | {"timeout": PATIENCE, "allow_redirects": False}))


class Discord(OAuth2ConsumerBlueprint):
    """The two addresses of the way through Discord: where it begins, and where Discord sends people back.

    on_person: called with {"discord_id", "name"}; on_failure: called with a sentence. Both answer the request.
    """

    # The access token, for the one request it serves. Never in the session.
    token: dict[str, Any] | None = None

    def __init__(self, settings: Settings, on_person: Any, on_failure: Any) -> None:
        api = settings.discord_api_url
        if not urlsplit(api).path.startswith("/api"):
            api += "/api"
        super().__init__(
            "discord",
            __name__,
            client_id=settings.discord_client_id,
            client_secret=settings.discord_client_secret,
            scope=["identify"],
            base_url=f"{api}/",
            authorization_url=f"{api}/oauth2/authorize",
            # Who has agreed before is not asked again.
            authorization_url_params={"prompt": "none"},
            token_url=f"{api}/oauth2/token",
            login_url="/login/discord",
            authorized_url="/login/discord/authorized",
            session_class=Exchange,
            use_pkce=True,
            code_challenge_method="S256",
        )
        self.back = f"{settings.public_url}/login/discord/authorized"
        self.on_person = on_person
        self.on_failure = on_failure
        if urlsplit(api).scheme == "http" and urlsplit(api).hostname in LOOPBACK:
            # A stand-in on this computer; oauthlib reads this when it is asked, and refuses any other plain http.
            os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

    def before_app_request(self, f: Any) -> Any:
        """Flask-Dance would look for settings before each click of the app; ours are given once."""
        return f

    def teardown_app_request(self, f: Any) -> Any:
        """Flask-Dance would end the shared exchange, somebody else's included, after each click; we share none."""
        return f

    def alone(self) -> "Discord":
        """A copy for this request, with nothing in it that another thread writes to."""
        copied = copy.copy(self)
        copied.authorization_url_params = dict(self.authorization_url_params)
        copied.token_url_params = dict(self.token_url_params)
        return copied

    def login(self) -> Response:
        """Send the browser to Discord, with a state and a challenge that only this browser can answer."""
        try:
            return super(Discord, self.alone()).login()
        except OAuth2Error:
            return self.on_failure(UNREACHABLE)

    def authorized(self) -> Response:
        """Discord sent the browser back: find out who it is."""
        try:
            person = self.alone().fetch_person()
        except NotSignedIn as failure:
            return self.on_failure(str(failure))
        return self.on_person(**person)

    def fetch_person(self) -> dict[str, str]:
        """Exchange the code for who this is: {"discord_id", "name"}. Raises NotSignedIn."""
        if "error" in request.args:
            raise NotSignedIn(CANCELLED if request.args["error"] == "access_denied" else REFUSED)
        if f"{self.name}_oauth_state" not in session:
            raise NotSignedIn(STALE)
        try:
            super().authorized()
            answer = self.session.get("users/@me")
            answer.raise_for_status()
            return person(answer.json())
        except MismatchingStateError as error:
            raise NotSignedIn(STALE) from error
        except OAuth2Error as error:
            raise NotSignedIn(REFUSED) from error
        except (requests.RequestException, *GARBAGE) as error:
            raise NotSignedIn(UNREACHABLE) from error


def person(profile: Any) -> dict[str, str]:
    """Who Discord says this is. Raises ValueError, TypeError or LookupError for what says nothing of the kind."""
    if not NUMBER.fullmatch(profile["id"]):
        raise ValueError("no Discord number")
    name = UNSEEN.sub("", profile.get("global_name") or profile["username"]).strip()[:LONGEST_NAME]
    return {"discord_id": profile["id"], "name": name if is_seen(name) else "Nameless"}
