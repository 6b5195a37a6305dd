# ---- processes --------------------------------------------------------------------------------------------------------------------------
# look PID: STATE PARENT THREADS START COMM, or false when there is no such process.
look() {
  local line=
  read -r line 2> /dev/null < "/proc/$1/stat" || return 1
  COMM=${line#*\(}; COMM=${COMM%)*}
  set -- ${line##*) }
  [ $# -ge 20 ] || return 1
  STATE=$1 PARENT=$2 THREADS=${18} START=${20}
}

# CGROUPS stands for /proc; a test points it elsewhere to pretend containers.
belongs() {
  local line
  while read -r line; do case $line in *"$2"*) return 0;; esac; done 2> /dev/null < "$CGROUPS/$1/cgroup"
  return 1
}

# container_of PID: CONTAINER = the 64 hex digits that end a path under kubepods, in each runtime's spelling.
container_of() {
  local line id
  while read -r line; do
    case $line in *kubepods*) ;; *) continue;; esac
    id=${line##*/}; id=${id%.scope}; id=${id##*-}; id=${id##*:}
    [ "${#id}" -eq 64 ] || continue
    CONTAINER=$id
    return 0
  done 2> /dev/null < "$CGROUPS/$1/cgroup"
  return 1
}

# same PID START CONTAINER: still that process, and still in that container? REFUSAL says what is wrong.
same() {
  REFUSAL=gone
  look "$1" && [ "$STATE" != Z ] || return 1
  REFUSAL=other-start
  [ "$START" = "$2" ] || return 1
  REFUSAL=other-container
  belongs "$1" "$3"
}

find_first() {   # SEQ CONTAINER
  local file pid pids=" " best= best_start=
  is_container "$2" || { say "$1 err code=bad-container"; return; }
  for file in $(grep -ls -- "$2" "$CGROUPS"/[0-9]*/cgroup); do pid=${file%/cgroup}; pids="$pids${pid##*/} "; done
  for pid in $pids; do
    look "$pid" && [ "$STATE" != Z ] || continue
    case $pids in *" $PARENT "*) continue;; esac
    if [ -z "$best" ] || [ "$START" -lt "$best_start" ] || { [ "$START" -eq "$best_start" ] && [ "$pid" -lt "$best" ]; }; then best=$pid best_start=$START; fi
  done
  if [ -n "$best" ]; then say "$1 ok pid=$best start=$best_start"; else say "$1 err code=no-process"; fi
}

list_processes() {   # SEQ COMM,COMM
  local dir pid count=0 wanted
  split "$2"; wanted=" $SPLIT "
  for dir in "$CGROUPS"/[0-9]*; do
    pid=${dir##*/}
    look "$pid" || continue
    case $wanted in *" $COMM "*) ;; *) continue;; esac
    container_of "$pid" || continue
    say "$1 process pid=$pid start=$START state=$STATE comm=$COMM container=$CONTAINER"
    count=$((count + 1))
  done
  say "$1 ok count=$count"
}

# watch SEQ PID START MILLIS LOWER: the moment of death lies between the last look that saw it alive and the first that did not.
# Dead = file gone or another's, or state Z with one thread: Z alone is the first thread's end, others may still run (up to 16 ms).
watch() {
  local lower=$5 until started looked
  now; started=$NOW until=$((NOW + $4 * 1000000))
  while [ "$NOW" -lt "$until" ]; do
    now; looked=$NOW
    if ! look "$2" || [ "$START" != "$3" ] || { [ "$STATE" = Z ] && [ "$THREADS" -le 1 ]; } || [ "$STATE" = X ]; then
      now; say "$1 gone at=$lower,$NOW"
      return
    fi
    lower=$looked
    # Who has not died in 2 s is shutting down in order: seconds to go, and this node's processor is not ours.
    [ $((looked - started)) -lt 2000000000 ] || sleep 0.005
  done
  say "$1 alive since=$lower"
}

send_signal() {   # SEQ NOTAFTER CONTAINER PID START SIGNAL MILLIS, in a process of its own: nothing lies between the kill and the first look
  local before
  same "$4" "$5" "$3" || { say "$1 err code=$REFUSAL"; return; }
  now; before=$NOW
  [ "$before" -le "$2" ] || { say "$1 late at=$NOW"; return; }
  kill -s "$6" "$4" 2> /dev/null || { say "$1 err code=kill-failed"; return; }
  now; say "$1 ok sent=$before,$NOW"
  watch "$1" "$4" "$5" "$7" "$before"
}
