//! The declared names: which scalars, enums and types there are, where each may be used, and which are never used.

use std::{cell::Cell, collections::BTreeMap};

use super::scope::Scope;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggest},
    load::{Enum, Named, Raw, Scalar, ScalarKind, Type},
    naming,
    place::{Place, Spanned},
};

/// Types that the language brings along.
const BUILT_IN: [&str; 5] = ["bool", "int32", "int64", "decimal", "string"];

/// What a type's text stands for.
#[derive(Debug, Clone)]
pub enum Resolved<'a> {
    /// `bool`.
    Bool,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `decimal`.
    Decimal,
    /// `string`.
    Text,
    /// A declared scalar.
    Scalar(&'a str, &'a Scalar),
    /// A declared enum.
    Enum(&'a str, &'a Enum),
    /// A declared type, and where it is declared.
    Record(&'a str, &'a Type, Scope),
    /// A list of something.
    List(Box<Resolved<'a>>),
}

impl Resolved<'_> {
    /// Whether it is a declared date and time.
    #[must_use]
    pub fn is_time(&self) -> bool {
        matches!(self, Self::Scalar(_, scalar) if matches!(scalar.kind, ScalarKind::DateTime(_)))
    }

    /// Whether it is declared money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        matches!(self, Self::Scalar(_, scalar) if matches!(scalar.kind, ScalarKind::Money(_)))
    }

    /// Whether it travels as text and is no enum.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text)
            || matches!(self, Self::Scalar(_, scalar) if matches!(scalar.kind, ScalarKind::Id(_)))
    }

    /// Whether it travels as a whole number and is no enum.
    #[must_use]
    pub fn is_whole_number(&self) -> bool {
        matches!(self, Self::Int32 | Self::Int64) || self.is_money()
    }
}

#[derive(Debug, Clone, Copy)]
enum Declared<'a> {
    Scalar(&'a Scalar),
    Enum(&'a Enum),
    Type(&'a Type),
}

#[derive(Debug)]
struct Symbol<'a> {
    declared: Declared<'a>,
    place: Place,
    scope: Scope,
    used: Cell<bool>,
}

/// All declared names.
#[derive(Debug)]
pub struct Symbols<'a> {
    /// The declarations of each name, in the order of the files. More than one is a mistake.
    entries: BTreeMap<&'a str, Vec<Symbol<'a>>>,
    /// Whether every declaration could be read. If not, nobody can say that a name is not declared.
    all_declared: bool,
    /// Whether every use could be read. If not, nobody can say that a name is not used.
    all_used: Cell<bool>,
}

impl<'a> Symbols<'a> {
    /// Gathers the declarations of a spec.
    #[must_use]
    pub fn gather(raw: &'a Raw) -> Self {
        let mut symbols = Self {
            entries: BTreeMap::new(),
            all_declared: raw.whole,
            all_used: Cell::new(raw.whole),
        };
        let api = &raw.api;
        symbols.declare(&api.scalars, &api.enums, &api.types, Scope::Shared);
        for (index, endpoint) in raw.endpoints.iter().enumerate() {
            let scope = Scope::Endpoint(index);
            symbols.declare(&endpoint.scalars, &endpoint.enums, &endpoint.types, scope);
        }
        for (index, notification) in raw.notifications.iter().enumerate() {
            let scope = Scope::Notification(index);
            let (scalars, enums) = (&notification.scalars, &notification.enums);
            symbols.declare(scalars, enums, &notification.types, scope);
        }
        symbols
    }

    fn declare(
        &mut self,
        scalars: &'a Named<Scalar>,
        enums: &'a Named<Enum>,
        types: &'a Named<Type>,
        scope: Scope,
    ) {
        self.all_declared &= scalars.whole && enums.whole && types.whole;
        let scalars = scalars
            .iter()
            .map(|(name, scalar)| (name, Declared::Scalar(scalar)));
        let enums = enums
            .iter()
            .map(|(name, list)| (name, Declared::Enum(list)));
        let types = types.iter().map(|(name, ty)| (name, Declared::Type(ty)));
        for (name, declared) in scalars.chain(enums).chain(types) {
            let symbol = Symbol {
                declared,
                place: name.place,
                scope,
                used: Cell::new(false),
            };
            self.entries.entry(name.as_str()).or_default().push(symbol);
        }
    }

