//! Weights that have names, as text: a name and its weights a line.

use std::fmt::Write;

/// Reads what [`write`] made, `K` weights a name; what the text does not name is 0.
#[must_use]
pub fn read<const N: usize, const K: usize>(names: &[&str; N], text: &str) -> [[f32; N]; K] {
    let mut rows = [[0.0; N]; K];
    for line in text.lines() {
        let mut words = line.split(' ');
        let Some(at) = words.next().and_then(|word| names.iter().position(|name| *name == word)) else { continue };
        for (row, weight) in rows.iter_mut().zip(words) {
            row[at] = weight.parse().unwrap_or(0.0);
        }
    }
    rows
}

/// The weights as text.
#[must_use]
pub fn write<const N: usize>(names: &[&str; N], rows: &[&[f32; N]]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        text.push_str(name);
        for row in rows {
            // Writing to a string cannot fail.
            let _ = write!(text, " {:.3}", row[at]);
        }
        text.push('\n');
    }
    text
}

/// The sum of the features' values, each times its weight.
#[must_use]
pub fn score<const N: usize>(values: &[f32; N], weights: &[f32; N]) -> f32 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_written() {
        let names = ["one", "two", "three"];
        let rows = [[1.0, -0.5, 0.125], [0.0, 2.0, 3.0]];
        let text = write(&names, &[&rows[0], &rows[1]]);
        assert_eq!(text, "one 1.000 0.000\ntwo -0.500 2.000\nthree 0.125 3.000\n");
        assert_eq!(read(&names, &text), rows);
        assert_eq!(read::<3, 2>(&names, "two 1.5 x\nfour 1 1"), [[0.0, 1.5, 0.0], [0.0; 3]]);
    }
}
