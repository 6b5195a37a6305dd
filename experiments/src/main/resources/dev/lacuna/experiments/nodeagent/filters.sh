# ---- packet filters -----------------------------------------------------------------------------------------------------------------------
# nft: one table a run. A filter ID has a base chain ID of its own (priority -300: before connection tracking and before every ordinary rule), a chain ID_hit that
# counts and acts, and two sets of peers with a timeout. The sets are refilled only while the runner speaks: the kernel ends the filter by itself.
# iptables: per family a chain with the peers, one that acts, and one jump whose datestop is renewed. Everything is removed by name or by its own text.
peer_elements() {   # FAMILY(4|6) PEERS MILLIS: ELEMENTS as nft has them, MEMBERS apart by blanks
  local peer
  ELEMENTS= MEMBERS=
  split "$2"
  for peer in $SPLIT; do
    case $1:$peer in 4:*:* | 6:*.*) continue;; esac
    case $1:$peer in 4:*.* | 6:*:*) ELEMENTS="$ELEMENTS${ELEMENTS:+, }$peer timeout ${3}ms" MEMBERS="$MEMBERS $peer";; esac
  done
}

# The moment the kernel is to end a filter: the lease's end and 5 s.
expiry_millis() { now; MILLIS=$(((HEARD + LEASE + 5000000000 - NOW) / 1000000)); [ "$MILLIS" -gt 1000 ] || MILLIS=1000; }

nft_sets() {   # ID PEERS MILLIS: on stdout
  local family
  for family in 4 6; do
    peer_elements "$family" "$2" "$3"
    echo "flush set inet lacuna_$RUN ${1}_$family"
    [ -z "$ELEMENTS" ] || echo "add element inet lacuna_$RUN ${1}_$family { $ELEMENTS }"
  done
}

nft_rules() {   # ID MODE PERMILLE DPORTS SPORTS INTERFACE: on stdout
  local t="inet lacuna_$RUN" family match ports iif= p
  [ "$6" = - ] || iif="iifname \"$6\" "
  echo "add table $t"
  echo "add chain $t $1 { type filter hook input priority -300; policy accept; }"
  echo "add chain $t ${1}_hit"
  echo "add set $t ${1}_4 { type ipv4_addr; flags timeout; }"
  echo "add set $t ${1}_6 { type ipv6_addr; flags timeout; }"
  p=; [ "$2" = drop ] || p='meta l4proto tcp '
  echo "add rule $t ${1}_hit ${p}counter"
  [ "$3" -eq 1000 ] || p="${p}numgen random mod 1000 < $3 "
  case $2 in drop) echo "add rule $t ${1}_hit ${p}counter drop";; reset) echo "add rule $t ${1}_hit ${p}counter reject with tcp reset";; esac
  for family in 4 6; do
    match="${iif}$([ $family = 4 ] && echo ip || echo ip6) saddr @${1}_$family"
    [ "$4$5" != -- ] || echo "add rule $t $1 $match goto ${1}_hit"
    [ "$4" = - ] || echo "add rule $t $1 $match tcp dport { $4 } goto ${1}_hit"
    [ "$5" = - ] || echo "add rule $t $1 $match tcp sport { $5 } goto ${1}_hit"
  done
}

x_table() { if [ "$1" = reset ]; then XT=filter XC=INPUT; else XT=raw XC=PREROUTING; fi; }   # REJECT is not allowed before routing
x_stop() { XS=$(date -u -d "@$((($(date +%s%N) + MILLIS * 1000000) / 1000000000))" +%Y-%m-%dT%H:%M:%S); }

x_jumps() {   # TOOL TABLE CHAIN ID: the jumps that are there, as text
  "$1" -w -t "$2" -S "$3" 2> /dev/null | grep -e "--comment \"*lacuna:$RUN:$4\"* "
}

