//! Pages laid out from articles whose headline parts are known: columns of many widths, headlines before and behind, captions,
//! folio lines, and the accidents that extractors make. They teach what a few hundred real pages cannot.

use super::gold::{Owner, Page, labelled};
use super::{Random, read_text};
use crate::clean::is_han;
use serde::Deserialize;
use std::path::Path;

/// An article as the training text has it.
#[derive(Deserialize, Clone)]
pub struct Article {
    #[serde(default)]
    shoulder: Option<String>,
    title: String,
    #[serde(default)]
    sub: Option<String>,
    paragraphs: Vec<String>,
}

/// Reads articles from files of JSON lines, each `FILE` or `FILE:COUNT`, of which so many are taken evenly.
///
/// # Errors
/// When a file cannot be read or a line is not of the form.
pub fn pool(files: &[String]) -> std::io::Result<Vec<Article>> {
    let mut all = Vec::new();
    for file in files {
        let counted = file.rsplit_once(':').and_then(|(path, count)| Some((path, count.parse().ok()?)));
        let (path, count) = counted.map_or((file.as_str(), usize::MAX), |counted| counted);
        let mut found: Vec<Article> = Vec::new();
        for line in read_text(Path::new(path))?.lines() {
            found.push(serde_json::from_str(line)?);
        }
        found.retain(|a| !a.title.trim().is_empty() && a.paragraphs.iter().any(|p| p.chars().count() > 20));
        let taken = count.min(found.len());
        all.extend((0..taken).map(|at| found[at * found.len() / taken].clone()));
    }
    Ok(all)
}

impl Article {
    /// Whether the article stands on a page, going by its title.
    #[must_use]
    pub fn is_on(&self, page: &str) -> bool {
        page.contains(&squeezed(&self.title))
            || self.paragraphs.iter().take(2).any(|p| page.contains(&squeezed(&p.chars().take(30).collect::<String>())))
    }
}

/// A text without white space.
#[must_use]
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How one page is set.
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own that pages have or lack")]
struct Style {
    /// Column width in ideographs.
    width: usize,
    /// Whether the first line's indent is in the text.
    indents: bool,
    /// Blank lines in a hundred places of each kind.
    blank_inside: usize,
    blank_between: usize,
    blank_apart: usize,
    /// Of a hundred articles, how many have their headline before the body.
    before: usize,
    /// Whether bodies begin with a local paper's dateline and byline.
    local: bool,
    /// Whether columns are interleaved.
    interleaved: bool,
    /// Whether a closing mark is squeezed into a full line.
    squeezes: bool,
    /// Whether the marks of punctuation of some lines are set half as wide, so that lines hold more or fewer characters.
    compresses: bool,
    /// Of a hundred lines, how many are set letter by letter.
    letterspaced: usize,
}

impl Style {
    fn draw(random: &mut Random) -> Self {
        let blanks = random.below(4);
        Self {
            width: 11 + random.below(18),
            indents: random.chance(30),
            blank_inside: [0, 4, 10, 16][blanks],
            blank_between: [0, 50, 60, 10][blanks],
            blank_apart: [0, 60, 70, 40][blanks],
            before: [50, 85, 15, 50][random.below(4)],
            local: random.chance(65),
            interleaved: random.chance(10),
            squeezes: random.chance(40),
            compresses: random.chance(45),
            letterspaced: usize::from(random.chance(25)),
        }
    }
}

/// Lines that stand together: a headline, a body or a part of it, a caption, a folio line.
type Block = Vec<(String, Owner)>;

/// Lays out one page of articles drawn from `pool`.
///
/// # Panics
/// When the pool is empty.
#[must_use]
pub fn page(pool: &[Article], random: &mut Random, number: usize) -> Page {
    let mut style = Style::draw(random);
    let count = 2 + random.below(9);
    let mut blocks: Vec<Block> = Vec::new();
    if random.chance(50) {
        blocks.push(furniture(random));
    }
    let mut bodies: Vec<Vec<Block>> = Vec::new();
    for at in 0..count {
        if random.chance(60) {
            style.width = 11 + random.below(18);
        }
        bodies.push(article(random.pick(pool), at, &style, random));
    }
    let mut at = 0;
    while at < bodies.len() {
        let end = if style.interleaved { (at + 2 + random.below(2)).min(bodies.len()) } else { at + 1 };
        let longest = bodies[at..end].iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..longest {
            for body in &bodies[at..end] {
                blocks.extend(body.get(row).cloned());
            }
        }
        at = end;
    }
    if random.chance(40) {
        let place = random.below(blocks.len() + 1);
        blocks.insert(place, furniture(random));
    }
    if random.chance(50) {
        blocks.push(furniture(random));
    }
    write(&blocks, &style, random, number)
}

