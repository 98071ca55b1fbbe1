//! Many endpoints from few: copies of the real ones under names of their own, with types of their own and, where that is wanted, enums.

use codegen::source::{SourceFile, Sources};
use serde_yaml::{Mapping, Value};

use crate::Failure;

/// What copies of an endpoint bring along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enums {
    /// Each copy has enums of its own.
    Own,
    /// All copies use those of `api.yaml`, as the real endpoints do.
    Shared,
}

/// A spec with `count` endpoints: the given ones, and copies of them in turn.
///
/// # Errors
///
/// A file of the spec is not YAML.
pub fn multiply(sources: &Sources, count: usize, enums: Enums) -> Result<Sources, Failure> {
    let is_endpoint = |file: &&SourceFile| file.path.contains("endpoints/");
    let originals: Vec<&SourceFile> = sources.files().iter().filter(is_endpoint).collect();
    let api = sources
        .files()
        .iter()
        .find(|file| file.path.ends_with("api.yaml"));
    let enums = match (api, enums) {
        (Some(file), Enums::Own) => parse(file)?.get("enums").cloned().unwrap_or_default(),
        _ => Value::Null,
    };
    let mut texts: Vec<(String, String)> = sources
        .files()
        .iter()
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect();
    for (number, original) in originals
        .iter()
        .cycle()
        .enumerate()
        .take(count)
        .skip(originals.len())
    {
        let copy = copy(parse(original)?, &enums, number);
        let text =
            serde_yaml::to_string(&copy).map_err(|error| format!("{}: {error}", original.path))?;
        texts.push((format!("spec/endpoints/copy_{number:04}.yaml"), text));
    }
    Ok(Sources::from_texts(texts))
}

fn parse(file: &SourceFile) -> Result<Value, Failure> {
    serde_yaml::from_str(&file.text).map_err(|error| format!("{}: {error}", file.path))
}

/// One endpoint under another name. Its examples stay behind; the enums it uses come along.
fn copy(mut endpoint: Value, enums: &Value, number: usize) -> Value {
    let names = own_names(&endpoint, enums);
    let used: Mapping = match enums {
        Value::Mapping(all) => all
            .iter()
            .filter(|(name, _)| mentions(&endpoint, name))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect(),
        _ => Mapping::new(),
    };
    if let Value::Mapping(map) = &mut endpoint {
        map.remove("examples");
        // Accounts have one ledger, and a setting of the sandbox one endpoint.
        map.remove("ledger");
        if let Some(Value::Mapping(paging)) = map.get_mut("paging") {
            paging.remove("called");
        }
        map.insert("enums".into(), used.into());
        for (key, separator) in [("operation", "_"), ("path", "/"), ("title", ": ")] {
            if let Some(Value::String(text)) = map.get_mut(key) {
                text.push_str(&format!("{separator}copy{number:04}"));
            }
        }
    }
    rename(&mut endpoint, &names, number);
    endpoint
}

/// The names of the types and enums that must differ between copies.
fn own_names(endpoint: &Value, enums: &Value) -> Vec<String> {
    let keys = |value: Option<&Value>| -> Vec<String> {
        let map = value.and_then(Value::as_mapping);
        map.into_iter()
            .flat_map(Mapping::keys)
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    let mut names = keys(endpoint.get("types"));
    names.extend(keys(Some(enums)));
    names
}

/// Whether `name` stands anywhere in `value` as a type.
fn mentions(value: &Value, name: &Value) -> bool {
    let name = name.as_str().unwrap_or_default();
    match value {
        Value::String(text) => text.trim_matches(['[', ']']) == name,
        Value::Sequence(items) => items.iter().any(|item| mentions(item, &Value::from(name))),
        Value::Mapping(map) => map
            .iter()
            .any(|(key, value)| key != "doc" && mentions(value, &Value::from(name))),
        _ => false,
    }
}

/// Gives types and enums their new names, wherever they are declared or used.
fn rename(value: &mut Value, names: &[String], number: usize) {
    match value {
        Value::String(text) => {
            let bare = text.trim_matches(['[', ']']);
            if names.iter().any(|name| name == bare) {
                *text = text.replace(bare, &format!("{bare}Copy{number:04}"));
            }
        }
        Value::Sequence(items) => items
            .iter_mut()
            .for_each(|item| rename(item, names, number)),
        Value::Mapping(map) => {
            let entries = std::mem::take(map);
            for (mut key, mut value) in entries {
                // Needs a quirk, and those are not copied.
                if key == "source" {
                    continue;
                }
                // Names of declarations change; a field may have the same name on the wire, but is no declaration.
                let declares = key
                    .as_str()
                    .is_some_and(|key| names.iter().any(|name| name == key));
                if declares && value.get("type").is_none() {
                    rename(&mut key, names, number);
                }
                rename(&mut value, names, number);
                map.insert(key, value);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use codegen::source::Sources;

    use super::{Enums, multiply};
    use crate::paths;

    #[test]
    fn copies_pass_the_check_and_share_no_name() {
        let sources = Sources::read(&paths::root().join("spec"));
        let many = multiply(&sources, 7, Enums::Own).unwrap();
        let model = codegen::model(&many).unwrap_or_else(|mistakes| {
            unreachable!(
                "{}",
                mistakes.render(&many, codegen::diagnostic::Style::Plain)
            )
        });
        assert_eq!(model.operations.len(), 7);
        let rows: Vec<_> = model
            .operations
            .iter()
            .flat_map(|operation| &operation.types)
            .collect();
        assert_eq!(rows.len(), 7);
        assert!(model.enums.len() > 7 + 5 * 2);

        let shared = multiply(&sources, 7, Enums::Shared).unwrap();
        let model = codegen::model(&shared).unwrap_or_else(|mistakes| {
            unreachable!(
                "{}",
                mistakes.render(&shared, codegen::diagnostic::Style::Plain)
            )
        });
        assert_eq!((model.operations.len(), model.enums.len()), (7, 7));
    }
}
