"""Every environment variable the app reads: its default, its unit, and what it refuses to start with."""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn
from urllib.parse import urlsplit

DISCORD = "https://discord.com"
SHORTEST_KEY = 32
SHORTEST_TOKEN = 16
LOOPBACK = {"127.0.0.1", "::1", "localhost"}

# What WODSHEET_ENV may say. Left out, it is local mode, which is what a fresh clone runs in.
PRODUCTION, LOCAL = ("production",), ("local", "development", "test")
REDIS_SCHEMES = ("redis", "rediss", "unix")

# Keys that stand in tutorials, and words by which a key says that it was never changed.
KNOWN_KEYS = {
    "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    "0123456789abcdef0123456789abcdef",
}
UNCHANGED = ("changeme", "changethis", "yoursecret", "replaceme", "replacethis", "example", "insecure", "placeholder")


@dataclass(frozen=True)
class Settings:
    """The settings of this process. ``database_url`` is None in local mode with the embedded PostgreSQL.

    ``database_direct_url``, for migrations and commands, is None there too, and where only a pooler's address is known.
    """

    production: bool
    port: int
    database_url: str | None = field(repr=False)
    database_pooled: bool
    database_direct_url: str | None = field(repr=False)
    data_dir: Path
    secret_keys: tuple[str, ...] = field(repr=False)
    discord_client_id: str
    discord_client_secret: str = field(repr=False)
    discord_api_url: str
    public_url: str
    character_limit: int
    redis_url: str | None
    workers: int
    threads: int
    pool_size: int
    trusted_proxies: int
    dark_pack_logo: Path | None
    portraits: str
    portrait_quota: int
    portrait_grace_days: int
    metrics_token: str = field(repr=False)

    @property
    def discord(self) -> bool:
        """Whether players sign in by Discord; local mode without it asks for a name."""
        return bool(self.discord_client_id and self.discord_client_secret)

    @property
    def doubts(self) -> list[str]:
        """What a host should hear about, a sentence each; the app starts all the same."""
        if self.production and urlsplit(self.public_url).hostname in LOOPBACK:
            return [f"PUBLIC_URL is not set: Discord will send players back to {self.public_url}, their own computers."]
        return []

    @property
    def unwritable(self) -> list[str]:
        """A sentence for each folder that the app has to write into and cannot. Tried for real, and left as it was."""
        folders = {"DATA_DIR": self.data_dir} if self.database_url is None else {}
        if not self.portraits.startswith("s3://"):
            folders["PORTRAITS"] = Path(self.portraits)
        tried = ((name, folder, _write_problem(folder)) for name, folder in folders.items())
        return [f"{name} cannot be written ({folder}: {problem})." for name, folder, problem in tried if problem]

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ, *, serving: bool = True) -> Settings:
        """Read and check them all; local mode without SECRET_KEY makes one and keeps it in the data folder.

        Ends the program with one sentence per problem on standard error. Not ``serving``, as when the database is
        migrated, only the database's address matters, and a missing key is one for this process alone.
        """
        problems: list[str] = []
        env = _Environment(environ, problems)
        production = env.one_of("WODSHEET_ENV", (*PRODUCTION, *LOCAL), LOCAL[0]) in PRODUCTION
        port = env.number("PORT", 8000, 1, 65535)
        database_url, direct_url = env.database("DATABASE_URL"), env.database("DATABASE_DIRECT_URL")
        pooled = env.one_of("DATABASE_POOLED", ("0", "1"), "0") == "1"
        data_dir = Path(env.words("DATA_DIR", "instance")).absolute()
        settings = cls(
            production=production,
            port=port,
            database_url=database_url,
            database_pooled=pooled,
            database_direct_url=direct_url or (None if pooled else database_url),
            data_dir=data_dir,
            secret_keys=tuple(key.strip() for key in env.words("SECRET_KEY").split(",") if key.strip()),
            discord_client_id=env.words("DISCORD_CLIENT_ID"),
            discord_client_secret=env.words("DISCORD_CLIENT_SECRET"),
            discord_api_url=env.address("DISCORD_API_URL", DISCORD),
            public_url=env.origin("PUBLIC_URL", _railway(environ) or f"http://127.0.0.1:{port}", secure=production),
            character_limit=env.number("CHARACTER_LIMIT", 3, 0, 1_000_000),
            redis_url=env.redis("REDIS_URL"),
            workers=env.number("WEB_CONCURRENCY", 2, 1, 64),
            threads=env.number("WEB_THREADS", 512, 1, 4096),
            pool_size=env.number("POOL_SIZE", 8, 1, 1000),
            trusted_proxies=env.number("TRUSTED_PROXIES", 1 if production else 0, 0, 8),
            dark_pack_logo=data_dir / logo if (logo := env.words("DARK_PACK_LOGO")) else None,
            portraits=env.place("PORTRAITS", data_dir / "portraits"),
            portrait_quota=env.number("PORTRAIT_QUOTA", 50_000_000, 0, 999_999_999_999),
            portrait_grace_days=env.number("PORTRAIT_GRACE_DAYS", 30, 0, 365),
            metrics_token=env.token("METRICS_TOKEN"),
        )
        problems += settings._refusals(environ)
        if (pooled or direct_url) and not env.words("DATABASE_URL"):
            problems.append("DATABASE_POOLED or DATABASE_DIRECT_URL is set, but not DATABASE_URL, which serves.")
        if not serving:
            problems = [problem for problem in problems if problem.startswith("DATABASE_")]
        if problems:
            refuse(problems)
        if not serving:
            return replace(settings, secret_keys=settings.secret_keys or (secrets.token_hex(32),))
        try:
            return settings if settings.secret_keys else _with_own_key(settings)
        except OSError as error:
            refuse([f"DATA_DIR cannot be written ({error.filename}: {error.strerror})."])

    def _refusals(self, environ: Mapping[str, str]) -> list[str]:
        """Why production does not start, a sentence each; nothing in local mode."""
        if not self.production:
            return []
        return [
            sentence
            for wrong, sentence in (
                (
                    not self.secret_keys,
                    "SECRET_KEY is not set: make one with python -c 'import secrets; print(secrets.token_hex())'.",
                ),
                (
                    any(len(key.encode()) < SHORTEST_KEY for key in self.secret_keys),
                    f"SECRET_KEY is too short: each key needs at least {SHORTEST_KEY} bytes.",
                ),
                (any(map(_known, self.secret_keys)), "SECRET_KEY is a sample that others know: make one of your own."),
                (
                    not environ.get("DATABASE_URL"),
                    "DATABASE_URL is not set: the embedded PostgreSQL is for local mode, production needs its own.",
                ),
                (
                    not self.discord,
                    "DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET are not both set: nobody could sign in.",
                ),
                (
                    environ.get("FLASK_DEBUG", "").lower() not in ("", "0", "false", "no"),
                    "FLASK_DEBUG is on: debugging shows the inside of the app to everyone.",
                ),
            )
            if wrong
        ]


