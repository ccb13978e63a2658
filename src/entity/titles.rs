//! TITLE: the office that a text gives to a person it names, and who holds it.
//!
//! A title stands before a name (荆门市副市长王某), behind it (王某教授), shares names in a list (市领导甲、乙), chains with others
//! (市委副书记、市长) or is given by a verb (任命甲为某某, 甲现任某某, 甲是某某). It begins with the place or body that it names, or
//! where the clause begins. Invariant: every title found has a holder.

use super::Kind;
use super::line::{Found, Line};
use super::places::is_level;
use super::score;
use super::words::Words;
use crate::clean::is_han;
use std::sync::LazyLock;

/// A title's span and a holder's span, in characters.
pub(super) type Link = ((usize, usize), (usize, usize));

/// Offices, ranks and professions that a title ends with.
const HEADS: &[&str] = &[
    "新闻发言人", "党支部书记", "总工程师", "总经济师", "总会计师", "总设计师", "高级工程师", "副研究员", "助理研究员",
    "特约记者", "见习记者", "实习记者", "本报记者", "主任医师", "副主任医师", "主治医师", "董事局主席", "首席执行官", "首席专家",
    "政治委员", "总参谋长", "参谋长", "检察长", "审判长", "审判员", "理事长", "秘书长", "董事长", "总经理", "副总经理", "总书记",
    "总干事", "总教练", "主教练", "教练员", "运动员", "驾驶员", "发言人", "负责人", "召集人", "主持人", "创始人", "传承人",
    "代表人", "带头人", "继承人", "经纪人", "候选人", "调研员", "巡视员", "研究员", "评论员", "特派员", "督导员", "指导员",
    "教导员", "辅导员", "飞行员", "航天员", "通讯员", "实习生", "总指挥", "总编辑", "总监", "总裁", "总统", "总理", "首相",
    "国王", "女王", "天皇", "王储", "亲王", "外长", "防长", "财长", "大臣", "国务卿", "议长", "议员", "参议员", "众议员", "州长",
    "市长", "区长", "县长", "镇长", "乡长", "村长", "省长", "盟长", "旗长", "部长", "局长", "厅长", "处长", "科长", "股长",
    "司长", "署长", "院长", "校长", "园长", "所长", "站长", "台长", "社长", "行长", "会长", "庭长", "厂长", "店长", "馆长",
    "队长", "班长", "组长", "团长", "营长", "连长", "排长", "军长", "师长", "旅长", "舰长", "船长", "机长", "车间主任", "主任",
    "主席", "书记", "委员", "常委", "董事", "监事", "理事", "经理", "主管", "官员", "科员", "助理", "秘书", "干事", "干部",
    "大使", "公使", "参赞", "领事", "特使", "专员", "代表", "领导", "政委", "司令员", "司令", "上将", "中将", "少将", "大校",
    "上校", "中校", "少校", "上尉", "中尉", "少尉", "教授", "副教授", "讲师", "导师", "院士", "博士", "硕士", "学者", "专家",
    "顾问", "医师", "医生", "护士长", "护士", "护师", "律师", "法官", "检察官", "警官", "民警", "辅警", "交警", "教师", "老师",
    "教练", "裁判", "队员", "球员", "选手", "运动健将", "工程师", "技师", "设计师", "会计师", "经济师", "农艺师", "建筑师",
    "厨师", "编导", "编剧", "导演", "演员", "歌手", "作家", "诗人", "画家", "书法家", "艺术家", "音乐家", "科学家", "企业家",
    "摄影家", "作曲家", "指挥家", "收藏家", "记者", "编辑", "主编", "主播", "导游", "司机", "店主", "老板", "工人", "职工",
    "员工", "学生", "博士生", "研究生", "大学生", "农民", "渔民", "牧民", "养殖户", "种植户", "种粮大户", "志愿者", "消防员",
    "网格员", "护林员", "快递员", "售货员", "服务员", "乘务员", "检查员", "技术员", "管理员", "监督员", "联络员", "讲解员",
    "战士", "班主任", "合伙人", "主席团成员", "首席", "会员", "组员", "成员", "评委", "村医", "乡医", "村支书", "支书", "主持",
    "局座", "长老", "牧师", "神父", "主教", "教皇", "活佛", "法师", "方丈", "道长", "总管", "主簿", "委员长", "副委员长",
    "工作人员", "技术人员", "科研人员", "管理人员", "执法人员", "指挥长", "监事长", "列车长", "护士站长", "网格长", "小组长",
    "楼栋长", "楼长", "河长", "林长", "田长", "街长", "路长", "学家", "舞蹈家", "歌唱家", "钢琴家", "评论家", "翻译家", "教育家",
    "剧作家", "漫画家", "雕塑家", "文学家", "革命家", "思想家", "发明家", "理论家", "创办人", "发起人", "主理人", "承包人",
    "经办人", "联系人", "讲述人", "安全员", "质检员", "收银员", "饲养员", "调解员", "陪审员", "公务员", "炊事员", "宣讲员",
    "协管员", "检测员", "观察员", "化验员", "保洁员", "巡查员", "信息员", "测报员", "采购员", "销售员", "业务员", "营业员",
    "理财师", "培训师", "规划师", "分析师", "药师", "营养师", "摄影师", "造价师", "咨询师", "评估师", "造型师", "大师", "保安",
    "店员", "船员", "焊工", "电工", "钳工", "技工", "木匠", "裁缝", "农机手", "飞手", "骑手", "外卖小哥", "快递小哥", "村官",
    "果农", "菜农", "茶农", "棉农", "花农", "摊主", "个体户", "创业者", "经营者", "法医", "主刀", "住持", "族长", "馆员",
    "部门经理", "掌门人", "带班领导", "项目经理", "监制", "制片人", "出品人", "策展人", "守护者", "大户", "能手", "农户代表",
    "校医", "博主", "达人", "理发师", "美容师", "督学", "参事", "馆长助理", "书记员", "审计师", "测量师", "造林员", "护路员",
    "护河员", "护边员", "站务员", "值班员", "调度员", "接线员", "话务员", "押运员", "投递员", "邮递员", "船东", "领航员",
    "引航员", "机械师", "教研员", "训练员", "主委", "领队", "队医", "村主任", "团支书", "学员", "酋长", "将军", "客商", "制作人",
    "党首", "巡访员", "群工员", "演奏家", "精算师", "旗手", "配送员", "主任科员", "中队长", "大队长", "支队长", "分队长",
    "小队长", "总领队", "站点负责人", "村小组长", "宣传员", "水管员", "引导员", "护理员", "养护工", "环卫工人", "养蜂人",
    "手艺人", "艺人", "领袖", "干警", "责编", "毕业生", "种粮户", "采油工", "元帅", "大将", "列兵", "上士", "中士", "下士",
    "军士长", "军医", "火炬手", "农技员",
];

