"""A point in time, as every table keeps it."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import DateTime
from sqlalchemy.orm import mapped_column

Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
