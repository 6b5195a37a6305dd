# ---- guards: processes that outlive this container ----------------------------------------------------------------------------------------
# A guard looks twice a second: is the agent alive, was it spoken to in time, has its own moment come? If not: undo, and end. It must not be in the
# container's cgroups, because the runtime kills all that is in them when the container's first process dies.
agent_is_well() {   # false: dead, or not spoken to for the lease and 3 s (the agent itself ends at the lease)
  local word=
  look "$SELF" && [ "$START" = "$SELF_START" ] && [ "$STATE" != Z ] || return 1
  read -r word 2> /dev/null < "$HOME_DIR/heard"
  is_number "$word" && HEARD=$word
  now; [ $((NOW - HEARD)) -lt $((LEASE + 3000000000)) ]
}

guard_process() {   # SEQ PID START UNTIL
  while agent_is_well && [ "$NOW" -lt "$4" ]; do
    look "$2" && [ "$START" = "$3" ] || exit 0
    sleep 0.5 || break   # no sleep any more: the container's files are gone
  done
  look "$2" && [ "$START" = "$3" ] || exit 0
  local before
  now; before=$NOW
  kill -s CONT "$2"
  now; say "$1 thawed at=$before,$NOW by=guard"
}

guard_filters() {
  while agent_is_well; do sleep 0.5 || break; done
  drop_all_filters
}

# start_guard FUNCTION ARGS...: GUARD = its pid, or false when it could not leave the container's cgroups.
start_guard() {
  local dir
  ( trap '' TERM HUP INT; exec < /dev/null > /dev/null 2>&1 3>&-; "$@" ) &
  GUARD=$!
  if [ -e "$NODE_CGROUPS/cgroup.controllers" ]; then echo "$GUARD" > "$NODE_CGROUPS/cgroup.procs"
  else for dir in "$NODE_CGROUPS"/*/; do [ ! -e "$dir/cgroup.procs" ] || echo "$GUARD" > "$dir/cgroup.procs"; done
  fi 2> /dev/null
  CONTAINER=
  if container_in_proc "$GUARD"; then kill -s KILL "$GUARD"; return 1; fi
  kill -0 "$GUARD" 2> /dev/null
}

container_in_proc() { local CGROUPS=/proc; container_of "$1"; }

arm_filters_guard() {
  [ -z "$FILTERS_GUARD" ] || return 0
  start_guard guard_filters || return 1
  FILTERS_GUARD=$GUARD
}

# ---- freeze -----------------------------------------------------------------------------------------------------------------------------
all_stopped() {   # PID START
  local task line
  for task in "/proc/$1/task"/[0-9]*; do
    line=; read -r line 2> /dev/null < "$task/stat" || continue
    line=${line##*) }
    case $line in T* | t* | Z* | X*) ;; *) return 1;; esac
  done
  look "$1" && [ "$START" = "$2" ]
}

freeze() {   # SEQ NOTAFTER CONTAINER PID START SECONDS
  local before sent guard tries=0
  same "$4" "$5" "$3" || { say "$1 err code=$REFUSAL"; return; }
  [ "$STATE" != T ] || { say "$1 err code=already-stopped"; return; }
  now
  start_guard guard_process "$1" "$4" "$5" $((NOW + $6 * 1000000000)) || { say "$1 err code=no-guard"; return; }
  guard=$GUARD
  now; before=$NOW
  [ "$before" -le "$2" ] || { kill -s KILL "$guard"; say "$1 late at=$NOW"; return; }
  FROZEN="$FROZEN $4:$5:$guard"
  same "$4" "$5" "$3" && kill -s STOP "$4" 2> /dev/null || { thaw "$4" "$5"; say "$1 err code=kill-failed"; return; }
  now; sent=$NOW
  until all_stopped "$4" "$5"; do
    tries=$((tries + 1))
    [ "$tries" -lt 2000 ] && look "$4" || { thaw "$4" "$5"; say "$1 err code=not-stopped"; return; }
  done
  now; say "$1 ok sent=$before,$sent stopped=$before,$NOW"
}

# thaw PID START: true when that process runs or is gone. Its guard ends afterwards, never before.
thaw() {
  local entry rest= tries=0
  while look "$1" && [ "$START" = "$2" ] && [ "$STATE" = T ]; do
    kill -s CONT "$1" 2> /dev/null
    tries=$((tries + 1)); [ "$tries" -lt 2000 ] || return 1
  done
  for entry in $FROZEN; do
    case $entry in "$1:$2:"*) kill -s KILL "${entry##*:}" 2> /dev/null;; *) rest="$rest $entry";; esac
  done
  FROZEN=$rest
}

thaw_all() {
  local entry pair failed=0
  for entry in $FROZEN; do pair=${entry%:*}; thaw "${pair%:*}" "${pair#*:}" || failed=1; done
  return "$failed"
}
