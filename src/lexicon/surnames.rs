//! The surnames of Chinese names in use, single and double.
//!
//! Sources and licences stand in `README.md` beside this file. Left out are surnames that are common words before anything
//! else (水, 言, 过, 要).

use super::chars::CharSet;
use std::sync::LazyLock;

/// Single surnames, roughly by how many bear them.
const SINGLE: &str = "\
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡\
    余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎\
    段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪\
    庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛\
    曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦\
    褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇\
    桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟\
    冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相\
    初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战\
    慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由\
    赖洪丘习庾滑诸";

/// Double surnames.
const DOUBLE: [&str; 31] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "慕容", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "宇文", "长孙",
    "端木", "南宫", "西门", "百里", "轩辕", "申屠", "闻人", "太史", "赫连", "濮阳", "淳于", "澹台", "钟离", "呼延", "拓跋",
    "鲜于",
];

static SINGLE_SET: LazyLock<CharSet> = LazyLock::new(|| CharSet::new(SINGLE.chars()));
static DOUBLE_FIRST: LazyLock<CharSet> = LazyLock::new(|| CharSet::new(DOUBLE.iter().flat_map(|d| d.chars().take(1))));

/// Length in characters of the surname that `chars` begins with; 0 where it begins with none.
#[must_use]
pub fn length(chars: impl IntoIterator<Item = char>) -> usize {
    let mut chars = chars.into_iter();
    let Some(first) = chars.next() else { return 0 };
    if DOUBLE_FIRST.has(first)
        && let Some(second) = chars.next()
        && DOUBLE.iter().any(|d| d.chars().eq([first, second]))
    {
        return 2;
    }
    usize::from(SINGLE_SET.has(first))
}

/// How common a single surname is: the lower the commoner; none for what is no surname.
#[must_use]
pub fn rank(c: char) -> Option<usize> {
    SINGLE.chars().filter(|c| !c.is_whitespace()).position(|s| s == c)
}

/// Whether `text` begins with a surname.
#[must_use]
pub fn begins(text: &str) -> bool {
    length(text.chars()) > 0
}

/// Whether `text` begins with a double surname.
#[must_use]
pub fn is_double(text: &str) -> bool {
    length(text.chars()) == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for (text, expect) in [("王芳", 1), ("欧阳修", 2), ("欧洲", 1), ("的", 0), ("", 0), ("司", 1), ("司马", 2)] {
            assert_eq!(length(text.chars()), expect, "{text}");
        }
    }

    #[test]
    fn each_stands_once() {
        let mut all: Vec<String> = SINGLE.chars().map(String::from).chain(DOUBLE.map(String::from)).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
