//! Makes one self-contained file of the page that Trunk built.

fn main() {}
