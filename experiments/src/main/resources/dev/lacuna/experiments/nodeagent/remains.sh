# ---- what is left -----------------------------------------------------------------------------------------------------------------------
stopped_in_pods() {   # SEQ [CONTAINERS to thaw]
  local dir pid
  for dir in "$CGROUPS"/[0-9]*; do
    pid=${dir##*/}
    look "$pid" && [ "$STATE" = T ] && container_of "$pid" || continue
    case " ${2-} " in *" $CONTAINER "*) kill -s CONT "$pid" && say "$1 thawed pid=$pid start=$START container=$CONTAINER"; continue;; esac
    say "$1 left kind=stopped pid=$pid start=$START comm=$COMM container=$CONTAINER"
  done
}

residue() {   # SEQ
  local found
  found=$( { list_filters 'lacuna_*' 'LACUNA_*' "$1"; stopped_in_pods "$1"; } 4>&1)
  [ -z "$found" ] || printf '%s\n' "$found" >&4
  say "$1 ok count=$(printf '%s' "$found" | grep -c '')"
}

sweep() {   # SEQ CONTAINER,CONTAINER
  local found kind name
  found=$(list_filters 'lacuna_*' 'LACUNA_*' "$1" 4>&1)
  printf '%s\n' "$found" | while read -r x x kind name; do
    case $kind in kind=table | kind=chain) say "$1 removed $kind $name";; esac
  done
  drop_filters_named 'lacuna_*' 'LACUNA_*'
  split "${2-}"
  stopped_in_pods "$1" "$SPLIT"
  residue "$1"
}

heal() {
  local bad=
  thaw_all || bad="$bad frozen"
  drop_all_filters || bad="$bad filters"
  FILTERS=
  if [ -z "$bad" ] && [ -n "$FILTERS_GUARD" ]; then kill -s KILL "$FILTERS_GUARD" 2> /dev/null; FILTERS_GUARD=; fi
  HEALED=${bad:- all}
  [ -z "$bad" ]
}

leave() {   # REASON
  trap '' TERM INT HUP
  heal
  say "0 bye reason=$1 healed=${HEALED# }"
  rm -f "$HOME_DIR/ready"
  kill "$TICKER" 2> /dev/null
  exit 0
}