static HEAD_WORDS: LazyLock<Words> = LazyLock::new(|| Words::ending(HEADS));

/// Heads that are titles only with something before them (市领导, 村干部, 人大代表).
const BOUND: &[&str] = &[
    "领导", "干部", "代表", "成员", "会员", "委员", "首席", "主持", "带头人", "候选人", "代表人", "助理", "秘书", "主管",
    "主席团成员", "召集人", "技术人员", "科研人员", "管理人员", "执法人员", "学家", "大户", "能手", "达人", "大师", "守护者",
    "联系人", "讲述人", "经营者", "成员", "主刀", "领队",
];

/// Heads that a byline has: the person wrote the text.
const BYLINE: &[&str] = &["记者", "通讯员", "实习生", "编辑", "责编", "特约记者", "见习记者", "实习记者", "主编", "评论员"];

/// What may stand right before a head and belongs to it; longer before shorter.
const MODIFIERS: &[&str] = &[
    "分管日常工作的副", "负责日常工作的副", "主持工作的副", "党组副", "党委副", "常务副", "党组成员、", "执行", "党总支",
    "党支部", "党工委", "党组", "党委", "支部", "第一副", "第一", "名誉", "荣誉", "代理", "助理", "退休", "离休", "高级", "首席",
    "特级", "一级", "二级", "三级", "四级", "资深", "客座", "特聘", "见习", "实习", "常务", "常任", "专职", "兼职", "联席",
    "轮值", "候任", "前任", "原", "前", "副", "代", "总", "主", "名", "大",
];

/// What a byline's word may have before it.
const BYLINE_HEADS: &[&str] = &["本报", "本刊", "本台", "全媒体", "融媒体", "首席", "特约", "见习", "实习"];

/// A head that ends before a name.
pub(super) struct Head {
    /// Whether what follows is a name almost for sure.
    pub sure: bool,
}

/// The office that ends at `at`.
pub(super) fn head_before(line: &Line, at: usize) -> Option<Head> {
    let (word, len) = longest_head(line, at)?;
    let start = at - len;
    let sure = !BOUND.contains(&word) || start > 0 && is_level(line.before(start));
    Some(Head { sure })
}

/// Whether a byline's word (记者) ends at `at`.
pub(super) fn is_byline(line: &Line, at: usize) -> bool {
    BYLINE.iter().any(|w| line.ends(at, w))
}

fn longest_head(line: &Line, end: usize) -> Option<(&'static str, usize)> {
    // 首席信息官 and its like
    if line.before(end) == '官'
        && let Some(len) = (4..=7).find(|len| end >= *len && line.starts(end - len, "首席"))
    {
        return Some(("首席官", len));
    }
    HEAD_WORDS.before(line, end)
}

