# ---- hello ------------------------------------------------------------------------------------------------------------------------------
have() { command -v "$1" > /dev/null 2>&1; }
try() { if "$@" > /dev/null 2>&1; then echo yes; else echo no; fi; }

hello() {   # SEQ. What works is tried in a network namespace that ends with the trial.
  local boot= netem nftables xtables
  read -r boot < /proc/sys/kernel/random/boot_id
  nftables=$(try unshare -n nft -f - << RULES
table inet lacuna_try {
  set peers { type ipv4_addr; flags timeout; elements = { 192.0.2.1 timeout 9s }; }
  chain hit { counter; numgen random mod 1000 < 300 counter drop; meta l4proto tcp counter reject with tcp reset; }
  chain in { type filter hook input priority -300; ip saddr @peers tcp dport { 1 } goto hit; }
}
RULES
  )
  xtables=$(try unshare -n sh -c 'iptables -w -t raw -N L && iptables -w -t raw -A L -m statistic --mode random --probability 0.3 -j DROP &&
    iptables -w -t raw -A PREROUTING -m time --datestop 2037-01-01T00:00:00 -m addrtype --dst-type LOCAL -m comment --comment l -j L &&
    iptables -w -A INPUT -p tcp -m multiport --dports 1 -j REJECT --reject-with tcp-reset')
  netem=$(try unshare -n tc qdisc add dev lo root netem loss 1%)
  wall_offset
  now; say "$1 ok at=$NOW clock=$CLOCK step=$STEP wall=$WALL wallError=$WALL_ERROR boot=$boot nft=$nftables iptables=$xtables netem=$netem" \
    "nc=$(try have nc) lease=$((LEASE / 1000000000)) run=$RUN pid=$SELF"
}

try_connect() {   # SEQ ADDRESS PORT MILLIS
  local before said code outcome
  now; before=$NOW
  said=$(timeout "$(($4 / 1000)).$(printf %03d $(($4 % 1000)))" nc -z -v "$2" "$3" 2>&1 < /dev/null); code=$?
  now
  case $code:$said in
    0:*) outcome=ok;;
    124:*) outcome=timeout;;
    *refused*) outcome=refused;;
    *imed\ out*) outcome=timeout;;
    *) outcome=unreachable;;
  esac
  say "$1 ok outcome=$outcome took=$((NOW - before))"
}

# ---- commands ---------------------------------------------------------------------------------------------------------------------------
# first_time SEQ: true once. Two links bring each command twice and not always in order: TOP is the highest seen, HOLES the few below it not yet seen.
first_time() {
  local hole kept= n=0
  if [ "$1" -gt "$TOP" ]; then
    hole=$((TOP + 1))
    [ "$TOP" -ne 0 ] && [ $((hole + 64)) -ge "$1" ] || hole=$(($1 > 64 ? $1 - 64 : 1))
    while [ "$hole" -lt "$1" ]; do HOLES="$HOLES $hole"; hole=$((hole + 1)); done
    TOP=$1
    set -- $HOLES
    while [ $# -gt 256 ]; do shift; done
    HOLES=$*
    return 0
  fi
  for hole in $HOLES; do
    if [ "$hole" = "$1" ]; then n=1; else kept="$kept $hole"; fi
  done
  HOLES=$kept
  [ "$n" -eq 1 ]
}

# bounded SEQ NOTAFTER: what does harm needs a not-after.
bounded() { [ "$2" -gt 0 ] || { say "$1 err code=no-not-after"; return 1; }; }

obey() {   # SEQ NOTAFTER VERB ARGS...
  local seq=$1 until=$2 verb=$3 before
  is_number "$seq" && is_number "$until" || return
  if [ "$verb" = tick ] && [ "$seq" -eq 0 ]; then tick; return; fi
  first_time "$seq" || { DUPLICATES=$((DUPLICATES + 1)); return; }
  now
  if [ "$until" -gt 0 ] && [ "$NOW" -gt "$until" ]; then say "$seq late at=$NOW"; return; fi
  HEARD=$NOW SPOKEN=1
  echo "$NOW" > "$HOME_DIR/heard"
  shift 3
  case $verb in
    beat) say "$seq ok at=$NOW";;
    clock) if [ "${1-}" = wall ]; then ( wall_offset; now; say "$seq ok at=$NOW wall=$WALL wallError=$WALL_ERROR" ) & else say "$seq ok at=$NOW"; fi;;
    hello) ( hello "$seq" ) &;;
    find) ( find_first "$seq" "${1-}" ) &;;
    processes) ( list_processes "$seq" "${1-}" ) &;;
    signal)
      if ! { [ $# -eq 5 ] && is_container "$1" && is_number "$2" && is_number "$3" && is_number "$5"; }; then say "$seq err code=bad-arguments"; return; fi
      case $4 in TERM | KILL) ;; *) say "$seq err code=bad-signal"; return;; esac
      bounded "$seq" "$until" && ( send_signal "$seq" "$until" "$@" ) &
      ;;
    freeze)
      if ! { [ $# -eq 4 ] && is_container "$1" && is_number "$2" && is_number "$3" && is_number "$4"; }; then say "$seq err code=bad-arguments"; return; fi
      bounded "$seq" "$until" && freeze "$seq" "$until" "$@";;
    thaw) before=$NOW; if thaw "${1-0}" "${2-0}"; then now; say "$seq ok at=$before,$NOW"; else say "$seq err code=still-stopped"; fi;;
    filter) bounded "$seq" "$until" && add_filter "$seq" "$@";;
    count) ( count_filter "$seq" "${1-}" ) &;;
    unfilter) remove_filter "$seq" "${1-}";;
    connect) ( try_connect "$seq" "$@" ) &;;
    status) say "$seq ok at=$NOW frozen=$(echo $FROZEN | tr ' ' ,) filters=$(echo $FILTERS | tr ' ' ,) guard=$FILTERS_GUARD duplicates=$DUPLICATES";;
    heal) if heal; then say "$seq ok healed=all"; else say "$seq err code=not-healed left=${HEALED# }"; fi;;
    residue) ( residue "$seq" "${1-}" ) &;;
    sweep) ( sweep "$seq" "${1-}" ) &;;
    quit) if heal; then say "$seq ok healed=all"; leave quit; else say "$seq err code=not-healed left=${HEALED# }"; fi;;
    *) say "$seq err code=unknown-verb";;
  esac
}

