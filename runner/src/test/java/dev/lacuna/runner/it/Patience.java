package dev.lacuna.runner.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens outside of this process. */
final class Patience {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration LOOK_CLOSELY = Duration.ofMillis(20);

    private Patience() {}

    /** Fails, naming what was waited for, when it has not come true in this time. */
    static void until(String what, Duration atMost, Callable<Boolean> comesTrue) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .atMost(atMost)
                .until(comesTrue);
    }

    /** As {@link #until}, for what lasts only a moment. */
    static void untilSharply(String what, Duration atMost, Callable<Boolean> comesTrue) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_CLOSELY)
                .atMost(atMost)
                .until(comesTrue);
    }

    /** As {@link #until}, with an assertion that fails until then: its last failure is told. */
    static void untilAsserted(String what, Duration atMost, org.awaitility.core.ThrowingRunnable holds) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .atMost(atMost)
                .untilAsserted(holds);
    }

    static void forAsLongAs(Duration length) {
        await("time to pass").pollDelay(length).atMost(length.plusSeconds(5)).until(() -> true);
    }
}
