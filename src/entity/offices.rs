//! The offices of persons with the bodies that they are of.
//!
//! A title names its body (市公安局局长), shares that of the one before it in a chain (某协会副会长兼秘书长), or is of the company,
//! school or the like that the article has named before it (公司总监).

use super::resolve::{Holds, name};
use super::{Entity, Held, Kind, Mention, Text};
use rustc_hash::{FxHashMap, FxHashSet};

/// Gives persons their offices. `owner` has the entity of each mention.
pub(super) fn give(
    texts: &[Text<'_>],
    mentions: &[Vec<Mention>],
    owner: &[Vec<usize>],
    holds: &[Holds],
    entities: &mut [Entity],
) {
    let told = Titles {
        texts,
        mentions,
        owner,
        held: holds.iter().map(|h| (h.text, h.title, h.person)).collect(),
        of_kind: by_kind(texts, mentions, owner, entities),
    };
    for h in holds {
        let body = told.body(h, entities);
        let title = name(texts[h.text].text, &mentions[h.text][h.title]);
        let (organization, entity) = body.unzip();
        let held = Held { title, organization, entity };
        let titles = &mut entities[owner[h.text][h.person]].titles;
        if !titles.contains(&held) {
            titles.push(held);
        }
    }
    // The same office with its body tells more.
    for entity in entities.iter_mut().filter(|e| e.titles.len() > 1) {
        let whole: FxHashSet<String> = entity.titles.iter().filter(|h| h.entity.is_some()).map(|h| h.title.clone()).collect();
        entity.titles.retain(|h| h.entity.is_some() || !whole.contains(&h.title));
    }
}

/// Officers whose titles do not say of what, by what they are officers of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Officer {
    /// Of any body.
    Any,
    /// Of its party group.
    Party,
    /// Of a company.
    Company,
    /// Of a school, an institute or a hospital.
    Learned,
}

const OFFICERS: &[(Officer, &[&str])] = &[
    (
        Officer::Any,
        &[
            "秘书长", "副秘书长", "副主席", "副会长", "常务副会长", "执行副会长", "执行会长", "副理事长", "常务副理事长",
            "副主任", "常务副主任", "副院长", "常务副院长", "总编辑", "副总编辑", "副社长", "副所长", "监事长", "总干事",
        ],
    ),
    (Officer::Party, &["党组书记", "党组副书记", "党组成员", "党委书记", "党委副书记", "党委委员", "党总支书记"]),
    (
        Officer::Company,
        &[
            "董事长", "副董事长", "总经理", "副总经理", "常务副总经理", "总裁", "副总裁", "执行董事", "首席执行官", "总工程师",
            "总会计师", "财务总监", "法定代表人",
        ],
    ),
    (Officer::Learned, &["教授", "副教授", "研究员", "副研究员", "博士生导师", "主任医师", "副主任医师"]),
];

/// What the body of each kind of officer ends with.
const COMPANIES: &[&str] = &["公司", "集团", "银行", "企业", "股份", "厂"];
const LEARNED: &[&str] = &["大学", "学院", "研究院", "研究所", "科学院", "医院", "党校", "研究中心", "学校"];
/// Committees of the party itself, which have no party group.
const PARTY: &[&str] = &["省委", "市委", "县委", "区委", "州委", "旗委", "党委", "工委", "纪委", "政法委", "中央"];

/// Parts of a body that have no officers of this kind: the court has a vice-president, its party group none.
const GROUPS: &[&str] = &["党组", "党委", "党支部", "党总支"];

/// Seats in a body: who has one there is no officer of it.
const SEATS: &[&str] = &["代表", "委员", "常委", "会员", "院士", "记者", "顾问"];

impl Officer {
    fn of(title: &str) -> Option<Self> {
        OFFICERS.iter().find(|(_, titles)| titles.contains(&title)).map(|(officer, _)| *officer)
    }

