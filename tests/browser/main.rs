//! The built page, `dist/index.html`, in a real Chromium: `make test` builds the page and runs this.

mod harness;
mod secrecy;
mod server;
mod start;
