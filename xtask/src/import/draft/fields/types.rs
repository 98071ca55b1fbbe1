//! The type of a field in a draft, and the objects that it needs.

use super::{Declared, Entry, Records};
use crate::import::{
    compare,
    draft::names,
    example::Json,
    facts::{Field, Side},
    table::words::Base,
    text::key,
};

impl Records<'_> {
    /// The type of a field, and of the items of a list.
    pub(super) fn ty(&mut self, field: &Field, side: Side, here: &str, entry: &mut Entry) {
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
    pub(super) fn as_shown(
        &mut self,
        field: &Field,
        item: Base,
        here: &str,
        entry: &mut Entry,
    ) -> Base {
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

    pub(super) fn plain(&self, field: &Field, item: Base, name: &str, entry: &mut Entry) -> String {
        let vocabulary = self.vocabulary;
        let camel = names::camel(name);
        let time = field.format.as_deref() == Some("yyyy-MM-dd HH:mm:ss");
        let amount = field.money || compare::is_amount(field);
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
        let suffix = match side {
            Side::Request => "Part",
            Side::Response => "Result",
        };
        let name = self.free(&names::declared(&field.name, &self.operation), suffix);
        let fields = self.record(&field.fields, side, &name, path);
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
    pub(super) fn free(&mut self, name: &str, suffix: &str) -> String {
        let is_taken = |records: &Self, name: &str| {
            let same = |known: &String| key(known) == key(name);
            records.taken.iter().any(same) || records.vocabulary.declared.iter().any(same)
        };
        let mut candidate = name.to_owned();
        let operation = names::camel(&self.operation);
        if is_taken(self, &candidate) && !name.starts_with(&operation) {
            candidate = format!("{operation}{name}");
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
}
