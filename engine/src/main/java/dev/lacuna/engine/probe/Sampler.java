package dev.lacuna.engine.probe;

import dev.lacuna.engine.time.Answers;
import dev.lacuna.engine.time.Interval;
import dev.lacuna.engine.time.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one path's requests on a fixed schedule, whatever became of the earlier ones, and says what came of each.
 *
 * <p>A request that is not answered in time is bad at its deadline; it is still listened to for a while, to tell how late the answer was. Requests
 * may complete on any thread: the moment is taken there. Samples are handed over on the loop in the order of their due times, so each waits for
 * those before it, which is for the timeout at most. What the runner itself held up is neither good nor bad: a tick that is missed is not sent later, and a
 * deadline that could not be watched does not count.
 */
public final class Sampler {
    private final Loop loop;
    private final Schedule schedule;
    private final Supplier<CompletableFuture<SampleOutcome>> request;
    private final Consumer<Sample> samples;
    private final SamplerTally.Counter counter = new SamplerTally.Counter();
    private final ArrayDeque<Request> undelivered = new ArrayDeque<>();
    private final ArrayDeque<Request> overdue = new ArrayDeque<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private int unanswered;
    private Loop.@Nullable Timer nextTick;
    private boolean stopping;

    /**
     * When requests are sent and how long they are waited for.
     *
     * @param every from one to the next
     * @param timeout from sending to the answer
     * @param mostUnanswered requests at a time that have no answer yet; at this limit the oldest that is past its timeout is cancelled, and where
     *     there is none, the next is not sent and is bad
     */
    public record Schedule(Duration every, Duration timeout, int mostUnanswered) {

        public Schedule {
            if (every.isNegative()
                    || every.isZero()
                    || timeout.isNegative()
                    || timeout.isZero()
                    || mostUnanswered < 1) {
                throw new IllegalArgumentException(
                        "period, timeout and number of requests must be positive: every %s, timeout %s, at most %d unanswered"
                                .formatted(every, timeout, mostUnanswered));
            }
        }

        /** Room for all requests within a timeout, and as many again that are merely listened to. */
        public static Schedule of(Duration every, Duration timeout) {
            return new Schedule(every, timeout, 2 * (int) Math.min(500, 1 + timeout.toNanos() / every.toNanos()));
        }
    }

    /**
     * A sampler that has not begun.
     *
     * @param request sends one request without blocking; called on the loop. When its answer is cancelled it should let go of the connection
     * @param samples takes what came of them, on the loop
     */
    public Sampler(
            Loop loop,
            Schedule schedule,
            Supplier<CompletableFuture<SampleOutcome>> request,
            Consumer<Sample> samples) {
        this.loop = loop;
        this.schedule = schedule;
        this.request = request;
        this.samples = samples;
    }

    /** On the loop: begins, with the first request due at {@code first} and each next one a period later. */
    public void start(long first) {
        if (nextTick != null || stopping) {
            throw new IllegalStateException("this sampler has been started before");
        }
        scheduleTick(first);
    }

    /** On the loop: sends no more. The answer is there when the last sample has been handed over. */
    public CompletableFuture<Void> stop() {
        stopping = true;
        if (nextTick != null) {
            nextTick.cancel();
        }
        deliver();
        return stopped;
    }

    /** On the loop: how well the schedule was kept so far. */
    public SamplerTally tally() {
        return counter.tally();
    }

    private void scheduleTick(long due) {
        nextTick = loop.at(due, () -> tick(due));
    }

    private void tick(long due) {
        long every = schedule.every.toNanos();
        long missed = Math.max(0, (loop.now() - due) / every);
        if (missed > 0) {
            counter.skipped += missed;
            undelivered.forEach(waiting -> waiting.unwatched = true);
        }
        long latest = due + missed * every;
        scheduleTick(latest + every);
        if (hasRoom()) {
            send(latest);
        } else {
            refuse(latest);
        }
    }