x_arm() {   # TOOL ID: a jump with a new end in front, the older ones away
  local old line
  old=$(x_jumps "$1" "$XT" "$XC" "$2")
  "$1" -w -t "$XT" -I "$XC" -m comment --comment "lacuna:$RUN:$2" -m addrtype --dst-type LOCAL -m time --datestop "$XS" -j "LACUNA_${RUN}_$2" || return 1
  [ -z "$old" ] || printf '%s\n' "$old" | while read -r x line; do eval "$1 -w -t $XT -D $line"; done
}

x_rules() {   # TOOL FAMILY ID MODE PERMILLE PEERS DPORTS SPORTS INTERFACE
  local tool=$1 chain=LACUNA_${RUN}_$3 peer proto= loss= iif=
  peer_elements "$2" "$6" 0
  [ "$4" != reset ] || proto='-p tcp'
  [ "$5" -eq 1000 ] || loss="-m statistic --mode random --probability $(($5 / 1000)).$(printf %03d $(($5 % 1000)))"
  [ "$9" = - ] || iif="-i $9"
  "$tool" -w -t "$XT" -N "$chain" && "$tool" -w -t "$XT" -N "${chain}h" && "$tool" -w -t "$XT" -A "${chain}h" || return 1
  if [ "$4" = reset ]; then "$tool" -w -t "$XT" -A "${chain}h" $proto $loss -j REJECT --reject-with tcp-reset
  else "$tool" -w -t "$XT" -A "${chain}h" $loss -j DROP; fi || return 1
  for peer in $MEMBERS; do
    [ "$7$8" != -- ] || "$tool" -w -t "$XT" -A "$chain" -s "$peer" $iif $proto -g "${chain}h" || return 1
    [ "$7" = - ] || "$tool" -w -t "$XT" -A "$chain" -s "$peer" $iif -p tcp -m multiport --dports "$7" -g "${chain}h" || return 1
    [ "$8" = - ] || "$tool" -w -t "$XT" -A "$chain" -s "$peer" $iif -p tcp -m multiport --sports "$8" -g "${chain}h" || return 1
  done
  x_arm "$tool" "$3"
}

tools_of() { case $1 in *:*.*) TOOLS='iptables ip6tables';; *.*) TOOLS=iptables; case $1 in *:*) TOOLS='iptables ip6tables';; esac;; *) TOOLS=ip6tables;; esac; }
family_of() { [ "$1" = iptables ] && FAMILY=4 || FAMILY=6; }

add_filter() {   # SEQ ID MODE PERMILLE PEERS DPORTS SPORTS INTERFACE BACKEND
  local seq=$1 id=${2-} mode=${3-} permille=${4-} peers=${5-} dports=${6-} sports=${7-} iif=${8-} backend=${9-} said before tool
  [ $# -eq 9 ] && is_name "$id" && [ "${#id}" -le 3 ] && is_number "$permille" && [ "$permille" -le 1000 ] || { say "$seq err code=bad-arguments"; return; }
  case $mode in drop | reset) ;; *) say "$seq err code=bad-mode"; return;; esac
  case $peers in *[!0-9a-f:.,]* | '') say "$seq err code=bad-peers"; return;; esac
  split "$peers"
  for x in $SPLIT; do case $x in *:*.* | *.*:*) say "$seq err code=bad-peers"; return;; esac; done   # of no family
  case $dports$sports in *[!0-9,-]*) say "$seq err code=bad-ports"; return;; esac
  case $iif in *[!A-Za-z0-9._-]*) say "$seq err code=bad-interface"; return;; esac
  case $backend in nft | iptables) ;; *) say "$seq err code=bad-backend"; return;; esac
  case " $FILTERS" in *" $id/"*) say "$seq err code=exists"; return;; esac
  arm_filters_guard || { say "$seq err code=no-guard"; return; }
  expiry_millis; now; before=$NOW
  if [ "$backend" = nft ]; then
    said=$( { nft_rules "$id" "$mode" "$permille" "$dports" "$sports" "$iif"; nft_sets "$id" "$peers" "$MILLIS"; } | nft -f - 2>&1) || { refuse_filter "$said"; return; }
  else
    x_table "$mode"; x_stop; tools_of "$peers"
    for tool in $TOOLS; do
      family_of "$tool"
      said=$(x_rules "$tool" "$FAMILY" "$id" "$mode" "$permille" "$peers" "$dports" "$sports" "$iif" 2>&1) || { x_remove "$id"; refuse_filter "$said"; return; }
    done
  fi
  FILTERS="$FILTERS $id/$seq/$backend/$mode/$peers"
  REFRESHED=$HEARD
  now; say "$seq ok at=$before,$NOW"
}

