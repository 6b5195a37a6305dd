package dev.lacuna.experiments.controlplane;

/**
 * Which cluster this is.
 *
 * @param context the kubeconfig's context, or {@code in-cluster}
 * @param version as the API server tells it: {@code v1.36.3}
 * @param distribution which layout the control plane has: {@code kubeadm}, {@code rke2}, {@code k3s}, {@code openshift}, {@code eks} …, {@code unknown}
 * @param uid of namespace kube-system: the cluster's own identity
 * @param server the address that the kubeconfig names: the balancer's, where there is one
 */
public record ClusterIdentity(String context, String version, Distribution distribution, String uid, String server) {}