    private boolean hasRoom() {
        if (unanswered >= schedule.mostUnanswered && !overdue.isEmpty()) {
            overdue.remove().abandon();
        }
        return unanswered < schedule.mostUnanswered;
    }

    private void send(long due) {
        long from = loop.now();
        var answer = begin();
        var sent = new Request(due, new Interval(from, loop.now()), answer);
        counter.sent++;
        counter.skew(sent.sent.upper() - due);
        unanswered++;
        undelivered.add(sent);
        sent.watch();
    }

    private CompletableFuture<SampleOutcome> begin() {
        try {
            return request.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void refuse(long due) {
        counter.refused++;
        var refused = new Request(due, Interval.exactly(loop.now()), new CompletableFuture<>());
        undelivered.add(refused);
        refused.settle(false, OptionalLong.empty(), "not sent: too many unanswered (%d)".formatted(unanswered));
    }

    private void deliver() {
        for (var head = undelivered.peek(); head != null && head.settled; head = undelivered.peek()) {
            undelivered.remove();
            if (head.sample != null) {
                samples.accept(head.sample);
            }
        }
        if (stopping && undelivered.isEmpty()) {
            overdue.forEach(Request::abandon);
            overdue.clear();
            stopped.complete(null);
        }
    }

    private record Answer(long at, SampleOutcome outcome) {}

    /** One request. It belongs to the loop, all but {@code answer}, which is written once by whoever completes it. */
    private final class Request {
        final long due;
        final Interval sent;
        final long deadline;
        final CompletableFuture<SampleOutcome> pending;
        volatile @Nullable Answer answer;
        Loop.@Nullable Timer timer;

        @Nullable
        Sample sample;

        boolean settled;
        boolean abandoned;
        boolean unwatched;

        Request(long due, Interval sent, CompletableFuture<SampleOutcome> pending) {
            this.due = due;
            this.sent = sent;
            this.deadline = sent.upper() + schedule.timeout.toNanos();
            this.pending = pending;
        }

        void watch() {
            timer = loop.at(deadline, this::endOfTime);
            var unused = pending.whenComplete((outcome, failure) -> {
                answer = new Answer(loop.now(), outcome != null ? outcome : SampleOutcome.bad(words(failure)));
                loop.post(this::takeAnswer);
            });
        }

        private void takeAnswer() {
            var came = Objects.requireNonNull(answer, "no answer to take");
            if (abandoned) {
                return;
            }
            unanswered--;
            overdue.remove(this);
            if (came.at > deadline) {
                counter.late(came.at - sent.lower());
            }
            if (!settled) {
                judge(came);
            }
        }

        private void endOfTime() {
            if (settled) {
                return;
            }
            // An answer in time may be behind this event in the queue, when the loop was held up.
            var came = answer;
            if (came != null) {
                judge(came);
                return;
            }
            overdue.add(this);
            missDeadline();
        }

        private void judge(Answer came) {
            if (timer != null) {
                timer.cancel();
            }
            if (came.at <= deadline) {
                settle(came.outcome.good(), OptionalLong.of(came.at), came.outcome.detail());
            } else {
                missDeadline();
            }
        }

        private void missDeadline() {
            if (unwatched
                    || loop.now() - deadline > Math.min(schedule.every.toNanos(), schedule.timeout.toNanos()) / 2) {
                counter.unwatched++;
                settled = true;
                deliver();
            } else {
                settle(false, OptionalLong.empty(), "no answer within %d ms".formatted(schedule.timeout.toMillis()));
            }
        }

        void settle(boolean good, OptionalLong answered, String detail) {
            sample = new Sample(due, sent, answered, good, detail);
            settled = true;
            deliver();
        }

        void abandon() {
            abandoned = true;
            unanswered--;
            pending.cancel(true);
        }
    }

    private static String words(@Nullable Throwable failure) {
        var cause = failure == null ? null : Answers.cause(failure);
        if (cause == null) {
            return "answered with nothing";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
