"""The app that gunicorn serves."""

from wodsheet import create_app

app = create_app()
