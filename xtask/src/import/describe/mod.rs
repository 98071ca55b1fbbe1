//! What a description says besides its sentence: values, limits, defaults, conditions, formats, units.

mod conditions;
mod dates;
mod limits;
mod numbers;
mod relations;
#[cfg(test)]
mod tests;
pub mod values;

pub use conditions::{condition, must, stated, subjects};
pub use dates::{bare_format, date_format, sample_format};
pub use limits::limits;
pub use numbers::{default, default_among, pattern_of};
pub use relations::{Named, Relation, one_of, relations, span};

use super::text::{pattern, plain};

/// The unit of an amount of money.
pub fn money_unit(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    pattern!(r"\bcents?\b|unit\s*:?\s*(?:is )?\s*division|\bsatang\b|minor unit|1/100|单位\s*:?\s*(?:为|是)?\s*分|以分计|\(分\)|分为单位").is_match(&text)
}

/// Whether a text says that a number counts milliseconds.
pub fn milliseconds(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    pattern!(r"millisecond|毫秒|\bms\b|13\s*(?:-?\s*digit|位)").is_match(&text)
}

/// Whether a text says that a number counts seconds.
pub fn seconds(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    pattern!(r"\bseconds?\b|\(秒\)|秒级|10\s*(?:-?\s*digit|位)").is_match(&text)
        && !milliseconds(&text)
}

/// Whether a text says that something is not to be used any more.
pub fn deprecated(text: &str) -> bool {
    let text = plain(text).to_lowercase();
    pattern!(r"\bdeprecated\b|\bobsolete\b|no longer (?:used|supported|in use|maintained)|\bdiscontinued\b|已废弃|已弃用|废弃|弃用|不再使用|不再维护|已下线|即将下线|停止使用").is_match(&text)
}