/// Finds titles and their holders. `persons` and `names` (organisations and places) are sorted by start; `edges` are the ends of
/// dates and times, behind which a clause goes on as if it began.
pub(super) fn find(line: &Line, persons: &[Found], names: &[Found], edges: &[usize], out: &mut Vec<Found>) -> Vec<Link> {
    let mut links = Vec::new();
    let mut at = 0;
    while at < persons.len() {
        let group = group(line, persons, at);
        let mut end = persons[at].start;
        end -= usize::from(end > 0 && line.before(end) == ' ');
        let floor = if at > 0 { persons[at - 1].end } else { 0 };
        if let Some((open, posts)) = bracketed(line, end, floor, names) {
            for post in posts {
                links.extend(persons[at..group].iter().map(|p| (post, (p.start, p.end))));
                out.push(Found::new(post.0, post.1, Kind::Title, score::MODEL, "before-name"));
            }
            end = open;
        }
        while let Some(title) = title_before(line, end, floor, names, edges) {
            let span = (title.start, title.end);
            links.extend(persons[at..group].iter().map(|p| (span, (p.start, p.end))));
            let next = title.start;
            out.push(title);
            if next <= floor || !matches!(line.before(next), '、' | '，' | '兼') {
                break;
            }
            end = next - 1;
            // 某市代表，某局局长王某: behind ， another takes the word.
            if line.get(end) == '，' && longest_head(line, end).is_some_and(|(word, _)| BOUND.contains(&word)) {
                break;
            }
        }
        if line.before(end) == '的'
            && let Some(title) = attributive(line, end - 1, floor, names, edges)
        {
            let span = (title.start, title.end);
            links.extend(persons[at..group].iter().map(|p| (span, (p.start, p.end))));
            out.push(title);
        }
        for p in &persons[at..group] {
            behind(line, p, persons, out, &mut links);
            given(line, p, persons, names, out, &mut links);
        }
        at = group;
    }
    out.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    out.dedup_by(|a, b| a.start == b.start && a.end == b.end);
    links
}

/// One past the last person of the list that begins with person `first`: joined by 、 or 和.
fn group(line: &Line, persons: &[Found], first: usize) -> usize {
    let mut last = first;
    while last + 1 < persons.len() {
        let end = past_brackets(line, persons[last].end);
        let gap = persons[last + 1].start.saturating_sub(end);
        let byline = gap == 0 && persons[last].rule == "byline" && persons[last + 1].rule == "byline";
        if byline || gap == 1 && matches!(line.get(end), '、' | '和' | '与' | '及' | ' ') {
            last += 1;
        } else {
            break;
        }
    }
    last + 1
}

/// Behind a note in brackets that stands at `at` (女, 左二), or `at` itself.
fn past_brackets(line: &Line, at: usize) -> usize {
    /// The longest note within a list of names, in characters.
    const LONGEST: usize = 4;
    if line.get(at) != '（' {
        return at;
    }
    (at + 1..at + 2 + LONGEST).find(|k| line.get(*k) == '）').map_or(at, |close| close + 1)
}

/// Titles in brackets that end at `end`, behind others (副局长（原科长）王某), and where the brackets open.
fn bracketed(line: &Line, end: usize, floor: usize, names: &[Found]) -> Option<(usize, Vec<(usize, usize)>)> {
    /// The longest such note, in characters.
    const LONGEST: usize = 48;
    let close = end.checked_sub(1).filter(|close| line.get(*close) == '）')?;
    let open = (floor.max(end.saturating_sub(LONGEST))..close).rev().find(|k| line.get(*k) == '（')?;
    longest_head(line, open)?;
    let posts = phrases(line, open + 1, names, false);
    (posts.last()?.1 == close).then_some((open, posts))
}

/// The title that ends at `end`.
fn title_before(line: &Line, end: usize, floor: usize, names: &[Found], edges: &[usize]) -> Option<Found> {
    let (word, len) = longest_head(line, end)?;
    let mut start = end.checked_sub(len).filter(|s| *s >= floor)?;
    let byline = BYLINE.contains(&word);
    if byline {
        while let Some((_, len)) = line.last_of(start, BYLINE_HEADS).filter(|(w, _)| !w.starts_with('本')) {
            start -= len;
        }
        return Some(Found::new(start, end, Kind::Title, score::LISTED, "byline"));
    }
    let bare = start;
    loop {
        let before = start;
        if let Some((m, len)) = line.last_of(start, MODIFIERS)
            && !(m == "前" && matches!(line.before(start - 1), '日' | '之' | '以' | '目' | '底'))
            && !(matches!(m, "主" | "名" | "大" | "代" | "总") && start < bare)
            && !(m == "代" && "唐宋元明清古近现当历".contains(line.before(start - 1)))
            && !m.ends_with('、')
        {
            start -= len;
        }
        // What the title names: the organisation or place that ends here.
        if let Some(name) = names.iter().rev().filter(|n| n.end == start && n.start >= floor).max_by_key(|n| n.len()) {
            start = name.start;
        } else if let Some(name) = names.iter().find(|n| n.start < start && start < n.end && n.start >= floor && n.end <= end) {
            start = name.start;
        }
        if start == before {
            break;
        }
    }
    if line.ends(start, "时任")
        && let Some(whose) = names.iter().find(|n| n.end + 2 == start && n.start >= floor)
    {
        // 某国时任副总统
        start = whose.start;
    }
    if line.before(start) == '驻'
        && let Some(sender) = names.iter().find(|n| n.end + 1 == start && n.start >= floor)
    {
        // 某国驻华大使
        start = sender.start;
    }
    let begins = |start| names.iter().any(|n| n.start == start);
    let far = if begins(start) { start } else { reach(line, start, floor.max(edge_before(line, start, edges)), names) };
    if far < start {
        start = far;
    } else if start > floor
        && is_level(line.before(start))
        && !"全各".contains(line.before(start - 1))
        && (line.get(start) == '党' || !"该本我".contains(line.before(start - 1)))
    {
        // 市领导, 省长, 村支书: a level by itself; 全市 and the like are none. Of 该村党支部书记 the level is a part, of 该市市长 none.
        start -= 1;
    } else if start > floor && line.before(start) == '团' && is_level(line.get(start)) {
        // 团县委书记
        start -= 1;
    }
    while start > floor && matches!(line.before(start), '原') {
        start -= 1;
    }
    // What a unit calls itself before its head: 办公室主任, 项目部经理, 支行行长.
    if start == bare
        && let Some((_, len)) = line.last_of(start, UNITS)
        && start - len >= floor
    {
        start -= len;
        if let Some(name) = names.iter().rev().find(|n| n.end == start && n.start >= floor) {
            start = name.start;
        }
    }
    if BOUND.contains(&word) && start == bare {
        return None;
    }
    Some(Found::new(start, end, Kind::Title, score::MODEL, "before-name"))
}

