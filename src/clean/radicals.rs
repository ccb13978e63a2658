//! Kangxi radicals and the radicals of the supplement become the ideographs that they stand for (`⽤` is `用`).

use super::radicals_table::RADICALS;

/// The ideograph that `c` stands for, if `c` is a radical.
#[must_use]
pub fn ideograph(c: char) -> Option<char> {
    if !('\u{2E80}'..='\u{2FD5}').contains(&c) {
        return None;
    }
    RADICALS.binary_search_by_key(&c, |&(radical, _)| radical).ok().map(|at| RADICALS[at].1)
}

#[cfg(test)]
mod tests {
    use super::ideograph;

    #[test]
    fn radicals_become_ideographs() {
        let got: String = "⽤于⽀持⻓⼤".chars().map(|c| ideograph(c).unwrap_or(c)).collect();
        assert_eq!(got, "用于支持长大");
    }

    #[test]
    fn every_other_character_is_left_alone() {
        assert!("用长a，⿰".chars().all(|c| ideograph(c).is_none()));
    }
}
