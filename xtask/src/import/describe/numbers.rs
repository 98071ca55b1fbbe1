//! Limits, defaults, formats and patterns that a description states.

use crate::import::{
    table::words::Base,
    text::{pattern, plain},
};

/// Limits, as far as they are stated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub low: Option<i64>,
    /// The most.
    pub high: Option<i64>,
}

/// The limits that `text`, which is plain, states of a value of the type `base`: of its size, its length, its items.
pub fn limits(text: &str, base: Base) -> Limits {
    let text = text.to_lowercase().replace('\'', "");
    match base {
        Base::Text => of_text(&text),
        Base::List => of_list(&text),
        Base::Int32 | Base::Int64 | Base::Decimal => of_number(&text),
        _ => Limits::default(),
    }
}

fn number(text: &str) -> Option<i64> {
    let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let chinese = [
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    ];
    let spelt = |words: &[&str]| {
        words
            .iter()
            .position(|word| *word == text)
            .and_then(|at| i64::try_from(at).ok())
    };
    text.replace([',', ' '], "")
        .parse()
        .ok()
        .or_else(|| spelt(&words))
        .or_else(|| spelt(&chinese))
}

fn first(text: &str, forms: &[&regex::Regex]) -> Option<(Option<i64>, Option<i64>)> {
    forms.iter().find_map(|form| {
        let found = form.captures(text)?;
        let group = |at: usize| found.get(at).and_then(|part| number(part.as_str()));
        Some((group(1), group(2)))
    })
}

fn of_text(text: &str) -> Limits {
    let ranges = [
        pattern!(
            r"(?:^|[^\d.+])(\d+)\s*(?:-|~|–|to)\s*(\d+)\s*(?:characters?|chars?|digits?|letters?|bytes?|symbols?|in length)\b"
        ),
        pattern!(r"(?:^|[^\d.+])(\d+)\s*(?:-|~|–|到|至)\s*(\d+)\s*(?:个)?(?:位|字符|字|个字)"),
        pattern!(
            r"length\s*(?:is|:|of|range)?\s*(?:between|from)?\s*:?\s*(\d+)\s*(?:-|~|–|to|and)\s*(\d+)"
        ),
        pattern!(r"长度\s*(?:为|是|范围|:)*\s*(\d+)\s*(?:-|~|–|到|至)\s*(\d+)"),
        pattern!(r"between\s+(\d+)\s+and\s+(\d+)\s+(?:characters?|chars?|digits?)"),
    ];
    if let Some((low, high)) = first(text, &ranges) {
        return Limits { low, high };
    }
    let most = [
        pattern!(r"(?:max(?:imum)?\.?)\s*(?:length|len|size)\s*(?:is|of|:|=)?\s*:?\s*(\d+)"),
        pattern!(
            r"length\s*(?:limit|limited)?\s*(?:is|to|:)?\s*(?:up to|at most|no more than|<=|≤|max(?:imum)?|cannot exceed|not exceed)\s*:?\s*(\d+)"
        ),
        pattern!(
            r"(?:up to|at most|no more than|not (?:more|longer) than|not exceed(?:ing)?|cannot exceed|can not exceed|max(?:imum)?(?: of)?|within|limited to|less than or equal to)\s*:?\s*(\d+)\s*(?:characters?|chars?|digits?|letters?|bytes?)"
        ),
        pattern!(
            r"(?:长度|字符)[^\d,。;]{0,8}(?:不超过|不能超过|最大|最长|最多|限制|上限|<=|≤|小于等于)[^\d,。;]{0,4}(\d+)"
        ),
        pattern!(
            r"(?:最长|最多|最大|不超过|不能超过|不得超过)[^\d,。;]{0,6}(\d+)\s*(?:个)?(?:位|字符|字|个字)"
        ),
        pattern!(r"(?:最大长度|长度上限|最长)[^\d,。;]{0,4}(\d+)"),
        pattern!(r"(\d+)\s*(?:个)?(?:位|字符|字)以内"),
    ];
    let high = first(text, &most).and_then(|(high, _)| high);
    let least = [
        pattern!(r"min(?:imum)?\.?\s*(?:length|len)\s*(?:is|of|:|=)?\s*:?\s*(\d+)"),
        pattern!(r"at least\s*(\d+)\s*(?:characters?|chars?|digits?|letters?)"),
        pattern!(r"(?:至少|最短|最少)[^\d,。;]{0,4}(\d+)\s*(?:个)?(?:位|字符|字)"),
    ];
    let low = first(text, &least).and_then(|(low, _)| low);
    let exact = [
        pattern!(r"fixed (?:length|at)\s*(?:is|of|:)?\s*(\d+)"),
        pattern!(r"length\s*(?:is\s+)?(?:fixed|exactly)\s*(?:at|to|of|:)?\s*(\d+)"),
        pattern!(r"exactly\s+(\d+)\s+(?:characters?|chars?|digits?|letters?)"),
        pattern!(r"固定(?:长度)?(?:为)?\s*(\d+)\s*位"),
        pattern!(r"长度固定(?:为)?\s*(\d+)"),
    ];
    match first(text, &exact) {
        Some((exact, _)) if high.is_none() && low.is_none() => Limits {
            low: exact,
            high: exact,
        },
        _ => Limits { low, high },
    }
}

