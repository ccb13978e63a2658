//! Makes one self-contained file of the built page.