refuse_filter() { say "$seq err code=refused-by-kernel said=$(printf %s "$1" | tr ' \n' '__' | cut -c1-300)"; }

# Each 3 s, and only if the runner has spoken since: the time left moves on with its last word.
refresh_filters() {
  local entry id seq backend mode peers tool
  [ -n "$FILTERS" ] && [ "$HEARD" -ne "$REFRESHED" ] && [ $((NOW - REFRESHED)) -ge 3000000000 ] || return 0
  REFRESHED=$HEARD
  expiry_millis
  for entry in $FILTERS; do
    peers=${entry##*/} entry=${entry%/*}; mode=${entry##*/} entry=${entry%/*}; backend=${entry##*/} entry=${entry%/*}; seq=${entry#*/} id=${entry%%/*}
    if [ "$backend" = nft ]; then nft_sets "$id" "$peers" "$MILLIS" | nft -f - 2> /dev/null || say "$seq lost at=$NOW"
    else
      x_table "$mode"; x_stop; tools_of "$peers"
      for tool in $TOOLS; do x_arm "$tool" "$id" 2> /dev/null || say "$seq lost at=$NOW"; done
    fi
  done
}

sum_counters() {   # lines of two numbers MATCHED DROPPED: their sums
  local m d
  MATCHED=0 DROPPED=0
  while read -r m d; do MATCHED=$((MATCHED + m)) DROPPED=$((DROPPED + d)); done << LINES
$1
LINES
}

counters() {   # ID: MATCHED DROPPED, or false when it is not there
  local word last= numbers= entry tool
  case " $FILTERS" in *" $1/"*) ;; *) return 1;; esac
  entry=" $FILTERS"; entry=${entry#* "$1"/}; entry=${entry%% *}
  case $entry in
    */nft/*)
      for word in $(nft list chain inet "lacuna_$RUN" "${1}_hit" 2> /dev/null); do
        [ "$last" != packets ] || numbers="$numbers $word"
        last=$word
      done;;
    *)
      case $entry in */reset/*) x_table reset;; *) x_table drop;; esac
      tools_of "${entry##*/}"
      numbers=$(for tool in $TOOLS; do "$tool" -w -t "$XT" -L "LACUNA_${RUN}_${1}h" -n -v -x 2> /dev/null | {
        read -r x; read -r x; read -r word x; read -r last x && echo "$word $last"; }; done);;
  esac
  case $numbers in *[0-9]*) ;; *) return 1;; esac
  case $entry in */nft/*) set -- $numbers; MATCHED=$1 DROPPED=$2;; *) sum_counters "$numbers";; esac
}

count_filter() {   # SEQ ID
  counters "$2" || { say "$1 err code=no-filter"; return; }
  now; say "$1 ok at=$NOW matched=$MATCHED dropped=$DROPPED"
}

# Gone already is well. With the last filter goes the table: an empty one would be something left on the node. The kernel does all of it or nothing, and
# says which; only if not is it looked for.
nft_remove() {   # ID [OTHERS that stay]
  local t="inet lacuna_$RUN"
  if [ -z "${2-}" ]; then
    nft delete table $t 2> /dev/null && return
    ! nft list table $t > /dev/null 2>&1
    return
  fi
  nft -f - 2> /dev/null << RULES && return
flush chain $t $1
delete chain $t $1
flush chain $t ${1}_hit
delete chain $t ${1}_hit
delete set $t ${1}_4
delete set $t ${1}_6
RULES
  ! nft list chain $t "$1" > /dev/null 2>&1
}

x_remove() {   # ID
  local tool table chain line jumps
  for tool in iptables ip6tables; do
    have "$tool" || continue
    for table in raw:PREROUTING filter:INPUT; do
      chain=${table#*:} table=${table%:*}
      jumps=$(x_jumps "$tool" "$table" "$chain" "$1")
      [ -z "$jumps" ] || printf '%s\n' "$jumps" | while read -r x line; do eval "$tool -w -t $table -D $line"; done
      for chain in "LACUNA_${RUN}_$1" "LACUNA_${RUN}_${1}h"; do "$tool" -w -t "$table" -F "$chain" && "$tool" -w -t "$table" -X "$chain"; done
    done
  done > /dev/null 2>&1
  ! { iptables -w -t raw -S; iptables -w -S; ip6tables -w -t raw -S; ip6tables -w -S; } 2> /dev/null | grep -q -e "LACUNA_${RUN}_$1"
}

remove_filter() {   # SEQ ID: tells as well how far it had counted, if it was there
  local entry kept= known= before last=
  is_name "$2" || { say "$1 err code=bad-arguments"; return; }
  counters "$2" && last=" matched=$MATCHED dropped=$DROPPED"
  now; before=$NOW
  for entry in $FILTERS; do case $entry in "$2/"*) known=$entry;; *) kept="$kept $entry";; esac; done
  case $known in
    */nft/*) nft_remove "$2" "$kept";;
    */iptables/*) x_remove "$2" && { [ -n "$kept" ] || drop_all_filters; };;
  esac || { say "$1 err code=still-there"; return; }
  FILTERS=$kept
  now; say "$1 ok at=$before,$NOW$last"
}

# list_filters TABLE CHAIN SEQ: an item for each table and chain of these names (patterns).
list_filters() {
  local word name tool table
  nft list tables 2> /dev/null | while read -r x word name x; do
    case $name in $1) say "$3 left kind=table name=$name family=$word";; esac
  done
  for tool in iptables ip6tables; do
    have "$tool" || continue
    for table in raw filter; do
      "$tool" -w -t "$table" -S 2> /dev/null | while read -r word name x; do
        case "$word $name" in "-N "$2) say "$3 left kind=chain name=$name tool=$tool table=$table";; esac
      done
    done
  done
}

# drop_filters_named TABLE CHAIN (patterns): false when something of that name is still there.
drop_filters_named() {
  local name tool family left
  left=$(list_filters "$1" "$2" 0 4>&1)
  [ -n "$left" ] || return 0
  printf '%s\n' "$left" | while read -r x x x name tool family; do
    name=${name#name=}
    case $tool in
      family=*) nft delete table "${tool#family=}" "$name";;
      tool=*) x_drop_chain "${tool#tool=}" "${family#table=}" "$name";;
    esac
  done > /dev/null 2>&1
  [ -z "$(list_filters "$1" "$2" 0 4>&1)" ]
}

x_drop_chain() {   # TOOL TABLE CHAIN: whoever jumps to it first, by that rule's own text
  local line jumps
  jumps=$("$1" -w -t "$2" -S | grep -e "-[jg] $3\$")
  [ -z "$jumps" ] || printf '%s\n' "$jumps" | while read -r x line; do eval "$1 -w -t $2 -D $line"; done
  "$1" -w -t "$2" -F "$3"; "$1" -w -t "$2" -X "$3"
}

drop_all_filters() {
  have nft || have iptables || return 0
  drop_filters_named "lacuna_$RUN" "LACUNA_${RUN}_*"
}
