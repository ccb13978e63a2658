//! In plain words, why something was read so: a phrase in both languages for every code that the report may hold.
//!
//! Invariant: every code that `src/layout` and `src/entity` can write is in [`REASONS`]; a test reads their sources.

use super::i18n::Lang;

/// The code, then the phrase in Chinese and in English. A code that two finders share has words that fit both.
const REASONS: &[(&str, &str, &str)] = &[
    // Where an article begins.
    ("dateline", "这一行以“本报讯”一类的电头开头", "The line opens with a dateline such as 本报讯"),
    ("under_headline", "前面紧挨着标题", "It stands right under a headline"),
    ("after_headline", "前面是上一篇文章的标题", "It stands behind the headline of the article before"),
    ("new_topic", "与前文语意不相接，另起一篇", "The wording does not go on from what stands before"),
    // Whose a headline is.
    ("headline_before_body", "标题排在正文前面", "The headline stands before the body"),
    ("headline_after_body", "标题排在正文后面", "The headline stands behind the body"),
    ("headline_by_wording", "标题不挨着正文，按用词认出", "The headline stands apart from its body and shares its wording"),
    ("headline_without_body", "版面上只有标题，没有正文", "The page has the headline and no body for it"),
    // Why a part is one.
    ("furniture", "样子像报头、版次、责任编辑等", "It looks like a masthead, a folio line or an editors' line"),
    ("invisible", "看不见的字符", "Characters that show nothing"),
    // What a reader has put right, in an article and of a name.
    ("reader", "由读者改定", "Set by a reader"),
    ("caption", "样子像图片说明", "It looks like a picture's caption"),
    ("text_begins", "全文由此开始", "The text begins here"),
    ("indent", "首行缩进", "The first line is indented"),
    ("short_line_before", "上一行没有排满", "The line before is not full"),
    ("opener", "开头的字样常用来起段", "It opens as paragraphs do"),
    ("blank_line", "前面有空行", "A blank line stands before"),
    ("reading", "由行文判断", "Judged by how the lines read"),
    // What it may be instead.
    ("may_be_headline_of_next", "可能是后一篇文章的标题", "It may be the headline of the article behind it"),
    ("may_be_headline_of_previous", "可能是前一篇文章的标题", "It may be the headline of the article before it"),
    ("may_be_furniture", "可能是报头、版次一类的文字", "It may be a masthead, a folio line or the like"),
    ("may_be_caption", "可能是图片说明", "It may be a caption"),
    ("may_be_paragraph", "可能是正文", "It may be body text"),
    ("may_begin_article", "可能由此另起一篇", "A new article may begin here"),
    ("may_go_on", "可能还是前一篇文章", "It may still be the article before"),
    // What found a name.
    ("model", "由模型识别", "Found by the learned model"),
    ("seen-on-page", "本版别处已出现这个名字", "The page has the name elsewhere"),
    ("byline", "见于署名", "It stands in a byline"),
    ("after-office", "紧跟在职务后面", "It follows a title of office"),
    ("before-name", "后面紧跟着人名", "A name follows it"),
    ("behind-name", "紧跟在人名后面", "It follows a name"),
    ("appointment", "见于任免的写法", "It stands in an appointment"),
    ("thought", "以其名字命名的思想、理论", "A body of thought is named after the person"),
    ("list", "与同类名称并列", "It stands in a list of its like"),
    ("before-verb", "后面是“说”“表示”一类的词", "A word such as 说 or 表示 follows"),
    ("foreign", "带间隔号的译名", "A foreign name, with its dot"),
    ("anonymous", "“某某”式的化名", "A name kept back, such as 王某某"),
    ("known-body", "常见的机构名", "A well-known organisation"),
    ("body", "地名或上级单位之后接机构名", "A place or a level, and an organisation's name behind it"),
    ("short-name", "括号里注明的简称", "The short name that a bracket gives"),
    ("short-form", "上文提到的国家的简称", "A country's first character, where the text names it in full"),
    ("team", "单位、姓名与“团队”连写", "A body, a person and the word for a team"),
    ("level", "各级行政区划分开", "Each administrative level by itself"),
    ("after-kind", "说明类别的词之后接机构名", "A word for its kind stands before"),
    ("ending", "以常见的通名结尾", "It ends as such names do"),
    ("division", "行政区划名", "An administrative division"),
    ("gazetteer", "见于地名表", "It stands in the gazetteer"),
    ("campaign", "专项行动、活动的名称", "The name of a campaign"),
    ("named-by-topic", "主题之后接“会议”“活动”一类的词", "A topic, and a word such as 会议 or 活动 behind it"),
    ("named", "有专名的盛会", "A fair or games that go by a name"),
    ("congress", "党的代表大会或中央全会", "A congress or plenum of the Party"),
    ("disaster", "地名之后接灾害", "A place and its disaster"),
    ("title-marks", "加了书名号", "It stands in title marks 《》"),
    ("quotation-marks", "加了引号", "It stands in quotation marks"),
    ("plan", "“十四五”一类的规划期", "A plan or its period, such as 十四五"),
    // What was read as a date or a time.
    ("year", "年份", "A year"),
    ("years", "几个年份", "Several years"),
    ("month", "月份", "A month"),
    ("months", "几个月份", "Several months"),
    ("day", "日子", "A day"),
    ("days", "几个日子", "Several days"),
    ("numeric", "数字写的日期", "A date in figures"),
    ("range", "从某时到某时", "From one date to another"),
    ("part", "一年里的一段", "A part of a year"),
    ("season", "季节或学期", "A season or a term"),
    ("decade", "年代", "A decade"),
    ("century", "世纪", "A century"),
    ("week", "星期", "A week"),
    ("weekday", "星期几", "A day of the week"),
    ("weekend", "周末", "A weekend"),
    ("feast", "节日", "A holiday"),
    ("nth", "第几个星期、月", "The nth week or month"),
    ("relative", "由今天推算", "Reckoned from today"),
    ("reign", "年号纪年", "A year of a reign"),
    ("lunar", "农历日期", "A date of the lunar calendar"),
    ("fuzzy", "说法本身不确切", "The words themselves are not exact"),
    ("clock", "钟点", "A time of the clock"),
    ("part-of-day", "一天里的时段", "A part of a day"),
    // What was read as a sum, a share or a quantity.
    ("user-list", "您自己的名单", "Your own list of names"),
    ("money", "数目之后接货币单位", "A number and a currency"),
    ("sign", "数目之前有货币符号", "A currency's sign before a number"),
    ("quantity", "数目之后接量词或单位", "A number and a unit"),
    ("percent", "百分比", "A percentage"),
    ("points", "百分点", "Percentage points"),
    ("permille", "千分比", "Parts of a thousand"),
    ("fraction", "分数", "A fraction"),
    ("half", "“一半”", "A half"),
    ("times", "倍数", "A multiple"),
    ("tenths", "几成", "Tenths"),
];

