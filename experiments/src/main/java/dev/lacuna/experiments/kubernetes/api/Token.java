package dev.lacuna.experiments.kubernetes.api;

import dev.lacuna.engine.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bearer token. {@link #value} may be called from any thread. */
sealed interface Token {

    Optional<String> value();

    record None() implements Token {
        @Override
        public Optional<String> value() {
            return Optional.empty();
        }
    }

    record Fixed(String text) implements Token {
        @Override
        public Optional<String> value() {
            return Optional.of(text);
        }

        @Override
        public String toString() {
            return "Fixed[…]";
        }
    }

    /** Read again each minute: the kubelet replaces a service account's token long before it expires. */
    final class InFile implements Token {
        static final Duration REREAD = Duration.ofMinutes(1);

        private final Path file;
        private final Clock clock;
        private @Nullable String last;
        private long readAt;

        InFile(Path file, Clock clock) {
            this.file = file;
            this.clock = clock;
        }

        @Override
        public synchronized Optional<String> value() {
            if (last == null || clock.now() - readAt >= REREAD.toNanos()) {
                last = read();
                readAt = clock.now();
            }
            return Optional.of(last);
        }

        private String read() {
            try {
                String text = Files.readString(file).strip();
                if (!text.isEmpty()) {
                    return text;
                }
                return kept("token file %s is empty".formatted(file), null);
            } catch (IOException e) {
                return kept("token file %s can't be read: %s".formatted(file, e), e);
            }
        }

        /** A file in the middle of being replaced is no reason to lose the way to the cluster: the old token may still do. */
        private String kept(String problem, @Nullable IOException cause) {
            if (last == null) {
                throw cause == null ? new AccessException(problem) : new AccessException(problem, cause);
            }
            return last;
        }
    }
}
