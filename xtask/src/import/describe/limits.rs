//! Limits that a description states. All the ways to say "at most" become one sign first, in both languages; what the
//! signs stand before is then read by few rules.

use crate::import::{table::words::Base, text::pattern};

/// Limits, as far as they are stated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub low: Option<i64>,
    /// The most.
    pub high: Option<i64>,
    /// Whether the page gives one number and not what it limits: `32 characters`.
    pub vague: bool,
    /// How many digits of the least and the most stand behind the point.
    pub scale: u32,
}

/// The limits that `text`, which is plain, states of a value of the type `base`: of its size, its length, its items.
pub fn limits(text: &str, base: Base) -> Limits {
    let text = text.to_lowercase().replace('\'', "");
    match base {
        Base::Text => of_text(&signed(&text)),
        Base::List => of_list(&signed(&text)),
        Base::Int32 | Base::Int64 => of_number(&text),
        Base::Decimal => of_fraction(&text),
        _ => Limits::default(),
    }
}

/// The text with words of comparison as signs: `<=`, `>=`, `<`, `>`, and `..` between the ends of a range.
fn signed(text: &str) -> String {
    let number = pattern!(r"(\d),(\d{3})\b");
    let text = pattern!(r"\[\s*(-?\d+)\s*,\s*(-?\d+)\s*\]").replace_all(text, " range $1..$2 ");
    let text = number.replace_all(&text, "$1$2");
    let text = number.replace_all(&text, "$1$2");
    let text = pattern!(r"\s+(?:and|but)\s+(at (?:most|least)|(?:no|not) (?:more|less))")
        .replace_all(&text, ", $1");
    let rules = [
        // What stands behind the number: "64 characters at most", 64位以内.
        (
            pattern!(
                r"(\d+)\s*((?:[a-z]+|个?[位字条个笔项张]符?)?)\s*(?:\(?\s*(?:at most|max(?:imum)?\b|or (?:less|fewer|below))|以内|以下|之内)"
            ),
            " <= $1 $2 ",
        ),
        (
            pattern!(
                r"(\d+)\s*((?:[a-z]+|个?[位字条个笔项张]符?)?)\s*(?:\bor (?:more|above)|\bat least|以上)"
            ),
            " >= $1 $2 ",
        ),
        // Ranges.
        (
            pattern!(r"\b(?:between|from)\s+(-?\d+)\s*[a-z]?\s*(?:and|to|-|~|–)\s*(-?\d+)"),
            " range $1..$2 ",
        ),
        (
            pattern!(r"介于\s*(\d+)\s*[和到至与~-]\s*(\d+)|(\d+)\s*(?:到|至|[~-])\s*(\d+)\s*之间"),
            " range $1$3..$2$4 ",
        ),
        (
            pattern!(r"\[\s*(-?\d+)\s*[~-]\s*(-?\d+)\s*\]"),
            " range $1..$2 ",
        ),
        (
            pattern!(
                r"((?:^|[^\d.+:/-]|[^\d]:)-?\d+)\s*(?:-|~|–|—|\b(?:up )?to\b|到|至)\s*(\d+)([^\d.:/-]|[.:/-]\D|[.]?$)"
            ),
            "$1..$2$3",
        ),
        // What a negation turns round.
        (
            pattern!(
                r"\b(?:no|not|never|nor|cannot|cant|mustnt)\s+(?:be\s+)?(?:(?:more|greater|larger|higher|longer|bigger) than|above|over|exceed(?:ing|s)?)|(?:不能|不可以?|不得|不应|不允许|不)(?:超过|超出|大于|多于|高于|长于)"
            ),
            " <= ",
        ),
        (
            pattern!(
                r"\b(?:no|not|never|nor|cannot|cant|mustnt)\s+(?:be\s+)?(?:(?:less|smaller|lower|fewer|shorter) than|below|under)|(?:不能|不可以?|不得|不应|不允许|不)(?:小于|少于|低于|短于)"
            ),
            " >= ",
        ),
        (
            pattern!(
                r"\b(?:less|smaller|lower|fewer) than or equals?(?: to)?|小于(?:或者?)?等于|≤"
            ),
            " <= ",
        ),
        (
            pattern!(
                r"\b(?:greater|more|larger|higher) than or equals?(?: to)?|大于(?:或者?)?等于|≥"
            ),
            " >= ",
        ),
        (
            pattern!(
                r"\bmax(?:imum)?\b\.?|\bat most\b|\bup to\b|\blimited to\b|\blength limit\b|\bwithin\b|\bhighest\b|\blargest\b|长度限制|最多|最大|最长|最高|至多|上限"
            ),
            " <= ",
        ),
        (
            pattern!(
                r"\bmin(?:imum)?\b\.?|\bat least\b|\bstarts? (?:from|at)\b|\bstarting (?:from|at|with)\b|\bcounted from\b|\bfrom\b|\blowest\b|\bsmallest\b|至少|最少|最小|最短|最低|下限"
            ),
            " >= ",
        ),
        (pattern!(r"从\s*(\d+)\s*(?:开始|起)"), " >= $1 "),
        (
            pattern!(r"\b(?:less|smaller|lower|fewer|shorter) than\b|\bbelow\b|小于|少于|低于"),
            " < ",
        ),
        (
            pattern!(r"\b(?:greater|more|larger|higher|longer) than\b|\babove\b|大于|多于|高于"),
            " > ",
        ),
    ];
    let mut text = text.into_owned();
    for (words, sign) in rules {
        text = words.replace_all(&text, sign).into_owned();
    }
    text
}

