package dev.lacuna.experiments.rehearsal.model;

import dev.lacuna.engine.scenario.shape.Field;
import dev.lacuna.engine.scenario.shape.Fields;
import dev.lacuna.engine.scenario.shape.Shape;
import dev.lacuna.engine.scenario.shape.Share;
import dev.lacuna.engine.scenario.shape.Type;
import dev.lacuna.engine.scenario.shape.Values;

/** The keys of an API server's limits and load in a cluster model, and those of the `kubernetes` Service. */
record LoadFields(Field<Integer> limit, Field<Share> reject, Field<Share> hang, Field<LoadModel.Slow> slow) {
    private static final int MOST = 100_000;

    private static final Shape<LoadModel.Slow> SLOW = Shape.of("Requests that take longer.", fields -> {
        var standard = LoadModel.standard();
        var share = fields.optional("share", Type.share(), standard.slow().share(), "Of all requests.");
        var by = ClusterModelFile.range(fields, "by", standard.slow().by(), "By how much longer they take.");
        return read -> new LoadModel.Slow(read.get(share), read.get(by));
    });

    static final Shape<ApiServiceModel> SERVICE = Shape.of("The `kubernetes` Service.", fields -> {
        var standard = ApiServiceModel.standard();
        var entrance = fields.optional(
                "entrance",
                Type.oneOf(ApiServiceModel.Entrance.class),
                standard.entrance(),
                "What those come through who name no API server.");
        var lease = ClusterModelFile.time(fields, "lease", standard.lease(), "Of an API server's address.");
        var interval = ClusterModelFile.time(fields, "interval", standard.interval(), "Between its renewals.");
        var proxy = ClusterModelFile.range(fields, "proxy", standard.proxy(), "From a change to a node's rules.");
        return read -> new ApiServiceModel(read.get(entrance), read.get(lease), read.get(interval), read.get(proxy));
    });

    static LoadFields of(Fields fields) {
        var standard = LoadModel.standard();
        return new LoadFields(
                fields.optional(
                        "limit",
                        Type.wholeNumber(1, MOST),
                        standard.limit(),
                        "Requests that a server works on at a time."),
                fields.optional(
                        "reject", Type.share(), standard.reject(), "Of ordinary requests: turned away with 429."),
                fields.optional("hang", Type.share(), standard.hang(), "Of all requests: never answered in time."),
                fields.section("slow", SLOW, "Requests that take longer."));
    }

    LoadModel read(Values read) {
        return new LoadModel(read.get(limit), read.get(reject), read.get(hang), read.get(slow));
    }
}
