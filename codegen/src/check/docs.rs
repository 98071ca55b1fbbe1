//! Documentation: that there is some, that it says something, and that it was not copied from its neighbour.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Enum, Field, Named, Notification, Raw, Response, Scalar, ScalarKind, Type},
    place::{Place, Spanned},
};

/// What people write when they mean to write something later.
const PLACEHOLDERS: [&str; 9] = ["todo", "tbd", "fixme", "xxx", "n/a", "none", "-", "", "…"];

/// Checks all documentation of a spec.
pub fn check(raw: &Raw, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { diagnostics };
    let api = &raw.api;
    checker.text("the API", &api.title);
    checker.declarations(&api.scalars, &api.enums, &api.types);
    for (number, code) in &api.codes {
        let name = format!("code {}", number.value);
        checker.text(&name, &code.doc);
        checker.text(&name, &code.help);
    }
    for endpoint in &raw.endpoints {
        let operation = endpoint.operation.as_str();
        checker.text(operation, &endpoint.title);
        if let Some(doc) = &endpoint.doc {
            checker.text(operation, doc);
        }
        checker.fields(&endpoint.request);
        if let Response::Fields(object) = &endpoint.response {
            checker.text("the response", &object.doc);
            checker.fields(&object.fields);
        }
        checker.declarations(&endpoint.scalars, &endpoint.enums, &endpoint.types);
    }
    let titles = raw.endpoints.iter().map(|endpoint| &endpoint.title);
    checker.copied(titles, "two endpoints have the same title");
    for notification in &raw.notifications {
        checker.notification(notification);
    }
    let titles = raw.notifications.iter().map(|received| &received.title);
    checker.copied(titles, "two notifications have the same title");
    for (name, quirk) in &raw.quirks {
        checker.text(&name.value, &quirk.evidence);
        checker.text(&name.value, &quirk.decision);
    }
}

struct Checker<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Checker<'_> {
    fn notification(&mut self, notification: &Notification) {
        let name = notification.name.as_str();
        self.text(name, &notification.title);
        let more = [&notification.doc, &notification.deprecated];
        for text in more.into_iter().flatten() {
            self.text(name, text);
        }
        self.fields(&notification.fields);
        let (scalars, enums) = (&notification.scalars, &notification.enums);
        self.declarations(scalars, enums, &notification.types);
    }

    fn declarations(&mut self, scalars: &Named<Scalar>, enums: &Named<Enum>, types: &Named<Type>) {
        for (name, scalar) in scalars {
            if !matches!(scalar.kind, ScalarKind::Unread) {
                self.meaning(&name.value, &scalar.doc);
            }
        }
        for (name, list) in enums {
            self.meaning(&name.value, &list.doc);
            for (value, about) in &list.values {
                self.text(&value.value, &about.doc);
            }
            let docs = list.values.iter().map(|(_, about)| &about.doc);
            self.copied(docs, "two values of the enum have the same documentation");
        }
        for (name, ty) in types {
            self.meaning(&name.value, &ty.doc);
            self.fields(&ty.fields);
        }
    }

    fn fields(&mut self, fields: &Named<Field>) {
        for (name, field) in fields {
            self.meaning(&name.value, &field.doc);
            if let Some(deprecated) = &field.deprecated {
                self.text(&name.value, deprecated);
            }
        }
        let docs = fields.iter().map(|(_, field)| &field.doc);
        self.copied(docs, "two fields of one object have the same documentation");
    }

    /// Reports a `doc` that says no more about what is called `name` than the name does. A title or the meaning of a
    /// value may well be no more.
    fn meaning(&mut self, name: &str, doc: &Spanned<String>) {
        self.text(name, doc);
        if !doc.value.trim().is_empty() && letters(&doc.value) == letters(name) {
            let text = &doc.value;
            self.bad(doc, format!("`{text}` only repeats the name `{name}`"));
        }
    }

    /// Reports a `doc` of what is called `name` that is empty or stands in for one.
    fn text(&mut self, name: &str, doc: &Spanned<String>) {
        let text = doc.value.trim();
        let bare = text.trim_end_matches(['.', ':', '!']).to_lowercase();
        if text.is_empty() {
            self.bad(doc, format!("`{name}` is not documented"));
        } else if PLACEHOLDERS.contains(&bare.as_str()) {
            let message = format!("`{text}` stands in for the documentation of `{name}`");
            self.bad(doc, message);
        }
    }

    fn bad(&mut self, doc: &Spanned<String>, message: String) {
        let help = "say in a sentence what it holds or means";
        self.diagnostics
            .push(Diagnostic::new(Code::BadDoc, doc.place, message, help));
    }

    /// Reports texts that stand among `docs` a second time.
    fn copied<'a>(&mut self, docs: impl Iterator<Item = &'a Spanned<String>>, message: &str) {
        let mut first: BTreeMap<&str, Place> = BTreeMap::new();
        for doc in docs.filter(|doc| !doc.value.trim().is_empty()) {
            let text = doc.value.trim();
            if let Some(place) = first.get(text) {
                let message = format!("{message}: `{text}`");
                let help = "say how they differ";
                self.diagnostics.push(
                    Diagnostic::new(Code::CopiedDoc, doc.place, message, help)
                        .related(*place, "first written here"),
                );
            } else {
                first.insert(text, doc.place);
            }
        }
    }
}

/// The letters and digits of `text`, in lower case.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
