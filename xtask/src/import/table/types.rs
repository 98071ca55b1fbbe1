//! Types as pages write them.

use crate::import::text::{pattern, plain};

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
            "date-time",
            "时间",
            "日期时间",
            "时间戳",
        ],
    ),
    (
        Base::Int32,
        &[
            "int",
            "integer",
            "int32",
            "uint",
            "uint32",
            "unsigned int",
            "short",
            "tinyint",
            "smallint",
            "byte",
            "整数",
            "整型",
            "整形",
        ],
    ),
    (
        Base::Int64,
        &[
            "long",
            "int64",
            "uint64",
            "unsigned long",
            "bigint",
            "biginteger",
            "longint",
            "长整型",
            "长整形",
            "长整数",
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
            "float32",
            "float64",
            "number",
            "numeric",
            "money",
            "digits",
            "小数",
            "浮点数",
            "浮点",
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
    let word = word.trim_end_matches("类型");
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
        let far = if word.len() < 9 { 1 } else { 2 };
        word.starts_with(&known[..1]) && strsim::osa_distance(known, word) <= far
    })?;
    words()
        .find(|(_, known)| known == near)
        .map(|(base, _)| (base, true))
}

/// Reads a cell of the column "type". `None` for what can be none; a bare name that is no type is read as a named one.
#[must_use]
pub fn written(text: &str) -> Option<Written> {
    let text = plain(text);
    let text = text.trim_end_matches([',', ';', '.']).trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    simple(text)
        .or_else(|| list(text))
        .or_else(|| limited(text))
        .or_else(|| noted(text))
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
    if let Some(inner) = text.strip_suffix("[]").or_else(|| text.strip_prefix("[]")) {
        return Some(list_of(written(inner)));
    }
    let of_these = pattern!(r"(?i)^(.+?)(?: array| list|数组|列表)$").captures(text);
    let of_these = of_these.and_then(|found| simple(found.get(1)?.as_str()));
    if of_these.is_some() {
        return Some(list_of(of_these));
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

/// `Array<Object>(10)`, `String(enum)`, `Long (ms)`, `string / enum`, `string<=32`, `integer(int64)`.
fn noted(text: &str) -> Option<Written> {
    let found =
        pattern!(r"^(\S.*?)\s*(?:\(\s*([^()]*)\s*\)|/\s*(\S.*)|<=\s*(\d+))$").captures(text)?;
    let outer = found.get(1)?.as_str();
    let mut written = simple(outer).or_else(|| list(outer))?;
    let inner = found.get(2).or_else(|| found.get(4));
    // What stands behind a number says how large it is.
    let size = inner.and_then(|inner| base(inner.as_str()));
    if matches!(written.base, Base::Int32 | Base::Decimal)
        && let Some((size @ (Base::Int32 | Base::Int64 | Base::Decimal), odd)) = size
    {
        written.base = size;
        written.odd |= odd;
    }
    let numbers = pattern!(r"^(?:(\d+)\s*(?:-|~|,|to)\s*)?(?:max\s*)?(\d+)$");
    if let Some(limits) = inner.and_then(|inner| numbers.captures(inner.as_str()))
        && matches!(written.base, Base::List | Base::Text)
    {
        let number = |at: usize| limits.get(at)?.as_str().parse().ok();
        written.limits = Some((number(1), number(2)));
    }
    Some(written)
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

#[cfg(test)]
mod tests {
    use super::{Base, written};

    #[test]
    fn what_stands_behind_a_number_says_how_large_it_is() {
        for (cell, base) in [
            ("integer(int64)", Base::Int64),
            ("integer (int32)", Base::Int32),
            ("number(double)", Base::Decimal),
            ("number(int64)", Base::Int64),
            ("int(long)", Base::Int64),
            ("string(date-time)", Base::Text),
            ("integer(ms)", Base::Int32),
            ("integer(11)", Base::Int32),
        ] {
            assert_eq!(written(cell).map(|ty| ty.base), Some(base), "{cell}");
        }
    }
}
