//! The TEI export against the consortium's own schema, by `jing`: `make test` installs it and runs this.

mod common;

use common::SAMPLE;
use jianbao::export::Format;
use jianbao::{Options, analyze};
use std::process::Command;

/// What `jing` says of files that are not valid; nothing of such that are.
fn faults(files: &[Vec<u8>]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let paths: Vec<_> = (0..files.len()).map(|at| folder.path().join(format!("{at}.xml"))).collect();
    for (path, bytes) in paths.iter().zip(files) {
        std::fs::write(path, bytes).expect("a file");
    }
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas/tei_all.rng");
    let answer = Command::new("jing").arg(schema).args(&paths).output().expect("jing: run tools/setup.sh test");
    let said = String::from_utf8_lossy(&answer.stdout).into_owned();
    assert_eq!(answer.status.success(), said.is_empty(), "{said}{}", String::from_utf8_lossy(&answer.stderr));
    said
}

fn tei(raw: &str) -> Vec<u8> {
    Format::Tei.write(&analyze(raw, &Options { date: Some("2024-09-12".parse().expect("a day")), ..Options::default() }), raw)
}

/// Pages with every kind of name and value, captions, furniture, several pages, and no text at all.
#[test]
fn every_page_is_valid() {
    let every = "监利日报 2024年9月12日 星期四 第1版\n全市防汛工作会议召开\n　　本报讯（记者李明 通讯员张小红）9月1日上午8时30分，监利市委\
        书记韩小旭在监利市主持召开全市防汛工作会议，学习《防汛条例》，安排资金1.2亿元，完成85.5%，下达粮食3万吨，\
        近日还要落实“三防工程”。韩小旭强调，要守住堤防，7月至8月不得松懈。\n▲ 图为会议现场。李明 摄\n责任编辑：王芳\n\u{0C}\
        监利日报 2024年9月12日 星期四 第2版\n县医院启用新楼\n　　本报讯 监利市人民医院昨日启用新楼。\n下转第三版\n";
    let pages = [SAMPLE, every, "", "责任编辑：王芳", "\0\u{1}会议\u{FFFE}", "标题\n", "会议<>&\"召开。"];
    assert_eq!(faults(&pages.map(tei)), "");
}

#[test]
fn what_is_not_tei_is_found() {
    let text = String::from_utf8(tei(SAMPLE)).expect("UTF-8");
    for (from, to) in [("<p>", "<p><div/>"), ("<listPerson>", "<listPerson><div/>"), (" xml:id=\"a1\"", " xml:id=\"1\"")] {
        assert!(text.contains(from));
        assert_ne!(faults(&[text.replacen(from, to, 1).into_bytes()]), "", "{to} passes");
    }
}