/// A page that holds one article's headline and nothing else.
#[must_use]
pub fn headline_alone(article: &Article, random: &mut Random) -> Page {
    let style = Style::draw(random);
    let block = headline(article, 0, &style, random);
    write(&[block], &style, random, 0)
}

fn write(blocks: &[Block], style: &Style, random: &mut Random, number: usize) -> Page {
    let mut text = String::new();
    let mut owners = Vec::new();
    let mut last: Option<Owner> = None;
    let mut put = |piece: &str, owner: Option<Owner>, text: &mut String| {
        for c in piece.chars() {
            text.push(c);
            owners.push(if c.is_whitespace() { None } else { owner });
        }
    };
    for (line, owner) in blocks.iter().flatten() {
        let blank = match last {
            None => 0,
            Some(before) if before == *owner => {
                if matches!(owner, Owner::Title(_) | Owner::Kicker(_) | Owner::Subtitle(_)) {
                    3
                } else {
                    style.blank_inside
                }
            }
            Some(Owner::Kicker(_)) if matches!(owner, Owner::Title(_)) => style.blank_between * 2 / 3,
            Some(Owner::Body(a, _)) if matches!(owner, Owner::Body(b, _) if *b == a) => style.blank_between,
            Some(_) => style.blank_apart,
        };
        if random.chance(blank) {
            put("\n", None, &mut text);
            if random.chance(15) {
                put("\n", None, &mut text);
            }
        }
        if matches!(owner, Owner::Body(..)) && random.chance(style.letterspaced) && line.chars().all(|c| !c.is_ascii()) {
            let spaced: Vec<String> = line.chars().map(String::from).collect();
            put(&spaced.join(" "), Some(*owner), &mut text);
        } else {
            put(line, Some(*owner), &mut text);
        }
        put("\n", None, &mut text);
        last = Some(*owner);
    }
    let mut page = labelled(format!("synthetic-{number}"), &text, &owners);
    page.made = true;
    page
}

fn article(article: &Article, at: usize, style: &Style, random: &mut Random) -> Vec<Block> {
    let mut paragraphs: Vec<String> = article.paragraphs.iter().map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let most = if random.chance(20) { 14 } else { 6 };
    let wanted = 1 + random.below(most);
    paragraphs.truncate(wanted);
    if style.local && random.chance(85) {
        let first = paragraphs[0].clone();
        // The paper's own dateline takes the place of the agency's.
        let rest = first.find('电').filter(|&e| e < 60 && first[..e].contains('社') || first[..e].contains("本报")).map_or(
            first.as_str(),
            |e| {
                let tail = &first[e + '电'.len_utf8()..];
                tail.strip_prefix('（').and_then(|t| t.split_once('）')).map_or(tail, |t| t.1)
            },
        );
        paragraphs[0] = format!("{}{}", byline(random), rest.trim());
    }
    if random.chance(6)
        && let Some(last) = paragraphs.last_mut()
    {
        let page = random.pick(&["第二版", "第三版", "第四版", "2版", "A5版"]).to_string();
        last.extend(["（下转", &page, "）"]);
    }
    let mut body: Block = Vec::new();
    for (p, paragraph) in paragraphs.iter().enumerate() {
        // Subheads and leads are set without an indent as often as not.
        let subhead = paragraph.chars().count() < 18 && !paragraph.ends_with('。');
        for line in wrap(paragraph, style.width, if subhead && random.chance(50) { 0 } else { 2 }, style, random) {
            body.push((line, Owner::Body(at, p)));
        }
    }
    let head = headline(article, at, style, random);
    let captions = if random.chance(16) { vec![caption(&paragraphs, at, style, random)] } else { Vec::new() };
    let mut blocks: Vec<Block> = Vec::new();
    let untitled = random.chance(9);
    let before = random.chance(style.before);
    if before && !untitled {
        blocks.push(head.clone());
        if random.chance(30) {
            blocks.extend(captions.clone());
        }
    }
    let cuts = if style.interleaved { 1 + random.below(3) } else { 1 };
    let captions_inside = random.chance(12);
    let size = body.len().div_ceil(cuts);
    let pieces = if captions_inside { cuts + 1 } else { cuts };
    let size = if captions_inside { body.len().div_ceil(pieces) } else { size };
    for (row, piece) in body.chunks(size.max(1)).enumerate() {
        let mut block = piece.to_vec();
        if row == 0 && before && !untitled && style.interleaved {
            block.splice(0..0, blocks.drain(..).flatten().collect::<Vec<_>>());
        }
        if captions_inside && row == 0 {
            block.extend(captions.iter().flatten().cloned());
        }
        blocks.push(block);
    }
    if !before && !untitled {
        blocks.push(head);
    }
    let placed = captions_inside || before && blocks.iter().flatten().any(|l| matches!(l.1, Owner::Caption(..)));
    if !placed && !captions.is_empty() {
        blocks.extend(captions);
    }
    blocks
}

