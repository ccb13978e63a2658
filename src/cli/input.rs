//! Reading files, pipes and lines, with errors that name the place and the remedy.

use super::Failure;
use std::io::{self, BufRead, IsTerminal, Read};
use std::path::Path;

/// Name of standard input in messages.
pub(super) const STANDARD_INPUT: &str = "standard input";

/// The bytes of a file, or of standard input for `-`.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    if is_standard_input(path) {
        if io::stdin().is_terminal() {
            super::say("reading the text from the keyboard: end it with Ctrl+D, or stop by Ctrl+C and name a file");
        }
        let mut bytes = Vec::new();
        return match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(format!("{STANDARD_INPUT}: cannot be read ({error}): name a file or give the text through a pipe")),
        };
    }
    std::fs::read(path).map_err(|error| {
        let path = path.display();
        match error.kind() {
            io::ErrorKind::NotFound => format!("{path}: there is no such file: check the name and the folder"),
            io::ErrorKind::PermissionDenied => format!("{path}: it may not be read: check its permissions"),
            io::ErrorKind::IsADirectory => format!("{path}: this is a folder: name the files in it"),
            _ => format!("{path}: cannot be read ({error}): check that it is a plain file"),
        }
    })
}

/// Whether a path stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// How a path is called in messages.
pub(super) fn called(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.to_owned() } else { path.display().to_string() }
}

/// The next line without its line break; none at the end of the input. `number` counts from 1.
pub(super) fn line(input: &mut impl BufRead, number: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut line = Vec::new();
    let read = input.read_until(b'\n', &mut line);
    let read = read.map_err(|error| Failure::input(format!("{STANDARD_INPUT}, line {number}: cannot be read ({error})")))?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(line))
}

/// A line's text.
pub(super) fn utf8(line: Vec<u8>) -> Result<String, String> {
    String::from_utf8(line).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("byte {at} of the line (0x{:02X}) is not UTF-8: convert the input to UTF-8", error.as_bytes()[at])
    })
}
