"""Invented names, bylines, folio lines and captions, worded as newspapers word them."""

import re

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文斌辉鹏飞梅燕波海萍宇浩然子轩欣怡佳嘉诚思远涵晓雨春永新立"
SECTIONS = "要闻 综合新闻 时政 视点 民生 本市新闻 经济 国际 体育 文化 副刊 广告 综合 社会 教育 理论 生态 法治".split()


class Words:
    """Draws wording from one source of chance, so that a seed gives the same pages."""

    def __init__(self, random):
        self.random = random

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, choices):
        return self.random.choice(choices)

    def digits(self, count):
        return "".join(self.pick("0123456789") for _ in range(count))

    def name(self):
        return self.pick(SURNAMES) + "".join(self.pick(GIVEN) for _ in range(self.pick([1, 2, 2])))

    def byline(self):
        """A local paper's dateline with its reporters."""
        space = " " if self.chance(50) else ""
        inside = self.pick(["记者", "记者", "记者", "通讯员", "全媒体记者"]) + space + self.name()
        if self.chance(30):
            inside += ("、" if self.chance(25) else " ") + self.name()
        if self.chance(25):
            inside += " 通讯员" + space + self.name()
        form = self.random.randrange(12)
        if form == 0:
            return f"本报讯 （{inside}）"
        if form == 1:
            return self.pick(["本网", "晚报", "日报"]) + f"讯（{inside}）"
        if form == 2:
            return "本报讯 "
        return f"本报讯（{inside}）" + ("  " if self.chance(5) else "")

    def local(self, paragraph):
        """A first paragraph with the paper's own dateline in place of the agency's."""
        agency = re.match(r"^.{0,60}?(?:社|本报).{0,30}?(?:电|讯)\s*(?:（[^）]*）)?\s*", paragraph)
        rest = paragraph[agency.end():] if agency and agency.end() < len(paragraph) - 10 else paragraph
        return self.byline() + rest

    def furniture(self):
        number = self.random.randrange
        day = f"20{number(26):02}年{number(1, 13)}月{number(1, 29)}日"
        week, page, name = self.pick("一二三四五六日"), self.pick("一二三四五六七八"), self.name
        forms = [
            lambda: f"{day} 星期{week}",
            lambda: self.pick(["A", "B", "A0", "A1", ""]) + str(number(1, 10)),
            lambda: f"第{page}版",
            lambda: f"责任编辑：{name()} 美术编辑：{name()} 校对：{name()}",
            lambda: f"本版责编：{name()} {name()}",
            lambda: f"电话：0{self.digits(3)}-{self.digits(7)}",
            lambda: f"E-mail:{self.pick(['news', 'bjb', 'rb'])}{number(99)}@example.com",
            lambda: f"国内统一连续出版物号 CN {self.digits(2)}-{self.digits(4)}",
            lambda: "广告 热线 " + self.digits(7),
            lambda: self.pick(SECTIONS),
            lambda: f"{day}　星期{week}　第{page}版",
            lambda: f"责编：{name()}　版式：{name()}",
            lambda: f"编辑/{name()} 校对/{name()}",
            lambda: f"新闻热线：{self.digits(8)}　投稿邮箱：{self.pick(['tg', 'news'])}@example.cn",
            lambda: f"总第{self.digits(4)}期 今日{number(4, 16)}版",
            lambda: self.pick(["要闻", "综合", "民生", "时事"]) + f" {number(1, 12)}",
            lambda: "星期" + week,
            lambda: f"农历{self.pick('正二三八十腊')}月{self.pick(['初一', '十五', '廿二', '初九'])}",
            lambda: self.pick(["江城", "海州", "云山", "平原", "金川"]) + self.pick(["日报", "晚报", "晨报"]),
            lambda: f"邮编：{self.digits(6)} 地址：{self.pick(['人民', '解放', '建设'])}路{number(1, 99)}号",
        ]
        return self.pick(forms)()

    def caption(self, paragraphs, number):
        """A caption made of a clause of the article; `number` is the picture's sign where there are several."""
        clauses = [c for c in re.split("[，。；]", self.pick(paragraphs)) if len(c) > 5] or ["现场"]
        clause = (self.pick(clauses) if self.chance(50) else clauses[0])[:40]
        starts = ["图为", "图为", "▲", "▲图为", "", "图①：", "①", "上图：", "左图为", "近日，", "■", "图/", "△"]
        start = f"图{number}：" if number else self.pick(starts)
        name = self.name()
        credits = [f"本报记者 {name} 摄", f"{name}摄（新华社发）", "（资料图片）", f"{name} 摄", f"（{name}摄）", f"通讯员 {name} 摄影报道"]
        # A bare sentence is a caption now and then only.
        bare = 3 if start or self.chance(10) else 0
        return start + clause + "。" + self.pick(credits + [""] * bare)