/// The number behind a sign in `text`; `fits` looks at what stands before and behind.
fn behind(text: &str, sign: &regex::Regex, fits: impl Fn(&str, &str) -> bool) -> Option<i64> {
    sign.captures_iter(text).find_map(|found| {
        let value = found.get(1)?;
        let (whole, next) = (found.get(0)?, text.get(value.end()..)?);
        let before = text.get(..whole.start())?;
        let before = before.rsplit([';', '。']).next().unwrap_or_default();
        let said = format!("{before}{}", whole.as_str());
        let fraction = pattern!(r"^\.\d").is_match(next);
        (!fraction && fits(&said, next.trim_start())).then(|| number(value.as_str()))?
    })
}

fn number(text: &str) -> Option<i64> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    const CHINESE: [&str; 11] = [
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    ];
    let spelt = |words: &[&str]| words.iter().position(|word| *word == text);
    let spelt = spelt(&WORDS).or_else(|| spelt(&CHINESE));
    text.parse().ok().or_else(|| i64::try_from(spelt?).ok())
}

/// The ends of the first range in `text` that `fits`.
fn range(text: &str, fits: impl Fn(&str, &str) -> bool) -> Option<(Option<i64>, Option<i64>)> {
    pattern!(r"(-?\d+)\.\.(-?\d+)")
        .captures_iter(text)
        .find_map(|found| {
            let (whole, low, high) = (found.get(0)?, found.get(1)?, found.get(2)?);
            let before = text.get(..whole.start())?.trim_end();
            let before = before.rsplit([';', '。']).next().unwrap_or_default();
            let (low, high) = (number(low.as_str())?, number(high.as_str())?);
            (low <= high && fits(before, text.get(whole.end()..)?.trim_start()))
                .then_some((Some(low), Some(high)))
        })
}

/// What is said behind `<=`, `>=`, `<` and `>`.
fn bounds(text: &str, fits: impl Fn(&str, &str) -> bool + Copy) -> Limits {
    let most = pattern!(
        r"<=[^\d,.;。<>一二三四五六七八九十]{0,24}?(-?\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b|[一二三四五六七八九十])"
    );
    let least = pattern!(r">=[^\d,.;。<>一二三]{0,20}?(-?\d+|\b(?:one|two|three)\b|[一二三])");
    let below = pattern!(r"<\s*(\d+)");
    let above = pattern!(r">\s*(-?\d+)");
    let next = |bound: Option<i64>, by: i64| bound.and_then(|bound| bound.checked_add(by));
    Limits {
        high: behind(text, most, fits).or_else(|| next(behind(text, below, fits), -1)),
        low: behind(text, least, fits).or_else(|| next(behind(text, above, fits), 1)),
        ..Limits::default()
    }
}

