# Lacuna's node agent: carries out commands on one node, and ends every fault by itself when nobody speaks to it any more.
#
#   sh -c SCRIPT lacuna-agent RUN LEASE_SECONDS          RUN: 1 to 16 of a-z 0-9
#
# In:  SEQ NOTAFTER VERB ARGS...   a line each, from a FIFO. NOTAFTER: this node's monotonic ns; 0 = none.
# Out: SEQ ok|err|late KEY=VALUE...   the answer; before it items, after it reports, under the same SEQ. Appended to a log file, so that no reader
#      can hold the agent up.
# Needs: sh (dash, ash), coreutils (tail that follows by inotify), grep, nft or iptables, unshare, nc. Privileged, hostPID, hostNetwork.
# Moments are pairs LOWER,UPPER of monotonic ns. All is parsed before anything runs: the last line starts it.
set -u
LC_ALL=C; export LC_ALL

# ---- time -------------------------------------------------------------------------------------------------------------------------------
# `now at` of timer_list is CLOCK_MONOTONIC without a fork. Where it can't be read, uptime in steps of 10 ms, and hello says so.
now() { { read -r x && read -r x && read -r x x NOW x; } 2> /dev/null < /proc/timer_list; }
now_coarse() { read -r NOW x 2> /dev/null < /proc/uptime && NOW=${NOW%.*}${NOW#*.}0000000; }

choose_clock() {
  CLOCK=timer_list STEP=0 NOW=
  now && case $NOW in '' | *[!0-9]*) false;; esac && return
  CLOCK=uptime STEP=10000000
  now() { now_coarse; }
  now
}

# WALL = wall clock minus monotonic clock, in ns: the kernel's own offset where it shows it, else by a reading of date.
wall_offset() {
  local word value base= before
  WALL= WALL_ERROR=0
  if [ "$CLOCK" = timer_list ]; then
    while read -r word value x; do
      case $word in
        clock) base=$value;;
        .offset:) [ "$base" != 1: ] || { WALL=$value; break; };;
      esac
    done < /proc/timer_list
    case $WALL in '' | 0 | *[!0-9]*) WALL=;; esac
  fi
  [ -z "$WALL" ] || return 0
  now; before=$NOW
  value=$(date +%s%N); now
  WALL=$((value - before)) WALL_ERROR=$((NOW - before + STEP))
}

# ---- words ------------------------------------------------------------------------------------------------------------------------------
say() { printf '%s\n' "$*" >&4; }
is_number() { case $1 in '' | *[!0-9]*) return 1;; esac; }
is_name() { case $1 in '' | *[!a-z0-9]*) return 1;; esac; }
is_container() { case $1 in *[!0-9a-f]*) return 1;; esac; [ "${#1}" -ge 12 ]; }
split() { local IFS=,; set -f; set -- $1; set +f; IFS=' '; SPLIT="$*"; }
