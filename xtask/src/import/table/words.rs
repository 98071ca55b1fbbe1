//! The words of cells: yes and no, and types.

pub use super::types::{Base, Written, written};
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
    "必要",
    "必输",
    "req",
    "√",
    "✓",
    "✔",
    "✅",
    "require",
    "ja",
    "t",
    "always",
    "needed",
    "compulsory",
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
    "非必要",
    "非必输",
    "opt",
    "sometimes",
    "not needed",
    "not mandatory",
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
#[must_use]
pub fn is_need(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_matches([',', ';', '.']);
    [YES, NO, IF].iter().any(|words| words.contains(&word))
}

/// Reads a cell of the column "required".
#[must_use]
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
    let begins = ["if ", "when ", "当", "如果"]
        .iter()
        .any(|word| lower.starts_with(word));
    let conditional =
        begins || text.contains("时必") || text.contains("则必") || text.contains("的话必");
    conditional.then(|| Need::If(text.clone()))
}

/// Whether a cell of the column "length" could be `text`.
#[must_use]
pub fn is_length(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    is_nothing(&text) || matches!(text.as_str(), "text" | "unlimited" | "不限" | "longtext")
        || pattern!(r"^(?:<=|≤|<|max:?|最大|最长|不超过)?\s*\d[\d,]*\s*(?:(?:-|~|–|—|to|\.\.)\s*\d[\d,]*)?\s*(?:位|字符|个字符|chars?|characters|bytes|个)?(?:以内)?$")
            .is_match(&text) && length(&text).is_none_or(|(low, high)| low.is_none_or(|low| low <= high))
}

/// The limits that a cell of the column "length" states.
#[must_use]
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
#[must_use]
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
