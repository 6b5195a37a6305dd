/**
 * etcd: voters that elect a leader and agree on writes, message by message over the simulated network.
 *
 * <p>Raft as far as timing shows it: heartbeats, randomized election timeouts, pre-vote, a leader that steps down without a quorum, proposals that are forwarded, lost with
 * their leader or held back while there is none (etcd-io/raft raft.go, node.go; etcd-io/etcd server/embed/config.go). Logs are not kept: what a quorum has taken is in
 * the store, once. Lives on the loop.
 */
@NullMarked
package dev.lacuna.experiments.rehearsal.etcd;

import org.jspecify.annotations.NullMarked;
