//! The values of examples against what the tables say of them.

use super::Walker;
use crate::import::{
    compare::types::items,
    describe,
    example::Json,
    facts::{Field, Type},
    table::words::Base,
    text::{key, pattern, short},
};

impl Walker {
    pub(super) fn types(&mut self, field: &Field, here: &str, values: &[&Json]) {
        let told = field.retyped.filter(|_| !values.is_empty());
        if let Some(told) = told {
            let shown = values
                .first()
                .map_or("something else", |value| value.kind());
            self.note(
                "type-example",
                here,
                format!("the table says {}, the example shows {shown}", told.name()),
            );
            return;
        }
        let wrong = values.iter().find(|value| !fits(field, value));
        if let Some(value) = wrong {
            self.note(
                "type-example",
                here,
                format!(
                    "the table says {}, the example shows {}",
                    field.ty.name(),
                    value.kind()
                ),
            );
        }
        self.seconds(field, here, values);
    }

    /// Notes a time that counts seconds where the page says milliseconds, or says nothing.
    pub(super) fn seconds(&mut self, field: &Field, here: &str, values: &[&Json]) {
        let about = format!(
            "{} {}",
            field.description,
            field.sample.clone().unwrap_or_default()
        );
        let thirteen = field
            .sample
            .as_deref()
            .is_some_and(|sample| pattern!(r"^1\d{12}$").is_match(sample));
        let ten = field
            .sample
            .as_deref()
            .is_some_and(|sample| pattern!(r"^1\d{9}$").is_match(sample));
        let says = describe::milliseconds(&about) || thirteen;
        let is_time = key(&field.name) == "timestamp";
        let may_be = is_time && !ten && !describe::seconds(&about);
        if !says && !may_be {
            return;
        }
        let short = values.iter().find_map(|value| {
            value
                .scalar()
                .filter(|value| pattern!(r"^1\d{9}$").is_match(value))
        });
        if let Some(value) = short {
            let said = if says {
                "milliseconds documented"
            } else {
                "a timestamp, which the platform counts in milliseconds"
            };
            self.note(
                "ts-seconds",
                here,
                format!("{said}, the example sends {value} (10 digits, seconds)"),
            );
        }
    }

    /// Notes values outside those that are listed, and outside limits.
    pub(super) fn values(&mut self, field: &Field, here: &str, values: &[&Json]) {
        let scalars: Vec<String> = values
            .iter()
            .flat_map(|value| items(value))
            .filter_map(Json::scalar)
            .collect();
        let listed = |value: &String| field.values.iter().any(|item| item.value == *value);
        for value in scalars
            .iter()
            .filter(|value| !value.is_empty() && !field.values.is_empty() && !listed(value))
        {
            let other = field
                .values
                .iter()
                .find(|item| item.value.eq_ignore_ascii_case(value));
            match other {
                Some(other) => self.note(
                    "enum-case",
                    here,
                    format!("the table has {}, the example {value}", other.value),
                ),
                None => self.note(
                    "value-conflict",
                    here,
                    format!(
                        "the example has {}, which is not among the values listed",
                        short(value, 40)
                    ),
                ),
            }
        }
        for value in &scalars {
            let number = value.parse::<i64>().ok();
            let length = i64::try_from(value.chars().count()).unwrap_or(i64::MAX);
            let outside = |value: i64, low: Option<i64>, high: Option<i64>| {
                low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high)
            };
            let large = matches!(field.ty.base, Base::Int32 | Base::Int64)
                && number.is_some_and(|number| outside(number, field.min, field.max));
            let long = field.ty.base == Base::Text
                && !value.is_empty()
                && outside(length, field.min_length, field.max_length);
            if large || long {
                self.note(
                    "value-conflict",
                    here,
                    format!(
                        "the example has {}, which breaks the limits",
                        short(value, 40)
                    ),
                );
            }
        }
        let form = field.format.as_deref();
        let odd = scalars.iter().find(|value| {
            let shape = describe::sample_format(value);
            form.is_some() && shape.is_some() && shape.as_deref() != form
        });
        if let Some(value) = odd {
            self.note(
                "format",
                here,
                format!(
                    "the page says {}, the example has {value}",
                    form.unwrap_or_default()
                ),
            );
        }
    }
}

/// Whether a value of an example is of the type that the table gives.
pub(crate) fn fits(field: &Field, value: &Json) -> bool {
    match (field.ty.base, value) {
        (_, Json::Null) => true,
        (Base::Text, Json::Text(_)) => true,
        (Base::Int32 | Base::Int64, Json::Number(number)) => !number.contains('.'),
        (Base::Decimal, Json::Number(_)) => true,
        (Base::Bool, Json::Bool(_)) => true,
        (Base::Object, Json::Object(_)) => true,
        (Base::List, Json::List(rows)) => rows.iter().all(|row| {
            let mut element = field.clone();
            element.ty = Type::of(field.ty.element);
            fits(&element, row)
        }),
        (Base::Unknown, _) => true,
        _ => false,
    }
}
