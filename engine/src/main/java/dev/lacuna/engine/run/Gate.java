package dev.lacuna.engine.run;

import dev.lacuna.engine.time.Loop;

/** What an experiment's course meets in its trial before it may go on. Each throws to end the trial. */
interface Gate {

    /** Finds out what a later experiment would hit by now, asks the guards about it and makes it ready anew. */
    void lookAgain(Step step, Loop waiting);

    /** Asks the user, if he wants to be. */
    void ask(Step step, Loop waiting);

    /** Waits until every probe is well, which they are as a rule. */
    void steady(Loop waiting);

    void entering(RunState state, String doing);
}