fn of_list(text: &str) -> Limits {
    let most = [
        pattern!(
            r"(?:max(?:imum)?\.?(?: of)?|up to|at most|no more than|not (?:more|longer) than|not exceed(?:ing)?|cannot exceed|can not exceed|limited to|limit)\s*(?:is|:|=)?\s*(?:number|size|count|length)?\s*(?:is|:|=|of)?\s*:?\s*(\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)\b"
        ),
        pattern!(
            r"(?:最多|最大|不超过|不能超过|不得超过|上限)[^\d,。;一二三四五六七八九十]{0,8}(\d[\d,]*|[一二三四五六七八九十])\s*(?:个|条|张|笔|项)?"
        ),
        pattern!(
            r"(\d[\d,]*)\s*(?:items?|elements?|entries|records|pictures|images|ids?)\s*(?:at most|max(?:imum)?)"
        ),
    ];
    let least = [
        pattern!(r"(?:min(?:imum)?\.?(?: of)?|at least)\s*:?\s*(\d+|one|two|three)\b"),
        pattern!(r"(?:至少|最少)[^\d,。;一二三]{0,4}(\d+|[一二三])\s*(?:个|条|张|笔|项)"),
    ];
    Limits {
        high: first(text, &most).and_then(|(high, _)| high),
        low: first(text, &least).and_then(|(low, _)| low),
    }
}