impl Lang {
    /// What a reason's code means; none for a code that is not known here.
    #[must_use]
    pub fn reason(self, code: &str) -> Option<&'static str> {
        let (_, zh, en) = REASONS.iter().find(|(known, ..)| *known == code)?;
        Some(self.pick(zh, en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;
    use syn::visit::Visit;

    /// Words in the sources that look like codes and are none.
    const NO_CODES: [&str; 1] = ["wire_start"];

    #[test]
    fn every_code_of_the_core_has_a_phrase() {
        let codes = codes();
        assert!(codes.contains("headline_after_body") && codes.contains("seen-on-page"), "{codes:?}");
        let without: Vec<_> = codes.iter().filter(|code| Lang::Zh.reason(code).is_none()).collect();
        assert!(without.is_empty(), "no phrase for {without:?}");
    }

    #[test]
    fn no_phrase_is_left_over() {
        let codes = codes();
        // The report's own, and that of the corrections.
        let own = |code: &&str| ["invisible", "reader"].contains(code);
        let left: Vec<_> = REASONS.iter().map(|r| r.0).filter(|code| !codes.contains(*code) && !own(code)).collect();
        assert!(left.is_empty(), "no code any more: {left:?}");
        assert_eq!(REASONS.iter().map(|r| r.0).collect::<BTreeSet<_>>().len(), REASONS.len(), "a code stands twice");
    }

    /// The words in the core's sources that have a code's form, but for the tests and the names of patterns' groups.
    fn codes() -> BTreeSet<String> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut words = Words::default();
        for folder in ["layout", "entity"] {
            for entry in std::fs::read_dir(source.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let finds = folder == "entity" || ["article.rs", "doubt.rs"].iter().any(|name| path.ends_with(name));
                if finds && path.is_file() {
                    words.visit_file(&syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap());
                }
            }
        }
        words.0
    }

    #[derive(Default)]
    struct Words(BTreeSet<String>);

    impl<'a> Visit<'a> for Words {
        fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
            if module.ident != "tests" {
                syn::visit::visit_item_mod(self, module);
            }
        }

        fn visit_lit_str(&mut self, literal: &'a syn::LitStr) {
            /// Units of measure are shorter.
            const SHORTEST: usize = 3;
            let word = literal.value();
            let form = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
            if word.len() >= SHORTEST && word.chars().all(form) && !NO_CODES.contains(&word.as_str()) {
                self.0.insert(word);
            }
        }
    }
}
