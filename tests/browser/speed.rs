//! How large the page is, when it is ready, and what an analysis costs in its worker: `make bench` prints it.
//!
//! The worker is the page's own; it is asked directly, so that drawing does not count.

use crate::harness::{Page, Setup, built_page, file_address, in_browser, sample};
use serde_json::json;
use std::fs;

/// Times that the page is opened, and that the sample page is analysed after the first.
const RUNS: usize = 9;
/// Bytes of the long text.
const LONG: usize = 5_000_000;

#[test]
#[ignore = "measures and holds nothing: make bench"]
fn measurements() {
    let size = fs::metadata(built_page()).expect("the page").len();
    println!("dist/index.html        {size:>10} bytes");
    in_browser(Setup::default(), |page| async move {
        let mut ready = Vec::new();
        for _ in 0..RUNS {
            page.open(&file_address(&built_page())).await;
            // The page marks the moment by `performance.mark`; time counts from the navigation.
            let mark = page.run("return performance.getEntriesByName('jianbao-ready')[0].startTime", vec![]).await;
            ready.push(mark.as_f64().expect("a time"));
        }
        println!("ready after            {:>10.1} ms (middle of {RUNS})", middle(&mut ready));

        let times = analyse(&page, &sample(), RUNS + 1).await;
        println!("sample page, first     {:>10.1} ms", times[0]);
        let mut later = times[1..].to_vec();
        report("sample page, after", middle(&mut later), &sample());

        let long = sample().repeat(LONG / sample().len());
        report("5 MB", analyse(&page, &long, 1).await[0], &long);
    });
}

fn report(name: &str, millis: f64, text: &str) {
    let rate = text.chars().count() as f64 / millis * 1000.0;
    println!("{name:<22} {millis:>10.1} ms {rate:>14.0} characters/s");
}

/// Milliseconds that a fresh worker takes for each of so many analyses.
async fn analyse(page: &Page, text: &str, times: usize) -> Vec<f64> {
    let script = "const [text, times, done] = arguments, millis = [], worker = jianbaoSpawnWorker();
        const ask = () => worker.postMessage([JSON.stringify({ Analyse: { job: millis.length, name: null, encoding: null, date: null } }), text]);
        worker.onmessage = ({ data: [reply] }) => {
            const finished = JSON.parse(reply).Done;
            if (!finished) return;
            millis.push(finished.millis);
            if (millis.length < times) { ask(); } else { worker.terminate(); done(millis); }
        };
        ask();";
    serde_json::from_value(page.run_async(script, vec![json!(text), json!(times)]).await).expect("times")
}

fn middle(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
