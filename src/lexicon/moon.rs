//! The Chinese calendar of the moon: which day of the solar calendar a day of it is, from 1949 to 2100.
//!
//! Invariant: a year of the moon begins in the solar year of the same number.

use jiff::ToSpan;
use jiff::civil::Date;

/// The first year of the table.
const FIRST: i16 = 1949;

/// A year each. Bits 0 to 5: days from 1 January to New Year. Bits 6 to 9: the month that is followed by a leap month, 0 for
/// none. From bit 10 a bit a month, the leap month in its place: 1 for 30 days, 0 for 29.
const YEARS: &[u32] = &[
    0x0054_b5dc, 0x0014_d82f, 0x002a_b424, 0x0056_a95a, 0x0016_c82c, 0x0036_9421, 0x0075_28d7, 0x0035_282a, 0x002a_561e,
    0x002a_5c30, 0x0015_5826, 0x002a_d59b, 0x002b_542d, 0x001b_4823, 0x003a_9518, 0x003a_942b, 0x0019_2820, 0x0032_5cd4,
    0x002a_6c27, 0x0055_69dd, 0x0015_a82f, 0x002d_a424, 0x005d_495a, 0x002d_482d, 0x002c_9421, 0x0059_2d16, 0x0029_2c29,
    0x0052_ae1e, 0x000a_b430, 0x0015_b425, 0x002d_a59b, 0x0036_a42e, 0x0036_4823, 0x0074_9518, 0x0034_942b, 0x0069_36a0,
    0x0029_5832, 0x000a_d827, 0x0016_d59c, 0x001b_542f, 0x003a_a424, 0x007a_495a, 0x003a_482d, 0x0034_9822, 0x0029_58d6,
    0x0029_5c28, 0x0053_5a1e, 0x000d_6831, 0x001b_5425, 0x005b_255b, 0x001d_242e, 0x001a_4c23, 0x0054_ad17, 0x0014_ac2a,
    0x0029_6c1f, 0x0055_6895, 0x0015_a827, 0x006d_55dc, 0x002e_9030, 0x002d_2425, 0x006a_4d59, 0x002a_542c, 0x0014_b421,
    0x002a_b516, 0x002a_d428, 0x0056_aa5e, 0x0017_4831, 0x0036_9426, 0x0075_299b, 0x0035_282e, 0x0032_5423, 0x0054_b918,
    0x0015_582a, 0x002a_d41f, 0x0056_c895, 0x001b_4828, 0x003a_959c, 0x001c_942f, 0x0019_2c24, 0x0032_5d59, 0x0032_ac2b,
    0x0015_6821, 0x002b_58d6, 0x002d_a429, 0x005d_4ade, 0x002d_4831, 0x002c_9426, 0x0069_2d9b, 0x0029_2c2d, 0x0012_ac22,
    0x0015_6d57, 0x0016_b42a, 0x002d_a81f, 0x006d_4895, 0x0036_4828, 0x0074_95dd, 0x0034_942f, 0x0029_5424, 0x0052_b559,
    0x0012_d82c, 0x0016_d420, 0x0036_a8d6, 0x003b_2429, 0x007a_4a1f, 0x003a_4831, 0x0034_9826, 0x0029_599b, 0x0029_5c2d,
    0x0013_5822, 0x001b_5517, 0x001d_542a, 0x001d_2420, 0x003a_4cd4, 0x001a_4c27, 0x0054_addc, 0x0014_ac2f, 0x0029_6c23,
    0x0055_6959, 0x0015_a82c, 0x002d_9421, 0x005d_2916, 0x002d_2829, 0x006a_561e, 0x002a_5431, 0x0014_b425, 0x002a_b59a,
    0x002a_d42d, 0x0016_a823, 0x002e_9517, 0x0036_942a, 0x0035_2820, 0x0072_54d5, 0x0032_5827, 0x0065_39dc, 0x0015_582f,
    0x002a_d424, 0x0056_c959, 0x001b_482c, 0x003a_9421, 0x0039_2917, 0x001a_2c28, 0x0032_5e1d, 0x0012_ac30, 0x0015_6c25,
    0x002b_599a, 0x002d_a82d, 0x001d_4823, 0x005c_9518, 0x002d_142a, 0x002a_2c1f, 0x0052_6c94, 0x0012_ac27,
];

/// The solar date of day `day` (from 1; 0 is the day before) of month `month` (from 1, leap months left out) of the year that
/// begins in `year`; none outside the table.
#[must_use]
pub fn solar(year: i16, month: u8, day: i64) -> Option<Date> {
    let packed = *YEARS.get(usize::try_from(year - FIRST).ok()?)?;
    let leap = (packed >> 6 & 15) as u8;
    let before = u32::from(month.checked_sub(1)?) + u32::from(leap > 0 && month > leap);
    let days: u32 = (0..before).map(|k| 29 + (packed >> (10 + k) & 1)).sum();
    Date::new(year, 1, 1).ok()?.checked_add((i64::from(packed & 63) + i64::from(days) + day - 1).days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_of_known_years() {
        for (year, month, day, expect) in [
            (2024, 1, 1, "2024-02-10"),
            (2024, 1, 0, "2024-02-09"),
            (2023, 8, 15, "2023-09-29"),
            (2020, 5, 5, "2020-06-25"),
            (1976, 8, 15, "1976-09-08"),
            (2033, 9, 9, "2033-10-01"),
        ] {
            assert_eq!(solar(year, month, day).map(|d| d.to_string()).as_deref(), Some(expect));
        }
        assert_eq!((solar(1948, 1, 1), solar(2101, 1, 1), solar(2000, 0, 1)), (None, None, None));
    }
}
