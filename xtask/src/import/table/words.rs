//! The words of cells: yes and no, and types.

use crate::import::text::{pattern, plain};

/// What a cell of the column "required" says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// It must be given.
    Yes,
    /// It may be left out.
    No,
    /// It must be given under a condition.
    If(String),
}

/// Words that mean yes.
const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "mandatory",
    "required",
    "must",
    "m",
    "是",
    "必填",
    "必选",
    "必须",
    "必传",
    "必需",
    "√",
    "✓",
    "✔",
    "✅",
    "require",
    "ja",
    "t",
];
/// Words that mean no.
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "optional",
    "o",
    "not required",
    "否",
    "选填",
    "可选",
    "非必填",
    "非必选",
    "非必须",
    "非必传",
    "不必填",
    "不必须",
    "×",
    "✗",
    "✘",
    "❌",
    "可空",
    "f",
    "非必需",
];
/// Words that mean: under a condition.
const IF: &[&str] = &[
    "conditional",
    "c",
    "condition",
    "条件",
    "条件必填",
    "条件必选",
    "视情况",
];

/// Whether `word` is one that a cell of the column "required" begins with.
pub fn is_need(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_matches([',', ';', '.']);
    [YES, NO, IF].iter().any(|words| words.contains(&word))
}

/// Reads a cell of the column "required".
pub fn need(text: &str) -> Option<Need> {
    let text = plain(text);
    let lower = text.to_lowercase();
    let whole = lower.trim_matches([',', ';', '.', ' ']);
    if YES.contains(&whole) {
        return Some(Need::Yes);
    }
    if NO.contains(&whole) {
        return Some(Need::No);
    }
    if IF.contains(&whole) {
        return Some(Need::If(String::new()));
    }
    let end = lower
        .find([' ', '-', '(', ',', ';', ':'])
        .unwrap_or(lower.len());
    let (head, _) = lower.split_at(end);
    let rest = text.get(end..).unwrap_or_default();
    let rest =
        rest.trim_matches(|c: char| matches!(c, ' ' | '-' | '–' | '(' | ')' | ',' | ';' | ':'));
    if [YES, NO, IF].iter().any(|words| words.contains(&head)) && !rest.is_empty() {
        return Some(Need::If(rest.to_owned()));
    }
    // 类型为A时必填
    let conditional = text.contains("时必") || text.contains("则必") || text.contains("的话必");
    conditional.then(|| Need::If(text.clone()))
}

/// A type as a page writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it is.
    pub base: Base,
    /// What a list is of, where the page says.
    pub element: Option<Box<Written>>,
    /// A name that is no type of JSON's: another table may be called so.
    pub named: Option<String>,
    /// Limits that are written behind the type, as in `string(1-32)`.
    pub limits: Option<(Option<i64>, Option<i64>)>,
    /// Whether it is misspelt.
    pub odd: bool,
}

/// The types that facts know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Text.
    Text,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// True or false.
    Bool,
    /// A number with a fraction.
    Decimal,
    /// An object.
    Object,
    /// A list.
    List,
    /// None of these.
    Unknown,
}

/// The words by which types are called, in lower case.
const TYPES: &[(Base, &[&str])] = &[
    (
        Base::Text,
        &[
            "string",
            "str",
            "text",
            "varchar",
            "char",
            "date",
            "datetime",
            "time",
            "enum",
            "url",
            "uuid",
            "字符串",
            "字符",
            "文本",
            "字符型",
            "日期",
            "枚举",
            "timestamp",
        ],
    ),
    (
        Base::Int32,
        &[
            "int", "integer", "int32", "short", "tinyint", "smallint", "byte", "整数", "整型",
            "整形",
        ],
    ),
    (
        Base::Int64,
        &[
            "long",
            "int64",
            "bigint",
            "biginteger",
            "longint",
            "长整型",
            "长整形",
        ],
    ),
    (Base::Bool, &["bool", "boolean", "布尔", "布尔值", "布尔型"]),
    (
        Base::Decimal,
        &[
            "decimal",
            "bigdecimal",
            "double",
            "float",
            "number",
            "numeric",
            "money",
            "digits",
            "小数",
            "数字",
            "浮点型",
            "数值",
        ],
    ),
    (
        Base::Object,
        &[
            "object",
            "obj",
            "json",
            "jsonobject",
            "json object",
            "map",
            "dict",
            "struct",
            "对象",
            "json对象",
            "结构体",
        ],
    ),
    (
        Base::List,
        &[
            "list",
            "array",
            "arraylist",
            "jsonarray",
            "json array",
            "set",
            "collection",
            "数组",
            "列表",
            "集合",
        ],
    ),
];

/// The type that is called `word`, and whether it is misspelt.
fn base(word: &str) -> Option<(Base, bool)> {
    let word = word.trim().to_lowercase();
    let words = || {
        TYPES
            .iter()
            .flat_map(|(base, words)| words.iter().map(|word| (*base, *word)))
    };
    if let Some((base, _)) = words().find(|(_, known)| *known == word) {
        return Some((base, false));
    }
    if word.len() < 5 || !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let spelt = [
        "string", "integer", "boolean", "object", "decimal", "array", "number", "double", "float",
        "digits",
    ];
    let near = spelt.iter().find(|known| {
        let far = if known.len() > 5 { 2 } else { 1 };
        word.starts_with(&known[..1]) && strsim::osa_distance(known, &word) <= far
    })?;
    words()
        .find(|(_, known)| known == near)
        .map(|(base, _)| (base, true))
}

