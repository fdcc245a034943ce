"""The Bot API over HTTP: reads a request in any of its three dresses, runs the method, answers in JSON."""

import asyncio
import inspect
import json
import re
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from gateway import shapes
from gateway.calls import Call, Upload, chat_id_of
from gateway.faults import Fault
from gateway.methods import METHODS, SPELLING
from gateway.refusals import Refusal, bad_request, unknown_method
from gateway.stage import Stage
from gateway.world import Json

_TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]{30,}")
_FORM = "application/x-www-form-urlencoded"
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class BotApi:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.handle),
            web.get("/file/bot{token}/{path:.+}", self.handle_file),
        ]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        found = _TOKEN.fullmatch(request.match_info["token"])
        if found is None or request.method not in {"GET", "POST"}:
            return _answer(Refusal(404, "Not Found").body(), 404)
        self.stage.world.bot.id = int(found.group(1))
        method = SPELLING.get(request.match_info["method"].lower())
        self._note_seen_clock(request)
        is_cut, headers = False, None
        try:
            params, uploads = await _read(request)
            entry = self.stage.log_call(method or request.match_info["method"], _shown(params, uploads))
            try:
                result, is_cut = await self._carry_out(method, params, uploads)
            except Refusal as refusal:
                entry["ok"], entry["error"] = False, refusal.description
                raise
            entry["ok"] = True
            body, status = {"ok": True, "result": result}, 200
        except Refusal as refusal:
            body, status = refusal.body(), refusal.code
        if method == "getUpdates":
            headers = self.stage.clock.headers()
        if is_cut and request.transport is not None:
            request.transport.abort()
        return _answer(body, status, headers)

    def _note_seen_clock(self, request: web.Request) -> None:
        seen = request.headers.get("X-Rehearsal-Seen")
        if seen is None:
            return
        try:
            self.stage.updates.seen_offset_seconds = float(seen)
        except ValueError:
            return

    async def carry_out(self, method: str, params: Json) -> Any:
        """Do a call that came as the answer to a webhook delivery."""
        entry = self.stage.log_call(method, params)
        result, _ = await self._carry_out(SPELLING.get(method.lower()), params, {})
        entry["ok"] = True
        return result

    async def _carry_out(self, method: str | None, params: Json, uploads: dict[str, Upload]) -> tuple[Any, bool]:
        """Answer (result, is_cut); the faults that are switched on have their say first."""
        if method is None:
            raise unknown_method()
        fault = self._fault(method, params)
        if fault is not None:
            if fault.kind == "slow":
                await asyncio.sleep(fault.retry_after)
            refusal = fault.refusal()
            if refusal is not None:
                raise refusal
        await self._check_shape(method, params, uploads)
        result = METHODS[method](Call(self.stage, method, params, uploads))
        if inspect.isawaitable(result):
            result = await result
        return result, fault is not None and fault.kind == "cut"

    def _fault(self, method: str, params: Json) -> Fault | None:
        if not self.stage.faults.active:
            return None
        return self.stage.faults.take(method.lower(), chat_id_of(params.get("chat_id")))

    async def _check_shape(self, method: str, params: Json, uploads: dict[str, Upload]) -> None:
        shapes.unfold(params)
        if not shapes.is_warm():
            await asyncio.get_running_loop().run_in_executor(None, shapes.warm)
        shapes.check_shape(method, params | {name: f"attach://{name}" for name in uploads})

    async def handle_file(self, request: web.Request) -> web.StreamResponse:
        stored = self.stage.world.files_by_path.get(request.match_info["path"])
        if _TOKEN.fullmatch(request.match_info["token"]) is None or stored is None:
            return _answer(Refusal(404, "Not Found").body(), 404)
        return web.Response(body=stored.content, content_type=stored.mime)


def _answer(body: Json, status: int, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=_dumps(body).encode(), status=status, content_type="application/json", headers=headers)


def _shown(params: Json, uploads: dict[str, Upload]) -> Json:
    """Name what the log of calls shows: a file by name and size, not its bytes."""
    files = {name: {"filename": file.name, "bytes": len(file.content)} for name, file in uploads.items()}
    return params | files if files else params  # not copied: unfolded values show in the log


async def _read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    params: Json = dict(request.query)
    kind = request.content_type
    if request.method != "POST" or not request.body_exists:
        return params, {}
    if kind == "multipart/form-data":
        return await _read_multipart(request, params)
    try:
        body = (await request.read()).decode()
    except web.HTTPRequestEntityTooLarge as cause:
        raise Refusal(413, "Request Entity Too Large") from cause
    except UnicodeDecodeError as cause:
        raise bad_request("strings must be encoded in UTF-8") from cause
    if kind == "application/json":
        return params | _read_json(body), {}
    if kind == _FORM or not body:
        params.update(parse_qsl(body, keep_blank_values=True))
    return params, {}


def _read_json(body: str) -> Json:
    try:
        given = json.loads(body) if body else {}
    except ValueError as cause:
        raise bad_request("can't parse JSON object") from cause
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object")
    return {name: value for name, value in given.items() if value is not None}


async def _read_multipart(request: web.Request, params: Json) -> tuple[Json, dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge as cause:
        raise Refusal(413, "Request Entity Too Large") from cause
    except ValueError as cause:
        raise bad_request("can't read the multipart body") from cause
    for name, value in form.items():
        if isinstance(value, web.FileField):
            with value.file as sent:  # a large one lies in a temporary file, which nobody else closes
                uploads[name] = Upload(value.filename, value.content_type, sent.read())
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode(errors="replace")
    return params, uploads
