//! Each field of the tables beside the same field of the examples.

use super::{names, places::below, types::items};
use crate::import::{
    example::Json,
    facts::{ExampleOnly, Facts, Field, Inconsistency, Kind, Required, Root},
    table::words::Base,
    text::{key, pattern, short},
};

/// Compares both sides.
pub fn compare(facts: &mut Facts) -> Vec<Inconsistency> {
    let mut walker = Walker::default();
    let examples = facts.examples.clone();
    let requests: Vec<Vec<&Json>> = examples
        .requests
        .iter()
        .map(|request| vec![request])
        .collect();
    walker.missing_unless_required = true;
    walker.object(&facts.request, "request", "request", &requests);
    walker.missing_unless_required = false;
    let inner = |of: fn(&Json) -> Vec<&Json>| {
        examples
            .responses
            .iter()
            .map(|response| response.get("data").map(of).unwrap_or_default())
            .collect::<Vec<_>>()
    };
    match facts.root {
        Root::Envelope => {
            let blocks: Vec<Vec<&Json>> = examples
                .responses
                .iter()
                .map(|response| vec![response])
                .collect();
            walker.object(&facts.response, "response", "response", &blocks);
        }
        Root::Data | Root::Rows => {
            let wrapped = examples
                .responses
                .iter()
                .find(|response| response.get("data").is_some());
            for (name, value) in wrapped.map(Json::members).unwrap_or_default() {
                walker.only(format!("response.{name}"), value);
            }
            let (path, blocks) = if facts.root == Root::Rows {
                ("response.data[]", inner(items))
            } else {
                ("response.data", inner(|data| vec![data]))
            };
            walker.object(&facts.response, "response", path, &blocks);
        }
        Root::None if facts.kind == Kind::Endpoint => {
            for response in &examples.responses {
                walker.stranger("response", response);
            }
        }
        Root::None => {}
    }
    facts.example_only = walker.example_only;
    walker.found
}

#[derive(Default)]
struct Walker {
    found: Vec<Inconsistency>,
    example_only: Vec<ExampleOnly>,
    /// Whether only what is not optional is missed in an example.
    missing_unless_required: bool,
}

impl Walker {
    fn note(&mut self, tag: &'static str, path: &str, seen: impl Into<String>) {
        self.found.push(Inconsistency {
            tag,
            paths: vec![path.to_owned()],
            seen: seen.into(),
        });
    }

    fn only(&mut self, path: String, value: &Json) {
        if !self.example_only.iter().any(|known| known.path == path) {
            let value = value.clone();
            self.example_only.push(ExampleOnly { path, value });
        }
    }

    /// Compares the fields of an object with each block of examples of it. `path` is where the fields stand in the tables,
    /// `shown` where they stand in the example.
    fn object(&mut self, fields: &[Field], path: &str, shown: &str, blocks: &[Vec<&Json>]) {
        let blocks: Vec<Vec<&Json>> = blocks
            .iter()
            .map(|objects| {
                objects
                    .iter()
                    .copied()
                    .filter(|object| matches!(object, Json::Object(_)))
                    .collect::<Vec<_>>()
            })
            .filter(|objects| !objects.is_empty())
            .collect();
        if blocks.is_empty() {
            return;
        }
        let pairs = names::pair(fields, &blocks);
        for pair in &pairs {
            let here = format!("{path}.{}", pair.field);
            self.note(
                pair.tag,
                &here,
                format!(
                    "the table has `{}`, the example `{}`",
                    pair.field, pair.shown
                ),
            );
        }
        let documented = |name: &str| {
            fields.iter().any(|field| field.name == name)
                || pairs.iter().any(|pair| pair.shown == name)
        };
        for (name, value) in blocks.iter().flatten().flat_map(|object| object.members()) {
            if !documented(name) {
                self.stranger_at(&format!("{shown}.{name}"), value);
            }
        }
        for field in fields {
            let name = pairs
                .iter()
                .find(|pair| pair.field == field.name)
                .map_or(field.name.as_str(), |pair| pair.shown.as_str());
            self.field(field, name, path, shown, &blocks);
        }
    }

