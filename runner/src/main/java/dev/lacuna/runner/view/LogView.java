package dev.lacuna.runner.view;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.lacuna.engine.event.Event;
import dev.lacuna.engine.event.EventStream;
import java.io.PrintStream;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** {@code --log-format json}: one JSON object a line on standard error, with the run's ID among its keys. What went wrong is a WARN, what is left in the cluster an ERROR. */
public final class LogView implements View {
    private static final String LOGGER = "lacuna.run";
    private final String runId;
    private final Logger log = LoggerFactory.getLogger(LOGGER);
    private final Telling telling = new Telling();

    public LogView(String runId) {
        this.runId = runId;
    }

    /** From now on everything that is logged in this process is JSON on this stream. */
    public static void logJson(PrintStream to) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithContext(false);
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(to);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger(LOGGER).setLevel(Level.INFO);
    }

    @Override
    public void read(EventStream.Entry entry) {
        telling.words(entry).ifPresent(words -> {
            MDC.put("run", runId);
            try {
                log.atLevel(level(entry.event()))
                        .addKeyValue("event", entry.event().getClass().getSimpleName())
                        .addKeyValue("sequence", entry.sequence())
                        .addKeyValue("at", String.format(Locale.ROOT, "%.6f", telling.seconds(entry)))
                        .log(words);
            } finally {
                MDC.remove("run");
            }
        });
    }

    private static org.slf4j.event.Level level(Event event) {
        boolean left = (event instanceof Event.Healed healed
                        && !healed.leftovers().isEmpty())
                || (event instanceof Event.RunEnded ended && !ended.leftovers().isEmpty());
        boolean wrong = event instanceof Event.Warned
                || event instanceof Event.Refused
                || (event instanceof Event.Confirmed confirmed
                        && !confirmed.proof().held());
        if (left) {
            return org.slf4j.event.Level.ERROR;
        }
        return wrong ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO;
    }

    @Override
    public void close() {
        // every line is out already
    }
}
