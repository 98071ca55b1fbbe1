//! Patterns, each compiled once in the life of the process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

/// What is known of each pattern; `None` where it is no valid expression.
static KNOWN: Mutex<BTreeMap<&'static str, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());

/// Whether the whole text matches the pattern. `None` where the pattern is no valid expression.
pub(super) fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    // The lock is held for the look-up only, not while matching.
    let regex = KNOWN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(pattern)
        .or_insert_with(|| {
            let whole = Regex::new(&format!("^(?:{pattern})$"));
            whole.ok().map(Arc::new)
        })
        .clone();
    regex.map(|regex| regex.is_match(text))
}
