//! The texts that are measured.

/// The sample page.
pub const PAGE: &str = include_str!("../../seeds/jianli.txt");

/// A text of at least `bytes` bytes: pages with the sample's paragraphs, each page in another order and with companies and
/// persons of its own, so that the names grow with the text as they do in a paper.
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
        text.push_str(&news(page));
        text.push('\u{0C}');
    }
    text
}

/// A paragraph with invented names that no other page has.
fn news(page: usize) -> String {
    /// Names of each kind on a page.
    const NAMES: usize = 40;
    let fresh = |at: usize| {
        let pool: Vec<char> = "瑞丰禾泰恒岳嘉澜骏铭翊沐宸钰珂璟".chars().collect();
        let mut number = page * NAMES + at;
        // Four digits to the base of the pool are enough for sixty thousand names; each stands once.
        let mut name = String::new();
        for _ in 0..4 {
            name.push(pool[number % pool.len()]);
            number /= pool.len();
        }
        name
    };
    let mut text = String::from("本报讯（记者王远）近日，一批企业集中签约。");
    for name in (0..NAMES).map(fresh) {
        let given: String = name.chars().take(2).collect();
        text.extend([name.as_str(), "科技有限公司与", &name, "集团签约，董事长赵", &given, "出席。"]);
    }
    text.push_str("\n\n");
    text
}

fn coprime(a: usize, b: usize) -> bool {
    if b == 0 { a == 1 } else { coprime(b, a % b) }
}