/// 兼任某协会副会长的王某: a title that ends before 的, behind a verb that gives it.
fn attributive(line: &Line, end: usize, floor: usize, names: &[Found], edges: &[usize]) -> Option<Found> {
    let title = title_before(line, end, floor, names, edges)?;
    let given = ["兼任", "担任", "出任", "身为", "时任", "现任"].iter().any(|w| line.ends(title.start, w));
    // 某镇时任镇长的王某
    let held = (title.start..title.end).any(|k| line.starts(k, "时任"));
    (given || held).then_some(title)
}

/// The last edge at or before `at`, 0 if there is none.
fn edge_before(line: &Line, at: usize, edges: &[usize]) -> usize {
    debug_assert!(at <= line.len());
    edges.partition_point(|e| *e <= at).checked_sub(1).map_or(0, |k| edges[k])
}

/// Where a title begins whose head, with all that certainly belongs to it, begins at `start`: at the first of the names that
/// stand before it in the clause (集美大学 of 集美大学某专业硕士), else where the clause begins (社区工作人员), if nothing between is a
/// verb or a word of grammar.
fn reach(line: &Line, start: usize, floor: usize, names: &[Found]) -> usize {
    /// The longest stretch between a name and the head, and the longest title by its clause alone, in characters.
    const LONGEST: (usize, usize) = (14, 12);
    let mut open = start;
    // 创始人兼首席执行官 are two, 兼任 is one verb.
    let parts = |open| line.before(open) == '兼' && line.get(open) != '任';
    while open > floor && start - open <= LONGEST.0 + LONGEST.1 && !parts(open) {
        // A body may have a word of grammar in its name.
        let body = names.iter().find(|n| n.end == open && n.kind == Kind::Org && n.start >= floor);
        open = match body {
            Some(body) => body.start,
            None if is_break(line.before(open)) => break,
            None => open - 1,
        };
    }
    if open == start {
        return start;
    }
    // Behind the last verb of the clause.
    let open = (open..start).rev().find_map(|k| VERB_WORDS.at(line, k).map(|(_, len)| k + len)).map_or(open, |end| end.max(open));
    if open >= start {
        return start;
    }
    let mut reached = start;
    while let Some(name) = names
        .iter()
        .rev()
        .find(|n| n.end <= reached && n.start >= open && reached - n.end <= LONGEST.0)
        .filter(|n| n.start < reached)
    {
        reached = name.start;
    }
    if reached < start {
        // 原 and a level before the name (省某某厅 is one by itself).
        return reached - usize::from(reached > floor && line.before(reached) == '原');
    }
    // 我村党支部书记 begins behind 我; 全市领导, 各位, 一批 tell of no one's office.
    let open = open + usize::from(matches!(line.get(open), '我' | '本'));
    // 该校校长 is 校长, 该市副市长 is 副市长.
    let head = start + usize::from(line.get(start) == '副');
    let twice = open + 1 == start && line.get(open) == line.get(head);
    if twice || start - open > LONGEST.1 || !is_han(line.get(open)) || "一全各有两几".contains(line.get(open)) {
        return start;
    }
    open
}

/// What no title holds: marks, and words of grammar.
fn is_break(c: char) -> bool {
    !(is_han(c) || c.is_ascii_alphanumeric() || c == '·')
        || "的了在是对向和与由将为被把着说给让请以从到跟及据这那其该此又也都还就位名岁则称如等".contains(c)
}

