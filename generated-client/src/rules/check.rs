//! Compares values with limits, and words what is broken.

use std::fmt;

use super::{Limit, Violation, pattern};
use crate::time::civil::DateTime;
use crate::wire::{Field, Record, Rule, Value, Wire};

/// Where a value stands. The text is made only where something is wrong.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    step: Step,
    /// Whether this or anything around it is sensitive.
    hidden: bool,
}

#[derive(Clone, Copy)]
enum Step {
    Root,
    Field(&'static str),
    Item(usize),
}

impl Place<'_> {
    /// The request itself.
    pub(super) const ROOT: Self = Self { parent: None, step: Step::Root, hidden: false };

    fn below(&self, step: Step, hidden: bool) -> Place<'_> {
        Place { parent: Some(self), step, hidden: self.hidden || hidden }
    }

    fn field(&self, name: &'static str) -> Place<'_> {
        self.below(Step::Field(name), false)
    }

    /// Notes a violation here. `shown` says what is wrong with the value, `vague` the same without it.
    fn fail(&self, found: &mut Vec<Violation>, limit: Limit, shown: fmt::Arguments<'_>, vague: &str) {
        let path = self.to_string();
        let message = if self.hidden { format!("`{path}` {vague}") } else { format!("`{path}` {shown}") };
        found.push(Violation { path, limit, message });
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if parent.parent.is_none() => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Item(index) => write!(f, "[{index}]"),
        }
    }
}

/// Checks a record: its fields, then the rules between them.
pub(super) fn record(record: &dyn Record, place: Place<'_>, found: &mut Vec<Violation>) {
    let shape = record.shape();
    for (index, field) in shape.fields.iter().enumerate() {
        let place = place.below(Step::Field(field.wire), field.sensitive);
        let value = record.field(index).map_or(Value::Absent, Wire::value);
        check_value(value, field, &place, found);
    }
    for &rule in shape.rules {
        check_rule(rule, record, &place, found);
    }
}

fn check_value(value: Value<'_>, field: &Field, place: &Place<'_>, found: &mut Vec<Violation>) {
    match value {
        Value::Absent | Value::Bool(_) => {}
        Value::Int(number) => {
            if let Some((min, max)) = field.range {
                check_range(number < min, number > max, (min, max), place, &number, found);
            }
        }
        Value::Decimal(number) => {
            if let Some((min, max)) = field.range {
                // An open end is no limit, not even for what is larger than 64 bits.
                let below = min != i64::MIN && number.compare(min).is_lt();
                let above = max != i64::MAX && number.compare(max).is_gt();
                check_range(below, above, (min, max), place, number, found);
            }
        }
        Value::Text(text) => check_text(text, field, place, found),
        Value::Time(time) => check_time(time, place, found),
        Value::Record(nested) => record(nested, *place, found),
        Value::List(items) => {
            if let Some((min, max)) = field.items {
                check_items(items.count(), min, max, place, found);
            }
            for (index, item) in (0..items.count()).filter_map(|i| Some((i, items.item(i)?))) {
                check_value(item.value(), field, &place.below(Step::Item(index), false), found);
            }
        }
    }
}

fn check_range(
    below: bool,
    above: bool,
    (min, max): (i64, i64),
    place: &Place<'_>,
    number: &dyn fmt::Display,
    found: &mut Vec<Violation>,
) {
    let wanted = match (below, above) {
        (false, false) => return,
        (true, _) => format!("at least {min} is needed"),
        (false, true) => format!("at most {max} is allowed"),
    };
    let limit = Limit::Range { min, max };
    place.fail(found, limit, format_args!("is {number}: {wanted}"), &format!("is out of range: {wanted}"));
}

fn check_items(count: usize, min: u32, max: u32, place: &Place<'_>, found: &mut Vec<Violation>) {
    if let Some((few, wanted)) = check_count(count, min, max, "") {
        let shown = format_args!("holds {count} {}: {wanted}", plural(count, "item"));
        let vague = format!("holds too {} items: {wanted}", if few { "few" } else { "many" });
        place.fail(found, Limit::Items { min, max }, shown, &vague);
    }
}

fn check_text(text: &str, field: &Field, place: &Place<'_>, found: &mut Vec<Violation>) {
    if let Some((min, max)) = field.length {
        let count = text.chars().count();
        if let Some((short, wanted)) = check_count(count, min, max, " characters") {
            let shown = format_args!("has {count} {}: {wanted}", plural(count, "character"));
            let vague = format!("is too {}: {wanted}", if short { "short" } else { "long" });
            place.fail(found, Limit::Length { min, max }, shown, &vague);
        }
    }
    if let Some(pattern) = field.pattern {
        let wrong = match pattern::matches(pattern, text) {
            Some(true) => return,
            Some(false) => format!("does not match `{pattern}`"),
            None => format!("cannot be checked: `{pattern}` is not a valid pattern"),
        };
        place.fail(found, Limit::Pattern { pattern }, format_args!("{wrong}"), &wrong);
    }
}