    /// Whether an officer of `title` belongs to the body that the title before, `seat`, is of.
    fn fits(self, title: &str, seat: &str, body: &str) -> bool {
        let ends = |list: &[&str]| list.iter().any(|w| body.ends_with(w));
        // 市委常委、秘书长 is the secretary of that committee.
        let seated = SEATS.iter().any(|w| seat.ends_with(w)) && !(seat.ends_with("常委") && title.ends_with("秘书长"));
        !seated
            && match self {
                Self::Any => !ends(GROUPS),
                Self::Party => !ends(PARTY),
                Self::Company => ends(COMPANIES),
                Self::Learned => ends(LEARNED),
            }
    }
}

/// Titles that begin like a kind and are of no one body.
const OF_NONE: &[&str] = &["企业家", "企业代表", "学校代表", "医院代表"];

/// Bodies that a title may call by their kind, and what such a body's name ends with.
const KINDS: &[(&[&str], &[&str])] = &[
    (&["公司", "企业", "集团"], &["公司", "集团", "企业", "厂", "股份"]),
    (&["合作社"], &["合作社"]),
    (&["学校"], &["学校", "中学", "小学", "大学", "学院"]),
    (&["医院"], &["医院"]),
    (&["协会"], &["协会"]),
    (&["养老院"], &["养老院"]),
    (&["幼儿园"], &["幼儿园"]),
    (&["研究院"], &["研究院"]),
    (&["研究所"], &["研究所"]),
];

/// The bodies of the titles that call theirs by its kind (公司总监), by text and mention: the only one of the kind that the article
/// has named before.
fn by_kind(
    texts: &[Text<'_>],
    mentions: &[Vec<Mention>],
    owner: &[Vec<usize>],
    entities: &[Entity],
) -> FxHashMap<(usize, usize), usize> {
    let mut found = FxHashMap::default();
    // By article and kind; none where there are several.
    let mut last: FxHashMap<(usize, usize), Option<usize>> = FxHashMap::default();
    for (t, (text, list)) in texts.iter().zip(mentions).enumerate() {
        let Some(article) = text.article else { continue };
        for (m, mention) in list.iter().enumerate() {
            match mention.kind {
                Kind::Org => {
                    let at = owner[t][m];
                    let of = |(_, ends): &(&[&str], &[&str])| ends.iter().any(|w| entities[at].name.ends_with(w));
                    if let Some(kind) = KINDS.iter().position(of) {
                        let known = last.entry((article, kind)).or_insert(Some(at));
                        if *known != Some(at) {
                            *known = None;
                        }
                    }
                }
                Kind::Title => {
                    let printed = mention.span.of(text.text);
                    let begins = |(words, _): &(&[&str], &[&str])| {
                        !OF_NONE.iter().any(|w| printed.starts_with(w)) && words.iter().any(|w| printed.starts_with(w))
                    };
                    let kind = KINDS.iter().position(begins);
                    let body = kind.and_then(|kind| last.get(&(article, kind)).copied().flatten());
                    found.extend(body.map(|body| ((t, m), body)));
                }
                _ => (),
            }
        }
    }
    found
}

struct Titles<'a> {
    texts: &'a [Text<'a>],
    mentions: &'a [Vec<Mention>],
    owner: &'a [Vec<usize>],
    /// Who holds what: text, title, person.
    held: FxHashSet<(usize, usize, usize)>,
    of_kind: FxHashMap<(usize, usize), usize>,
}

