//! `jianbao entities --lines`: each line a text of its own, answered before the next one is read, so that the program serves
//! as a worker under a pipe. A fault in the program costs one line, whose answer is `{"error": …}`.

use super::{Failure, input};
use crate::Options;
use crate::report;
use std::io::{BufRead, Write};

pub(super) fn run(options: &Options, lines: &mut impl BufRead, out: &mut impl Write) -> Result<(), Failure> {
    let mut number = 0;
    loop {
        number += 1;
        let Some(line) = input::line(lines, number)? else { return Ok(()) };
        let text =
            input::utf8(line).map_err(|fault| Failure::input(format!("{}, line {number}: {fault}", input::STANDARD_INPUT)))?;
        let json = super::guarded(|| report::line(&text, options).to_json_line()).unwrap_or_else(|fault| {
            let error = format!("line {number}: {fault}");
            format!("{}\n", serde_json::json!({ "error": error }))
        });
        out.write_all(json.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Output)?;
    }
}