fn of_number(text: &str) -> Limits {
    // "the min amount 20 peso" is in another unit than the number itself.
    let text = pattern!(r"\d[\d,.]*\s*(?:peso|php|thb|baht|usd|yuan|泰铢|元|比索|rupiah|idr)\b")
        .replace_all(text, "");
    let text = pattern!(r"(?:php|thb|usd|idr|peso|泰铢)\s*:?\s*\d[\d,.]*").replace_all(&text, "");
    let text =
        pattern!(r"\d+\s*(?:decimals?|decimal places?|digits after|位小数)").replace_all(&text, "");
    // A limit of a sum is none of its parts.
    let text =
        pattern!(r"[^.;。]*(?:\bsum of\b|[a-z]\s*\+\s*[a-z]|\bplus\b|之和|总和|合计)[^.;。]*")
            .replace_all(&text, "");
    let ranges = [
        pattern!(r"\bfrom\s+(-?\d[\d,]*)\s*s?\s*(?:to|-|~)\s*(-?\d[\d,]*)"),
        pattern!(r"\bbetween\s+(-?\d[\d,]*)\s+(?:and|to|-)\s+(-?\d[\d,]*)"),
        pattern!(
            r"(?:range|范围|取值|区间|限制|limit)\s*(?:is|为|是|of|值|:|\()*\s*:?\s*[\[(]?\s*(-?\d[\d,]*)\s*(?:-|~|–|to|到|至|,)\s*(-?\d[\d,]*)"
        ),
        // "how many there are, 1 to 200"
        pattern!(r"(?:^|[,;(])\s*(\d[\d,]*)\s*(?:to|~|-|–|至|到)\s*(\d+)\s*(?:$|[,;.)])"),
    ];
    if let Some((low, high)) = first(&text, &ranges) {
        return Limits { low, high };
    }
    let most = [
        pattern!(
            r"\bmax(?:imum)?\.?(?:\s+(?:value|number|size|amount|is|of|limit|page size|per page))*\s*(?:is|:|=)?\s*:?\s*(\d[\d,]*)"
        ),
        pattern!(
            r"(?:up to|at most|no more than|not (?:more|greater|larger) than|not exceed(?:ing)?|cannot exceed|can not exceed|must not exceed|less than or equal to|<=|≤)\s*:?\s*(\d[\d,]*)"
        ),
        pattern!(r"(?:最大|最多|上限|不超过|不能超过|不得超过|小于等于)[^\d,。;]{0,10}(\d[\d,]*)"),
    ];
    let least = [
        pattern!(
            r"\bmin(?:imum)?\.?(?:\s+(?:value|number|amount|is|of))*\s*(?:is|:|=)?\s*:?\s*(-?\d[\d,]*)"
        ),
        pattern!(
            r"(?:at least|no less than|not less than|greater than or equal to|>=|≥|starts? (?:from|at)|starting (?:from|at)|\bfrom)\s*:?\s*(-?\d[\d,]*)"
        ),
        pattern!(r"(?:最小|最少|至少|不小于|不低于|大于等于)[^\d,。;]{0,8}(-?\d[\d,]*)"),
        pattern!(r"从\s*(\d+)\s*开始"),
    ];
    let above = [pattern!(r"(?:greater than|more than|大于|>)\s*(\d+)\b")];
    let low = first(&text, &least).and_then(|(low, _)| low);
    // "no more than 5" is no least.
    let rest = pattern!(r"\b(?:no|not|nor)\s+(?:be\s+)?(?:greater|more|larger)\s+than|不大于")
        .replace_all(&text, " ");
    let low = low.or_else(|| {
        first(&rest, &above)
            .and_then(|(low, _)| low)
            .map(|low| low + 1)
    });
    Limits {
        high: first(&text, &most).and_then(|(high, _)| high),
        low,
    }
}

/// What `text`, which is plain, says is taken when the field is absent.
pub fn default(text: &str) -> Option<String> {
    let english = pattern!(
        r#"(?i:\bdefaults?(?:\s+value)?(?:\s+(?:is|to|as|of))?|\bby default)\s*[-:=,]?\s*(?:第)?\s*(?:'([^']{1,40})'|"([^"]{1,40})"|(-?\d[\d,]*(?:\.\d+)?)|([A-Z][A-Z0-9_]+)|(true|false)\b)"#
    );
    let chinese = pattern!(
        r#"(?:默认|缺省)(?:值)?\s*(?:为|是|取|:|=)*\s*(?:第)?\s*(?:'([^']{1,40})'|"([^"]{1,40})"|(-?\d[\d,]*(?:\.\d+)?)|([A-Z][A-Z0-9_]+|[a-z][a-z0-9_]*)|(true|false))"#
    );
    let before = pattern!(
        r#"(?:'([^']{1,40})'|"([^"]{1,40})"|(?:^|[\s,;(])(-?\d[\d,]*)|(?:^|[\s,;(])([A-Z][A-Z0-9_]+)|(?:^|[\s,;(])(true|false)) (?:is (?:the default|taken)|by default\b)"#
    );
    let found = before
        .captures(text)
        .or_else(|| english.captures(text))
        .or_else(|| chinese.captures(text))?;
    let group = (1..=5).find_map(|at| found.get(at))?;
    let said = group.as_str();
    let digits = said.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    Some(if digits {
        said.replace(',', "").trim_end_matches('.').to_owned()
    } else {
        said.to_owned()
    })
}

