//! The enums that a draft declares.

use super::{Records, shown::all};
use crate::import::{
    compare::items,
    describe::values::Item,
    draft::{
        names,
        yaml::{self, Writer},
    },
    example::Json,
    facts::Field,
    table::words::Base,
    text::{key, pattern, short},
};

impl Records<'_> {
    /// The enum of a field: a shared one with the same values, or one of the draft's own.
    pub(super) fn list_of_values(&mut self, field: &Field, item: Base, here: &str) -> String {
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
        let name = self.free(&names::declared(&field.name, &self.operation), "Value");
        self.enums.push(List {
            name: name.clone(),
            numeric,
            items,
            review,
        });
        name
    }

    /// Values of the example that are not listed.
    pub(super) fn strange_values(&self, field: &Field, here: &str) -> Vec<String> {
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
            .flat_map(|value| items(value))
            .filter_map(Json::scalar)
        {
            let listed = field.values.iter().any(|item| item.value == value);
            if !listed && !value.is_empty() && !strange.contains(&value) {
                strange.push(value);
            }
        }
        strange
    }
}

/// An enum that the draft declares.
pub(super) struct List {
    name: String,
    numeric: bool,
    items: Vec<Item>,
    review: Vec<String>,
}

pub(super) fn write_enum(list: &List, writer: &mut Writer) {
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
    let mut given: Vec<String> = Vec::new();
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
        while given.iter().any(|known| key(known) == key(&name)) {
            name.push_str("Again");
        }
        let explicit = if plain && name == camel {
            String::new()
        } else {
            format!(", name: {name}")
        };
        given.push(name);
        let label = item.label.as_deref().map_or_else(String::new, |label| {
            format!(", label: {}", yaml::quoted(&short(label, 60)))
        });
        writer.line(
            3,
            &format!(
                "{wire}: {{ doc: {}{label}{explicit} }}",
                yaml::quoted(&format!("Drafted: the value {}.", item.value))
            ),
        );
    }
}
