//! Each field of the tables beside the same field of the examples.

mod values;

use std::collections::BTreeSet;

pub(super) use values::fits;

use super::{
    misplaced::{self, Absent},
    names,
    places::below,
    presence::may_lack,
    types::items,
};
use crate::import::{
    example::Json,
    facts::{ExampleOnly, Facts, Field, Inconsistency, Root},
    table::words::Base,
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
    if let Some(path) = &facts.path {
        walker.in_path.clone_from(&path.text);
    }
    walker.object(&facts.request, "request", "request", &requests);
    walker.in_path.clear();
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
        Root::None => {
            for response in &examples.responses {
                walker.stranger("response", response);
            }
        }
    }
    facts.example_only = walker.example_only;
    misplaced::doubt(facts, &walker.absent);
    walker.found
}

#[derive(Default)]
struct Walker {
    found: Vec<Inconsistency>,
    example_only: Vec<ExampleOnly>,
    absent: Absent,
    /// The path of the call, which holds some of its parameters.
    in_path: String,
}

impl Walker {
    fn note(&mut self, tag: &'static str, path: &str, seen: impl Into<String>) {
        self.found.push(Inconsistency {
            tag,
            paths: vec![path.to_owned()],
            seen: seen.into(),
        });
    }

    fn is_in_path(&self, name: &str) -> bool {
        let steps = self
            .in_path
            .split('/')
            .filter(|step| step.contains(['{', ':']));
        steps
            .into_iter()
            .any(|step| step.trim_matches(['{', '}', ':', '$']) == name)
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
        let holder = path.rsplit('.').next().unwrap_or_default();
        let pairs = names::pair(fields, holder.trim_end_matches("[]"), &blocks);
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
        let (before, mut strangers) = (self.absent.fields.len(), BTreeSet::new());
        for (name, value) in blocks.iter().flatten().flat_map(|object| object.members()) {
            if !documented(name) {
                strangers.insert(name);
                self.stranger_at(&format!("{shown}.{name}"), value);
            }
        }
        for field in fields {
            let name = pairs
                .iter()
                .find(|pair| pair.field == field.name)
                .map_or(field.name.as_str(), |pair| pair.shown.as_str());
            if blocks
                .iter()
                .flatten()
                .all(|object| object.get(name).is_none())
            {
                self.absent.fields.push(format!("{path}.{}", field.name));
            }
            self.field(field, name, path, shown, &blocks);
        }
        let level = self.absent.fields.iter().skip(before);
        let absent =
            level.filter(|absent| absent.rsplit_once('.').is_some_and(|(at, _)| at == path));
        let shown = fields.len().saturating_sub(absent.count());
        if strangers.len() > 1 && strangers.len() > shown && shown * 2 < fields.len() {
            self.absent.strange.push(path.to_owned());
        }
    }

    fn field(&mut self, field: &Field, name: &str, path: &str, shown: &str, blocks: &[Vec<&Json>]) {
        let here = format!("{path}.{}", field.name);
        let lacks = |objects: &Vec<&Json>| objects.iter().any(|object| object.get(name).is_none());
        let sent = path.starts_with("request");
        if !may_lack(field, sent) && !self.is_in_path(name) && blocks.iter().all(lacks) {
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
}