    /// Reports names that stand twice, are badly written, or reserved.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let declared = self.entries.iter();
        let declared = declared
            .flat_map(|(name, symbols)| symbols.iter().map(move |symbol| (symbol.place, *name)));
        // By place: of two names that clash, the later one is told.
        let mut declared: Vec<(Place, &str)> = declared.collect();
        declared.sort_unstable();
        let mut names: BTreeMap<&str, Place> = BTreeMap::new();
        let mut constants: BTreeMap<String, (&str, Place)> = BTreeMap::new();
        for (place, name) in declared {
            if let Some(first) = names.get(name) {
                let message = format!("`{name}` is declared twice");
                let help = "rename one, or keep one in api.yaml for all to use: the whole spec shares the names of \
                            scalars, enums and types";
                diagnostics.push(
                    Diagnostic::new(Code::NameCollision, place, message, help)
                        .related(*first, "first declared here"),
                );
                continue;
            }
            names.insert(name, place);
            check_name(name, place, diagnostics);
            let constant = naming::constant(name);
            if let Some((earlier, first)) = constants.get(&constant) {
                let message = format!("`{earlier}` and `{name}` both become `{constant}` in Rust");
                let help = "rename one of them";
                diagnostics.push(
                    Diagnostic::new(Code::NameCollision, place, message, help)
                        .related(*first, format!("`{constant}` is taken by this one")),
                );
            } else {
                constants.insert(constant, (name, place));
            }
        }
    }

    /// What `text` stands for when it is used in `scope`; `None` if it is nothing there, or could not be read.
    #[must_use]
    pub fn resolve(&self, text: &str, scope: Scope) -> Option<Resolved<'a>> {
        if let Some(item) = list_item(text) {
            let item = self.resolve(item, scope)?;
            return Some(Resolved::List(Box::new(item)));
        }
        match text {
            "bool" => return Some(Resolved::Bool),
            "int32" => return Some(Resolved::Int32),
            "int64" => return Some(Resolved::Int64),
            "decimal" => return Some(Resolved::Decimal),
            "string" => return Some(Resolved::Text),
            _ => {}
        }
        let (name, symbol) = self.visible(text, scope)?;
        symbol.used.set(true);
        if self.is_ambiguous(name, symbol.scope) {
            return None;
        }
        match symbol.declared {
            Declared::Scalar(scalar) if matches!(scalar.kind, ScalarKind::Unread) => None,
            Declared::Scalar(scalar) => Some(Resolved::Scalar(name, scalar)),
            Declared::Enum(list) => Some(Resolved::Enum(name, list)),
            Declared::Type(ty) => Some(Resolved::Record(name, ty, symbol.scope)),
        }
    }

    fn visible(&self, name: &str, scope: Scope) -> Option<(&'a str, &Symbol<'a>)> {
        let (name, symbols) = self.entries.get_key_value(name)?;
        let own = symbols.iter().find(|symbol| symbol.scope == scope);
        let shared = || symbols.iter().find(|symbol| symbol.scope == Scope::Shared);
        Some((name, own.or_else(shared)?))
    }

    /// Whether `scope` declares `name` more than once, so that nobody can say what it stands for.
    fn is_ambiguous(&self, name: &str, scope: Scope) -> bool {
        let symbols = self.entries.get(name).into_iter().flatten();
        symbols.filter(|symbol| symbol.scope == scope).count() > 1
    }

    /// Like [`resolve`](Self::resolve), and reports what is not declared.
    pub fn expect(
        &self,
        ty: &Spanned<String>,
        scope: Scope,
        diagnostics: &mut Diagnostics,
    ) -> Option<Resolved<'a>> {
        if ty.read().is_none() {
            self.hold_back_unused();
        }
        let resolved = self.resolve(&ty.value, scope);
        let mut item = ty.value.as_str();
        while let Some(inner) = list_item(item) {
            item = inner;
        }
        if resolved.is_none() && self.visible(item, scope).is_none() {
            let mistake = self.unknown(item, ty.place, scope);
            diagnostics.extend(mistake);
        }
        resolved
    }

    fn unknown(&self, name: &str, place: Place, scope: Scope) -> Option<Diagnostic> {
        if let Some(symbol) = self.entries.get(name).and_then(|symbols| symbols.first()) {
            let message = format!("`{name}` belongs to {}", symbol.scope.owner(scope));
            let help = "move its declaration to api.yaml, so that both can use it";
            symbol.used.set(true);
            return Some(
                Diagnostic::new(Code::UnknownType, place, message, help)
                    .related(symbol.place, "declared here"),
            );
        }
        if !self.all_declared {
            return None;
        }
        let message = format!("`{name}` is not the name of a type");
        let known = || BUILT_IN.into_iter().chain(self.entries.keys().copied());
        let help = match elsewhere(name) {
            Some(ours) => format!("write {ours}"),
            None => suggest(name, known()),
        };
        let mistake = Diagnostic::new(Code::UnknownType, place, message, help);
        let meant = nearest(name, known()).and_then(|near| self.entries.get(near)?.first());
        Some(match meant {
            Some(symbol) => {
                symbol.used.set(true);
                mistake.related(symbol.place, "declared here")
            }
            None => mistake,
        })
    }

    /// Where `name` is declared, if it is.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<Place> {
        Some(self.entries.get(name)?.first()?.place)
    }

    /// Notes that a use of some type could not be read.
    pub fn hold_back_unused(&self) {
        self.all_used.set(false);
    }

    /// Reports the declarations that nothing has used.
    pub fn report_unused(&self, diagnostics: &mut Diagnostics) {
        if !self.all_used.get() {
            return;
        }
        for (name, symbols) in &self.entries {
            if let [symbol] = symbols.as_slice()
                && !symbol.used.get()
            {
                let message = format!("nothing uses `{name}`");
                let help = "remove it, or use it";
                diagnostics.push(Diagnostic::new(Code::Unused, symbol.place, message, help));
            }
        }
    }
}