/// Reads a cell of the column "type". `None` for what can be none; a bare name that is no type is read as a named one.
pub fn written(text: &str) -> Option<Written> {
    let text = plain(text);
    let text = text.trim_end_matches([',', ';', '.']).trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    simple(text)
        .or_else(|| list(text))
        .or_else(|| limited(text))
        .or_else(|| named(text))
}

fn simple(text: &str) -> Option<Written> {
    let (base, odd) = base(text)?;
    Some(Written {
        base,
        element: None,
        named: None,
        limits: None,
        odd,
    })
}

/// `List<X>`, `array[X]`, `list of X`, `X[]`, `Map<K, V>`.
fn list(text: &str) -> Option<Written> {
    if let Some(inner) = text.strip_suffix("[]") {
        return Some(list_of(written(inner)));
    }
    let found = pattern!(r"^([A-Za-z一-鿿]+)\s*(?:<|\[|\(|\bof\b|《)\s*(.*?)\s*[>\])》]*$")
        .captures(text)?;
    let outer = found.get(1)?.as_str();
    let inner = found.get(2)?.as_str();
    let (outer, odd) = base(outer)?;
    if inner.starts_with(|c: char| c.is_ascii_digit()) || (inner.is_empty() && text.contains('(')) {
        return None;
    }
    match outer {
        Base::List => {
            let singular = inner
                .strip_suffix('s')
                .filter(|word| base(word).is_some())
                .unwrap_or(inner);
            let mut list = list_of(written(singular));
            list.odd |= odd;
            Some(list)
        }
        Base::Object if text.contains('<') => Some(Written {
            base: Base::Object,
            element: None,
            named: None,
            limits: None,
            odd,
        }),
        _ => None,
    }
}

fn list_of(element: Option<Written>) -> Written {
    Written {
        base: Base::List,
        odd: element.as_ref().is_some_and(|element| element.odd),
        element: element.map(Box::new),
        named: None,
        limits: None,
    }
}

/// `string(1-32)`, `varchar(64)`, `String[1,32]`, `decimal(10,2)`.
fn limited(text: &str) -> Option<Written> {
    let found = pattern!(r"^([A-Za-z]+)\s*[(\[]\s*(?:(\d+)\s*([-~,.]+|to)\s*)?(?:<=\s*|≤\s*|max\s*)?(\d+)\s*(?:chars?|characters|bytes|位)?\s*[)\]]$")
        .captures(text)?;
    let (base, odd) = base(found.get(1)?.as_str())?;
    let number = |group: usize| {
        found
            .get(group)
            .and_then(|digits| digits.as_str().parse::<i64>().ok())
    };
    let limits = match (base, number(2)) {
        // Digits before and after the point.
        (Base::Decimal, _) => None,
        (Base::Int32 | Base::Int64, None) => None,
        (_, low) => Some((low, number(4))),
    };
    Some(Written {
        base,
        element: None,
        named: None,
        limits,
        odd,
    })
}

fn named(text: &str) -> Option<Written> {
    let is_name = pattern!(r"^[A-Za-z][A-Za-z0-9_.]*$").is_match(text);
    is_name.then(|| Written {
        base: Base::Unknown,
        element: None,
        named: Some(text.to_owned()),
        limits: None,
        odd: false,
    })
}

/// Whether a cell of the column "length" could be `text`.
pub fn is_length(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    matches!(text.as_str(), "-" | "--" | "/" | "text" | "unlimited" | "不限" | "无" | "n/a" | "longtext")
        || pattern!(r"^(?:<=|≤|<|max:?|最大|最长|不超过)?\s*\d[\d,]*\s*(?:(?:-|~|–|—|to|\.\.)\s*\d[\d,]*)?\s*(?:位|字符|个字符|chars?|characters|bytes|个)?(?:以内)?$")
            .is_match(&text)
}

/// The limits that a cell of the column "length" states.
pub fn length(text: &str) -> Option<(Option<i64>, i64)> {
    let text = plain(text).replace(',', "");
    let found = pattern!(r"(\d+)\s*(?:(?:-|~|–|—|to|\.\.)\s*(\d+))?").captures(&text)?;
    let number = |group: usize| {
        found
            .get(group)
            .and_then(|digits| digits.as_str().parse::<i64>().ok())
    };
    match (number(1), number(2)) {
        (Some(low), Some(high)) => Some((Some(low), high)),
        (Some(high), None) => Some((None, high)),
        _ => None,
    }
}

/// Whether a cell is empty, or says that it is.
pub fn is_nothing(text: &str) -> bool {
    matches!(
        text.trim(),
        "" | "-"
            | "--"
            | "---"
            | "—"
            | "–"
            | "/"
            | "\\"
            | "无"
            | "N/A"
            | "n/a"
            | "none"
            | "null"
            | "~"
    )
}
