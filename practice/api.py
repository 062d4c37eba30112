"""The Web API over HTTP: who calls, how often, with which faults, and the log."""

import asyncio
import json
import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from practice import arguments, moments
from practice.arguments import Arguments
from practice.call import Call, Method
from practice.cutting import Cut
from practice.errors import SlackError
from practice.faults import Fault
from practice.limits import RateLimited
from practice.running import Practice
from practice.state import Json, Token
from practice.web_api.catalogue import METHODS

HALF_OPEN = 600.0
NOT_EXECUTED = {"drop_before", "half_open", "status", "ratelimit"}
NOT_LOGGED = {"token"}


async def endpoint(practice: Practice, request: Request) -> ASGIApp:
    """Answer one call of a Web API method."""
    name = request.path_params["method"]
    host = request.headers.get("host")
    if host:
        practice.workspace.base_url = f"http://{host}"
    warnings: list[str] = []
    try:
        args, warnings = await arguments.read(request)
    except SlackError as refusal:
        return _response(refusal.answer(), headers={})
    fault = practice.faults.strike(name, args.text("channel"))
    caller = Caller(practice, name, request, args, warnings)
    if fault is None:
        answer, status, headers = caller.answer()
        caller.log(answer, status=status)
        return _response(answer, status=status, headers=headers)
    return await _faulty(caller, fault)


class Caller:
    """One request for a method, before and while it is answered."""

    def __init__(
        self,
        practice: Practice,
        name: str,
        request: Request,
        args: Arguments,
        warnings: list[str],
    ) -> None:
        self.practice = practice
        self.name = name
        self.args = args
        self.warnings = warnings
        self.host = request.headers.get("host", "")
        self.token_value = self._token_value(request)
        self.at = moments.now()

    def answer(
        self, *, lie: bool = False, lag: float = 0.0
    ) -> tuple[Json, int, dict[str, str]]:
        """Return body, status and headers; every refusal is an answer too."""
        headers: dict[str, str] = {"x-slack-req-id": secrets.token_hex(16)}
        try:
            method, token = self._permitted(headers)
            call = Call(
                practice=self.practice,
                method=self.name,
                args=self.args,
                token=token,
                host=self.host,
                lie=lie,
                lag=lag,
                warnings=self.warnings,
            )
            quick_lie = lie and not self.name.startswith("chat.")
            body = {"ok": True} if quick_lie else method.answer(call)
        except RateLimited as limited:
            return limited.answer(), 429, {"retry-after": str(limited.retry_after)}
        except SlackError as refusal:
            body = refusal.answer()
        return self._with_warnings(body), 200, headers

    def _with_warnings(self, body: Json) -> Json:
        if not self.warnings:
            return body
        metadata = dict(body.get("response_metadata") or {})
        metadata["warnings"] = list(self.warnings)
        warning = ",".join(self.warnings)
        return body | {"warning": warning, "response_metadata": metadata}

    def _permitted(self, headers: dict[str, str]) -> tuple[Method, Token]:
        method = METHODS.get(self.name)
        if method is None:
            raise SlackError("unknown_method", req_method=self.name)
        token = self._token(method)
        headers["x-oauth-scopes"] = ",".join(sorted(token.scopes))
        headers["x-accepted-oauth-scopes"] = ",".join(method.scopes)
        if method.needs_token and token.kind not in method.token_kinds:
            raise SlackError("not_allowed_token_type")
        if method.scopes and not token.scopes.intersection(method.scopes):
            raise SlackError(
                "missing_scope",
                needed=",".join(method.scopes),
                provided=",".join(sorted(token.scopes)),
            )
        self.practice.limits.take(self.name, method.tier, at=moments.now())
        return method, token

    def _token(self, method: Method) -> Token:
        workspace = self.practice.workspace
        if not self.token_value:
            if not method.needs_token:
                nobody = workspace.app.user
                return Token(value="", kind="", user=nobody, scopes=set())
            raise SlackError("not_authed")
        token = workspace.tokens.get(self.token_value)
        if token is None:
            raise SlackError("invalid_auth")
        if token.revoked:
            raise SlackError("token_revoked")
        if workspace.people[token.user].deleted:
            raise SlackError("account_inactive")
        return token

    def _token_value(self, request: Request) -> str:
        kind, _, value = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return value.strip()
        is_json = request.headers.get("content-type", "").startswith("application/json")
        return "" if is_json else self.args.text("token")

    def log(self, answer: Any, *, status: int = 200, fault: str = "") -> None:
        """Write down a call that was really made."""
        entry: Json = {
            "method": self.name,
            "args": {
                key: value if not isinstance(value, bytes) else f"{len(value)} bytes"
                for key, value in self.args.items()
                if key not in NOT_LOGGED
            },
            "response": answer,
            "at": self.at,
            "status": status,
        }
        if fault:
            entry["fault"] = fault
        self.practice.workspace.log.append(entry)


def _response(
    body: Json | bytes, *, status: int = 200, headers: dict[str, str]
) -> Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = {"content-type": "application/json; charset=utf-8"}
    return Response(raw, status_code=status, headers={**kind, **headers})


async def _faulty(caller: Caller, fault: Fault) -> ASGIApp:
    """Answer a call that a scripted fault meets."""
    kind, seconds = fault.kind, fault.number("seconds", 1.0)
    when = fault.setting("when", "before") if kind == "delay" else ""
    if kind == "late_land":
        caller.practice.delivery.background(_land(caller, seconds))
        return Cut(reset=bool(fault.setting("reset")))
    if when == "before":
        await asyncio.sleep(seconds)
    answer: Json = {}
    status, headers = 200, dict[str, str]()
    if kind not in NOT_EXECUTED or fault.setting("execute"):
        lag = seconds if kind == "lag_history" else 0.0
        answer, status, headers = caller.answer(lie=kind == "lie_ok", lag=lag)
    caller.log(answer, status=status, fault=kind)
    if when == "after":
        await asyncio.sleep(seconds)
    if kind == "half_open":
        await asyncio.sleep(fault.number("seconds", HALF_OPEN))
    return _spoilt(fault, answer) or _response(answer, status=status, headers=headers)


def _spoilt(fault: Fault, answer: Json) -> ASGIApp | None:
    """Return what the client gets in place of the answer; None for the answer."""
    raw = json.dumps(answer).encode()
    reset = bool(fault.setting("reset"))
    if fault.kind in {"drop_before", "drop_after", "half_open"}:
        return Cut(reset=reset)
    if fault.kind == "truncate":
        return Cut(raw[: len(raw) // 2], promised=len(raw), reset=reset)
    if fault.kind == "ratelimit":
        return _refused(fault)
    return _rewritten(fault) if fault.kind in {"status", "rewrite"} else None


async def _land(caller: Caller, seconds: float) -> None:
    await asyncio.sleep(seconds)
    answer, status, _ = caller.answer()
    caller.log(answer, status=status, fault="late_land")


def _refused(fault: Fault) -> Response:
    retry_after = fault.setting("retry_after", 1)
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    refusal = {"ok": False, "error": "ratelimited"}
    return _response(refusal, status=429, headers=headers)


def _rewritten(fault: Fault) -> Response:
    body = fault.setting("body", "")
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    status = int(fault.number("code", 200 if fault.kind == "rewrite" else 500))
    given = fault.setting("headers", {}) or {}
    headers = {str(key).lower(): str(value) for key, value in given.items()}
    return _response(raw, status=status, headers=headers)