fn headline(article: &Article, at: usize, style: &Style, random: &mut Random) -> Block {
    let mut block = Vec::new();
    let title_width = if random.chance(30) { 18 + random.below(16) } else { 6 + random.below(12) };
    // Kickers and subtitles are set in smaller type in the same box, and now and then beyond it.
    let tenths = if random.chance(85) { 14 + random.below(10) } else { 24 + random.below(20) };
    let small_width = title_width * tenths / 10;
    let mut add = |text: &Option<String>, width: usize, owner: Owner, random: &mut Random| {
        if let Some(text) = text.as_ref().map(|t| t.trim()).filter(|t| !t.is_empty()) {
            for line in wrap(text, width, 0, style, random) {
                block.push((line, owner));
            }
        }
    };
    add(&article.shoulder, small_width, Owner::Kicker(at), random);
    let vertical = random.chance(2);
    add(&Some(article.title.clone()), if vertical { 1 } else { title_width }, Owner::Title(at), random);
    add(&article.sub, small_width, Owner::Subtitle(at), random);
    block
}

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文斌辉鹏飞梅燕波海萍宇浩然子轩欣怡佳嘉诚思远涵晓雨春永新立成东亮健龙林峰少云天一正昌";

fn name(random: &mut Random) -> String {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<char> = GIVEN.chars().collect();
    let mut name = random.pick(&surnames).to_string();
    for _ in 0..=random.below(2) {
        name.push(*random.pick(&given));
    }
    name
}

fn byline(random: &mut Random) -> String {
    let space = if random.chance(50) { " " } else { "" };
    let between = if random.chance(30) { "、" } else { " " };
    let mut inside = format!("{}{space}{}", random.pick(&["记者", "记者", "记者", "通讯员", "全媒体记者"]), name(random));
    if random.chance(30) {
        inside.extend([between, &name(random)]);
    }
    if random.chance(30) {
        inside.extend([" 通讯员", space, &name(random)]);
    }
    match random.below(10) {
        0 => format!("本报讯 （{inside}）"),
        1 => format!("{}讯（{inside}）", random.pick(&["本网", "晚报", "日报"])),
        2 => "本报讯 ".to_owned(),
        _ => format!("本报讯（{inside}）"),
    }
}

fn caption(paragraphs: &[String], at: usize, style: &Style, random: &mut Random) -> Block {
    let source = random.pick(paragraphs).clone();
    let clause: String =
        source.split(['，', '。', '；']).find(|s| s.chars().count() > 5).unwrap_or("现场").chars().take(40).collect();
    let start = *random.pick(&["图为", "图①：", "▲", "", "", "①", "上图：", "左图为", "近日，", "■", "图/"]);
    // A bare sentence is a caption now and then, too seldom to look for one in every short paragraph.
    let credit = match if start.is_empty() && random.chance(90) { random.below(6) } else { random.below(9) } {
        0 => format!("本报记者 {} 摄", name(random)),
        1 => format!("{}摄（新华社发）", name(random)),
        2 => "（资料图片）".to_owned(),
        3 => format!("{} 摄", name(random)),
        4 => format!("（{}摄）", name(random)),
        5 => format!("通讯员 {} 摄影报道", name(random)),
        _ => String::new(),
    };
    wrap(&format!("{start}{clause}。{credit}"), style.width.max(12) + random.below(10), 0, style, random)
        .into_iter()
        .map(|l| (l, Owner::Caption(at, 0)))
        .collect()
}