/// `X` of `[X]`.
fn list_item(text: &str) -> Option<&str> {
    let item = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(item.trim())
}

/// How this language says what `name` says in another one, for those who write from habit.
fn elsewhere(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    Some(match lower.as_str() {
        "str" | "text" | "varchar" | "char" => "`string`",
        "boolean" => "`bool`",
        "int" | "integer" | "short" => "`int32`, or `int64` where 32 bits may not do",
        "long" | "bigint" => "`int64`",
        "float" | "double" | "number" | "bigdecimal" => {
            "`decimal`, or declare a scalar of kind `money` for an amount"
        }
        "date" | "datetime" | "timestamp" | "time" => {
            "the name of a scalar of kind `datetime`, declared under `scalars`"
        }
        "object" | "map" | "json" | "dict" => "the name of a type, declared under `types`",
        "list" | "array" => "the type of one item in brackets and quotes, as in \"[string]\"",
        _ if lower.starts_with("list<") || lower.starts_with("array<") || lower.ends_with("[]") => {
            "the type of one item in brackets and quotes, as in \"[string]\""
        }
        _ => return None,
    })
}

/// Reports a declared name that is badly written or reserved.
fn check_name(name: &str, place: Place, diagnostics: &mut Diagnostics) {
    if !naming::is_type_name(name) {
        let message = format!("`{name}` is not written as a type's name is");
        let help = match naming::variant(name) {
            Some(camel) if naming::is_type_name(&camel) => {
                format!("write it in CamelCase, ASCII letters and digits only: `{camel}`")
            }
            _ => "write it in CamelCase, ASCII letters and digits only, as in `KycStatus`".into(),
        };
        diagnostics.push(Diagnostic::new(Code::BadName, place, message, help));
    }
    if naming::RESERVED_TYPES.contains(&name) {
        let message = format!("`{name}` is a name that the client's runtime uses itself");
        let help = format!("choose another name, such as `{name}Kind`");
        diagnostics.push(Diagnostic::new(Code::ReservedName, place, message, help));
    }
}
