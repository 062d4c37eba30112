"""The sender: one in a workspace speaks, urgent things first, at Slack's pace."""

import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import structlog

from bot.sender.changes import METHODS, Changes
from bot.sender.means import Book, Call, Means, Settings
from bot.sender.messages import Messages
from bot.sender.pacing import Pacer
from bot.slack_errors import Done, Next, NotDone
from models.database import Database
from models.queries import outbox as queries
from models.queries import spine
from models.vocabulary import OutboxState
from workflows.delivery import sending, states
from workflows.delivery.states import POSTED, hold

log = structlog.get_logger(__name__)

BATCH: Final = 200
REFRESH_SECONDS: Final = 0.5
HOUSEKEEPING_SECONDS: Final = 1.0
SHUT_OUT_SECONDS: Final = 60.0
POST: Final = "chat.postMessage"
SentCall = dict[str, Any]


class Sender:
    """Brings the outbox to Slack. `run` in a thread of its own, or `drain` at once."""

    def __init__(
        self,
        means: Means,
        *,
        settings: Settings | None = None,
        pause: Callable[[float], object] | None = None,
        holder: str | None = None,
    ) -> None:
        """Keep the dependencies; nothing is called yet. `pause` waits for seconds."""
        self._means = means
        self._settings = settings or Settings()
        self._database, self._clock = means.database, means.clock
        # One process alone uses an SQLite file, so what it left it may take back.
        self._is_alone = means.database.engine.dialect.name == "sqlite"
        alone = "the one process" if self._is_alone else secrets.token_hex(8)
        self._holder = holder or alone
        self._lock = threading.Lock()
        self._pacer = Pacer(
            known_rate=self._settings.known_rate,
            channel_gap=self._settings.channel_gap,
            method_share=self._settings.method_share,
        )
        book = Book(
            database=means.database,
            clock=means.clock,
            waits=self._settings.waits,
            pacer=self._pacer,
            lock=self._lock,
        )
        self._messages, self._changes = Messages(means, book), Changes(means, book)
        self._wake = threading.Event()
        self._pause = pause or self._wake.wait
        self._turns = threading.RLock()
        self._pool: ThreadPoolExecutor | None = None
        self._busy: set[str] = set()
        self._queue: list[queries.Due] = []
        self._read_at = self._kept_at = self._shut_out_until = 0.0
        self._leads_until = 0.0
        self._has_started = self._is_settling = False
        self._sent: list[SentCall] | None = None
        self.trouble: str | None = None

    @property
    def rate(self) -> float:
        """Return how many messages a second the workspace is given now."""
        return self._pacer.rate

    def wake(self) -> None:
        """Look at the outbox now: something was written to it."""
        self._wake.set()

    def run(self, stop: threading.Event) -> None:
        """Send until `stop` is set; what is on its way is finished first."""
        try:
            while not stop.is_set():
                with self._turns:
                    wait = self._safe_turn()
                self._pause(min(wait, self._settings.poll))
                self._wake.clear()
        finally:
            self.close()

    def close(self) -> None:
        """Finish what is on its way, and let another process send."""
        with self._turns:
            if self._pool is not None:
                self._pool.shutdown(wait=True)
                self._pool = None
            if self._leads_until:
                self._leads_until = 0.0
                with self._database.work() as session:
                    spine.end_lease(
                        session,
                        self._lease_name,
                        holder=self._holder,
                        at=self._clock.machine(),
                    )

    @contextmanager
    def alone(self) -> Iterator[list[SentCall]]:
        """Yield what is sent meanwhile; nothing is sent but by `drain`."""
        with self._turns:
            outer = self._sent
            self._sent = sent = [] if outer is None else outer
            try:
                yield sent
            finally:
                self._sent = outer

    def drain(self, *, seconds: float = 60.0) -> list[SentCall]:
        """Send all that is due now, doubts settled too; return the calls made."""
        with self.alone() as sent:
            first, ends = len(sent), self._seconds() + seconds
            while self._seconds() < ends:
                wait = self._safe_turn()
                if not self._has_open():
                    break
                # Nothing may be free to go for a while: somebody else's lease, say.
                self._pause(min(max(wait, 0.001), self._settings.poll))
                self._wake.clear()
            return sent[first:]

    def _safe_turn(self) -> float:
        try:
            return self._turn()
        except Exception:
            # The next turn may do better: the database comes back, say.
            log.exception("sender turn failed")
            return self._settings.poll

    def _turn(self) -> float:
        """Send what may go now; return the seconds until more may."""
        at = self._seconds()
        if not self._leads(at):
            return self._settings.poll
        self._keep_house(at)
        if at < self._shut_out_until:
            return self._shut_out_until - at
        self._read(at)
        soonest = self._settings.poll
        for due in list(self._queue):
            with self._lock:
                if len(self._busy) >= max(1, self._settings.workers):
                    break
                wait = 0.0 if due.lane in self._busy else self._wait(due, at)
                if wait > 0 or due.lane in self._busy:
                    soonest = min(soonest, wait or soonest)
                    continue
                self._take(due, at)
                self._busy.add(due.lane)
            self._queue.remove(due)
            self._start(partial(self._deliver, due))
            soonest, at = 0.0, self._seconds()
        return soonest

    def _wait(self, due: queries.Due, at: float) -> float:
        if due.effect in POSTED:
            return self._pacer.wait(due.lane, at)
        return self._pacer.wait_for_method(METHODS[due.effect][0], at)

    def _take(self, due: queries.Due, at: float) -> None:
        if due.effect in POSTED:
            self._pacer.take(due.lane, at)
        else:
            method, per_minute = METHODS[due.effect]
            self._pacer.take_method(method, at, per_minute=per_minute)

    def _read(self, at: float) -> None:
        if self._queue and at - self._read_at < REFRESH_SECONDS:
            return
        with self._lock:
            busy = set(self._busy)
        with self._database.work() as session:
            self._queue = queries.list_due(
                session, now=self._clock.now(), busy=busy, limit=BATCH
            )
        self._read_at = at

    def _keep_house(self, at: float) -> None:
        """Take back what the dead left, and settle what may have been sent."""
        if self._has_started and at - self._kept_at < HOUSEKEEPING_SECONDS:
            return
        self._kept_at = at
        machine = self._clock.machine()
        everything = self._is_alone and not self._has_started
        with self._database.work() as session:
            sending.abandon(
                session,
                at=None if everything else machine,
                quiet_until=machine + self._settings.waits.quiet,
            )
        self._has_started = True
        with self._lock:
            if self._is_settling:
                return
            self._is_settling = True
        self._start(self._settle_doubts)

    def _settle_doubts(self) -> None:
        try:
            self._means.settle()
        except Exception:
            log.exception("reconciling failed")
        finally:
            with self._lock:
                self._is_settling = False
            self._wake.set()

    def _start(self, work: Callable[[], None]) -> None:
        if self._settings.workers == 0:
            work()
            return
        if self._pool is None:
            # One more, so that looking for lost messages takes no place from sending.
            self._pool = ThreadPoolExecutor(
                self._settings.workers + 1, thread_name_prefix="sender"
            )
        self._pool.submit(work)

    def _deliver(self, due: queries.Due) -> None:
        try:
            way = self._messages if due.effect in POSTED else self._changes
            for call in way.deliver(due, self._may_send):
                self._learn(call)
        except Exception as error:
            # A row that cannot be prepared must not come up again and again. One that
            # was taken up already is left to its lease: it may have been sent.
            log.exception("delivery failed", row=due.id)
            self._put_aside(due.id, type(error).__name__)
        finally:
            with self._lock:
                self._busy.discard(due.lane)
            self._wake.set()

    def _put_aside(self, row_id: str, because: str) -> None:
        now = self._clock.now()
        try:
            with self._database.work() as session:
                row = sending.take(session, row_id, now=now)
                if row is not None:
                    hold(session, row, because=because, now=now)
        except Exception:
            log.exception("row could not be put aside", row=row_id)

    def _learn(self, call: Call) -> None:
        outcome = call.outcome
        with self._lock:
            if isinstance(outcome, Done):
                self._went_well(call)
            elif isinstance(outcome, NotDone):
                self._was_refused(call.method, outcome, self._seconds())
        if not isinstance(outcome, Done):
            log.info("not sent", method=call.method, why=outcome.error, kind=call.kind)
        if self._means.watch is not None:
            self._means.watch(call)

    def _went_well(self, call: Call) -> None:
        self.trouble = None
        if call.method == POST:
            self._pacer.succeeded()
        if self._sent is not None:
            self._sent.append({"method": call.method, "args": dict(call.args)})

    def _was_refused(self, method: str, outcome: NotDone, at: float) -> None:
        if outcome.then is Next.STOP_ALL:
            self.trouble = outcome.error
            self._shut_out_until = at + SHUT_OUT_SECONDS
        elif outcome.then is Next.WAIT and method == POST:
            self._pacer.limited(outcome.wait, at)
        elif outcome.then is Next.WAIT:
            self._pacer.hold_lane(method, outcome.wait, at)

    @property
    def _lease_name(self) -> str:
        return f"sender:{self._settings.workspace}"

    def _leads(self, at: float) -> bool:
        lease = self._settings.lease
        if self._leads_until - at > lease.total_seconds() / 2:
            return True
        machine = self._clock.machine()
        with self._database.work() as session:
            leads = spine.take_lease(
                session,
                self._lease_name,
                holder=self._holder,
                at=machine,
                until=machine + lease,
            )
        self._leads_until = (machine + lease).timestamp() if leads else 0.0
        return leads

    def _may_send(self) -> bool:
        return self._seconds() < self._leads_until

    def _has_open(self) -> bool:
        with self._lock:
            if self._busy:
                return True
        with self._database.work() as session:
            counts = queries.count_by_state(session)
            due = queries.next_due(session)
        waiting = (OutboxState.CLAIMED, OutboxState.SENDING, OutboxState.UNCERTAIN)
        is_due = due is not None and due <= self._clock.now()
        return is_due or any(counts.get(state, 0) for state in waiting)

    def _seconds(self) -> float:
        return self._clock.machine().timestamp()


def backlog(database: Database) -> states.Backlog:
    """Return what waits and what wants a person."""
    with database.work() as session:
        return states.backlog(session)
