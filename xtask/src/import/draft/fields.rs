//! The fields of a draft, and the types and enums that they need.

mod enums;
mod limits;
mod shown;
mod types;

use enums::{List, write_enum};

use std::collections::BTreeMap;

use super::{
    Vocabulary, names,
    yaml::{self, Writer},
};
use crate::import::{
    facts::{Facts, Field, PATTERN, Side},
    text::{key, pattern},
};

/// One field as it is written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its name on the wire.
    pub name: String,
    /// Its type; `None` for a field that the language cannot carry.
    pub ty: Option<String>,
    /// Its other keys, in order.
    pub keys: Vec<(&'static str, String)>,
    /// What a person should look at.
    pub review: Vec<String>,
}

impl Entry {
    /// The line of the field.
    pub fn render(&self) -> Option<String> {
        let ty = self.ty.as_ref()?;
        let ty = if ty.starts_with('[') {
            format!("\"{ty}\"")
        } else {
            ty.clone()
        };
        let mut line = format!("{}: {{ type: {ty}", yaml::text(&self.name));
        for (key, value) in &self.keys {
            line.push_str(&format!(", {key}: {value}"));
        }
        line.push_str(&format!(
            ", doc: {} }}",
            yaml::quoted(&format!("Drafted: {}.", names::words(&self.name)))
        ));
        Some(line)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.keys
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value.as_str())
    }

    /// Sets a key.
    pub fn set(&mut self, key: &'static str, value: impl Into<String>) {
        self.keys.push((key, value.into()));
    }
}

/// What a quirk about a fact points at.
#[derive(Debug, Clone)]
pub struct Target(pub String);

impl Target {
    /// A target that there is.
    pub fn certain(about: &str) -> Self {
        Self(about.to_owned())
    }
}

/// An object that the draft declares.
pub struct Declared {
    name: String,
    fields: Vec<Entry>,
}

/// The records of a draft while they are made.
pub struct Records<'a> {
    /// The operation's name.
    pub operation: String,
    /// Where in the spec a fact ended up, by its path in the facts.
    pub targets: BTreeMap<String, Target>,
    /// What a person should know besides.
    pub notes: Vec<String>,
    /// Declared objects.
    pub types: Vec<Declared>,
    /// Fields of the examples that are not carried, by path.
    pub dropped: Vec<String>,
    /// Fields that hold personal data, by path.
    pub sensitive: Vec<String>,
    /// Fields whose example is one value where a list is declared, by path.
    pub wrapped: Vec<String>,
    vocabulary: &'a Vocabulary,
    facts: &'a Facts,
    enums: Vec<List>,
    taken: Vec<String>,
}

impl<'a> Records<'a> {
    /// No record yet.
    pub fn new(facts: &'a Facts, vocabulary: &'a Vocabulary, operation: &str) -> Self {
        let camel = names::camel(operation);
        let own = ["", "Request", "Response", "Call", "Rows", "Pages"]
            .map(|suffix| format!("{camel}{suffix}"));
        let reserved = codegen::RESERVED_TYPES
            .iter()
            .map(|name| (*name).to_owned());
        Self {
            operation: operation.to_owned(),
            targets: BTreeMap::new(),
            notes: Vec::new(),
            types: Vec::new(),
            dropped: Vec::new(),
            sensitive: Vec::new(),
            wrapped: Vec::new(),
            vocabulary,
            facts,
            enums: Vec::new(),
            taken: own.into_iter().chain(reserved).collect(),
        }
    }

