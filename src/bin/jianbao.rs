//! The command line.

use std::io::Read;

fn main() {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).expect("standard input");
    let decoded = jianbao::decode::decode(&bytes, None).expect("text");
    print!(
        "{}",
        jianbao::analyze(&decoded.text, &jianbao::Options { encoding: Some(decoded.encoding.to_owned()), ..Default::default() })
            .to_json()
    );
}
