package dev.lacuna.runner.command;

import dev.lacuna.runner.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Keeps what is written, and answers what it is told to. */
public final class FakeTerminal implements Terminal {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final Deque<String> answers = new ArrayDeque<>();
    private boolean answering;
    private boolean redrawing;

    public FakeTerminal answering(String... lines) {
        answering = true;
        for (String line : lines) {
            answers.add(line);
        }
        return this;
    }

    public FakeTerminal redrawing() {
        redrawing = true;
        return this;
    }

    public String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream out() {
        return outStream;
    }

    @Override
    public PrintStream err() {
        return errStream;
    }

    @Override
    public boolean redraws() {
        return redrawing;
    }

    @Override
    public boolean answers() {
        return answering;
    }

    @Override
    public boolean colours() {
        return false;
    }

    @Override
    public int width() {
        return 60;
    }

    @Override
    public Optional<String> readLine() {
        return Optional.ofNullable(answers.poll());
    }
}
