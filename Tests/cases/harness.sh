# What every case has at hand. $P is the program; $W a folder of its own, where it is; $PY a Python with the peers.
P=$PROGRAM PY=$PYTHON
W=$(mktemp -d); trap 'chmod -R u+rwx "$W" 2>/dev/null; rm -rf "$W"' EXIT
cd "$W" || exit 1
export MINARI_DATASETS_PATH=$W/minari SWIFT_BACKTRACE=enable=no PYTHONPATH=$(dirname "${BASH_SOURCE[0]}") PYTHONWARNINGS=ignore
export P W
unset SDL_VIDEODRIVER DISPLAY WAYLAND_DISPLAY
mkdir -p "$MINARI_DATASETS_PATH"
ulimit -c 0

pass() { echo "PASS $*"; exit 0; }
fail() { echo "FAIL $*" | tr '\n' ' '; echo; exit 1; }

# clean SECONDS COMMAND…: it ends by itself within the time, and by no signal or trap.
clean() {
  local seconds=$1; shift
  timeout -s KILL "$seconds" "$@" >"$W/out" 2>"$W/err" </dev/null
  local status=$?
  if [ $status -ge 128 ] || grep -qs 'Fatal error' "$W/err"; then
    fail "status $status of $*: $(head -c 200 "$W/err")"
  fi
}

# poles FOLDER [EPISODES]: a small dataset.
poles() { "$P" record CartPole-v1 --policy random --episodes "${2:-3}" --out "$1" >/dev/null 2>&1 || fail "poles"; }

# run_of AGENT: the folder of a small run, trained once for all cases.
run_of() {
  local folder=$SEEDS/$1
  if [ ! -f "$folder/policy.safetensors" ]; then
    mkdir -p "$SEEDS"
    case $1 in
      bc | vae | sequence | gail) set -- "$1" --demonstrations bundled/poles-v0 ;;
      dagger) set -- "$1" --expert heuristic ;;
    esac
    "$P" train CartPole-v1 --agent "$@" --steps 1500 --eval-every 0 --quiet --out "$folder" 2>"$W/err" \
      || fail "training $1: $(cat "$W/err")"
  fi
  printf '%s' "$folder"
}

# edit_metadata FILE PYTHON: changes a dataset's metadata `m`; I is the largest of 64 bits.
edit_metadata() {
  "$PY" - "$1" "$2" <<'PY'
import sys, json
path = sys.argv[1]; m = json.load(open(path)); I = 2**63 - 1
exec(sys.argv[2]); json.dump(m, open(path, "w"))
PY
}

# edit_header FILE PYTHON [TO]: changes a safetensors file's header `h`.
edit_header() {
  "$PY" - "$1" "$2" "${3:-$1}" <<'PY'
import sys, json, struct
b = open(sys.argv[1], "rb").read(); n = struct.unpack("<Q", b[:8])[0]; h = json.loads(b[8:8+n]); m = h["__metadata__"]
exec(sys.argv[2]); s = json.dumps(h).encode(); open(sys.argv[3], "wb").write(struct.pack("<Q", len(s)) + s + b[8+n:])
PY
}

. "$CASE"
fail "the case said nothing"