fn furniture(random: &mut Random) -> Block {
    let day = format!("20{:02}年{}月{}日", random.below(26), 1 + random.below(12), 1 + random.below(28));
    let week = *random.pick(&["一", "二", "三", "四", "五", "六", "日"]);
    let number = *random.pick(&["一", "二", "三", "四", "五", "六", "七", "八"]);
    let digits = |random: &mut Random, n: usize| (0..n).map(|_| char::from(b'0' + random.below(10) as u8)).collect::<String>();
    let mut lines = Vec::new();
    for _ in 0..=random.below(4) {
        lines.push(match random.below(20) {
            0 => format!("{day} 星期{week}"),
            1 => format!("{}{}", random.pick(&["A", "B", "A0", ""]), 1 + random.below(9)),
            2 => format!("第{number}版"),
            3 => format!("责任编辑：{} 美术编辑：{} 校对：{}", name(random), name(random), name(random)),
            4 => format!("本版责编：{} {}", name(random), name(random)),
            5 => format!("电话：0{}-{}", digits(random, 3), digits(random, 7)),
            6 => format!("E-mail:{}@example.com", random.pick(&["news", "bjb", "rb"])),
            7 => format!("国内统一连续出版物号 CN {}-{}", digits(random, 2), digits(random, 4)),
            8 => format!("广告 热线 {}", digits(random, 7)),
            9 => (*random.pick(&[
                "要闻", "综合新闻", "时政", "视点", "民生", "本市新闻", "经济", "国际", "体育", "文化", "副刊", "广告", "综合",
                "社会",
            ]))
            .to_owned(),
            10 => format!("{day}　星期{week}　第{number}版"),
            11 => format!("责编：{}　版式：{}", name(random), name(random)),
            12 => format!("编辑/{} 校对/{}", name(random), name(random)),
            13 => format!("新闻热线：{}　投稿邮箱：{}@example.cn", digits(random, 8), random.pick(&["tg", "news"])),
            14 => format!("总第{}期 今日{}版", digits(random, 4), 4 + random.below(12)),
            15 => format!("{} {}", random.pick(&["要闻", "综合", "民生"]), 1 + random.below(12)),
            16 => format!("星期{week}"),
            17 => format!(
                "农历{}月{}",
                random.pick(&["正", "二", "三", "八", "十"]),
                random.pick(&["初一", "十五", "廿二", "初九"])
            ),
            18 => {
                format!("邮编：{} 地址：{}路{}号", digits(random, 6), random.pick(&["人民", "解放", "建设"]), digits(random, 2))
            }
            _ => format!("{}日报", random.pick(&["江城", "海州", "云山", "平原"])),
        });
    }
    lines.into_iter().map(|l| (l, Owner::Furniture)).collect()
}

/// Breaks a text into lines of at most `width` ideographs, the first one `indent` shorter, by the rules of Chinese typesetting:
/// no closing mark at a line's beginning, no opening one at its end, numbers and Latin words whole.
fn wrap(text: &str, width: usize, indent: usize, style: &Style, random: &mut Random) -> Vec<String> {
    const NOT_FIRST: &str = "，。、；：！？”’）》】〉…—·%％";
    const NOT_LAST: &str = "“‘（《【〈";
    let limit = width.max(1) * 2;
    let mut tokens: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = |a: char, b: char| a.is_ascii_graphic() && b.is_ascii_graphic() && !matches!(b, '(' | ')') && !is_han(a);
        match tokens.last_mut() {
            Some(last) if last.chars().last().is_some_and(|l| joins(l, c)) => last.push(c),
            _ => tokens.push(c.to_string()),
        }
    }
    let size = |s: &str, narrow: bool| {
        s.chars().map(|c| if c.is_ascii() || narrow && "，。、；：“”（）《》".contains(c) { 1 } else { 2 }).sum::<usize>()
    };
    let mut narrow = style.compresses && random.chance(50);
    let mut lines: Vec<Vec<String>> = vec![Vec::new()];
    let mut used = indent * 2;
    for token in tokens {
        let closing = token.chars().next().is_some_and(|c| NOT_FIRST.contains(c));
        let room = if closing && style.squeezes { limit + 2 } else { limit };
        if used + size(&token, narrow) > room && lines.last().is_some_and(|l| !l.is_empty()) {
            let line = lines.last_mut().expect("a line");
            let mut carried = Vec::new();
            if closing && line.len() > 1 {
                carried.extend(line.pop());
                while line.len() > 1
                    && carried.last().and_then(|t: &String| t.chars().next()).is_some_and(|c| NOT_FIRST.contains(c))
                {
                    carried.extend(line.pop());
                }
            }
            while line.len() > 1 && line.last().and_then(|t| t.chars().next()).is_some_and(|c| NOT_LAST.contains(c)) {
                carried.extend(line.pop());
            }
            carried.reverse();
            narrow = style.compresses && random.chance(50);
            used = carried.iter().map(|t| size(t, narrow)).sum();
            lines.push(carried);
        }
        used += size(&token, narrow);
        lines.last_mut().expect("a line").push(token);
    }
    let mut out: Vec<String> = lines.into_iter().map(|l| l.concat().trim().to_owned()).filter(|l| !l.is_empty()).collect();
    if indent > 0 && style.indents && random.chance(97) {
        out[0].insert_str(0, "　　");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_articles_are_taken_evenly() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let line = |n: usize| format!("{{\"title\": \"{n}\", \"paragraphs\": [\"{}\"]}}\n", "字".repeat(21));
        std::fs::write(file.path(), (0..10).map(line).collect::<String>()).expect("a written file");
        let path = file.path().display().to_string();
        let titles = |files: &[String]| pool(files).expect("articles").into_iter().map(|a| a.title).collect::<Vec<_>>();
        assert_eq!(titles(&[format!("{path}:5")]), ["0", "2", "4", "6", "8"]);
        assert_eq!(titles(&[path.clone(), format!("{path}:1")]).len(), 11);
        assert_eq!(titles(&[format!("{path}:50")]).len(), 10);
        assert!(titles(&[format!("{path}:0")]).is_empty());
    }
}
