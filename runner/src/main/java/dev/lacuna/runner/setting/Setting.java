package dev.lacuna.runner.setting;

import java.util.Locale;

/** All settings there are. */
public enum Setting {
    CONTEXT(
            "context",
            Kind.TEXT,
            "NAME",
            "",
            "The kubeconfig's context of the cluster that is to be hit. There is no default: a real cluster is always named."),
    IN_CLUSTER("inCluster", Kind.FLAG, "", "false", "Hit the cluster that this pod runs in, with its ServiceAccount."),
    KUBECONFIG(
            "kubeconfig",
            Kind.TEXT,
            "FILE",
            "",
            "The kubeconfig; left out: what KUBECONFIG names, else ~/.kube/config."),
    IMAGE("image", Kind.TEXT, "IMAGE", "lacuna/lacuna:dev", "The image of the helper pods on the nodes."),
    NAMESPACE(
            "namespace",
            Kind.TEXT,
            "NAME",
            "lacuna",
            "Where Lacuna keeps its lock, its journals and its probes' objects."),
    AGENT_NAMESPACE("agentNamespace", Kind.TEXT, "NAME", "lacuna-agents", "Where the helper pods run."),
    EXCLUDE_NODES(
            "excludeNodes",
            "--exclude-node",
            Kind.LIST,
            "NODE",
            "A node that nothing may be done to. Repeatable; all that are named anywhere count."),
    EXCLUDE_NAMESPACES(
            "excludeNamespaces",
            "--exclude-namespace",
            Kind.LIST,
            "NAME",
            "A namespace whose pods may not be hit. Repeatable; all that are named anywhere count."),
    CLUSTER_MODEL(
            "clusterModel",
            Kind.TEXT,
            "FILE",
            "",
            "The cluster to rehearse on where no real one is named (docs/rehearsal.md); left out: three control-plane nodes and a worker."),
    OUTPUT(
            "output",
            Kind.TEXT,
            "DIR",
            "",
            "The folder for the run's files; left out: lacuna-runs/<run id>. With several scenarios, a folder below it for each."),
    LOG_FORMAT("logFormat", Kind.TEXT, "FORMAT", "text", "text, or json: one JSON object a line on standard error."),
    NO_COLOR("noColor", Kind.FLAG, "", "false", "No colours. The variable NO_COLOR does the same.");

    /** What a setting's value is. */
    public enum Kind {
        TEXT,
        FLAG,
        /** Commas separate entries in the environment; in lacuna.yaml it is a list. */
        LIST
    }

    /** What each variable of Lacuna's begins with. */
    public static final String PREFIX = "LACUNA_";

    private final String key;
    private final String flag;
    private final Kind kind;
    private final String placeholder;
    private final String standard;
    private final String meaning;

    Setting(String key, Kind kind, String placeholder, String standard, String meaning) {
        this(key, "--" + apart(key, '-'), kind, placeholder, standard, meaning);
    }

    Setting(String key, String flag, Kind kind, String placeholder, String meaning) {
        this(key, flag, kind, placeholder, "", meaning);
    }

    Setting(String key, String flag, Kind kind, String placeholder, String standard, String meaning) {
        this.key = key;
        this.flag = flag;
        this.kind = kind;
        this.placeholder = placeholder;
        this.standard = standard;
        this.meaning = meaning;
    }

    private static String apart(String key, char separator) {
        return key.replaceAll("([A-Z])", separator + "$1").toLowerCase(Locale.ROOT);
    }

    /** In lacuna.yaml. */
    public String key() {
        return key;
    }

    public String flag() {
        return flag;
    }

    public String variable() {
        return PREFIX + apart(key, '_').toUpperCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    /** What stands for its value in help. */
    public String placeholder() {
        return placeholder;
    }

    /** The value that holds where nobody gives one; empty for none. */
    public String standard() {
        return standard;
    }

    public String meaning() {
        return meaning;
    }
}
