"""The dated policies of each community, one document a row."""

from sqlalchemy import BigInteger, Column, Date, Table, Text

from storage.metadata import metadata

policy = Table(
    "timebank_policy",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("from_on", Date, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
)
