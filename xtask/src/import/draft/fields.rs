//! The fields of a draft, and the types and enums that they need.

use std::collections::BTreeMap;

use super::{
    Vocabulary, names,
    yaml::{self, Writer},
};
use crate::import::{
    describe::values::Item,
    example::Json,
    facts::{ExampleOnly, Facts, Field, Required, Side},
    table::words::Base,
    text::{key, pattern, short},
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

/// An enum that the draft declares.
struct List {
    name: String,
    numeric: bool,
    items: Vec<Item>,
    review: Vec<String>,
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
    pub fn record(
        &mut self,
        fields: &[Field],
        side: Side,
        target: String,
        path: &str,
    ) -> Vec<Entry> {
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
        self.add_from_example(&mut entries, side, &target, path, &shown);
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
        limits(field, side, &mut entry);
        self.default(field, here, &mut entry);
        if let Some(pattern) = &field.pattern
            && entry.ty.as_deref() == Some("string")
            && regex_lite::Regex::new(pattern).is_ok()
        {
            entry.set("pattern", yaml::quoted(pattern));
            entry
                .review
                .push("the pattern is as the page has it".to_owned());
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

    /// The type of a field, and of the items of a list.
    fn ty(&mut self, field: &Field, side: Side, here: &str, entry: &mut Entry) {
        let is_list = field.ty.base == Base::List;
        let item = if is_list {
            field.ty.element
        } else {
            field.ty.base
        };
        let item = self.as_shown(field, item, here, entry);
        let name = if is_list {
            names::singular(&field.name)
        } else {
            field.name.clone()
        };
        let ty = if item == Base::Object {
            let shown = self.shown_path(here);
            let suffix = if is_list { "[]" } else { "" };
            self.declare(
                field,
                side,
                &format!("{here}{suffix}"),
                &format!("{shown}{suffix}"),
            )
        } else if !field.values.is_empty() && item != Base::Decimal {
            Some(self.list_of_values(field, item, here))
        } else {
            Some(self.plain(field, item, &name, entry))
        };
        entry.ty = ty.map(|ty| if is_list { format!("[{ty}]") } else { ty });
    }

    /// A type that the example contradicts follows the example, which is what travels.
    fn as_shown(&mut self, field: &Field, item: Base, here: &str, entry: &mut Entry) -> Base {
        let odd = self
            .facts
            .inconsistencies
            .iter()
            .any(|one| one.tag == "type-example" && one.paths.iter().any(|path| path == here));
        if !odd {
            return item;
        }
        let Some(value) = self.sample(&self.shown_path(here)) else {
            return item;
        };
        if field.ty.base == Base::List {
            if !matches!(value, Json::List(_)) {
                self.wrapped.push(self.shown_path(here));
                entry
                    .review
                    .push("the example shows one value where the table says a list".to_owned());
            }
            return item;
        }
        let shown = match &value {
            Json::Text(_) => Base::Text,
            Json::Bool(_) => Base::Bool,
            Json::Number(number) if number.contains('.') => Base::Decimal,
            Json::Number(number) if number.parse::<i32>().is_ok() => Base::Int32,
            Json::Number(_) => Base::Int64,
            _ => return item,
        };
        entry.review.push(format!(
            "the table says {}, the example shows {}: the example is followed",
            field.ty.name(),
            value.kind()
        ));
        shown
    }

    /// The first value that the examples have at a path.
    fn sample(&self, path: &str) -> Option<Json> {
        let (side, rest) = path.split_once('.')?;
        let examples = if side == "request" {
            &self.facts.examples.requests
        } else {
            &self.facts.examples.responses
        };
        let steps: Vec<&str> = rest.split('.').collect();
        examples.iter().find_map(|example| find(example, &steps))
    }

    fn plain(&self, field: &Field, item: Base, name: &str, entry: &mut Entry) -> String {
        let vocabulary = self.vocabulary;
        let camel = names::camel(name);
        let time = field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss");
        let amount = field.money || crate::import::compare::is_amount(field);
        match item {
            Base::Text | Base::Unknown => {
                if let (true, Some(time)) = (time, &vocabulary.time) {
                    return time.clone();
                }
                let known = vocabulary.of(name).filter(|known| {
                    vocabulary.ids.contains(*known) || vocabulary.enums.contains_key(*known)
                });
                if let Some(known) = known {
                    return known.to_owned();
                }
                if vocabulary.ids.contains(&camel) || vocabulary.enums.contains_key(&camel) {
                    return camel;
                }
                "string".to_owned()
            }
            Base::Int32 | Base::Int64 => match &vocabulary.money {
                Some(money) if amount => {
                    if !field.money {
                        entry.review.push(
                            "the page states no unit; taken for the currency's smallest".to_owned(),
                        );
                    }
                    money.clone()
                }
                _ if item == Base::Int32 => "int32".to_owned(),
                _ => "int64".to_owned(),
            },
            Base::Bool => "bool".to_owned(),
            Base::Decimal => "decimal".to_owned(),
            Base::Object | Base::List => "string".to_owned(),
        }
    }

    /// The enum of a field: a shared one with the same values, or one of the draft's own.
    fn list_of_values(&mut self, field: &Field, item: Base, here: &str) -> String {
        let numeric = matches!(item, Base::Int32 | Base::Int64);
        let mut items = field.values.clone();
        let mut review = Vec::new();
        for value in self.strange_values(field, here) {
            review.push(format!("`{value}` stands in the example only"));
            items.push(Item { value, label: None });
        }
        let sorted = |values: &mut dyn Iterator<Item = &String>| {
            let mut values: Vec<String> = values.cloned().collect();
            values.sort();
            values
        };
        let own = sorted(&mut items.iter().map(|item| &item.value));
        let shared = self
            .vocabulary
            .enums
            .iter()
            .find(|(_, values)| sorted(&mut values.iter()) == own);
        if let Some((name, _)) = shared {
            return name.clone();
        }
        let known = self.enums.iter().find(|list| {
            list.numeric == numeric && sorted(&mut list.items.iter().map(|item| &item.value)) == own
        });
        if let Some(known) = known {
            return known.name.clone();
        }
        let name = self.free(&names::camel(&names::singular(&field.name)), "Value");
        self.enums.push(List {
            name: name.clone(),
            numeric,
            items,
            review,
        });
        name
    }

    /// Values of the example that are not listed.
    fn strange_values(&self, field: &Field, here: &str) -> Vec<String> {
        let steps: Vec<String> = self
            .shown_path(here)
            .split('.')
            .skip(1)
            .map(str::to_owned)
            .collect();
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        let examples = if here.starts_with("request") {
            &self.facts.examples.requests
        } else {
            &self.facts.examples.responses
        };
        let mut values = Vec::new();
        for example in examples {
            all(example, &steps, &mut values);
        }
        let mut strange: Vec<String> = Vec::new();
        for value in values
            .iter()
            .flat_map(|value| crate::import::compare::items(value))
            .filter_map(Json::scalar)
        {
            let listed = field.values.iter().any(|item| item.value == value);
            if !listed && !value.is_empty() && !strange.contains(&value) {
                strange.push(value);
            }
        }
        strange
    }

    /// Declares the object that a field holds; `None` where nothing is known of it.
    pub fn declare(
        &mut self,
        field: &Field,
        side: Side,
        path: &str,
        shown: &str,
    ) -> Option<String> {
        let only = self
            .facts
            .example_only
            .iter()
            .any(|only| only.path.starts_with(&format!("{shown}.")));
        if field.fields.is_empty() && !only {
            return None;
        }
        let singular = names::singular(&field.name);
        let base = if matches!(
            key(&singular).as_str(),
            "list" | "row" | "data" | "item" | "record"
        ) {
            format!("{}_{singular}", self.operation)
        } else {
            singular
        };
        let name = self.free(&names::camel(&base), "Part");
        let fields = self.record(&field.fields, side, name.clone(), path);
        if fields.iter().all(|entry| entry.ty.is_none()) {
            return None;
        }
        self.types.push(Declared {
            name: name.clone(),
            fields,
        });
        Some(name)
    }

    /// A name that nothing has.
    fn free(&mut self, name: &str, suffix: &str) -> String {
        let is_taken = |records: &Self, name: &str| {
            let same = |known: &String| key(known) == key(name);
            records.taken.iter().any(same) || records.vocabulary.declared.iter().any(same)
        };
        let mut candidate = name.to_owned();
        if is_taken(self, &candidate) {
            candidate = format!("{}{name}", names::camel(&self.operation));
        }
        if is_taken(self, &candidate) {
            candidate = format!("{candidate}{suffix}");
        }
        let stem = candidate.clone();
        let mut count = 2;
        while is_taken(self, &candidate) {
            candidate = format!("{stem}{count}");
            count += 1;
        }
        self.taken.push(candidate.clone());
        candidate
    }

    /// Whether a field must be given, or is always there.
    fn presence(&mut self, field: &Field, side: Side, here: &str, entry: &mut Entry) {
        let is_notification = self.facts.kind == crate::import::facts::Kind::Notification;
        let missing = self.facts.inconsistencies.iter().any(|one| {
            one.tag == "missing-in-example" && one.paths.iter().any(|path| path == here)
        });
        let required = match side {
            Side::Request if is_notification => {
                field.required == Required::Yes && field.required_if.is_none() && !missing
            }
            Side::Request => field.required == Required::Yes && field.required_if.is_none(),
            Side::Response => !missing && self.always_there(here) && field.required != Required::No,
        };
        if required {
            entry.set("required", "true");
        }
        if field.required == Required::Lost && side == Side::Request {
            entry.review.push(format!(
                "the page does not say whether it is required (line {})",
                field.line
            ));
        }
        if missing && side == Side::Request && field.required == Required::Yes {
            entry
                .review
                .push("it is required, but the example lacks it".to_owned());
        }
        if let Some(condition) = field
            .required_if
            .as_ref()
            .filter(|_| side == Side::Request && !is_notification)
        {
            match self.condition(condition, here) {
                Some(rule) => entry.set("required_if", rule),
                None => entry.review.push(format!(
                    "required only under a condition: {} (line {})",
                    short(condition, 80),
                    field.line
                )),
            }
        }
    }

    /// Whether every example that shows the object shows the field, and not as null.
    fn always_there(&self, here: &str) -> bool {
        let shown = self.shown_path(here);
        let steps: Vec<&str> = shown.split('.').skip(1).collect();
        let Some((last, parents)) = steps.split_last() else {
            return false;
        };
        let last = last.trim_end_matches("[]");
        let mut objects = Vec::new();
        for example in &self.facts.examples.responses {
            all(example, parents, &mut objects);
        }
        let objects: Vec<&Json> = objects
            .into_iter()
            .filter(|object| matches!(object, Json::Object(_)))
            .collect();
        !objects.is_empty()
            && objects
                .iter()
                .all(|object| object.get(last).is_some_and(|value| *value != Json::Null))
    }

    /// `channelType is QR, CARD` as a rule of the language, if it is one: the field must be an enum that has the values.
    fn condition(&self, condition: &str, here: &str) -> Option<String> {
        let words: Vec<&str> = condition
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .filter(|word| !word.is_empty())
            .collect();
        let siblings = siblings(self.facts, here)?;
        let field = words.iter().find_map(|word| {
            siblings.iter().find(|field| {
                field.name == *word && !field.values.is_empty() && field.ty.base == Base::Text
            })
        })?;
        let values: Vec<&str> = words
            .iter()
            .copied()
            .filter(|word| field.values.iter().any(|item| item.value == *word))
            .collect();
        let negative = pattern!(r"(?i)\bnot\b|\bisn|不|非|!=|≠").is_match(condition);
        if values.is_empty() || negative || here.ends_with(&format!(".{}", field.name)) {
            return None;
        }
        let values: Vec<String> = values.iter().map(|value| yaml::text(value)).collect();
        Some(format!(
            "{{ {}: [{}] }}",
            yaml::text(&field.name),
            values.join(", ")
        ))
    }

    fn default(&self, field: &Field, here: &str, entry: &mut Entry) {
        let Some(default) = field
            .default
            .as_ref()
            .filter(|_| here.starts_with("request."))
        else {
            return;
        };
        let is_notification = self.facts.kind == crate::import::facts::Kind::Notification;
        let listed = field.values.iter().any(|item| item.value == *default);
        let number = default.parse::<i64>().ok();
        let fits = match field.ty.base {
            Base::Text => field.values.is_empty() || listed,
            Base::Int32 | Base::Int64 => field.values.is_empty() && number.is_some(),
            Base::Bool => true,
            _ => false,
        };
        let time = entry
            .ty
            .as_deref()
            .is_some_and(|ty| self.vocabulary.time.as_deref() == Some(ty));
        let nested = here.matches('.').count() > 1;
        if !fits || time || nested || is_notification || entry.get("required").is_some() {
            entry.review.push(format!(
                "the page gives {} for a default, which is not carried here",
                short(default, 40)
            ));
            return;
        }
        let value = if field.ty.base == Base::Text {
            yaml::quoted(default)
        } else {
            default.clone()
        };
        entry.set("default", value);
    }

    /// Fields that only the example has: carried, and marked as such.
    fn add_from_example(
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
            if side == Side::Response || self.facts.kind == crate::import::facts::Kind::Notification
            {
                entry.set("source", "example");
            }
            entry.review = vec!["no table has it, only the example".to_owned()];
            self.targets
                .insert(one.path.clone(), Target(format!("{target}.{name}")));
            entries.push(entry);
        }
    }

    /// Puts the fields of an answer in the order in which the example has them.
    fn in_order_of_example(&self, entries: &mut [Entry], side: Side, shown: &str) {
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

fn write_enum(list: &List, writer: &mut Writer) {
    for why in &list.review {
        writer.review(1, why);
    }
    writer.line(1, &format!("{}:", list.name));
    writer.line(
        2,
        &format!(
            "doc: {}",
            yaml::quoted(&format!(
                "Drafted: which {} it is.",
                names::words(&list.name)
            ))
        ),
    );
    if list.numeric {
        writer.line(2, "type: int32");
    }
    writer.line(2, "values:");
    let mut names: Vec<String> = Vec::new();
    for item in &list.items {
        let wire = if list.numeric {
            item.value.clone()
        } else {
            yaml::text(&item.value)
        };
        let camel = names::camel(&item.value);
        let plain = pattern!(r"^[A-Za-z][A-Za-z0-9_. -]*$").is_match(&item.value)
            && camel != "Self"
            && camel != "Other";
        let from_label = item
            .label
            .as_deref()
            .filter(|label| label.is_ascii() && label.len() < 40)
            .map(names::camel);
        let mut name = match (plain, from_label) {
            (true, _) => camel.clone(),
            (false, Some(label)) if label.len() > 1 && label != "Self" && label != "Other" => label,
            _ => format!("Value{}", camel.trim_start_matches('T')),
        };
        while names.iter().any(|known| key(known) == key(&name)) {
            name.push_str("Again");
        }
        let named = if plain && name == camel {
            String::new()
        } else {
            format!(", name: {name}")
        };
        names.push(name);
        let label = item.label.as_deref().map_or_else(String::new, |label| {
            format!(", label: {}", yaml::quoted(&short(label, 60)))
        });
        writer.line(
            3,
            &format!(
                "{wire}: {{ doc: {}{label}{named} }}",
                yaml::quoted(&format!("Drafted: the value {}.", item.value))
            ),
        );
    }
}

/// The limits of a field, as far as its type takes them.
fn limits(field: &Field, side: Side, entry: &mut Entry) {
    let bound =
        |bound: Option<i64>| bound.map_or_else(|| "~".to_owned(), |bound| bound.to_string());
    let ty = entry.ty.clone().unwrap_or_default();
    match field.ty.base {
        Base::List => {
            let max = field.max_items.filter(|max| *max > 0);
            let min = field
                .min_items
                .filter(|min| *min > 0 && max.is_none_or(|max| *min <= max));
            if min.is_none() && side == Side::Request {
                entry
                    .review
                    .push("at least one item is taken for granted".to_owned());
            }
            if let Some(min) = min.or((side == Side::Request).then_some(1)) {
                entry.set("min_items", min.to_string());
            }
            if let Some(max) = max {
                entry.set("max_items", max.to_string());
            }
        }
        Base::Int32 | Base::Int64
            if field.values.is_empty() && ty != "string" && ty != "bool" && ty != "decimal" =>
        {
            let paged = side == Side::Request
                && matches!(
                    key(&field.name).as_str(),
                    "page"
                        | "pagenum"
                        | "pageno"
                        | "current"
                        | "pageindex"
                        | "size"
                        | "pagesize"
                        | "limit"
                );
            if paged && field.min.is_none() {
                entry
                    .review
                    .push("that it counts from 1 is taken for granted".to_owned());
            }
            let low = field.min.or(paged.then_some(1));
            let fits = |bound: &i64| ty != "int32" || i32::try_from(*bound).is_ok();
            let (low, high) = (low.filter(fits), field.max.filter(fits));
            if (low.is_some() || high.is_some())
                && low.unwrap_or(i64::MIN) <= high.unwrap_or(i64::MAX)
            {
                entry.set("range", format!("[{}, {}]", bound(low), bound(high)));
            }
        }
        Base::Text if field.values.is_empty() => {
            let (low, high) = (
                field.min_length.filter(|low| *low > 0),
                field.max_length.filter(|high| *high > 0),
            );
            let time = field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss");
            let whole = low.unwrap_or(0) <= high.unwrap_or(i64::MAX);
            if (low.is_some() || high.is_some())
                && whole
                && !time
                && !matches!(ty.as_str(), "int32" | "int64" | "bool" | "decimal")
            {
                entry.set("length", format!("[{}, {}]", bound(low), bound(high)));
            }
        }
        _ => {}
    }
}

/// A field as an example alone shows it.
fn guessed(name: &str, value: &Json) -> Field {
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
        field.format = crate::import::describe::sample_format(text).map(str::to_owned);
    }
    field
}

/// The fields beside the one at a path.
fn siblings<'f>(facts: &'f Facts, path: &str) -> Option<&'f [Field]> {
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

fn find(value: &Json, steps: &[&str]) -> Option<Json> {
    let mut found = Vec::new();
    all(value, steps, &mut found);
    found
        .into_iter()
        .find(|value| **value != Json::Null)
        .cloned()
}

/// Every value at a path; a step that ends in `[]` goes into each item.
fn all<'v>(value: &'v Json, steps: &[&str], found: &mut Vec<&'v Json>) {
    let Some((first, rest)) = steps.split_first() else {
        found.push(value);
        return;
    };
    let Some(inner) = value.get(first.trim_end_matches("[]")) else {
        return;
    };
    if first.ends_with("[]") {
        for item in crate::import::compare::items(inner) {
            all(item, rest, found);
        }
    } else {
        all(inner, rest, found);
    }
}

/// Whether a field of this name is likely to hold data about a person.
pub fn is_personal(name: &str) -> bool {
    let name = key(name);
    pattern!(r"mobile|phone|email|idcard|passport|accountname|accountno|accountnumber|customername|payername|holder|realname|firstname|lastname|birth|address$|idnumber|cardno|bankcard").is_match(&name)
        && !pattern!(r"status$|type$|time$|flag$|count$").is_match(&name)
}
