//! Small tools on text that several rooms share.

use regex::Regex;

/// A pattern of ours, which is known to be one.
#[expect(
    clippy::expect_used,
    reason = "each pattern is a constant of this program, and a test compiles it"
)]
pub fn compiled(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of the importer's is a regular expression")
}

/// A pattern that is compiled once.
macro_rules! pattern {
    ($text:expr) => {{
        static PATTERN: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| crate::import::text::compiled($text));
        &*PATTERN
    }};
}
pub(crate) use pattern;

/// `text` with full-width punctuation in its ASCII form, curly quotes straight and white space of all kinds single.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '（' => '(',
            '）' => ')',
            '【' | '［' => '[',
            '】' | '］' => ']',
            '，' => ',',
            '：' => ':',
            '；' => ';',
            '＝' => '=',
            '／' => '/',
            '～' | '〜' => '~',
            '“' | '”' | '„' | '＂' => '"',
            '‘' | '’' | '＇' | '`' => '\'',
            '\u{200b}' | '\u{feff}' | '\u{200d}' | '\u{2060}' => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !plain.ends_with(' ') {
            plain.push(c);
        }
    }
    plain.trim().to_owned()
}

/// Whether `c` is a Chinese character or Chinese punctuation.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether there is Chinese in `text`.
pub fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
}

/// Letters and digits of `text` in lower case: what is left of a name when spelling is forgiven.
pub fn key(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether `text` could be the name of a field: `mchUuid`, `list[].id`, `data.total`, `x-id`.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$');
    first
        && text.len() <= 120
        && chars
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.' | '[' | ']' | '-'))
        && !text.ends_with(['.', '-', '['])
}

/// A short form of `text`, to be quoted.
pub fn short(text: &str, most: usize) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.chars().count() <= most {
        return plain;
    }
    let head: String = plain.chars().take(most).collect();
    format!("{head}…")
}
