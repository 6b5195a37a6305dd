package dev.lacuna.experiments.controlplane;

import java.util.List;

/**
 * What is left on a node, a line each.
 *
 * @param own filters of this run, and processes that stand still and were stopped by it: those it was asked about
 * @param ofOtherRuns filters of other runs of Lacuna
 * @param strangers processes of pods that stand still, of which nothing says that Lacuna stopped them
 */
public record Residue(List<String> own, List<String> ofOtherRuns, List<String> strangers) {
    public static final Residue NONE = new Residue(List.of(), List.of(), List.of());

    public Residue {
        own = List.copyOf(own);
        ofOtherRuns = List.copyOf(ofOtherRuns);
        strangers = List.copyOf(strangers);
    }
}
