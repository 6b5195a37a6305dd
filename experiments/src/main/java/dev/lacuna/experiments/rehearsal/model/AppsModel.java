package dev.lacuna.experiments.rehearsal.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs on the cluster beside its control plane. */
public record AppsModel(List<WorkloadModel> workloads, List<OperatorModel> operators, List<ServiceModel> services) {

    public AppsModel {
        workloads = List.copyOf(workloads);
        operators = List.copyOf(operators);
        services = List.copyOf(services);
        Set<String> owners = new HashSet<>(Set.of(WorkloadModel.CONTROLLER_MANAGER));
        Set<String> pods = new HashSet<>();
        operators.forEach(operator -> {
            owners.add(operator.election());
            once(pods, operator.election());
        });
        workloads.forEach(workload -> {
            once(pods, workload.title());
            known(owners, workload.owner(), "owner of workload " + workload.title());
        });
        Set<String> urls = new HashSet<>();
        services.forEach(service -> {
            once(urls, service.url());
            known(pods, service.workload(), "workload of service " + service.url());
        });
    }

    private static void once(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("%s is there twice".formatted(name));
        }
    }

    private static void known(Set<String> names, String name, String what) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("the %s is %s, which the model doesn't have; it has %s"
                    .formatted(what, name, names.stream().sorted().toList()));
        }
    }

    public static AppsModel none() {
        return new AppsModel(List.of(), List.of(), List.of());
    }

    /** Whether there are pods in this namespace that carry all of these labels. */
    public boolean hasPods(String namespace, Map<String, String> labels) {
        return workloads.stream()
                        .anyMatch(workload -> workload.namespace().equals(namespace)
                                && workload.labels().entrySet().containsAll(labels.entrySet()))
                || operators.stream()
                        .anyMatch(operator -> operator.namespace().equals(namespace)
                                && operator.labels().entrySet().containsAll(labels.entrySet()));
    }

    /** Whether something answers at this URL. */
    public boolean answers(String url) {
        return services.stream().anyMatch(service -> service.url().equals(url));
    }
}
