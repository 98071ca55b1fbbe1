//! What the spec has already: names, and which type a field of which name has.

use std::collections::{BTreeMap, BTreeSet};

use codegen::{
    model::{Api, Operation, Record, Response},
    source::{Role, Sources},
};
use serde_yaml::Value;

use crate::import::text::key;

/// The names and types of a spec.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// What operations and notifications are called.
    pub names: BTreeSet<String>,
    /// Every declared type, scalar and enum.
    pub declared: BTreeSet<String>,
    /// The shared scalars for ids.
    pub ids: BTreeSet<String>,
    /// The scalar for money, if there is one.
    pub money: Option<String>,
    /// The scalar for times, if there is one.
    pub time: Option<String>,
    /// The shared enums, and their values as they travel.
    pub enums: BTreeMap<String, Vec<String>>,
    /// The type of a field by its name in lower case, where all fields of the name have the same shared one.
    pub fields: BTreeMap<String, Option<String>>,
}

impl Vocabulary {
    /// Reads the spec, but for the endpoint that has the path `except`: that is what is being drafted.
    #[must_use]
    pub fn read(sources: &Sources, except: Option<&str>) -> Self {
        let mut vocabulary = Self::default();
        let api = sources.files().iter().find(|file| file.role() == Role::Api);
        if let Some(Ok(api)) = api.map(|file| serde_yaml::from_str::<Value>(&file.text)) {
            vocabulary.take_shared(&api);
        }
        if let Ok(api) = codegen::model(sources) {
            vocabulary.take(&api, except);
        }
        vocabulary
    }

    fn take_shared(&mut self, api: &Value) {
        for (name, scalar) in entries(api, "scalars") {
            match scalar.get("kind").and_then(Value::as_str) {
                Some("id") => {
                    self.ids.insert(name.clone());
                }
                Some("money") => {
                    self.money.get_or_insert_with(|| name.clone());
                }
                Some("datetime") => {
                    self.time.get_or_insert_with(|| name.clone());
                }
                _ => {}
            }
            self.declared.insert(name);
        }
        for (name, list) in entries(api, "enums") {
            let values = entries(list, "values").into_iter().map(|(value, _)| value);
            self.enums.insert(name.clone(), values.collect());
            self.declared.insert(name);
        }
        let types = entries(api, "types").into_iter().map(|(name, _)| name);
        self.declared.extend(types);
    }

    fn take(&mut self, api: &Api, except: Option<&str>) {
        for operation in &api.operations {
            self.declared
                .extend(operation.types.iter().map(|record| record.rust.clone()));
            if Some(operation.path.as_str()) != except {
                self.names.insert(operation.name.wire.clone());
                self.note_operation(operation);
            }
        }
        self.declared
            .extend(api.enums.iter().map(|list| list.rust.clone()));
        self.declared
            .extend(api.scalars.iter().map(|scalar| scalar.rust.clone()));
        for received in &api.notifications {
            self.names.insert(received.name.clone());
            self.declared
                .extend(received.types.iter().map(|record| record.rust.clone()));
            self.note(&received.record);
        }
    }

    fn note_operation(&mut self, operation: &Operation) {
        self.note(&operation.request);
        for record in &operation.types {
            self.note(record);
        }
        if let Response::Own(record) = &operation.response {
            self.note(record);
        }
    }

    fn note(&mut self, record: &Record) {
        for field in &record.fields {
            let ty = field.ty.to_string();
            let ty = ty.trim_matches(['[', ']']).to_owned();
            let shared = self.ids.contains(&ty) || self.enums.contains_key(&ty);
            let shared =
                shared || self.money.as_ref() == Some(&ty) || self.time.as_ref() == Some(&ty);
            let ty = shared.then_some(ty);
            let known = self
                .fields
                .entry(key(&field.name.wire))
                .or_insert_with(|| ty.clone());
            if *known != ty {
                *known = None;
            }
        }
    }

    /// The shared type that fields called `name` have elsewhere.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&str> {
        self.fields.get(&key(name)).and_then(Option::as_deref)
    }
}

/// The entries of a mapping within `value`.
fn entries<'a>(value: &'a Value, name: &str) -> Vec<(String, &'a Value)> {
    let mapping = value.get(name).and_then(Value::as_mapping);
    let entries = mapping.into_iter().flatten().filter_map(|(name, value)| {
        let name = name
            .as_str()
            .map(str::to_owned)
            .or_else(|| name.as_i64().map(|number| number.to_string()));
        Some((name?, value))
    });
    entries.collect()
}
