package dev.lacuna.engine.scenario.shape;

import dev.lacuna.engine.scenario.yaml.YamlNode;
import dev.lacuna.engine.scenario.yaml.YamlPath;

/** Where the reading is: the file with its findings, and the way from its root. */
record Place(Findings findings, YamlPath path) {

    Place key(String key) {
        return new Place(findings, path.key(key));
    }

    Place item(int index) {
        return new Place(findings, path.item(index));
    }

    Origin origin(YamlNode node) {
        return new Origin(findings.file(), node.line(), node.column(), path.toString());
    }

    void problem(YamlNode node, String message) {
        findings.add(origin(node), message);
    }

    /** The node is of another kind than is needed. */
    void wrong(YamlNode node, String needed) {
        problem(node, "is " + node.describe() + "; needed is " + needed);
    }
}
