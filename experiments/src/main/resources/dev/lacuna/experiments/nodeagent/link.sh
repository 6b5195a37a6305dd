# One exec of the helper: lines of stdin go whole to the agent, the agent's log comes out of stdout. Ends when stdin ends.
# $1: how many lines of the log's end come first (the reader drops what it knows).
lacuna_link() {
  local home line follower tries=0 leash=--pid=$$
  while :; do
    for home in ${LACUNA_HOME:-/run/lacuna /tmp/lacuna}; do [ ! -e "$home/ready" ] || break 2; done
    tries=$((tries + 1))
    [ "$tries" -le 100 ] || { echo "0 bye reason=no-agent"; return 1; }
    sleep 0.1
  done
  tail "$leash" -n 0 /dev/null 2> /dev/null || leash=   # a tail that would outlive this shell where it can't be told
  tail $leash -n "${1:-5000}" -f "$home/out" &
  follower=$!
  while read -r line; do printf '%s\n' "$line" 1<> "$home/in"; done   # <>: never waits for a reader
  kill "$follower"
}
lacuna_link "$@"
