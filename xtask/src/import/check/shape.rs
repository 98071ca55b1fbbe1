//! One endpoint or notification of a spec, laid out flat: every field with its path, its type resolved.
//!
//! Read from what was loaded, not from the model: a page that lacks a row may leave a shared enum unused, which is a
//! mistake of a spec and no reason not to compare.

use codegen::{
    load::{
        Endpoint, Enum, Field, Named, Notification, Raw, Response, Rule, Scalar, ScalarKind, Type,
    },
    place::{Place, Spanned},
};

/// How deep types may lie in one another; those of real pages lie three deep.
const DEEPEST: usize = 16;

/// An endpoint or a notification.
#[derive(Debug)]
pub struct Shape<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Where it is declared.
    pub place: Place,
    /// The path below the domain; a notification has none.
    pub path: Option<&'a Spanned<String>>,
    /// Whether it is out of use.
    pub deprecated: Option<Place>,
    /// What `data` holds.
    pub root: Root,
    /// Its fields, each before those inside it.
    pub entries: Vec<Entry<'a>>,
    /// Limits between parameters.
    pub rules: &'a [Rule],
}

/// What `data` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// Nothing.
    None,
    /// An object.
    Object,
    /// A list of objects.
    List,
}

/// A field.
#[derive(Debug)]
pub struct Entry<'a> {
    /// `request.size`, `response.list[].amount`: what is inside `data` has no step for it.
    pub path: String,
    /// What the ledger calls it: `balance_records.request.size`, `BalanceRecord.amount`.
    pub subject: String,
    /// The keys that lead to it in its file.
    pub keys: Vec<String>,
    /// Where its name stands.
    pub place: Place,
    /// What the spec says of it.
    pub field: &'a Field,
    /// Its type.
    pub ty: Ty<'a>,
}

/// A type with its name resolved.
#[derive(Debug, Clone, Copy)]
pub struct Ty<'a> {
    /// Whether it is a list.
    pub list: bool,
    /// What it is, or what it is a list of.
    pub item: Item<'a>,
    /// The name of the item's type.
    pub name: &'a str,
}

/// A type that is no list.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// Text.
    Text,
    /// Text that identifies something.
    Id,
    /// A date and time.
    Time,
    /// An amount of money, a whole number.
    Money,
    /// A 32-bit number.
    Int32,
    /// A 64-bit number.
    Int64,
    /// `true` or `false`.
    Bool,
    /// A decimal number.
    Decimal,
    /// A list of values.
    Enum(&'a Enum),
    /// An object.
    Object,
}

