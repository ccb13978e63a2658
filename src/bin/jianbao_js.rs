//! The library for JavaScript: a module that exports what `jianbao::js` does, and starts nothing.

// Linked for its exports.
use jianbao as _;

fn main() {}
