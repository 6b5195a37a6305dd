# ---- what is left -----------------------------------------------------------------------------------------------------------------------
stopped_in_pods() {   # SEQ CONTAINERS: those of these containers, and those that this agent has stopped, are left; of the others nothing says who stopped them
  local dir pid word
  for dir in "$CGROUPS"/[0-9]*; do
    pid=${dir##*/}
    look "$pid" && [ "$STATE" = T ] && container_of "$pid" || continue
    word=stranger
    case " ${2-} " in *" $CONTAINER "*) word=left;; esac
    case " $FROZEN" in *" $pid:$START:"*) word=left;; esac
    say "$1 $word kind=stopped pid=$pid start=$START comm=$COMM container=$CONTAINER"
  done
}

thaw_in_pods() {   # SEQ CONTAINERS
  local dir pid
  for dir in "$CGROUPS"/[0-9]*; do
    pid=${dir##*/}
    look "$pid" && [ "$STATE" = T ] && container_of "$pid" || continue
    case " $2 " in *" $CONTAINER "*) kill -s CONT "$pid" && say "$1 thawed pid=$pid start=$START container=$CONTAINER";; esac
  done
}

filters_left() {   # SEQ: those of this run are left, the rest is of others
  list_filters 'lacuna_*' 'LACUNA_*' "$1" 4>&1 | while read -r x x line; do
    case "$line " in *" name=lacuna_$RUN "* | *" name=LACUNA_${RUN}_"*) echo "$1 left $line";; *) echo "$1 other $line";; esac
  done
}

residue() {   # SEQ CONTAINER,CONTAINER
  local found
  split "${2-}"
  found=$( { filters_left "$1"; stopped_in_pods "$1" "$SPLIT" 4>&1; } )
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
  thaw_in_pods "$1" "$SPLIT"
  residue "$1" "${2-}"
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