/// What may be declared where a name is used.
struct Names<'a> {
    scalars: [&'a Named<Scalar>; 2],
    enums: [&'a Named<Enum>; 2],
    /// Those of the file's own come first.
    types: [&'a Named<Type>; 2],
    entries: Vec<Entry<'a>>,
}

/// The shapes of a spec: its endpoints, then its notifications.
pub fn all(raw: &Raw) -> Vec<Shape<'_>> {
    let endpoints = raw.endpoints.iter().map(|one| endpoint(raw, one));
    let notifications = raw.notifications.iter().map(|one| notification(raw, one));
    endpoints.chain(notifications).collect()
}

fn endpoint<'a>(raw: &'a Raw, endpoint: &'a Endpoint) -> Shape<'a> {
    let mut names = Names {
        scalars: [&endpoint.scalars, &raw.api.scalars],
        enums: [&endpoint.enums, &raw.api.enums],
        types: [&endpoint.types, &raw.api.types],
        entries: Vec::new(),
    };
    let name = endpoint.operation.as_str();
    let keys = ["request".to_owned()];
    names.record(
        &endpoint.request,
        "request",
        &format!("{name}.request"),
        &keys,
        0,
    );
    let root = match &endpoint.response {
        Response::None | Response::Unread => Root::None,
        Response::Fields(object) => {
            let keys = ["response".to_owned(), "fields".to_owned()];
            names.record(
                &object.fields,
                "response",
                &format!("{name}.response"),
                &keys,
                0,
            );
            Root::Object
        }
        Response::Object(ty) => {
            names.inside(ty.as_str(), "response", 0);
            Root::Object
        }
        Response::List(ty) => {
            names.inside(ty.as_str(), "response[]", 0);
            Root::List
        }
    };
    Shape {
        name,
        place: endpoint.operation.place,
        path: Some(&endpoint.path),
        deprecated: endpoint.deprecated.as_ref().map(|why| why.place),
        root,
        entries: names.entries,
        rules: &endpoint.rules,
    }
}

fn notification<'a>(raw: &'a Raw, notification: &'a Notification) -> Shape<'a> {
    let mut names = Names {
        scalars: [&notification.scalars, &raw.api.scalars],
        enums: [&notification.enums, &raw.api.enums],
        types: [&notification.types, &raw.api.types],
        entries: Vec::new(),
    };
    let name = notification.name.as_str();
    let keys = ["fields".to_owned()];
    names.record(&notification.fields, "request", name, &keys, 0);
    Shape {
        name,
        place: notification.name.place,
        path: None,
        deprecated: notification.deprecated.as_ref().map(|why| why.place),
        root: Root::None,
        entries: names.entries,
        rules: &[],
    }
}

impl<'a> Names<'a> {
    fn record(
        &mut self,
        fields: &'a Named<Field>,
        path: &str,
        subject: &str,
        keys: &[String],
        depth: usize,
    ) {
        for (name, field) in fields {
            let ty = self.resolve(field.ty.as_str());
            let here = format!("{path}.{}", name.value);
            let suffix = if ty.list { "[]" } else { "" };
            let inner = format!("{here}{suffix}");
            self.entries.push(Entry {
                path: here,
                subject: format!("{subject}.{}", name.value),
                keys: keys.iter().chain([&name.value]).cloned().collect(),
                place: name.place,
                field,
                ty,
            });
            if let Item::Object = ty.item {
                self.inside(ty.name, &inner, depth + 1);
            }
        }
    }

    /// The fields of a declared type.
    fn inside(&mut self, ty: &str, path: &str, depth: usize) {
        let found = self.types.iter().find_map(|types| types.get(ty));
        if let Some(found) = found.filter(|_| depth < DEEPEST) {
            let keys = ["types".to_owned(), ty.to_owned(), "fields".to_owned()];
            self.record(&found.fields, path, ty, &keys, depth);
        }
    }

    fn resolve(&self, written: &'a str) -> Ty<'a> {
        let inner = written
            .trim()
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        let name = inner.unwrap_or(written).trim();
        Ty {
            list: inner.is_some(),
            item: self.item(name),
            name,
        }
    }

    fn item(&self, name: &str) -> Item<'a> {
        match name {
            "string" => return Item::Text,
            "int32" => return Item::Int32,
            "int64" => return Item::Int64,
            "bool" => return Item::Bool,
            "decimal" => return Item::Decimal,
            _ => {}
        }
        if let Some(list) = self.enums.iter().find_map(|enums| enums.get(name)) {
            return Item::Enum(list);
        }
        match self.scalars.iter().find_map(|scalars| scalars.get(name)) {
            Some(scalar) => match scalar.kind {
                ScalarKind::Id(_) => Item::Id,
                ScalarKind::Money(_) => Item::Money,
                ScalarKind::DateTime(_) => Item::Time,
                ScalarKind::Unread => Item::Text,
            },
            None => Item::Object,
        }
    }
}

impl Item<'_> {
    /// How it travels. A whole number of money may be of either size.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Text | Self::Id | Self::Time => "string",
            Self::Enum(list) if list.is_numeric() => "int32",
            Self::Enum(_) => "string",
            Self::Money => "money",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Bool => "bool",
            Self::Decimal => "decimal",
            Self::Object => "object",
        }
    }
}

impl Ty<'_> {
    /// How it travels, in words.
    pub fn wire(self) -> String {
        let item = match self.item {
            Item::Money => "int64",
            item => item.wire(),
        };
        if self.list {
            format!("list<{item}>")
        } else {
            item.to_owned()
        }
    }
}
