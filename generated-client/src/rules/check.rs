//! Compares single values with their limits, and words what is broken.

use std::fmt;

use super::{Limit, Violation, between, pattern};
use crate::time::civil::DateTime;
use crate::wire::{Field, Record, Value, Wire};

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
    pub(super) const ROOT: Self = Self {
        parent: None,
        step: Step::Root,
        hidden: false,
    };

    fn below(&self, step: Step, hidden: bool) -> Place<'_> {
        Place {
            parent: Some(self),
            step,
            hidden: self.hidden || hidden,
        }
    }

    /// The place of a field of the record that stands here.
    pub(super) fn field(&self, name: &'static str) -> Place<'_> {
        self.below(Step::Field(name), false)
    }

    /// Whether this or anything around it is sensitive.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// The record that this field belongs to, unless it is the request itself.
    pub(super) fn nested_in(&self) -> Option<&Place<'_>> {
        self.parent.filter(|parent| parent.parent.is_some())
    }

    /// Notes a violation here. `shown` says what is wrong with the value, `vague` the same without it.
    fn fail(
        &self,
        found: &mut Vec<Violation>,
        limit: Limit,
        shown: fmt::Arguments<'_>,
        vague: &str,
    ) {
        let path = self.to_string();
        let message = if self.hidden {
            format!("`{path}` {vague}")
        } else {
            format!("`{path}` {shown}")
        };
        found.push(Violation {
            path,
            limit,
            message,
        });
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else {
            return Ok(());
        };
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
        between::check(rule, record, &place, found);
    }
}

fn check_value(value: Value<'_>, field: &Field, place: &Place<'_>, found: &mut Vec<Violation>) {
    match value {
        Value::Absent | Value::Bool(_) => {}
        Value::Int(number) => {
            if let Some((min, max)) = field.range {
                check_range(
                    number < min,
                    number > max,
                    (min, max),
                    place,
                    &number,
                    found,
                );
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
                check_value(
                    item.value(),
                    field,
                    &place.below(Step::Item(index), false),
                    found,
                );
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
    place.fail(
        found,
        limit,
        format_args!("is {number}: {wanted}"),
        &format!("is out of range: {wanted}"),
    );
}

fn check_items(count: usize, min: u32, max: u32, place: &Place<'_>, found: &mut Vec<Violation>) {
    if let Some((few, wanted)) = check_count(count, min, max, "") {
        let shown = format_args!("holds {count} {}: {wanted}", plural(count, "item"));
        let vague = format!(
            "holds too {} items: {wanted}",
            if few { "few" } else { "many" }
        );
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
        place.fail(
            found,
            Limit::Pattern { pattern },
            format_args!("{wrong}"),
            &wrong,
        );
    }
}

/// Whether a count is too small, and what is wanted instead; `None` where it is fine.
fn check_count(count: usize, min: u32, max: u32, of: &str) -> Option<(bool, String)> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let be = |limit| if limit == 1 { "is" } else { "are" };
    if count < min {
        Some((
            true,
            format!("at least {min}{} {} needed", singular(of, min), be(min)),
        ))
    } else if count > max {
        Some((
            false,
            format!("at most {max}{} {} allowed", singular(of, max), be(max)),
        ))
    } else {
        None
    }
}

fn singular(of: &str, count: u32) -> &str {
    if count == 1 {
        of.strip_suffix('s').unwrap_or(of)
    } else {
        of
    }
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