/// Verbs and adverbs behind which a title may begin.
const VERBS: &[&str] = &[
    "介绍", "表示", "告诉", "指出", "强调", "采访", "报道", "陪同", "邀请", "聘请", "担任", "出任", "兼任", "当选", "任命",
    "会见", "会谈", "看望", "慰问", "走访", "主持", "出席", "参加", "率领", "带领", "召集", "感谢", "祝贺", "授予", "获得",
    "成为", "作为", "名叫", "叫做", "包括", "来自", "曾任", "时任", "现任", "历任", "通过", "随着", "根据", "按照", "经过",
    "为了", "帮助", "协助", "配合", "找到", "遇到", "见到", "看到", "听到", "跟随", "跟着", "推荐", "推选", "选举", "选派",
    "派出", "拜访", "请教", "询问", "对于", "关于", "以及", "以来", "其中", "此时", "此前", "目前", "当时", "同时", "随后",
    "记得", "想起", "说起", "谈起", "提起", "据悉", "预约", "安排", "联系", "电话", "拨通", "连线", "直播", "宣布", "任职",
    "负责", "曾经", "已经", "正在", "特别", "尤其", "只有", "还有", "没有", "包含", "代理", "辞去", "免去", "罢免", "接替",
    "继任", "支持", "指导", "委托", "任免", "听取", "讲述", "深入", "前往", "来到", "赶到", "参观", "视察", "调研", "检查",
    "督导", "座谈", "交流", "分享", "推动", "推进", "开展", "召开", "举行", "发布", "做客", "对话", "专访", "特邀", "聘任",
    "经营", "组建", "创办", "创立", "返乡", "退休", "毕业", "当上", "做起", "如今", "后来", "现在", "今天", "当年", "平时",
    "一旁", "身旁", "旁边", "身边", "面对", "谈到", "说到", "问到", "得知", "获悉", "认识", "结识", "师从", "拜师", "嫁给",
    "接到", "收到", "提到", "写道", "坦言", "感慨", "希望", "相信", "认为", "觉得", "发现", "所说", "不是", "考察", "访问",
    "当地", "欣赏", "先秦", "唐代", "宋代", "元代", "明代", "清代", "古代", "近代", "民国", "出访", "会后", "会上", "期间",
    "就是", "正是", "便是", "还是", "也是", "以为", "尊敬", "亲爱", "新任",
];

static VERB_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(VERBS));

/// Units that stand bare before an office.
const UNITS: &[&str] = &[
    "办公室", "项目部", "分公司", "支行", "车间", "研究所", "研究室", "实验室", "委员会", "公司", "集团", "学院", "学校",
    "党支部", "支部", "总支", "工会", "科室", "护理部", "政治部", "政治处", "宣传", "人大", "工作", "人事", "理论", "外交",
    "国防", "财政", "教育", "文化",
];

/// Titles that stand right behind a name: 王芳教授. Longer before shorter.
const BEHIND: &[&str] = &[
    "高级工程师", "主任医师", "总书记", "副总理", "总理", "国务委员", "副主席", "主席", "副委员长", "委员长", "秘书长", "副书记",
    "书记", "副部长", "部长", "副省长", "省长", "副市长", "市长", "副区长", "区长", "副县长", "县长", "副镇长", "镇长", "乡长",
    "副局长", "局长", "厅长", "处长", "科长", "主任", "副主任", "院士", "副教授", "教授", "副研究员", "研究员", "博士", "工程师",
    "医生", "大夫", "律师", "法官", "检察官", "警官", "副校长", "校长", "副院长", "院长", "所长", "会长", "理事长", "董事长",
    "总经理", "经理", "总裁", "队长", "教练", "老师", "总统", "首相", "国王", "大使", "外长", "将军", "元帅", "上将", "中将",
    "少将", "大校", "团长", "站长", "社长",
];

static BEHIND_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(BEHIND));

/// Whether a title of those that stand behind names begins at `at`.
pub(super) fn stands_behind(line: &Line, at: usize) -> bool {
    BEHIND_WORDS.at(line, at).is_some()
}

/// 王芳教授: a title behind a whole name.
fn behind(line: &Line, person: &Found, persons: &[Found], out: &mut Vec<Found>, links: &mut Vec<Link>) {
    let Some((_, len)) = BEHIND_WORDS.at(line, person.end) else { return };
    let end = person.end + len;
    // Of two persons with a title between, it is the second one's: 记者王芳校长李明 is a mistake of print.
    let others = persons.iter().any(|p| p.start == end);
    let goes_on = matches!(line.get(end), '员' | '团' | '室' | '们' | '助' | '办' | '级' | '制' | '处' | '证' | '务' | '载');
    if person.end - person.start < 2 || others || goes_on {
        return;
    }
    out.push(Found::new(person.end, end, Kind::Title, score::MODEL, "behind-name"));
    links.push(((person.end, end), (person.start, person.end)));
}

/// Verbs that give an office to the person before them; longer before shorter.
const GIVING: &[&str] = &[
    "同志担任", "同志任", "被任命为", "被推选为", "被选举为", "被聘请为", "被聘为", "被选为", "获聘为", "受聘为", "受聘担任",
    "当选为", "晋升为", "提拔为", "升任", "当选了", "当选", "担任了", "担任", "兼任", "出任", "现任", "曾任", "历任", "就任",
    "调任", "转任", "改任", "接任", "连任", "先后任", "生前系", "在任", "任", "被免去", "被撤销", "被罢免", "不再担任", "辞去",
    "现为", "已是", "成为",
];

/// Those of them that take an office away.
const TAKING: &[&str] = &["被免去", "被撤销", "被罢免", "不再担任", "辞去"];

/// Those of them that may give anything, to anyone: they must follow the name, and an office must be all that their clause says.
const GIVING_ANYTHING: &[&str] = &["现为", "已是", "成为"];

