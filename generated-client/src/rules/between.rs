//! Checks what must hold between the fields of a record, and words what is broken.

use super::check::Place;
use super::{Limit, Violation};
use crate::wire::{Record, Rule, Value, Wire};

/// Checks one rule of a record.
pub(super) fn check(
    rule: Rule,
    record: &dyn Record,
    place: &Place<'_>,
    found: &mut Vec<Violation>,
) {
    match rule {
        Rule::Span { start, end, max } => check_span(start, end, max, record, place, found),
        Rule::OneOf(fields) => match count_given(record, fields) {
            1 => {}
            given => {
                let wrong = format!(
                    "exactly one of {} must be given: {given} are",
                    quoted(fields)
                );
                fail_rule(
                    found,
                    Limit::OneOf { fields },
                    &place.field(first(fields)),
                    wrong,
                );
            }
        },
        Rule::AnyOf(fields) => {
            if count_given(record, fields) == 0 {
                let wrong = format!("at least one of {} must be given: none is", quoted(fields));
                fail_rule(
                    found,
                    Limit::AnyOf { fields },
                    &place.field(first(fields)),
                    wrong,
                );
            }
        }
        Rule::RequiredIf { field, on, values } => {
            if value_of(record, field).is_absent() && is_one_of(value_of(record, on), values) {
                let wrong = format!(
                    "`{field}` must be given where `{on}` is {}",
                    values.join(" or ")
                );
                fail_rule(found, Limit::RequiredIf { on }, &place.field(field), wrong);
            }
        }
    }
}

/// Notes that a rule between fields is broken. Within a nested record, the message says which.
fn fail_rule(found: &mut Vec<Violation>, limit: Limit, place: &Place<'_>, wrong: String) {
    let message = match place.nested_in() {
        Some(record) => format!("in `{record}`, {wrong}"),
        None => wrong,
    };
    found.push(Violation {
        path: place.to_string(),
        limit,
        message,
    });
}

fn check_span(
    start: &'static str,
    end: &'static str,
    max: i64,
    record: &dyn Record,
    place: &Place<'_>,
    found: &mut Vec<Violation>,
) {
    let (Value::Time(from), Value::Time(to)) = (value_of(record, start), value_of(record, end))
    else {
        return;
    };
    let seconds = to.duration_since(from).as_secs();
    let wrong = if to < from {
        format!("`{end}` is before `{start}`")
    } else if seconds > max {
        let spans = if place.is_hidden() || is_sensitive(record, start) || is_sensitive(record, end)
        {
            "spans too long".to_owned()
        } else {
            format!("spans {seconds} s")
        };
        format!(
            "`{start}` to `{end}` {spans}: at most {max} s{} are allowed",
            in_days(max)
        )
    } else {
        return;
    };
    fail_rule(
        found,
        Limit::Span { max_seconds: max },
        &place.field(end),
        wrong,
    );
}

/// The same span in units that people know, where it is a whole number of them.
fn in_days(seconds: i64) -> String {
    let unit = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let whole = unit
        .iter()
        .find(|(size, _)| seconds >= *size && seconds % size == 0);
    whole.map_or_else(String::new, |(size, unit)| {
        let count = seconds / size;
        format!(" ({count} {unit}{})", if count == 1 { "" } else { "s" })
    })
}

fn value_of<'a>(record: &'a dyn Record, wire: &str) -> Value<'a> {
    let index = record.shape().position(wire);
    index
        .and_then(|index| record.field(index))
        .map_or(Value::Absent, Wire::value)
}

fn is_sensitive(record: &dyn Record, wire: &str) -> bool {
    record
        .shape()
        .fields
        .iter()
        .any(|field| field.wire == wire && field.sensitive)
}

fn is_one_of(value: Value<'_>, values: &[&str]) -> bool {
    match value {
        Value::Text(text) => values.contains(&text),
        Value::Int(number) => values.contains(&number.to_string().as_str()),
        Value::Bool(value) => values.contains(&if value { "true" } else { "false" }),
        _ => false,
    }
}

fn count_given(record: &dyn Record, fields: &[&str]) -> usize {
    fields
        .iter()
        .filter(|field| !value_of(record, field).is_absent())
        .count()
}

fn first(fields: &[&'static str]) -> &'static str {
    fields.first().copied().unwrap_or("")
}

fn quoted(fields: &[&str]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    quoted.join(", ")
}
