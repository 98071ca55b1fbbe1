//! What writers of pages write: whole phrases, several of each kind, in English and in Chinese.
//!
//! `{n}`, `{a}`, `{b}`, `{name}` and `{if}` stand for what a page fills in. The importer's own lists of words are not used
//! here: these are a second opinion on what pages look like.

mod chinese;
mod english;
mod nouns;

pub(super) use chinese::CHINESE;
pub(super) use english::ENGLISH;
pub(super) use nouns::*;

/// Phrases of one language.
pub(super) struct Phrases {
    pub(super) title: &'static [&'static str],
    pub(super) notice_title: &'static [&'static str],
    pub(super) given_by_merchant: &'static [&'static str],
    pub(super) about: &'static [&'static str],
    pub(super) url: &'static [&'static str],
    pub(super) method: &'static [&'static str],
    pub(super) body: &'static [&'static str],
    pub(super) param: &'static [&'static str],
    pub(super) flat: &'static [&'static str],
    pub(super) query: &'static [&'static str],
    pub(super) answer: &'static [&'static str],
    pub(super) sub_table: &'static [&'static str],
    pub(super) request_example: &'static [&'static str],
    pub(super) response_example: &'static [&'static str],
    pub(super) failure_example: &'static [&'static str],
    pub(super) name_column: &'static [&'static str],
    pub(super) required_column: &'static [&'static str],
    pub(super) type_column: &'static [&'static str],
    pub(super) length_column: &'static [&'static str],
    pub(super) default_column: &'static [&'static str],
    pub(super) example_column: &'static [&'static str],
    pub(super) description_column: &'static [&'static str],
    /// Must be given, need not be given, is given under a condition.
    pub(super) required: &'static [[&'static str; 3]],
    /// Around a value of an enum (`{v}`) with its label (`{l}`), and between them.
    pub(super) labelled: &'static [[&'static str; 4]],
    /// Around the values of an enum, and between them; between the last two.
    pub(super) values: &'static [[&'static str; 4]],
    pub(super) max_length: &'static [&'static str],
    pub(super) lengths: &'static [&'static str],
    pub(super) min_value: &'static [&'static str],
    pub(super) max_value: &'static [&'static str],
    pub(super) range: &'static [&'static str],
    pub(super) max_items: &'static [&'static str],
    pub(super) default: &'static [&'static str],
    pub(super) format: &'static [&'static str],
    pub(super) money: &'static [&'static str],
    pub(super) condition: &'static [&'static str],
    pub(super) equals: &'static [&'static str],
    /// Between what a description says; then whether the next begins with a capital letter.
    pub(super) between: &'static [&'static str],
    pub(super) comment: &'static [&'static str],
    pub(super) content: &'static [&'static str],
    pub(super) whole: &'static [&'static str],
    pub(super) travels: &'static [&'static str],
    pub(super) such_as: &'static [&'static str],
}

/// Spellings of types: exact, so that a page may use any.
pub(super) const TEXT: &[&str] = &[
    "string", "String", "STRING", "varchar", "text", "str", "Stirng",
];
pub(super) const INT32: &[&str] = &[
    "int", "Integer", "integer", "Int", "int32", "INT", "Interger",
];
pub(super) const INT64: &[&str] = &["long", "Long", "int64", "bigint", "LONG"];
pub(super) const BOOL: &[&str] = &["boolean", "Boolean", "bool", "BOOLEAN"];
pub(super) const DECIMAL: &[&str] = &["decimal", "BigDecimal", "Decimal", "double"];
pub(super) const OBJECT: &[&str] = &["Object", "object", "JSONObject", "Map", "OBJECT"];
pub(super) const ROWS: &[&str] = &[
    "List",
    "List<Object>",
    "array",
    "Array",
    "Object[]",
    "JSONArray",
    "array of objects",
    "List<object>",
    "Array<Object>",
];
pub(super) const BARE_LIST: &[&str] = &["List", "array", "Array", "list"];
/// Of `{n}`.
pub(super) const LIST_OF: &[&str] = &[
    "List<{n}>",
    "{n}[]",
    "array<{n}>",
    "List<{n}>",
    "Array<{n}>",
    "array of {n}",
    "List[{n}]",
];
/// Words for types that are spelt wrong.
pub(super) const ODD: &[&str] = &["Stirng", "Interger"];
/// Forms of times, with a sample of each.
pub(super) const FORMATS: &[[&str; 2]] = &[
    ["yyyy-MM-dd HH:mm:ss", "2024-03-08 10:20:30"],
    ["yyyy-MM-dd", "2024-03-08"],
    ["yyyyMMdd", "20240308"],
    ["yyyyMMddHHmmss", "20240308102030"],
    ["HH:mm:ss", "10:20:30"],
];
