//! The texts that are measured.

/// The sample page.
pub const PAGE: &str = include_str!("../../seeds/jianli.txt");

/// A text of at least `bytes` bytes: pages with the sample's paragraphs, each page in another order.
pub fn pages(bytes: usize) -> String {
    let paragraphs: Vec<&str> = PAGE.split("\n\n").collect();
    // The increment shares no factor with the count, so that every paragraph comes once a page.
    let steps: Vec<usize> = (1..paragraphs.len()).filter(|&step| coprime(step, paragraphs.len())).collect();
    let mut text = String::with_capacity(bytes + PAGE.len());
    for page in 0.. {
        if text.len() >= bytes {
            break;
        }
        let step = steps[page % steps.len()];
        for at in 0..paragraphs.len() {
            text.push_str(paragraphs[(page + at * step) % paragraphs.len()]);
            text.push_str("\n\n");
        }
        text.push('\u{0C}');
    }
    text
}

fn coprime(a: usize, b: usize) -> bool {
    if b == 0 { a == 1 } else { coprime(b, a % b) }
}