    fn field(&mut self, field: &Field, name: &str, path: &str, shown: &str, blocks: &[Vec<&Json>]) {
        let here = format!("{path}.{}", field.name);
        let optional = field.required == Required::No || field.required_if.is_some();
        let lacks = |objects: &Vec<&Json>| objects.iter().any(|object| object.get(name).is_none());
        if !optional && blocks.iter().all(lacks) {
            let somewhere = blocks
                .iter()
                .flatten()
                .any(|object| object.get(name).is_some());
            let seen = if somewhere {
                "documented, absent from a row of the example"
            } else {
                "documented, absent from the example"
            };
            self.note("missing-in-example", &here, seen);
        }
        let values: Vec<&Json> = blocks
            .iter()
            .flatten()
            .filter_map(|object| object.get(name))
            .filter(|value| **value != Json::Null)
            .collect();
        self.types(field, &here, &values);
        self.values(field, &here, &values);
        let deeper: Vec<Vec<&Json>> = blocks
            .iter()
            .map(|objects| {
                objects
                    .iter()
                    .filter_map(|object| object.get(name))
                    .flat_map(items)
                    .collect()
            })
            .collect();
        if field.ty.has_fields() {
            let list = if field.ty.base == Base::List {
                "[]"
            } else {
                ""
            };
            let at = format!("{shown}.{name}{list}");
            if field.fields.is_empty() {
                for value in deeper.iter().flatten() {
                    self.stranger(&at, value);
                }
            } else {
                self.object(&field.fields, &below(path, field), &at, &deeper);
            }
        }
    }

    /// Notes the members of an object that no table has.
    fn stranger(&mut self, at: &str, value: &Json) {
        for (name, value) in value.members() {
            self.stranger_at(&format!("{at}.{name}"), value);
        }
    }

    fn stranger_at(&mut self, at: &str, value: &Json) {
        self.only(at.to_owned(), value);
        match value {
            Json::Object(_) => self.stranger(at, value),
            Json::List(rows) => {
                for row in rows {
                    self.stranger(&format!("{at}[]"), row);
                }
            }
            _ => {}
        }
    }

    fn types(&mut self, field: &Field, here: &str, values: &[&Json]) {
        let named_data = key(&field.name) == "data" && here == "response.data";
        let table = if named_data
            && field
                .review
                .iter()
                .any(|why| why.starts_with("the table says that it is"))
        {
            let other = if field.ty.base == Base::Object {
                "List"
            } else {
                "Object"
            };
            Some(other)
        } else {
            None
        };
        if let Some(table) = table {
            let shown = values
                .first()
                .map_or("something else", |value| value.kind());
            self.note(
                "type-example",
                here,
                format!("the table says {table}, the example shows {shown}"),
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
    fn seconds(&mut self, field: &Field, here: &str, values: &[&Json]) {
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
        let says = crate::import::describe::milliseconds(&about) || thirteen;
        let is_time = key(&field.name) == "timestamp";
        if !(says || (is_time && !ten && !crate::import::describe::seconds(&about))) {
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
    fn values(&mut self, field: &Field, here: &str, values: &[&Json]) {
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
            let shape = crate::import::describe::sample_format(value);
            form.is_some() && shape.is_some() && shape != form
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
fn fits(field: &Field, value: &Json) -> bool {
    match (field.ty.base, value) {
        (_, Json::Null) => true,
        (Base::Text, Json::Text(_)) => true,
        (Base::Int32 | Base::Int64, Json::Number(number)) => !number.contains('.'),
        (Base::Decimal, Json::Number(_)) => true,
        (Base::Bool, Json::Bool(_)) => true,
        (Base::Object, Json::Object(_)) => true,
        (Base::List, Json::List(rows)) => rows.iter().all(|row| {
            let mut element = field.clone();
            element.ty = crate::import::facts::Type::of(field.ty.element);
            fits(&element, row)
        }),
        (Base::Unknown, _) => true,
        _ => false,
    }
}
