package dev.lacuna.experiments.rehearsal.api;

import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.experiments.rehearsal.model.LoadModel;
import java.util.random.RandomGenerator;

/** What others ask of an API server, as far as one request feels it. Where nothing is to be felt, nothing is drawn. */
final class Load {
    private static final int WHOLE = 1_000_000;
    private final LoadModel model;
    private final RandomGenerator chance;

    Load(LoadModel model, RandomGenerator chance) {
        this.model = model;
        this.chance = chance;
    }

    /** Whether others have filled the queue of this request. The other levels are kept free of them: that is what they are for. */
    boolean rejects(Ask ask) {
        return ask.flow() == Flow.ORDINARY && meets(model.reject());
    }

    boolean hangs() {
        return meets(model.hang());
    }

    /** Of a request that hangs, whether that is after its work was done: an answer that is lost, and no request. */
    boolean hangsAtTheAnswer() {
        return chance.nextBoolean();
    }

    /** By how many nanoseconds it is slower than usual. */
    long slowsBy() {
        return meets(model.slow().share()) ? model.slow().by().draw(chance) : 0;
    }

    private boolean meets(Share share) {
        return share.millionths() > 0 && chance.nextInt(WHOLE) < share.millionths();
    }
}
