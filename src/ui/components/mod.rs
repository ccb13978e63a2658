//! What the page is made of: one component a file.

mod amend;
mod article;
mod card;
mod chosen;
mod empty;
mod help;
mod index;
mod input;
mod keys;
mod legend;
mod masthead;
mod names;
mod original;
mod part;
mod privacy;
mod problems;
mod progress;
mod results;
mod review;
mod stale;
mod tabs;

pub use card::Card;
pub use chosen::Chosen;
pub use empty::Empty;
pub use help::Help;
pub use index::Index;
pub use input::Input;
pub use legend::Legend;
pub use masthead::Masthead;
pub use privacy::Privacy;
pub use problems::Problems;
pub use progress::Progress;
pub use results::Results;
pub use stale::StaleNote;
pub use tabs::Tabs;
