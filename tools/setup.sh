#!/usr/bin/env bash
# Installs what building and testing need and this machine lacks; says what it cannot install. A second run installs nothing.
#
#     tools/setup.sh build    for `make build` and `make serve`
#     tools/setup.sh test     for `make test` and `make bench` too: a browser and its driver
#
# What it installs: the WebAssembly target (rustup, or Debian's compiler where rustup's server is out of reach), trunk and
# wasm-bindgen (by cargo, into .tools/), wasm-opt and axe-core (by npm, into node_modules/), and on Debian and its
# like chromium, its driver, a Chinese font, and jing, which checks XML (apt).
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/versions.env
export PATH="$PWD/.tools/bin:$PATH"
target=wasm32-unknown-unknown
# Debian's compiler and linker for the target.
debian_packages="rustc-web rust-web-src lld-22"

main() {
    mkdir -p .tools
    rust
    wasm_target
    cargo_program trunk trunk "$TRUNK"
    cargo_program wasm-bindgen-cli wasm-bindgen "$WASM_BINDGEN"
    node_packages
    # Trunk builds without asking the network. Where Debian's compiler builds the standard library too, that one's
    # dependencies come along.
    (. .tools/wasm.env && cargo fetch --locked --quiet)
    [ "${1:-build}" = build ] || { browser; xml_checker; }
}

say() { printf '== %s\n' "$*" >&2; }

# fail MESSAGE REMEDY
fail() {
    printf 'Missing: %s\nWhat to do: %s\n' "$1" "$2" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

rust() {
    local wanted found
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    has cargo || fail "Rust (cargo)" "install Rust $wanted or later by rustup, https://rustup.rs"
    found=$(rustc --version | cut -d' ' -f2)
    [ "$(printf '%s\n' "$wanted" "$found" | sort -V | head -n 1)" = "$wanted" ] ||
        fail "Rust $wanted or later (found $found)" "run: rustup update stable"
    has cc || fail "a C compiler, which Rust links with" "Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install"
    cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
    cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
}

# Leaves in .tools/wasm.env what a build for WebAssembly needs in its environment.
wasm_target() {
    if [ -e "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]; then
        : >.tools/wasm.env
    elif has rustup && say "rustup target add $target" && timeout 300 rustup target add "$target"; then
        : >.tools/wasm.env
    elif has apt-get && has rustup; then
        debian_toolchain
    else
        fail "Rust's target $target" "run: rustup target add $target"
    fi
}

# Debian's own Rust, with the standard library built from source.
debian_toolchain() {
    say "rustup cannot add $target: using Debian's $debian_packages"
    # shellcheck disable=SC2086
    dpkg -s $debian_packages >/dev/null 2>&1 || apt $debian_packages
    rustup toolchain link debian /usr
    cat >.tools/wasm.env <<EOF
export RUSTUP_TOOLCHAIN=debian RUSTC_BOOTSTRAP=1
export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22
EOF
}

# cargo_program PACKAGE PROGRAM VERSION
cargo_program() (
    if [ "$("$2" --version 2>/dev/null | cut -d' ' -f2)" != "$3" ]; then
        say "cargo install $1 $3, into .tools/ (some minutes, once)"
        # They run for seconds: optimising them would take minutes. Neither downloads anything, so TLS is left out.
        export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
        set -- "$1" --bin "$2" --version "$3" --no-default-features --quiet --root .tools
        # With the versions that its authors locked; where a registry lacks one of them, with those that it has.
        cargo install "$@" --locked || cargo install "$@"
    fi
)

node_packages() {
    has npm || fail "Node.js with npm" "Debian: apt-get install nodejs npm; macOS: brew install node"
    if ! cmp -s package-lock.json .tools/package-lock.json || [ ! -d node_modules ]; then
        say "npm ci"
        npm ci --silent
        cp package-lock.json .tools/package-lock.json
    fi
}

browser() {
    has "${CHROMEDRIVER:-chromedriver}" && return
    if has apt-get; then
        say "apt-get install chromium chromium-driver fonts-noto-cjk"
        apt chromium chromium-driver fonts-noto-cjk
    else
        fail "chromedriver and a Chromium of the same version" \
            "macOS: brew install --cask chromium chromedriver; elsewhere set CHROMEDRIVER and CHROMIUM to the two programs"
    fi
}

xml_checker() {
    has jing && return
    has apt-get || fail "jing, which checks XML" "macOS: brew install jing-trang"
    say "apt-get install jing"
    apt jing
}

apt() {
    local sudo=
    if [ "$(id -u)" != 0 ]; then
        has sudo || fail "$*" "run as root: apt-get install $*"
        sudo=sudo
    fi
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

main "$@"
