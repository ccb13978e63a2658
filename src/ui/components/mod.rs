//! What the page is made of: one component a file.

mod article;
mod card;
mod empty;
mod index;
mod input;
mod legend;
mod masthead;
mod part;
mod privacy;
mod problems;
mod progress;
mod results;
mod tabs;

pub use card::Card;
pub use empty::Empty;
pub use index::Index;
pub use input::Input;
pub use legend::Legend;
pub use masthead::Masthead;
pub use privacy::Privacy;
pub use problems::Problems;
pub use progress::Progress;
pub use results::Results;
pub use tabs::Tabs;