/// Whether a count is too small, and what is wanted instead; `None` where it is fine.
fn check_count(count: usize, min: u32, max: u32, of: &str) -> Option<(bool, String)> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let be = |limit| if limit == 1 { "is" } else { "are" };
    if count < min {
        Some((true, format!("at least {min}{} {} needed", singular(of, min), be(min))))
    } else if count > max {
        Some((false, format!("at most {max}{} {} allowed", singular(of, max), be(max))))
    } else {
        None
    }
}

fn singular(of: &str, count: u32) -> &str {
    if count == 1 { of.strip_suffix('s').unwrap_or(of) } else { of }
}

fn plural(count: usize, what: &str) -> String {
    format!("{what}{}", if count == 1 { "" } else { "s" })
}

fn check_time(time: DateTime, place: &Place<'_>, found: &mut Vec<Violation>) {
    if time.subsec_nanosecond() != 0 {
        let wrong = "has a fraction of a second: only whole seconds can be sent";
        place.fail(found, Limit::Time, format_args!("{wrong}"), wrong);
    }
    if time.year() < 0 {
        let wrong = "lies before the year 0: only the years 0 to 9999 can be sent";
        place.fail(found, Limit::Time, format_args!("{wrong}"), wrong);
    }
}

fn check_rule(rule: Rule, record: &dyn Record, place: &Place<'_>, found: &mut Vec<Violation>) {
    match rule {
        Rule::Span { start, end, max } => check_span(start, end, max, record, place, found),
        Rule::OneOf(fields) => match count_given(record, fields) {
            1 => {}
            given => {
                let wrong = format!("exactly one of {} must be given: {given} are", quoted(fields));
                fail_rule(found, Limit::OneOf { fields }, &place.field(first(fields)), wrong);
            }
        },
        Rule::AnyOf(fields) => {
            if count_given(record, fields) == 0 {
                let wrong = format!("at least one of {} must be given: none is", quoted(fields));
                fail_rule(found, Limit::AnyOf { fields }, &place.field(first(fields)), wrong);
            }
        }
        Rule::RequiredIf { field, on, values } => {
            if value_of(record, field).is_absent() && is_one_of(value_of(record, on), values) {
                let wrong = format!("`{field}` must be given where `{on}` is {}", values.join(" or "));
                fail_rule(found, Limit::RequiredIf { on }, &place.field(field), wrong);
            }
        }
    }
}

/// Notes that a rule between fields is broken. Within a nested record, the message says which.
fn fail_rule(found: &mut Vec<Violation>, limit: Limit, place: &Place<'_>, wrong: String) {
    let message = match place.parent {
        Some(parent) if parent.parent.is_some() => format!("in `{parent}`, {wrong}"),
        _ => wrong,
    };
    found.push(Violation { path: place.to_string(), limit, message });
}

fn check_span(
    start: &'static str,
    end: &'static str,
    max: i64,
    record: &dyn Record,
    place: &Place<'_>,
    found: &mut Vec<Violation>,
) {
    let (Value::Time(from), Value::Time(to)) = (value_of(record, start), value_of(record, end)) else {
        return;
    };
    let seconds = to.duration_since(from).as_secs();
    let wrong = if to < from {
        format!("`{end}` is before `{start}`")
    } else if seconds > max {
        let spans = if place.hidden || is_sensitive(record, start) || is_sensitive(record, end) {
            "spans too long".to_owned()
        } else {
            format!("spans {seconds} s")
        };
        format!("`{start}` to `{end}` {spans}: at most {max} s{} are allowed", in_days(max))
    } else {
        return;
    };
    fail_rule(found, Limit::Span { max_seconds: max }, &place.field(end), wrong);
}

/// The same span in units that people know, where it is a whole number of them.
fn in_days(seconds: i64) -> String {
    let unit = [(86_400, "day"), (3_600, "hour"), (60, "minute")];
    let whole = unit.iter().find(|(size, _)| seconds >= *size && seconds % size == 0);
    whole.map_or_else(String::new, |(size, unit)| {
        let count = seconds / size;
        format!(" ({count} {unit}{})", if count == 1 { "" } else { "s" })
    })
}

fn value_of<'a>(record: &'a dyn Record, wire: &str) -> Value<'a> {
    let index = record.shape().position(wire);
    index.and_then(|index| record.field(index)).map_or(Value::Absent, Wire::value)
}

fn is_sensitive(record: &dyn Record, wire: &str) -> bool {
    record.shape().fields.iter().any(|field| field.wire == wire && field.sensitive)
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
    fields.iter().filter(|field| !value_of(record, field).is_absent()).count()
}

fn first(fields: &[&'static str]) -> &'static str {
    fields.first().copied().unwrap_or("")
}

fn quoted(fields: &[&str]) -> String {
    let quoted: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    quoted.join(", ")
}
