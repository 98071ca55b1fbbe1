//! Two descriptions of one endpoint, field by field.

use codegen::load::{Bounds, Endpoint, Enum, Field, Named, Notification, Raw, Rule, Type};

use super::{Difference, What, answered, received};

/// Compares what the spec has with what a page would be drafted as.
pub struct Differ<'r> {
    /// What differs.
    pub found: Vec<Difference>,
    spec: Side<'r>,
    page: Side<'r>,
    /// Pairs of types that were compared: a type may hold itself.
    seen: Vec<(String, String)>,
}

/// One of the two.
struct Side<'r> {
    raw: &'r Raw,
    types: Option<&'r Named<Type>>,
    enums: Option<&'r Named<Enum>>,
}

impl<'r> Side<'r> {
    fn new(raw: &'r Raw, name: &str) -> Self {
        let endpoint = raw
            .endpoints
            .iter()
            .find(|endpoint| endpoint.operation.value == name);
        let notice = raw
            .notifications
            .iter()
            .find(|received| received.name.value == name);
        Self {
            raw,
            types: endpoint
                .map(|endpoint| &endpoint.types)
                .or(notice.map(|notice| &notice.types)),
            enums: endpoint
                .map(|endpoint| &endpoint.enums)
                .or(notice.map(|notice| &notice.enums)),
        }
    }

    fn ty(&self, name: &str) -> Option<&'r Type> {
        self.types
            .and_then(|types| types.get(name))
            .or_else(|| self.raw.api.types.get(name))
    }

    fn list(&self, name: &str) -> Option<&'r Enum> {
        self.enums
            .and_then(|enums| enums.get(name))
            .or_else(|| self.raw.api.enums.get(name))
    }
}

impl<'r> Differ<'r> {
    /// For the operation or notification `name`.
    pub fn new(spec: &'r Raw, page: &'r Raw, name: &str) -> Self {
        Self {
            found: Vec::new(),
            spec: Side::new(spec, name),
            page: Side::new(page, name),
            seen: Vec::new(),
        }
    }

    /// Compares two endpoints.
    pub fn endpoints(&mut self, spec: &'r Endpoint, page: &'r Endpoint) {
        let name = &spec.operation.value;
        let request = format!("{name}.request");
        self.fields(&spec.request, &page.request, &request);
        self.rules(&spec.rules, &page.rules, &request);
        let (known, other) = (answered(spec, self.spec.raw), answered(page, self.page.raw));
        match (known, other) {
            (Some((known, place)), Some((other, _))) => self.fields(known, other, &place),
            (None, Some(_)) => self.note(format!("{name}.response"), What::Added),
            (Some(_), None) => self.note(format!("{name}.response"), What::Dropped),
            (None, None) => {}
        }
        if spec.deprecated.is_some() != page.deprecated.is_some() {
            let said = |is: bool| {
                if is {
                    "out of use".to_owned()
                } else {
                    String::new()
                }
            };
            let (spec, page) = (
                said(spec.deprecated.is_some()),
                said(page.deprecated.is_some()),
            );
            self.note(
                name.clone(),
                What::Changed {
                    key: "deprecated",
                    spec,
                    page,
                },
            );
        }
    }

    /// Compares two notifications.
    pub fn notifications(&mut self, spec: &'r Notification, page: &'r Notification) {
        let ((known, place), (other, _)) = (received(spec), received(page));
        self.fields(known, other, &place);
    }

    fn note(&mut self, place: String, what: What) {
        self.found.push(Difference {
            place,
            what,
            quirk: None,
        });
    }

    fn fields(&mut self, spec: &'r Named<Field>, page: &'r Named<Field>, place: &str) {
        for (name, field) in spec {
            let here = format!("{place}.{}", name.value);
            match page.get(name.as_str()) {
                Some(other) => self.field(field, other, &here),
                None => self.note(here, What::Dropped),
            }
        }
        for (name, _) in page {
            if spec.get(name.as_str()).is_none() {
                self.note(format!("{place}.{}", name.value), What::Added);
            }
        }
    }