/// What stands between a name and such a verb where it is not so, or of another.
const NOT_SO: &str = "的没未望希让立志鼓励不想要将能可会";

/// Whether an office stands in the clause that begins at `at`.
pub(super) fn is_given(line: &Line, at: usize) -> bool {
    !phrases(line, at, &[], true).is_empty()
}

/// Whether a verb ends at `at` that takes an office from the person behind it.
pub(super) fn takes_away(line: &Line, at: usize) -> bool {
    ["免去", "罢免", "撤销"].iter().any(|w| line.ends(at, w))
}

static GIVING_WORDS: LazyLock<Words> = LazyLock::new(|| Words::starting(GIVING));

/// What makes 任 another word: 任务, 责任.
const NOT_TO_HOLD: (&str, &str) = ("责主信委放胜聘离上就前继后时现曾历", "务何意性期教凭由职命免选");

/// 任命王某为某市副市长; 王某任市长、市委副书记; 王某，现任市长; 王某（市长）; 王某是某村党支部书记; 免去王某的副市长职务
fn given(line: &Line, person: &Found, persons: &[Found], names: &[Found], out: &mut Vec<Found>, links: &mut Vec<Link>) {
    for (start, end) in offices(line, person, persons, names) {
        out.push(Found::new(start, end, Kind::Title, score::MODEL, "appointment"));
        links.push(((start, end), (person.start, person.end)));
    }
}

/// The offices that a verb, a copula or brackets behind a person's name give to it.
fn offices(line: &Line, person: &Found, persons: &[Found], names: &[Found]) -> Vec<(usize, usize)> {
    /// How far behind its subject a verb is looked for, in characters; and one that may give anything.
    const FAR: (usize, usize) = (40, 6);
    let at = person.end;
    let next = persons.iter().map(|p| p.start).find(|s| *s >= at).unwrap_or(line.len());
    let appoints = ["任命", "选举", "聘任", "决定", "提名", "推选", "聘请"].iter().any(|w| line.ends(person.start, w));
    if line.get(at) == '为' && appoints {
        return phrases(line, at + 1, names, true);
    }
    let behind = past_brackets(line, at);
    if line.get(behind) == '的' && takes_away(line, person.start) {
        return posts(line, behind + 1).unwrap_or_default();
    }
    if line.get(at) == '（' {
        return phrases(line, at + 1, names, false);
    }
    let at = at + if line.starts(at, "同志") { 2 } else { 0 };
    let copula = at + usize::from(line.get(at) == '，');
    if line.get(copula) == '是' {
        return predicates(line, past_article(line, copula + 1), names);
    }
    for k in at..line.len().min(at + FAR.0).min(next) {
        if matches!(line.get(k), '。' | '；' | '！' | '？' | '”') {
            break;
        }
        if let Some((_, len)) = line.first_of(k, &["是一名", "是一位"]) {
            return phrases(line, k + len, names, false);
        }
        let Some((word, len)) = GIVING_WORDS.at(line, k) else { continue };
        let behind = k + len;
        let other = word == "任"
            && (k > at && line.before(k) != '里'
                || NOT_TO_HOLD.0.contains(line.before(k))
                || NOT_TO_HOLD.1.contains(line.get(k + 1)));
        if other {
            continue;
        }
        if matches!(word, "历任" | "先后任")
            && let Some(posts) = career(line, behind)
        {
            return posts;
        }
        if TAKING.contains(&word) {
            return posts(line, behind).unwrap_or_else(|| phrases(line, behind, names, false));
        }
        if GIVING_ANYTHING.contains(&word) {
            let so = k - at <= FAR.1 && !(at..k).any(|c| NOT_SO.contains(line.get(c)));
            return if so { phrases(line, past_article(line, behind), names, false) } else { Vec::new() };
        }
        return phrases(line, behind, names, true);
    }
    Vec::new()
}

/// 副局长、总工程师职务: the posts at `from` that are called so.
pub(super) fn posts(line: &Line, from: usize) -> Option<Vec<(usize, usize)>> {
    /// The longest such list, in characters, and the longest post.
    const LONGEST: (usize, usize) = (48, 32);
    let to = (from..line.len().min(from + LONGEST.0)).find(|k| ["职务", "一职"].iter().any(|w| line.starts(*k, w)))?;
    let mut posts = Vec::new();
    let mut start = from;
    for k in from..=to {
        if matches!(line.get(k), '，' | '。' | '；' | '的') {
            return None;
        }
        if k == to || line.get(k) == '、' {
            posts.push((start, k));
            start = k + 1;
        }
    }
    let post =
        |&(a, b): &(usize, usize)| a + 2 <= b && b - a <= LONGEST.1 && longest_head(line, b).is_some_and(|(_, len)| a + len <= b);
    posts.iter().all(post).then_some(posts)
}

/// Behind 一名 and its like at `at`, or `at` itself.
fn past_article(line: &Line, at: usize) -> usize {
    let at = at + usize::from(line.get(at) == '了');
    // 名誉院长 and 名人 have none.
    let bare = line.get(at) == '名' && !matches!(line.get(at + 1), '誉' | '人' | '家' | '师' | '医' | '模');
    at + line.first_of(at, &["一名", "一位", "位"]).map_or(usize::from(bare), |(_, len)| len)
}