/// Whether `next` begins with what lengths are counted in.
fn counts_characters(next: &str) -> bool {
    pattern!(r"^-?\s*(?:alphanumeric |ascii |numeric |decimal |english |latin |chinese |thai )?(?:characters?|chars?|digits?|letters?|bytes?|symbols?|in length|long\b|个?(?:位|字符|字母|数字|字节|汉字|字))")
        .is_match(next)
}

/// Whether nothing is counted by the number before `next`.
fn ends(next: &str) -> bool {
    next.is_empty() || next.starts_with([',', '(', '.', ';', ')', '。', '、', ']'])
}

fn of_text(text: &str) -> Limits {
    // "last 4 digits" are a part of another text, "08 and 8 digits" a part of a form.
    let partial = |before: &str| {
        pattern!(r"(?:\b(?:last|first|and|then|shows?|other|after|before|hides?|every|each)|[+]|后|前|末|尾|开头|小数)\s*(?:the\s*)?$").is_match(before.trim_end())
    };
    let fits = |before: &str, next: &str| {
        let length = pattern!(r"length|\blen\b|\bsize\b|长度|字符").is_match(before);
        !partial(before)
            && (counts_characters(next) || (ends(next) && (length || before.contains(['<', '>']))))
    };
    let whole = |before: &str, next: &str| {
        let length = pattern!(r"(?:length|\blen|长度)[^,;。]{0,12}$").is_match(before);
        !partial(before) && (counts_characters(next) || length)
    };
    if let Some((low, high)) = range(text, whole) {
        return Limits {
            low,
            high,
            ..Limits::default()
        };
    }
    let exact = [
        pattern!(r"(?:fixed|exactly|固定)[^\d,;。]{0,12}(\d+)"),
        pattern!(r"length\s*(?:is\s+)?(?:fixed|exactly)\D{0,6}(\d+)"),
        pattern!(r"\b(\d+)[- ](?:digit|character|char|letter)\b"),
    ];
    let said = bounds(text, fits);
    if said.low.or(said.high).is_some() {
        return said;
    }
    let exact = exact.iter().find_map(|form| {
        let found = form.captures(text)?;
        let (whole, value) = (found.get(0)?, found.get(1)?);
        let length = whole.as_str().contains("length") || whole.as_str().contains('长');
        let next = text.get(value.end()..)?.trim_start();
        (length || counts_characters(next)).then(|| number(value.as_str()))?
    });
    if exact.is_some() {
        return Limits {
            low: exact,
            high: exact,
            ..Limits::default()
        };
    }
    let bare = pattern!(
        r"(?:^|[,;(。\s]|[^\x00-\x7f])\(?(\d+)\s*(?:characters?|chars?|digits?|letters?|个?字符|位)(?:\s*(?:long|in all|in total|数字|字符|字母))?\s*(?:$|[,;.)。])|长度\s*[:为是]*\s*(\d+)\s*位?(?:$|[,;.)。])"
    );
    let form = pattern!(r"\+\s*\d|\d\s*(?:\+|then|and)\s*\d|开头|格式|format|begin|start|encrypt");
    let bare = bare
        .captures(text)
        .filter(|_| !form.is_match(text))
        .and_then(|found| {
            let value = found.get(1).or_else(|| found.get(2))?;
            let before = text.get(..value.start())?;
            (!partial(before)).then(|| number(value.as_str()))?
        });
    Limits {
        low: None,
        high: bare,
        vague: bare.is_some(),
        ..Limits::default()
    }
}

