#!/bin/bash
# Measures one line of bench/README.md and prints what was found. Needs what ./muniment needs.
#   bench/run.sh golden              Splink's model on Splink's data: the same pairs, gammas and weights
#   bench/run.sh accuracy            F1 of persons without configuration, rows shuffled and ids replaced
#   bench/run.sh same-bytes          1 and 2 threads, 512 and 256 bits and none: the same bytes
#   bench/run.sh speed [RECORDS]     muniment bench speed: generate --profile bench-1, then link (default 1000000 records)
#   bench/run.sh pairs               pairs bounded and compared in full, a core-second, with all instruction sets and with AVX2 only
#   bench/run.sh lookup [RECORDS]    look-ups among the persons of such a run
#   bench/run.sh ledger              entries appended to a ledger, durably and with a checkpoint for each batch; the whole verified
#   bench/run.sh checks [RECORDS]    governed checks a second over HTTP, the entry committed before each answer, also on a slow disk (needs strace)
#   bench/run.sh flushes [RECORDS]   under strace: no answer is sent before the flush of its entry
#   bench/run.sh failures            50 kills under load on each database, and the other failures of tests/…/LedgerFailureTests
#   bench/run.sh timing              what the times of 20,000 answers that let nothing out tell
#   bench/run.sh pages [PEOPLE]      every page of the demonstration: time and weight (default 200000 people)
set -e
cd "$(dirname "$(readlink -f "$0")")/.."
work=artifacts/bench
mkdir -p "$work"

machine() {
    echo "on: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; load before: $(cut -d ' ' -f 1-3 /proc/loadavg); commit $(git rev-parse --short HEAD)"
}

tests() { # PROJECT CLASS
    dotnet build "tests/$1" -c Release -m:1 -v:quiet --nologo -clp:NoSummary
    "artifacts/bin/$1/release/$1" -noLogo -noColor -parallel none -showLiveOutput -class "$2"
}

records() { # RECORDS: makes the file once
    file=$work/bench-1-$1.csv
    [ -f "$file" ] || ./muniment generate --profile bench-1 --records "$1" --out "$file" >&2
}

program=artifacts/launcher/app/muniment.dll

linked() { # RECORDS: builds ./muniment, makes and links the file once
    records "$1"
    linked=$work/linked-$1
    [ -d "$linked/snapshot" ] || ./muniment link "$file" --snapshot --out "$linked" >&2
    ./muniment --version >/dev/null
}

bench() { dotnet run -c Release --project bench/Muniment.Benchmarks -- "$@"; }

machine
case $1 in
    golden) tests Muniment.Linkage.Tests Muniment.Linkage.Tests.Scoring.PairScorerTests ;;
    accuracy) tests Muniment.Cli.Tests Muniment.Cli.Tests.Linking.NoConfigurationTests ;;
    same-bytes) tests Muniment.Cli.Tests Muniment.Cli.Tests.Linking.SameBytesTests ;;
    speed)
        ./muniment bench speed --records "${2:-1000000}"
        ;;
    pairs)
        ./muniment bench pairs --records "${2:-200000}"
        echo "With AVX2 only (DOTNET_EnableAVX512=0):"
        DOTNET_EnableAVX512=0 ./muniment bench pairs --records "${2:-200000}"
        ;;
    lookup)
        ./muniment bench lookup --records "${2:-1000000}"
        ;;
    ledger)
        rm -rf "$work/ledger"
        bench ledger "$work/ledger"
        ;;
    checks)
        linked "${2:-1000000}"
        bench checks $program "$linked"
        [ -z "$MUNIMENT_POSTGRES" ] || bench checks $program "$linked" "$MUNIMENT_POSTGRES" # an empty database's connection string
        ;;
    flushes)
        linked "${2:-200000}"
        bench flushes $program "$linked"
        ;;
    failures)
        MUNIMENT_KILLS=50 tests Muniment.Hub.Tests Muniment.Hub.Tests.Disclosures.LedgerFailureTests
        ;;
    timing)
        MUNIMENT_TIMING_QUESTIONS=20000 tests Muniment.Hub.Tests Muniment.Hub.Tests.Exchange.Checks.TimingTests
        ;;
    pages)
        people=${2:-200000} hub=$work/exland-${2:-200000}
        if [ ! -f "$hub/demonstration.json" ]; then # set up once, by the demonstration itself
            ./muniment --version >/dev/null
            ./muniment demo --serve --people "$people" --port 5097 --out "$hub" >"$work/exland.log" 2>&1 &
            serving=$!
            until grep -q '^Ctrl-C' "$work/exland.log"; do kill -0 $serving; sleep 1; done
            kill $serving
            wait $serving || true
        fi
        bench pages "$hub"
        ;;
    *) sed -n 's/^#   //p' "$0"; exit 2 ;;
esac
