//! The built page (`dist/index.html`) and the built library (`pkg/`) in a real Chromium: `make test` builds both and runs this.

mod harness;
mod library;
mod secrecy;
mod server;
mod start;