fn of_list(text: &str) -> Limits {
    let each = |before: &str| {
        pattern!(r"\beach\b|\bevery\b|\ba single\b|每个|单个|每项|每条|长度").is_match(before)
    };
    let fits = |before: &str, next: &str| !each(before) && !counts_characters(next);
    match range(text, fits) {
        Some((low, high)) => Limits {
            low,
            high,
            ..Limits::default()
        },
        None => bounds(text, fits),
    }
}

/// The limits of a number with a point: those of a whole one that counts its last digit.
fn of_fraction(text: &str) -> Limits {
    let number = pattern!(r"\d[\d,]*(?:\.(\d+))?");
    let behind = |found: regex::Captures<'_>| found.get(1).map_or(0, |digits| digits.len());
    let scale = number.captures_iter(text).map(behind).max();
    let scale = scale.unwrap_or_default().min(6);
    // A currency that is named is that of the number, not one of which it counts cents.
    let currency = pattern!(r"\b(?:peso|php|thb|baht|usd|yuan|idr)\b|泰铢|元|比索");
    let text = currency.replace_all(text, "");
    // One digit more than there is: "above 5" is no limit that a number can have, and then does not end in 0.
    let whole = number.replace_all(&text, |found: &regex::Captures<'_>| {
        let (front, behind) = found
            .get(0)
            .and_then(|whole| whole.as_str().split_once('.'))
            .unwrap_or((found.get(0).map_or("", |whole| whole.as_str()), ""));
        let behind: String = behind.chars().take(scale).collect();
        format!("{}{behind:0<scale$}0", front.replace(',', ""))
    });
    let found = of_number(&whole);
    let stated = |bound: Option<i64>| {
        bound
            .filter(|bound| bound % 10 == 0)
            .map(|bound| bound / 10)
    };
    Limits {
        low: stated(found.low),
        high: stated(found.high),
        vague: false,
        scale: u32::try_from(scale).unwrap_or_default(),
    }
}

fn of_number(text: &str) -> Limits {
    // "the min amount 20 peso" is in another unit than the number itself.
    let text = pattern!(r"\d[\d,.]*\s*(?:peso|php|thb|baht|usd|yuan|泰铢|元|比索|rupiah|idr|%)")
        .replace_all(text, "");
    let text = pattern!(r"(?:php|thb|usd|idr|peso|泰铢)\s*:?\s*\d[\d,.]*").replace_all(&text, "");
    let text =
        pattern!(r"\d+\s*(?:decimals?|decimal places?|digits after|位小数)").replace_all(&text, "");
    // A limit of a sum is none of its parts.
    let text =
        pattern!(r"[^.;。]*(?:\bsum of\b|[a-z]\s*\+\s*[a-z]|\bplus\b|之和|总和|合计)[^.;。]*")
            .replace_all(&text, "");
    let text = signed(&text);
    let fits = |_: &str, next: &str| !counts_characters(next) && !next.starts_with("..");
    let announced = |before: &str, next: &str| {
        let said =
            pattern!(r"(?:\brange|范围|取值|区间|限制|limit)\s*(?:is|of|为|是|值|:|\()*\s*:?\s*$")
                .is_match(before);
        // "how many there are, 1 to 200"
        let alone = before.is_empty()
            || before.ends_with([',', ';', '(', ':'])
            || before.chars().next_back().is_some_and(|c| !c.is_ascii());
        let unit = pattern!(r"^(?:days?|hours?|minutes?|mins?|seconds?|secs?|s|months?|pieces|items|rows|天|秒|分钟|小时|个|条|个月)?\s*(?:$|[,;.)。])").is_match(next);
        fits(before, next) && (said || (alone && unit))
    };
    if let Some((low, high)) = range(&text, announced) {
        return Limits {
            low,
            high,
            ..Limits::default()
        };
    }
    let said = bounds(&text, fits);
    let positive =
        pattern!(r"\bpositive (?:integer|number|whole number)\b|\bmust be positive\b|正整数")
            .is_match(&text);
    let natural = pattern!(r"\bnon-?negative\b|非负").is_match(&text);
    Limits {
        low: said.low.or(positive.then_some(1)).or(natural.then_some(0)),
        ..said
    }
}
