//! The built page (`dist/index.html`) and the built library (`pkg/`) in a real Chromium: `make test` builds both and runs this.

mod charts;
mod correcting;
mod files;
mod harness;
mod interrupted;
mod issue;
mod library;
mod long;
mod looks;
mod panes;
mod reading;
mod reload;
mod remember;
mod screenshots;
mod secrecy;
mod server;
mod speed;
mod start;
mod takeaway;
mod touch;
