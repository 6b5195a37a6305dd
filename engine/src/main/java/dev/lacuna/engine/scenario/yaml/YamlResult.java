package dev.lacuna.engine.scenario.yaml;

import java.util.List;

/**
 * What a text holds.
 *
 * @param documents those that could be read, also when a later one could not; an empty one is a scalar of {@link YamlScalar.Kind#NOTHING}
 * @param faults in the order of the text; none means that the documents are all there is
 */
public record YamlResult(List<YamlNode> documents, List<YamlFault> faults) {

    public YamlResult {
        documents = List.copyOf(documents);
        faults = List.copyOf(faults);
    }
}