def refuse(problems: list[str]) -> NoReturn:
    """End the program with these sentences. The status 3 also tells gunicorn not to try again."""
    print("wodsheet does not start:", *problems, sep="\n- ", file=sys.stderr, flush=True)
    raise SystemExit(3)


class _Environment:
    """The variables, where a wrong one adds a sentence to ``problems`` and reads as its default."""

    def __init__(self, environ: Mapping[str, str], problems: list[str]) -> None:
        self.environ = environ
        self.problems = problems

    def words(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def one_of(self, name: str, known: tuple[str, ...], default: str) -> str:
        """One of the known words, in any case; an unknown one must not mean the default by accident."""
        given = self.words(name, default).lower()
        if given not in known:
            self.problems.append(f"{name} is not one of {', '.join(known)}.")
        return given

    def number(self, name: str, default: int, low: int, high: int) -> int:
        given = self.words(name, str(default))
        if given.isascii() and given.isdigit() and low <= int(given) <= high:
            return int(given)
        self.problems.append(f"{name} is not a whole number from {low} to {high}.")
        return default

    def token(self, name: str) -> str:
        """A word that opens something to whoever sends it in a header; "" when there is none."""
        given = self.words(name)
        if given and not re.fullmatch(rf"[!-~]{{{SHORTEST_TOKEN},}}", given):
            self.problems.append(f"{name} is not at least {SHORTEST_TOKEN} letters, digits or signs without blanks.")
        return given

    def address(self, name: str, default: str) -> str:
        """An http address without a slash at its end."""
        given = self.words(name, default).rstrip("/")
        if urlsplit(given).scheme in ("http", "https") and urlsplit(given).hostname:
            return given
        self.problems.append(f"{name} is not an address that begins with http:// or https://.")
        return default

    def origin(self, name: str, default: str, *, secure: bool) -> str:
        """An http address of a whole site, without path and query; ``secure``: https, unless it is this computer."""
        given = self.address(name, default)
        parts = urlsplit(given)
        if parts.path or parts.query or parts.fragment or parts.username:
            self.problems.append(f"{name} is more than the address of a site: leave out what stands after its name.")
        if secure and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            self.problems.append(f"{name} begins with http://: in production players' cookies need https://.")
        return given

    def redis(self, name: str) -> str | None:
        """The address of a Redis; None when there is none."""
        given = self.words(name)
        if given and urlsplit(given).scheme not in REDIS_SCHEMES:
            self.problems.append(
                f"{name} is not the address of a Redis: it begins with redis://, rediss:// or unix://."
            )
        return given or None

    def place(self, name: str, default: Path) -> str:
        """A folder's whole path, or the address of a bucket."""
        given = self.words(name, str(default))
        scheme, mark, bucket = given.partition("://")
        if not mark:
            return str(Path(given).absolute())
        if scheme != "s3":
            self.problems.append(f"{name} is neither a folder nor the address of a bucket, which begins with s3://.")
        elif not bucket.partition("/")[0]:
            self.problems.append(f"{name} names no bucket: it is written s3://bucket/prefix.")
        return given

    def database(self, name: str) -> str | None:
        """A PostgreSQL address as SQLAlchemy wants it, whichever of its three spellings was given."""
        given = self.words(name)
        scheme, _, rest = given.partition("://")
        if given and (scheme not in ("postgres", "postgresql", "postgresql+psycopg") or not rest):
            self.problems.append(f"{name} is not the address of a PostgreSQL: it begins with postgresql://.")
        return f"postgresql+psycopg://{rest}" if rest else None


def _with_own_key(settings: Settings) -> Settings:
    """The same with a key made for this data folder, so that people stay signed in when the app starts again."""
    key_file = settings.data_dir / "secret-key"
    if not key_file.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        fresh = key_file.with_name(f"secret-key.{secrets.token_hex(4)}")
        with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        # Two processes may come here at once: the first link wins, and both read the same key.
        with suppress(FileExistsError):
            os.link(fresh, key_file)
        fresh.unlink()
    return replace(settings, secret_keys=(key_file.read_text(),))


def _write_problem(folder: Path) -> str:
    """Why no file can be written into a folder, which is made when its parent is there; "" when one can."""
    try:
        folder.mkdir(exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            file.write(b"?")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _railway(environ: Mapping[str, str]) -> str | None:
    domain = environ.get("RAILWAY_PUBLIC_DOMAIN")
    return f"https://{domain}" if domain else None


def _known(key: str) -> bool:
    letters = "".join(filter(str.isalnum, key.lower()))
    return key.lower() in KNOWN_KEYS or any(word in letters for word in UNCHANGED)
