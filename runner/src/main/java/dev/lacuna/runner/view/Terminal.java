package dev.lacuna.runner.view;

import java.io.PrintStream;
import java.util.Optional;

/** Where people sit. Its streams may be redirected each by itself. */
public interface Terminal {

    /** What was asked for: results, plans. */
    PrintStream out();

    /** Problems, questions and signs of life. */
    PrintStream err();

    /** Whether {@link #out} is a terminal on which lines can be drawn anew. */
    boolean redraws();

    /** Whether somebody can be asked: input and output are a terminal. */
    boolean answers();

    boolean colours();

    /** In columns. */
    int width();

    /** Waits for a line; empty at the end of the input. */
    Optional<String> readLine();
}