/// 历任班长、连政治指导员等职: the posts of a list that says that it is one.
fn career(line: &Line, from: usize) -> Option<Vec<(usize, usize)>> {
    /// The longest such list, in characters, and the longest post.
    const LONGEST: (usize, usize) = (160, 24);
    let to = (from..line.len().min(from + LONGEST.0)).find(|k| matches!(line.get(*k), '，' | '。' | '；'))?;
    let end = line.last_of(to, &["等职务", "等职"]).map(|(_, len)| to - len)?;
    let mut posts = Vec::new();
    let mut start = from;
    for k in from..=end {
        if k == end || line.get(k) == '、' {
            posts.push((start, k));
            start = k + 1;
        }
    }
    posts.iter().all(|(a, b)| (2..=LONGEST.1).contains(&(b - a))).then_some(posts)
}

/// 是某院院士，某会副主席: offices in clauses one after another, each nothing but an office.
fn predicates(line: &Line, from: usize, names: &[Found]) -> Vec<(usize, usize)> {
    let mut found = phrases(line, from, names, false);
    while let Some(&(_, end)) = found.last()
        && line.get(end) == '，'
    {
        let more = phrases(line, end + 1, names, false);
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    found
}

/// The titles that stand at `from`, joined by 、: each ends with a head where its clause does. Where the words before leave doubt
/// (not `sure`), nothing else may stand in the clause.
fn phrases(line: &Line, from: usize, names: &[Found], sure: bool) -> Vec<(usize, usize)> {
    /// The longest title given by a verb, in characters; where nothing else stands in the clause, it may be longer.
    const LONGEST: [usize; 2] = [40, 24];
    let mut found = Vec::new();
    let mut start = from;
    loop {
        let most = line.len().min(start + LONGEST[usize::from(sure)]);
        let clause = (start..most).find(|k| matches!(line.get(*k), '，' | '。' | '；' | '、' | '（' | '(' | '）' | '兼'));
        let Some(clause) = clause.or((most == line.len()).then_some(most)) else { break };
        let last = if sure { start + 2 } else { clause };
        let Some(end) = (last..=clause).rev().find(|e| *e >= start + 2 && longest_head(line, *e).is_some()) else { break };
        let whole = Found::new(start, end, Kind::Title, 0.0, "");
        let word = longest_head(line, end).map_or("", |(word, _)| word);
        let verb = |k: usize| VERB_WORDS.at(line, k).is_some_and(|(_, len)| k + len <= end);
        let plain = (start..end).any(|k| matches!(line.get(k), '的' | '并' | '了' | '着' | '过') || verb(k))
            || matches!(line.get(start), '该' | '其' | '这' | '那');
        if names.iter().any(|n| n.crosses(&whole)) || plain || !sure && BOUND.contains(&word) && end - start < 4 {
            break;
        }
        found.push((start, end));
        if end != clause || !matches!(line.get(clause), '、' | '兼') {
            break;
        }
        start = clause + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles with the persons they are linked to; persons and names are given by their text.
    fn held(text: &str, persons: &[&str], names: &[&str]) -> Vec<String> {
        let line = Line::new(text);
        let spot = |name: &&str, kind| {
            let at = text.find(*name).map(|byte| text[..byte].chars().count()).expect("a name of the text");
            Found::new(at, at + name.chars().count(), kind, 0.9, "test")
        };
        let persons: Vec<Found> = persons.iter().map(|n| spot(n, Kind::Person)).collect();
        let names: Vec<Found> = names.iter().map(|n| spot(n, Kind::Org)).collect();
        let links = find(&line, &persons, &names, &[], &mut Vec::new());
        links.iter().map(|(t, p)| format!("{}:{}", line.string(p.0, p.1), line.string(t.0, t.1))).collect()
    }

    #[test]
    fn chains_and_lists() {
        assert_eq!(held("市委副书记、市长王芳说", &["王芳"], &["市委"]), ["王芳:市长", "王芳:市委副书记"]);
        assert_eq!(held("副市长王芳、李小明出席", &["王芳", "李小明"], &[]), ["王芳:副市长", "李小明:副市长"]);
        assert_eq!(held("市公安局局长王芳", &["王芳"], &["市公安局"]), ["王芳:市公安局局长"]);
    }

    #[test]
    fn appointments() {
        assert_eq!(held("任命王芳为石桥市副市长。", &["王芳"], &[]), ["王芳:石桥市副市长"]);
        assert_eq!(held("免去王芳（女）的石桥市副市长职务；", &["王芳"], &[]), ["王芳:石桥市副市长"]);
        let two = held("王芳同志是丰禾学会资深院士，柳明协会副主席。", &["王芳"], &["丰禾学会", "柳明协会"]);
        assert_eq!(two, ["王芳:丰禾学会资深院士", "王芳:柳明协会副主席"]);
        assert_eq!(held("紫砂艺人王芳，学员李小明", &["王芳", "李小明"], &[]), ["王芳:紫砂艺人", "李小明:学员"]);
        assert_eq!(held("王芳当选会长，", &["王芳"], &[]), ["王芳:会长"]);
        assert_eq!(held("免去王芳的石桥市副市长职务；", &["王芳"], &[]), ["王芳:石桥市副市长"]);
        assert_eq!(held("王芳被免去石桥学区主任职务。", &["王芳"], &[]), ["王芳:石桥学区主任"]);
        assert_eq!(held("王芳回乡，成为一名大学生村官。", &["王芳"], &[]), ["王芳:大学生村官"]);
        assert_eq!(held("王芳成为了名誉院长，", &["王芳"], &[]), ["王芳:名誉院长"]);
        for text in [
            "王芳成为老师学习的榜样。",
            "王芳没有成为总统。",
            "王芳希望更多孩子成为医生。",
            "王芳的父亲已是镇党委书记。",
            "王芳成为该校第一位院士。",
            "王芳辞去公职后回到石桥县种植蔬菜并注册公司成了老板。",
        ] {
            assert_eq!(held(text, &["王芳"], &[]), [""; 0], "{text}");
        }
        assert_eq!(held("王芳辞去副局长、总工程师职务。", &["王芳"], &[]), ["王芳:副局长", "王芳:总工程师"]);
        assert_eq!(
            held("副局长（石桥县原党组书记、局长）王芳", &["王芳"], &[]),
            ["王芳:石桥县原党组书记", "王芳:局长", "王芳:副局长"]
        );
        assert_eq!(held("副局长（见图）王芳", &["王芳"], &[]), [""; 0]);
        assert_eq!(held("王芳历任班长、连文书、营部军需等职，", &["王芳"], &[]), ["王芳:班长", "王芳:连文书", "王芳:营部军需"]);
    }

    #[test]
    fn bylines_and_levels() {
        assert_eq!(held("（见习记者王芳）", &["王芳"], &[]), ["王芳:见习记者"]);
        assert_eq!(held("市领导王芳出席，全市领导李小明", &["王芳", "李小明"], &[]), ["王芳:市领导"]);
        assert_eq!(held("该村党支部书记王芳，该市市长李小明", &["王芳", "李小明"], &[]), ["王芳:村党支部书记", "李小明:市长"]);
        assert_eq!(held("该校校长王芳，该市副市长李小明", &["王芳", "李小明"], &[]), ["王芳:校长", "李小明:副市长"]);
        // Some are titles only with something before them.
        assert_eq!(held("代表王芳", &["王芳"], &[]), [""; 0]);
    }

    #[test]
    fn a_title_begins_with_its_body_or_its_clause() {
        assert_eq!(held("石桥大学农学专业硕士王芳", &["王芳"], &["石桥大学"]), ["王芳:石桥大学农学专业硕士"]);
        assert_eq!(held("会后，社区工作人员王芳说", &["王芳"], &[]), ["王芳:社区工作人员"]);
        assert_eq!(held("会后采访教师王芳", &["王芳"], &[]), ["王芳:教师"]);
        assert_eq!(held("获奖的种粮能手王芳", &["王芳"], &[]), ["王芳:种粮能手"]);
        assert_eq!(held("先来看元代书法家王芳的字，退休教师李明", &["王芳", "李明"], &[]), ["王芳:书法家", "李明:退休教师"]);
        assert_eq!(held("时任镇长王芳", &["王芳"], &[]), ["王芳:镇长"]);
        assert_eq!(held("肯尼亚时任副总统王芳", &["王芳"], &["肯尼亚"]), ["王芳:肯尼亚时任副总统"]);
        assert_eq!(held("石桥镇时任镇长的王芳", &["王芳"], &["石桥镇"]), ["王芳:石桥镇时任镇长"]);
        let whole = "市委宣传部分管日常工作的副部长";
        assert_eq!(held(&format!("{whole}王芳"), &["王芳"], &["市委宣传部"]), [format!("王芳:{whole}")]);
        let body = "石桥和柳明合作委员会";
        assert_eq!(held("会长、石桥和柳明合作委员会东方主席王芳", &["王芳"], &[body])[0], "王芳:石桥和柳明合作委员会东方主席");
        assert_eq!(held("兼任梨农协会会长的王芳", &["王芳"], &[]), ["王芳:梨农协会会长"]);
        assert_eq!(held("公司创始人兼首席信息官王芳", &["王芳"], &["公司"]), ["王芳:首席信息官", "王芳:公司创始人"]);
    }

    #[test]
    fn behind_a_name() {
        assert_eq!(held("王芳教授说，李明主任务实", &["王芳", "李明"], &[]), ["王芳:教授"]);
        assert_eq!(held("王芳现任镇长、党委副书记。", &["王芳"], &[]), ["王芳:镇长", "王芳:党委副书记"]);
        assert_eq!(held("王芳曾是一名出租车司机，", &["王芳"], &[]), ["王芳:出租车司机"]);
        assert_eq!(held("王芳，是石桥村网格员，", &["王芳"], &[]), ["王芳:石桥村网格员"]);
        assert_eq!(held("王芳的任务重，责任大", &["王芳"], &[]), [""; 0]);
    }
}