    fn field(&mut self, spec: &'r Field, page: &'r Field, place: &str) {
        // What stands in the example and in no table is not documented.
        match (spec.source.is_some(), page.source.is_some()) {
            (false, true) => return self.note(place.to_owned(), What::Dropped),
            (true, false) => return self.note(place.to_owned(), What::Added),
            _ => {}
        }
        self.types(spec, page, place);
        let flag = |is: bool| if is { "true".to_owned() } else { String::new() };
        let bounds = |bounds: &Option<Bounds>| bounds.as_ref().map_or_else(String::new, written);
        let count = |count: &Option<codegen::place::Spanned<i64>>| {
            count
                .as_ref()
                .map_or_else(String::new, |count| count.value.to_string())
        };
        let text = |text: &Option<codegen::place::Spanned<String>>| {
            text.as_ref()
                .map_or_else(String::new, |text| text.value.clone())
        };
        let default = |field: &Field| {
            field.default.as_ref().map_or_else(String::new, |node| {
                node.text().unwrap_or_default().to_owned()
            })
        };
        let conditions = |field: &Field| {
            let condition = |(name, values): &(
                codegen::place::Spanned<String>,
                Vec<codegen::place::Spanned<String>>,
            )| {
                let values: Vec<&str> =
                    values.iter().map(codegen::place::Spanned::as_str).collect();
                format!("{}: [{}]", name.value, values.join(", "))
            };
            field
                .required_if
                .iter()
                .map(condition)
                .collect::<Vec<_>>()
                .join(", ")
        };
        for (key, spec, page) in [
            (
                "required",
                flag(spec.is_required()),
                flag(page.is_required()),
            ),
            ("required_if", conditions(spec), conditions(page)),
            ("default", default(spec), default(page)),
            ("range", bounds(&spec.range), bounds(&page.range)),
            ("length", bounds(&spec.length), bounds(&page.length)),
            ("min_items", count(&spec.min_items), count(&page.min_items)),
            ("max_items", count(&spec.max_items), count(&page.max_items)),
            ("pattern", text(&spec.pattern), text(&page.pattern)),
        ] {
            if spec != page {
                self.note(place.to_owned(), What::Changed { key, spec, page });
            }
        }
    }

    fn types(&mut self, spec: &'r Field, page: &'r Field, place: &str) {
        let (known, other) = (spec.ty.as_str(), page.ty.as_str());
        let lists = (known.starts_with('['), other.starts_with('['));
        let bare = |ty: &'r str| ty.trim_matches(['[', ']']);
        let (one, two) = (bare(known), bare(other));
        if lists.0 == lists.1 {
            if let (Some(a), Some(b)) = (self.spec.ty(one), self.page.ty(two)) {
                let pair = (one.to_owned(), two.to_owned());
                if !self.seen.contains(&pair) {
                    self.seen.push(pair);
                    self.fields(&a.fields, &b.fields, one);
                }
                return;
            }
            if let (Some(a), Some(b)) = (self.spec.list(one), self.page.list(two)) {
                self.values(a, b, one);
                return;
            }
        }
        if known != other {
            let what = What::Changed {
                key: "type",
                spec: known.to_owned(),
                page: other.to_owned(),
            };
            self.note(place.to_owned(), what);
        }
    }

    fn values(&mut self, spec: &Enum, page: &Enum, place: &str) {
        let told = |what: &What, found: &[Difference]| {
            found
                .iter()
                .any(|one| one.place == place && one.what == *what)
        };
        for value in page
            .values
            .names()
            .filter(|value| spec.values.get(value).is_none())
        {
            let what = What::ValueAdded(value.to_owned());
            if !told(&what, &self.found) {
                self.note(place.to_owned(), what);
            }
        }
        for value in spec
            .values
            .names()
            .filter(|value| page.values.get(value).is_none())
        {
            let what = What::ValueDropped(value.to_owned());
            if !told(&what, &self.found) {
                self.note(place.to_owned(), what);
            }
        }
    }

    fn rules(&mut self, spec: &[Rule], page: &[Rule], place: &str) {
        let (known, other): (Vec<String>, Vec<String>) = (
            spec.iter().map(rule).collect(),
            page.iter().map(rule).collect(),
        );
        let only = |one: &[String], two: &[String]| {
            one.iter()
                .filter(|rule| !two.contains(rule))
                .cloned()
                .collect::<Vec<_>>()
        };
        let (mut gone, mut come) = (only(&known, &other), only(&other, &known));
        while !gone.is_empty() || !come.is_empty() {
            let (spec, page) = (
                gone.pop().unwrap_or_default(),
                come.pop().unwrap_or_default(),
            );
            self.note(place.to_owned(), What::Rule { spec, page });
        }
    }
}

/// Bounds as they are written.
pub fn written(bounds: &Bounds) -> String {
    let bound =
        |bound: Option<i64>| bound.map_or_else(|| "~".to_owned(), |bound| bound.to_string());
    format!("[{}, {}]", bound(bounds.low), bound(bounds.high))
}

fn rule(rule: &Rule) -> String {
    let names = |names: &[codegen::place::Spanned<String>]| {
        names
            .iter()
            .map(codegen::place::Spanned::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    match rule {
        Rule::Span { start, end, max } => format!(
            "span: [{}, {}], {} seconds",
            start.value, end.value, max.value
        ),
        // Which of the two it is no page says.
        Rule::OneOf(choice) | Rule::AnyOf(choice) => format!("one of [{}]", names(choice)),
        Rule::Unread => String::new(),
    }
}
