"""The phone page: its files, and the stream of changes it listens to (server-sent events)."""

import asyncio
import json
from pathlib import Path

from aiohttp import web

from gateway.showing import shown_message
from gateway.stage import Stage
from gateway.world import Json

STATIC = Path(__file__).parent / "static"
_KEEP_ALIVE_SECONDS = 15.0
# What people send is shown, never run: a page among the files must not act in the gateway's name.
_HARMLESS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
_BACKLOG = 2_000  # a page that falls further behind is told to load everything anew


class Page:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._streams: set[asyncio.Queue[str | None]] = set()
        stage.world.listeners.append(self._tell)

    def routes(self) -> list[web.RouteDef | web.StaticDef]:
        return [
            web.get("/", self.index),
            web.get("/rehearsal/events", self.events),
            web.get("/rehearsal/files/{path:.+}", self.file),
            web.static("/static", STATIC),
            web.route("*", "/rehearsal/{path:.*}", self.unknown),
        ]

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        """Answer whatever the control interface does not know; this route must come last."""
        why = f"{request.method} {request.path} is nothing the control interface knows"
        return web.json_response({"error": why}, status=404)

    async def file(self, request: web.Request) -> web.StreamResponse:
        stored = self.stage.world.files_by_path.get(request.match_info["path"])
        if stored is None:
            raise web.HTTPNotFound
        return web.Response(body=stored.content, content_type=stored.mime, headers=_HARMLESS)

    async def events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await stream.prepare(request)
        queue: asyncio.Queue[str | None] = asyncio.Queue(_BACKLOG)
        self._streams.add(queue)
        try:
            await self._pass_on(stream, queue)
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            self._streams.discard(queue)
        return stream

    async def _pass_on(self, stream: web.StreamResponse, queue: asyncio.Queue[str | None]) -> None:
        await stream.write(b": hello\n\n")
        while True:
            try:
                async with asyncio.timeout(_KEEP_ALIVE_SECONDS):
                    event = await queue.get()
            except TimeoutError:
                await stream.write(b": still here\n\n")
                continue
            if event is None:
                return
            await stream.write(f"data: {event}\n\n".encode())

    def end_streams(self) -> None:
        """End every open stream: it would hold up the server's end."""
        for queue in self._streams:
            self._empty(queue)
            queue.put_nowait(None)

    def _tell(self, kind: str, facts: Json) -> None:
        if not self._streams:
            return
        event = json.dumps({"kind": kind, **self._shown(kind, facts)}, ensure_ascii=False)
        for queue in self._streams:
            if queue.full():
                self._empty(queue)
                queue.put_nowait(json.dumps({"kind": "reload"}))
            else:
                queue.put_nowait(event)

    def _shown(self, kind: str, facts: Json) -> Json:
        if kind == "message":
            return {"chat": facts["chat"].id, "message": shown_message(self.stage.world, facts["message"])}
        if kind == "deleted":
            return {"chat": facts["chat"].id, "id": facts["message"].id}
        shown = {name: value for name, value in facts.items() if name != "chat"}
        chat = facts.get("chat")
        return shown | ({"chat": getattr(chat, "id", chat)} if chat is not None else {})

    @staticmethod
    def _empty(queue: asyncio.Queue[str | None]) -> None:
        while not queue.empty():
            queue.get_nowait()
