//! The surnames of Chinese names in use: the hundred or so that nearly everyone has, and the double ones.

/// Single surnames, the common ones first (the order of the Ministry of Public Security's yearly reports), then rarer ones.
const SINGLE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季柯樊葛申伍颜倪詹俞章鲁翟柴柳聂瞿项祝霍涂甘骆童欧阮耿关兰齐焦裴温安牛庄纪尚古左梅谷管辛岳路殷焦靳庞游景管符宁盛翁鲍凌单裘敖卜艾苗解应宗丘佟甄冉屈吉桂蓝包沙邢晏冼阳喻连饶占车桑蒲尤封房池娄臧滕花邬利荣卓毕和巩时傅舒成米皮卞茅计习庾居牟党麻苟麦商储楚粟门占佘言支戚简鹿权鞠那司曲隋栾华皇明宫强辜仲岑郎慕冀闵阎柏窦云滑元卫水诸奚";
/// Double surnames.
const DOUBLE: [&str; 22] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "独孤", "慕容", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "宇文", "长孙",
    "端木", "南宫", "百里", "轩辕", "申屠", "闻人", "太史",
];

/// Whether `text` begins with a surname.
#[must_use]
pub fn begins(text: &str) -> bool {
    is_double(text) || text.chars().next().is_some_and(|c| SINGLE.contains(c))
}

/// Whether `text` begins with a double surname.
#[must_use]
pub fn is_double(text: &str) -> bool {
    DOUBLE.iter().any(|d| text.starts_with(d))
}
