//! The day a page was printed, as its folio line tells: `2024年9月12日 星期四 第3版`.

use super::{Role, Text};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static FULL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([12][0-9]{3})\s?(?:年|-|/|\.)\s?([0-9]{1,2})\s?(?:月|-|/|\.)\s?([0-9]{1,2})").expect("a pattern")
});

/// The first whole date in the page's furniture.
pub(super) fn read(texts: &[Text<'_>]) -> Option<Date> {
    texts.iter().filter(|t| t.role == Role::Furniture).find_map(|t| {
        let found = FULL.captures(t.text)?;
        let part = |k: usize| found[k].parse::<i16>().ok();
        Date::new(part(1)?, part(2)? as i8, part(3)? as i8).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folio() {
        let text = |text, role| Text { text, role, article: None };
        let texts = [text("2023年1月1日起施行", Role::Paragraph), text("2024年9月12日 星期四 责编：甲", Role::Furniture)];
        assert_eq!(read(&texts), Date::new(2024, 9, 12).ok());
    }
}