    /// The fields of one record. `target` is what the record is called in the ledger, `path` where it stands in the facts.
    pub fn record(&mut self, fields: &[Field], side: Side, target: &str, path: &str) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let shown = self.shown_path(path);
        for field in fields {
            let here = format!("{path}.{}", field.name);
            if path == "request" && field.name == "timestamp" {
                self.targets
                    .insert(here, Target::certain("envelope.timestamp"));
                continue;
            }
            if path == "request" && matches!(key(&field.name).as_str(), "appid" | "sign") {
                self.notes
                    .push(format!("`{}` is the envelope's, and no field", field.name));
                self.dropped.push(here);
                continue;
            }
            if entries.iter().any(|known| known.name == field.name) {
                self.notes
                    .push(format!("{here} stands twice; the first is carried"));
                continue;
            }
            let entry = self.field(field, side, &here);
            if entry.ty.is_some() {
                self.targets
                    .insert(here, Target(format!("{target}.{}", field.name)));
            }
            entries.push(entry);
        }
        self.add_from_example(&mut entries, side, target, path, &shown);
        self.in_order_of_example(&mut entries, side, &shown);
        entries
    }

    /// Where the examples have what stands at `path` in the tables.
    fn shown_path(&self, path: &str) -> String {
        use crate::import::facts::Root;
        match (self.facts.root, path.strip_prefix("response")) {
            (Root::Data, Some(rest)) => format!("response.data{rest}"),
            (Root::Rows, Some(rest)) if !rest.starts_with(".data[]") => {
                format!("response.data[]{rest}")
            }
            _ => path.to_owned(),
        }
    }

    fn field(&mut self, field: &Field, side: Side, here: &str) -> Entry {
        let mut entry = Entry {
            name: field.name.clone(),
            ty: None,
            keys: Vec::new(),
            review: field
                .review
                .iter()
                .map(|why| format!("{why} (line {})", field.line))
                .collect(),
        };
        self.ty(field, side, here, &mut entry);
        if entry.ty.is_none() {
            entry.review.push(format!(
                "`{}` is not carried: nothing shows what it holds (line {})",
                field.name, field.line
            ));
            self.dropped.push(here.to_owned());
            return entry;
        }
        self.presence(field, side, here, &mut entry);
        limits::limits(field, side, &mut entry);
        self.default(field, here, &mut entry);
        if let Some(pattern) = &field.pattern
            && entry.ty.as_deref() == Some("string")
            && regex_lite::Regex::new(pattern).is_ok()
        {
            entry.set("pattern", yaml::quoted(pattern));
            entry.review.push(PATTERN.to_owned());
        }
        if is_personal(&field.name) && entry.ty.as_deref() == Some("string") {
            entry.set("sensitive", "true");
            entry
                .review
                .push("taken for personal data by its name".to_owned());
            self.sensitive.push(self.shown_path(here));
        }
        if field.deprecated {
            entry.set("deprecated", "The page says that it is out of use.");
        }
        entry
    }

    /// Writes what the draft declares besides its fields.
    pub fn write_declarations(&self, writer: &mut Writer) {
        if !self.enums.is_empty() {
            writer.key("enums");
            for list in &self.enums {
                write_enum(list, writer);
            }
            writer.blank();
        }
        if !self.types.is_empty() {
            writer.key("types");
            for declared in &self.types {
                writer.line(1, &format!("{}:", declared.name));
                writer.line(
                    2,
                    &format!(
                        "doc: {}",
                        yaml::quoted(&format!(
                            "Drafted: a record of {}.",
                            names::words(&declared.name)
                        ))
                    ),
                );
                writer.line(2, "fields:");
                writer.fields_at(&declared.fields, 3);
            }
            writer.blank();
        }
    }

    /// The fields of a declared type.
    pub fn fields_of(&mut self, ty: &str) -> Option<&mut Vec<Entry>> {
        let name = ty.trim_matches(['[', ']']);
        self.types
            .iter_mut()
            .find(|declared| declared.name == name)
            .map(|declared| &mut declared.fields)
    }

    /// Whether `ty` is the scalar for times.
    pub fn is_time(&self, ty: Option<&str>) -> bool {
        ty.is_some() && ty == self.vocabulary.time.as_deref()
    }
}

/// Whether a field of this name is likely to hold data about a person.
pub fn is_personal(name: &str) -> bool {
    let name = key(name);
    pattern!(r"mobile|phone|email|idcard|passport|accountname|accountno|accountnumber|customername|payername|holder|realname|firstname|lastname|birth|address$|idnumber|cardno|bankcard").is_match(&name)
        && !pattern!(r"status$|type$|time$|flag$|count$").is_match(&name)
}
