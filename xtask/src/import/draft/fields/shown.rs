//! What the examples say of the fields of a draft.

use super::{Entry, Records, Target};
use crate::import::{
    compare::items,
    example::Json,
    facts::{ExampleOnly, Facts, Field, Side},
    table::words::Base,
};

impl Records<'_> {
    /// The first value that the examples have at a path.
    pub(super) fn sample(&self, path: &str) -> Option<Json> {
        let (side, rest) = path.split_once('.')?;
        let examples = if side == "request" {
            &self.facts.examples.requests
        } else {
            &self.facts.examples.responses
        };
        let steps: Vec<&str> = rest.split('.').collect();
        examples.iter().find_map(|example| find(example, &steps))
    }

    /// Fields that only the example has: carried, and marked as such.
    pub(super) fn add_from_example(
        &mut self,
        entries: &mut Vec<Entry>,
        side: Side,
        target: &str,
        path: &str,
        shown: &str,
    ) {
        let only: Vec<ExampleOnly> = self.facts.example_only.clone();
        for one in only {
            let Some(name) = one.path.strip_prefix(&format!("{shown}.")) else {
                continue;
            };
            let own = !name.contains('.') && !entries.iter().any(|entry| entry.name == name);
            let around = shown == "response" && matches!(name, "code" | "message" | "msg" | "data")
                || shown == "request" && matches!(name, "timestamp" | "appId" | "sign");
            if !own || around {
                continue;
            }
            let mut field = guessed(name, &one.value);
            field.description.clear();
            let here = format!("{path}.{name}");
            let mut entry = self.field(&field, side, &here);
            if entry.ty.is_none() {
                continue;
            }
            entry.keys.retain(|(key, _)| *key != "required");
            entry.set("source", "example");
            entry.review = vec!["no table has it, only the example".to_owned()];
            self.targets
                .insert(one.path.clone(), Target(format!("{target}.{name}")));
            entries.push(entry);
        }
    }

    /// Puts the fields of an answer in the order in which the example has them.
    pub(super) fn in_order_of_example(&self, entries: &mut [Entry], side: Side, shown: &str) {
        if side == Side::Request {
            return;
        }
        let steps: Vec<&str> = shown.split('.').skip(1).collect();
        let mut objects = Vec::new();
        for example in &self.facts.examples.responses {
            all(example, &steps, &mut objects);
        }
        let Some(first) = objects.iter().find(|object| !object.members().is_empty()) else {
            return;
        };
        let place = |name: &str| {
            first
                .members()
                .iter()
                .position(|(member, _)| member == name)
        };
        let mut last = 0;
        let places: Vec<usize> = entries
            .iter()
            .map(|entry| {
                last = place(&entry.name).unwrap_or(last);
                last
            })
            .collect();
        let mut order: Vec<(usize, Entry)> =
            places.into_iter().zip(entries.iter().cloned()).collect();
        order.sort_by_key(|(place, _)| *place);
        for (slot, (_, entry)) in entries.iter_mut().zip(order) {
            *slot = entry;
        }
    }
}

/// A field as an example alone shows it.
pub(super) fn guessed(name: &str, value: &Json) -> Field {
    let mut field = Field::named(name, 0, Base::Text);
    let number = |number: &str| {
        if number.contains(['.', 'e', 'E']) {
            Base::Decimal
        } else if number.parse::<i32>().is_ok() {
            Base::Int32
        } else {
            Base::Int64
        }
    };
    let scalar = |value: &Json| match value {
        Json::Bool(_) => Base::Bool,
        Json::Number(digits) => number(digits),
        Json::Object(_) => Base::Object,
        _ => Base::Text,
    };
    match value {
        Json::List(items) => {
            field.ty.base = Base::List;
            field.ty.element = items.first().map_or(Base::Object, scalar);
        }
        value => field.ty.base = scalar(value),
    }
    if let Json::Text(text) = value {
        field.format = crate::import::describe::sample_format(text);
    }
    field
}

/// The fields beside the one at a path.
pub(super) fn siblings<'f>(facts: &'f Facts, path: &str) -> Option<&'f [Field]> {
    let mut steps = path.split('.');
    let mut fields: &[Field] = if steps.next()? == "request" {
        &facts.request
    } else {
        &facts.response
    };
    let mut steps: Vec<&str> = steps.collect();
    steps.pop();
    for step in steps {
        let name = step.trim_end_matches("[]");
        fields = &fields.iter().find(|field| field.name == name)?.fields;
    }
    Some(fields)
}

pub(super) fn find(value: &Json, steps: &[&str]) -> Option<Json> {
    let mut found = Vec::new();
    all(value, steps, &mut found);
    found
        .into_iter()
        .find(|value| **value != Json::Null)
        .cloned()
}

/// Every value at a path; a step that ends in `[]` goes into each item.
pub(super) fn all<'v>(value: &'v Json, steps: &[&str], found: &mut Vec<&'v Json>) {
    let Some((first, rest)) = steps.split_first() else {
        found.push(value);
        return;
    };
    let Some(inner) = value.get(first.trim_end_matches("[]")) else {
        return;
    };
    if first.ends_with("[]") {
        for item in items(inner) {
            all(item, rest, found);
        }
    } else {
        all(inner, rest, found);
    }
}