impl Titles<'_> {
    /// The body that a title is of, as the text calls it, and its entity.
    fn body(&self, h: &Holds, entities: &[Entity]) -> Option<(String, usize)> {
        let tell = |at: usize| (name(self.texts[h.text].text, &self.mentions[h.text][at]), self.owner[h.text][at]);
        if let Some(at) = self.named(h.text, h.title) {
            return Some(tell(at));
        }
        if let Some(&at) = self.of_kind.get(&(h.text, h.title)) {
            return Some((entities[at].name.clone(), at));
        }
        self.shared(h).map(tell)
    }

    /// The body or place that a title names.
    fn named(&self, text: usize, title: usize) -> Option<usize> {
        let list = &self.mentions[text];
        let span = list[title].span;
        let first = list.partition_point(|m| m.span.start < span.start);
        (first..)
            .zip(&list[first..])
            .take_while(|(_, m)| m.span.start < span.end)
            .filter(|(_, m)| matches!(m.kind, Kind::Org | Kind::Place) && span.contains(m.span))
            .max_by_key(|(_, m)| (m.kind == Kind::Org, m.span.len()))
            .map(|(at, _)| at)
    }

    /// The body that an officer's title shares with those before it in the chain of the same person.
    fn shared(&self, h: &Holds) -> Option<usize> {
        /// The longest chain.
        const LONGEST: usize = 5;
        let printed = |at: usize| self.mentions[h.text][at].span.of(self.texts[h.text].text);
        let title = printed(h.title);
        let officer = Officer::of(title)?;
        let mut at = h.title;
        for _ in 0..LONGEST {
            at = self.before(h, at)?;
            if let Some(body) = self.named(h.text, at) {
                let is_body = self.mentions[h.text][body].kind == Kind::Org;
                return (is_body && officer.fits(title, printed(at), printed(body))).then_some(body);
            }
            Officer::of(printed(at))?;
        }
        None
    }

    /// The title right before another in the chain of the same person.
    fn before(&self, h: &Holds, title: usize) -> Option<usize> {
        /// Mentions that a title may hold.
        const MOST_INNER: usize = 8;
        let list = &self.mentions[h.text];
        let start = list[title].span.start as usize;
        let first = title.saturating_sub(MOST_INNER);
        let joined = |m: &Mention| {
            let between = self.texts[h.text].text.get(m.span.end as usize..start);
            m.kind == Kind::Title && matches!(between, Some("、" | "，" | "兼" | "兼任"))
        };
        let before = (first..title).rev().find(|at| joined(&list[*at]))?;
        self.held.contains(&(h.text, before, h.person)).then_some(before)
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::entity::{Kind, Role, Text, recognise};

    /// The offices of the first person of an article.
    fn offices(text: &str) -> Vec<String> {
        let texts = [Text { text, role: Role::Paragraph, article: Some(0) }];
        let found = recognise(&texts, &Options::default(), &mut |_| ());
        let person = found.entities.iter().find(|e| e.kind == Kind::Person).expect("a person");
        let tell = |h: &crate::entity::Held| format!("{}@{}", h.title, h.organization.as_deref().unwrap_or_default());
        let mut all: Vec<String> = person.titles.iter().map(tell).collect();
        all.sort();
        all
    }

    #[test]
    fn a_chain_shares_its_body() {
        assert_eq!(offices("全国政协副主席兼秘书长王芳出席。"), ["全国政协副主席@全国政协", "秘书长@全国政协"]);
        assert_eq!(
            offices("江城丰禾产业投资有限公司执行董事、总经理王芳说，"),
            ["总经理@江城丰禾产业投资有限公司", "江城丰禾产业投资有限公司执行董事@江城丰禾产业投资有限公司"]
        );
        // Offices that are of another body, and seats.
        assert!(offices("市委副书记、市长王芳出席。").contains(&"市长@".to_owned()));
        assert!(offices("市委副书记、党组书记王芳出席。").contains(&"党组书记@".to_owned()));
        assert!(offices("湖北省高级人民法院党组副书记、副院长王芳出席。").contains(&"副院长@".to_owned()));
        assert!(offices("全国政协委员、副会长王芳说，").contains(&"副会长@".to_owned()));
        assert!(offices("省文化厅副厅长、教授王芳说，").contains(&"教授@".to_owned()));
    }

    #[test]
    fn a_body_by_its_kind() {
        let one = "江城市丰禾铝业有限公司";
        assert_eq!(offices(&format!("走进{one}，公司综合管理总监王芳说，")), [format!("公司综合管理总监@{one}")]);
        // Of two, none; of another kind, none.
        let two = "江城市远山纸业有限公司";
        assert_eq!(offices(&format!("走进{one}和{two}，公司综合管理总监王芳说，")), ["公司综合管理总监@"]);
        assert_eq!(offices(&format!("走进{one}，合作社理事长王芳说，")), ["合作社理事长@"]);
    }
}
