//! What a server's text must not bring into errors and logs: pieces of the request that servers and
//! proxies like to quote.

use std::ops::ControlFlow;

use crate::wire::{Record, Value};

/// So many letters and digits in a row, shared with a text of the request, make an echo.
const ECHO: usize = 16;
/// A value of fewer letters and digits says nothing, and would be found in any text.
const SHORTEST_VALUE: usize = 3;

/// Parts of a request that must not be shown.
pub(crate) struct Hidden<'a> {
    /// Texts of which no run may be shown, such as the signature.
    pub(crate) texts: &'a [&'a str],
    /// The request, whose sensitive values may not be shown.
    pub(crate) request: &'a dyn Record,
}

impl Hidden<'_> {
    /// Whether `text` repeats anything that must not be shown, however it is escaped.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let needle = letters(text);
        self.texts
            .iter()
            .any(|hidden| shares_a_run(&needle, &letters(hidden)))
            || any_sensitive(self.request, false, &|value| {
                let value = letters(value);
                value.len() >= SHORTEST_VALUE && needle.contains(&value)
            })
            .is_break()
    }
}

/// Asks about every sensitive value, until the answer is yes.
fn any_sensitive(
    record: &dyn Record,
    all: bool,
    is_found: &dyn Fn(&str) -> bool,
) -> ControlFlow<()> {
    for (index, field) in record.shape().fields.iter().enumerate() {
        if let Some(field_value) = record.field(index) {
            in_value(field_value.value(), all || field.sensitive, is_found)?;
        }
    }
    ControlFlow::Continue(())
}

fn in_value(value: Value<'_>, sensitive: bool, is_found: &dyn Fn(&str) -> bool) -> ControlFlow<()> {
    let found = match value {
        Value::Record(record) => return any_sensitive(record, sensitive, is_found),
        Value::List(items) => {
            return (0..items.count())
                .filter_map(|index| items.item(index))
                .try_for_each(|item| in_value(item.value(), sensitive, is_found));
        }
        Value::Absent | Value::Bool(_) => false,
        _ if !sensitive => false,
        Value::Text(text) => is_found(text),
        Value::Int(number) => is_found(&number.to_string()),
        Value::Time(time) => is_found(&time.strftime("%Y%m%d%H%M%S").to_string()),
        Value::Decimal(decimal) => is_found(decimal.as_str()),
    };
    if found {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Only what no escaping, for JSON, HTML or URLs, changes.
fn letters(text: &str) -> String {
    text.replace("&quot;", "")
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

fn shares_a_run(shown: &str, hidden: &str) -> bool {
    let starts: Vec<usize> = shown
        .char_indices()
        .map(|(index, _)| index)
        .chain([shown.len()])
        .collect();
    // Every eighth window will do: a run that falls between two is hardly longer than one.
    starts
        .windows(ECHO + 1)
        .step_by(ECHO / 2)
        .filter_map(|window| shown.get(*window.first()?..*window.last()?))
        .any(|run| hidden.contains(run))
}
