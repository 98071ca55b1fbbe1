//! `spec/schema.json` is what editors check a spec by: it must take what the generator takes, and refuse what it refuses
//! for its shape. A JSON Schema validator that we did not write judges.
#![allow(clippy::unwrap_used, clippy::panic)]

use codegen::{diagnostic::Code, source::Sources};
use jsonschema::Validator;
use serde_json::Value;
use tests::{fixtures, here};

/// Mistakes of shape, which a schema can see. Of the other codes it can see some.
const OF_SHAPE: [Code; 2] = [Code::UnknownKey, Code::MissingKey];

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&codegen::load::schema()).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).unwrap()
}

/// The file as an editor sees it, if it is YAML at all.
fn value(text: &str) -> Option<Value> {
    let yaml: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    serde_json::to_value(as_json(yaml)).ok()
}

/// Keys that are numbers, as the codes are, become texts, as editors take them.
fn as_json(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value::{Mapping, Number, Sequence, String};
    match value {
        Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let key = match key {
                    Number(number) => String(number.to_string()),
                    key => key,
                };
                (key, as_json(value))
            });
            Mapping(entries.collect())
        }
        Sequence(items) => Sequence(items.into_iter().map(as_json).collect()),
        scalar => scalar,
    }
}

#[test]
fn the_real_spec_and_every_good_fixture_are_taken() {
    let validator = validator();
    let real = Sources::read(&here().join("../spec"));
    let fixtures = fixtures("generated");
    let sources = fixtures.iter().map(|fixture| &fixture.sources);
    let mut files = 0;
    for file in sources.chain([&real]).flat_map(Sources::files) {
        let value = value(&file.text).unwrap_or_else(|| panic!("{} is not YAML", file.path));
        let mistakes: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(mistakes, Vec::<String>::new(), "{}", file.path);
        files += 1;
    }
    assert!(files > 20, "{files} files are too few to be all of them");
}

#[test]
fn mistakes_of_shape_are_seen_by_the_schema_too() {
    let validator = validator();
    let mut seen = 0;
    for fixture in fixtures("refused") {
        let Err(mistakes) = codegen::generate(&fixture.sources) else {
            panic!("{} was accepted", fixture.name);
        };
        for mistake in mistakes
            .iter()
            .filter(|mistake| OF_SHAPE.contains(&mistake.code))
        {
            let file = &fixture.sources.files()[mistake.place.file];
            let Some(value) = value(&file.text) else {
                continue;
            };
            assert!(
                !validator.is_valid(&value),
                "{}: the schema does not see that {}",
                fixture.name,
                mistake.message
            );
            seen += 1;
        }
    }
    assert!(seen > 0, "no fixture has a mistake of shape");
}

#[test]
fn every_file_of_the_real_spec_names_the_schema() {
    for file in Sources::read(&here().join("../spec")).files() {
        let up = if file.path.contains("endpoints/") {
            "../"
        } else {
            ""
        };
        let line = format!("# yaml-language-server: $schema={up}schema.json\n");
        assert!(file.text.starts_with(&line), "{}", file.path);
    }
}

#[test]
fn every_key_is_described_and_every_plain_value_has_an_example() {
    let schema: Value = serde_json::from_str(&codegen::load::schema()).unwrap();
    let mut keys = 0;
    for (name, definition) in schema["definitions"].as_object().unwrap() {
        let Some(properties) = definition["properties"].as_object() else {
            continue;
        };
        for (key, property) in properties {
            let described = property["description"]
                .as_str()
                .is_some_and(|doc| doc.len() > 10);
            assert!(described, "{name}.{key} is not described");
            let plain = property["type"]
                .as_str()
                .is_some_and(|ty| !["object", "array"].contains(&ty));
            let shown = property.get("examples").or(property.get("enum")).is_some();
            assert!(shown || !plain, "{name}.{key} has no example");
            keys += 1;
        }
    }
    assert!(keys > 60, "{keys} keys are too few to be the language");
}