/// The form of a date or time that `text`, which is plain, states, as in `yyyy-MM-dd HH:mm:ss`.
pub fn date_format(text: &str) -> Option<String> {
    let form = pattern!(
        r"[yY]{4}[-/.年]?[mM]{2}(?:[-/.月]?[dD]{2})?(?:日)?(?:(?:\s*'?T'?\s*|\s+)?[hH]{2}:?[mM]{2}(?::?[sS]{2})?(?:\.[sS]{3})?)?(?:XXX|Z|'Z'|[+]\d\d:\d\d)?"
    );
    let found = form.find(text)?;
    let written = found.as_str();
    let mut date = true;
    let mut normal = String::new();
    for (at, c) in written.char_indices() {
        if matches!(c, 'h' | 'H') {
            date = false;
        }
        let rest = written.get(at..).unwrap_or_default();
        normal.push(match c {
            'Y' => 'y',
            'D' => 'd',
            'm' | 'M' if date => 'M',
            'm' | 'M' => 'm',
            'h' => 'H',
            'S' if !rest.starts_with("SSS") && !normal.contains('.') => 's',
            c => c,
        });
    }
    Some(normal)
}

/// The form of the date or time that `text` is a sample of.
pub fn sample_format(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let text = text.trim_matches(['\'', '"', ' ']);
    let forms = [
        (
            pattern!(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"),
            "yyyy-MM-dd HH:mm:ss",
        ),
        (pattern!(r"^\d{4}-\d{2}-\d{2}$"), "yyyy-MM-dd"),
        (
            pattern!(r"^\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}$"),
            "yyyy/MM/dd HH:mm:ss",
        ),
        (pattern!(r"^\d{4}/\d{2}/\d{2}$"), "yyyy/MM/dd"),
        (
            pattern!(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$"),
            "yyyy-MM-dd'T'HH:mm:ssXXX",
        ),
        (pattern!(r"^\d{4}-\d{2}$"), "yyyy-MM"),
    ];
    forms
        .iter()
        .find(|(form, _)| form.is_match(text))
        .map(|(_, name)| *name)
}

/// The form of a date or time without anything between its parts, of which `text` is a sample: the digits of a number
/// may look like it, so that `about`, the name of the field and what describes it, has to speak of a time.
pub fn bare_format(text: &str, about: &str) -> Option<&'static str> {
    let timely = pattern!(r"(?i)date|day|time|month|日|时间|月");
    let forms = [
        (
            pattern!(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"),
            "yyyyMMdd",
        ),
        (
            pattern!(
                r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$"
            ),
            "yyyyMMddHHmmss",
        ),
        (pattern!(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])$"), "yyyyMM"),
    ];
    let mut forms = forms.into_iter().filter(|_| timely.is_match(about));
    forms
        .find(|(form, _)| form.is_match(text.trim()))
        .map(|(_, name)| name)
}

/// A regular expression that `text` states.
pub fn pattern_of(text: &str) -> Option<String> {
    let bare = pattern!(r"(?:^|[\s(`'])(\^[^\s`']+\$)(?:$|[\s).,;`'])").captures(text);
    if let Some(whole) = bare.and_then(|found| found.get(1)) {
        return Some(whole.as_str().to_owned());
    }
    let found = pattern!(r"(?i)(?:regex|regexp|regular expression|pattern|正则(?:表达式)?)\s*(?:is|为|:)*\s*[:：]?\s*[`'/]?(\^\S+\$|\^\S+|\[\S+)[`'/]?").captures(text)?;
    let written = found.get(1)?.as_str();
    Some(
        written
            .trim_end_matches(['`', '\'', '/', ',', ';', ')'])
            .to_owned(),
    )
}
