# Sourced by ./muniment and ./test: finds dotnet, brings npm where it may, and names what is missing.
# Sets: dotnet (path), and an environment in which dotnet needs no ICU and leaves no server behind.

say() { printf '%s\n' "$*" >&2; }

find_dotnet() {
    dotnet=$(command -v dotnet 2>/dev/null) && return 0
    for dotnet in "${DOTNET_ROOT:-/nowhere}/dotnet" "${HOME:-/nowhere}/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        [ -x "$dotnet" ] && return 0
    done
    say "Muniment needs the .NET 10 SDK, and no 'dotnet' was found on this machine."
    say "Get it from https://dotnet.microsoft.com/download/dotnet/10.0, put 'dotnet' on the PATH, and start again."
    return 1
}

check_sdk() {
    HOME=${HOME:-$root/artifacts/home}
    export HOME DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
    export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
    mkdir -p "$HOME"
    answer=$(cd "$root" && "$dotnet" --version 2>&1) && return 0
    say "Muniment needs the .NET 10 SDK; the 'dotnet' at $dotnet has none that global.json accepts:"
    say "$answer"
    say "Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
    return 1
}

# The tests run the hub on a real PostgreSQL server too.
find_postgres() {
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 && return 0
    install_debian "PostgreSQL, which the hub is tested on" postgresql && return 0
    say "The hub's tests need PostgreSQL (on Debian: apt-get install postgresql, as root)."
    return 1
}

# The tests look at the hub's pages in a real browser.
find_chromium() {
    [ -x /usr/bin/chromium-headless-shell ] && return 0
    install_debian "Chromium without a window, which the hub's pages are tested in" chromium-headless-shell && return 0
    say "The tests of pages need Chromium (on Debian: apt-get install chromium-headless-shell, as root)."
    return 1
}

install_debian() { # WHAT PACKAGE...: false where this is not Debian, or not root
    what=$1
    shift
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "Installing $what."
    if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"${TMPDIR:-/tmp}/muniment-apt.$$" 2>&1; then
        rm -f "${TMPDIR:-/tmp}/muniment-apt.$$"
        return 0
    fi
    tail -n 5 "${TMPDIR:-/tmp}/muniment-apt.$$" >&2
    rm -f "${TMPDIR:-/tmp}/muniment-apt.$$"
    return 1
}

# Parquet alone needs npm (it brings DuckDB's library); everything else works without.
find_npm() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 && return 0
    install_debian "Debian's nodejs and npm, which bring the library that reads Parquet" nodejs npm && return 0
    say "Parquet files will be refused until 'node' and 'npm' are there (on Debian: apt-get install nodejs npm, as root)."
    return 1
}