tick() {
  now
  # Before the first word nothing is armed; a runner may take its time until it speaks.
  [ $((NOW - HEARD)) -le $((SPOKEN ? LEASE : 4 * LEASE)) ] || leave lease-over
  refresh_filters
  jobs > /dev/null   # collects children that have ended
}

main() {
  RUN=${1-} LEASE=${2-15}
  is_name "$RUN" && [ "${#RUN}" -le 16 ] && is_number "$LEASE" || { echo "lacuna-agent: bad run or lease: $*" >&2; exit 2; }
  CGROUPS=${LACUNA_CGROUPS:-/proc} NODE_CGROUPS=/proc/1/root/sys/fs/cgroup
  for HOME_DIR in ${LACUNA_HOME:-/run/lacuna /tmp/lacuna} ''; do [ -n "$HOME_DIR" ] && mkdir -p "$HOME_DIR" 2> /dev/null && break; done
  [ -n "$HOME_DIR" ] || { echo "lacuna-agent: no folder for its state: /run and /tmp cannot be written" >&2; exit 1; }
  rm -f "$HOME_DIR/in" "$HOME_DIR/ready"
  mkfifo "$HOME_DIR/in" && : > "$HOME_DIR/out" || exit 1
  exec 3<> "$HOME_DIR/in" 4>> "$HOME_DIR/out"
  LEASE=$((LEASE * 1000000000)) TOP=0 HOLES= DUPLICATES=0 SPOKEN=0 FROZEN= FILTERS= FILTERS_GUARD= REFRESHED=0 HEALED= LINE= MISREADS=0
  choose_clock
  HEARD=$NOW
  echo "$NOW" > "$HOME_DIR/heard"
  SELF=$$; look $$; SELF_START=$START
  ( while sleep 1 && look $$ && [ "$START" = "$SELF_START" ]; do echo "0 0 tick" >&3; done ) &
  TICKER=$!
  trap 'leave terminated' TERM INT HUP
  : > "$HOME_DIR/ready"
  while [ "$MISREADS" -lt 1000 ]; do
    if read -r LINE <&3; then
      MISREADS=0
      set -f; set -- $LINE; set +f
      [ $# -lt 3 ] || obey "$@"
    else MISREADS=$((MISREADS + 1))   # a signal broke the reading
    fi
  done
  leave input-broken
}

main "$@"
