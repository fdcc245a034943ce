"""Settings from the environment or `.env`; every name begins with YINLING_."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"


class Settings(BaseSettings):
    """What the operator decides. Without a token the bot rehearses on its own gateway."""

    model_config = SettingsConfigDict(env_prefix="YINLING_", env_file=".env", extra="ignore", frozen=True)

    bot_token: SecretStr | None = None
    api_base: str = TELEGRAM
    proxy: str | None = None
    database_url: str = "sqlite:///var/yinling.sqlite"
    key_file: Path = Path("var/yinling.key")
    admin_ids: tuple[int, ...] = Field(default=(), description="messenger ids that may found communities")
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8443
    gateway_host: str = "127.0.0.1"
    gateway_port: int = 8080
    workers: int = 4
    log_level: str = "INFO"
    speech: str = Field(default="none", description="none, sherpa_onnx, faster_whisper, or module:function")
    speech_model: str = ""
    heartbeat_file: Path | None = None
    anchors_file: Path | None = Field(
        default=None, description="where the heads of the books are kept; best on another disk than the database"
    )

    @field_validator("api_base")
    @classmethod
    def _without_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("bot_token", "proxy", "webhook_url", "webhook_secret", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @property
    def is_rehearsal(self) -> bool:
        return self.bot_token is None

    @property
    def token(self) -> str:
        if self.bot_token is None:
            raise ValueError("YINLING_BOT_TOKEN is not set")
        return self.bot_token.get_secret_value()
