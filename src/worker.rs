//! The worker's side of the page: waits for texts, analyses them, answers with reports.

/// Listens for messages from the page.
pub fn serve() {}
