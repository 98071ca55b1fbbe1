//! The declared names: which scalars, enums and types there are, where each may be used, and which are never used.

use std::{cell::Cell, collections::BTreeMap};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Api, Enum, Raw, Scalar, ScalarKind, Type},
    naming,
    place::{Place, Spanned},
};

/// Types that the language brings along.
const BUILT_IN: [&str; 5] = ["bool", "int32", "int64", "decimal", "string"];

/// Where a declaration or a use stands: in `api.yaml`, or in the endpoint with this index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// `api.yaml`: usable everywhere.
    Shared,
    /// An endpoint file: usable there only.
    Endpoint(usize),
}

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
            || matches!(self, Self::Scalar(_, scalar) if matches!(scalar.kind, ScalarKind::Id))
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
#[derive(Debug, Default)]
pub struct Symbols<'a> {
    entries: BTreeMap<&'a str, Symbol<'a>>,
}

impl<'a> Symbols<'a> {
    /// Gathers the declarations of a spec; names that stand twice, are badly written or reserved are reported.
    pub fn gather(raw: &'a Raw, api: &'a Api, diagnostics: &mut Diagnostics) -> Self {
        let mut symbols = Self::default();
        for (name, scalar) in &api.scalars {
            symbols.declare(name, Declared::Scalar(scalar), Scope::Shared, diagnostics);
        }
        for (name, list) in &api.enums {
            symbols.declare(name, Declared::Enum(list), Scope::Shared, diagnostics);
        }
        for (name, ty) in &api.types {
            symbols.declare(name, Declared::Type(ty), Scope::Shared, diagnostics);
        }
        for (index, endpoint) in raw.endpoints.iter().enumerate() {
            let scope = Scope::Endpoint(index);
            for (name, scalar) in &endpoint.scalars {
                symbols.declare(name, Declared::Scalar(scalar), scope, diagnostics);
            }
            for (name, list) in &endpoint.enums {
                symbols.declare(name, Declared::Enum(list), scope, diagnostics);
            }
            for (name, ty) in &endpoint.types {
                symbols.declare(name, Declared::Type(ty), scope, diagnostics);
            }
        }
        symbols
    }

    fn declare(
        &mut self,
        name: &'a Spanned<String>,
        declared: Declared<'a>,
        scope: Scope,
        diagnostics: &mut Diagnostics,
    ) {
        if !naming::is_type_name(&name.value) {
            let message = format!("`{}` is not written as a type's name is", name.value);
            let help = format!(
                "write it in CamelCase, ASCII letters and digits only: `{}`",
                naming::camel(&name.value)
            );
            diagnostics.push(Diagnostic::new(Code::BadName, name.place, message, help));
        }
        if naming::RESERVED_TYPES.contains(&name.value.as_str()) {
            let message = format!(
                "`{}` is a name that the client's runtime uses itself",
                name.value
            );
            diagnostics.push(Diagnostic::new(
                Code::ReservedName,
                name.place,
                message,
                "choose another name",
            ));
        }
        if let Some(first) = self.entries.get(name.as_str()) {
            let message = format!("`{}` is declared twice", name.value);
            let help = "rename one; names of scalars, enums and types are shared by the whole spec";
            diagnostics.push(
                Diagnostic::new(Code::NameCollision, name.place, message, help)
                    .related(first.place, "first declared here"),
            );
            return;
        }
        let symbol = Symbol {
            declared,
            place: name.place,
            scope,
            used: Cell::new(false),
        };
        self.entries.insert(name.as_str(), symbol);
    }

    /// What `text` stands for when it is used in `scope`; `None` if it is nothing there.
    #[must_use]
    pub fn resolve(&self, text: &str, scope: Scope) -> Option<Resolved<'a>> {
        if let Some(item) = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            return self
                .resolve(item.trim(), scope)
                .map(|item| Resolved::List(Box::new(item)));
        }
        match text {
            "bool" => return Some(Resolved::Bool),
            "int32" => return Some(Resolved::Int32),
            "int64" => return Some(Resolved::Int64),
            "decimal" => return Some(Resolved::Decimal),
            "string" => return Some(Resolved::Text),
            _ => {}
        }
        let (name, symbol) = self.entries.get_key_value(text)?;
        if symbol.scope != Scope::Shared && symbol.scope != scope {
            return None;
        }
        symbol.used.set(true);
        Some(match symbol.declared {
            Declared::Scalar(scalar) => Resolved::Scalar(name, scalar),
            Declared::Enum(list) => Resolved::Enum(name, list),
            Declared::Type(ty) => Resolved::Record(name, ty, symbol.scope),
        })
    }

    /// Like [`resolve`](Self::resolve), and reports what cannot be resolved.
    pub fn expect(
        &self,
        ty: &Spanned<String>,
        scope: Scope,
        diagnostics: &mut Diagnostics,
    ) -> Option<Resolved<'a>> {
        let resolved = self.resolve(&ty.value, scope);
        if resolved.is_none() {
            let item = ty.value.trim_start_matches('[').trim_end_matches(']');
            if let Some(symbol) = self.entries.get(item) {
                let message = format!("`{item}` belongs to another endpoint");
                let help = "move its declaration to api.yaml, so that both endpoints can use it";
                diagnostics.push(
                    Diagnostic::new(Code::UnknownType, ty.place, message, help)
                        .related(symbol.place, "declared here"),
                );
            } else {
                let known = BUILT_IN.into_iter().chain(self.entries.keys().copied());
                let message = format!("`{item}` is not the name of a type");
                diagnostics.push(Diagnostic::new(
                    Code::UnknownType,
                    ty.place,
                    message,
                    suggest(item, known),
                ));
            }
        }
        resolved
    }

    /// Where `name` is declared, if it is.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<Place> {
        self.entries.get(name).map(|symbol| symbol.place)
    }

    /// Reports the declarations that nothing has used.
    pub fn report_unused(&self, diagnostics: &mut Diagnostics) {
        for (name, symbol) in &self.entries {
            if !symbol.used.get() {
                let message = format!("nothing uses `{name}`");
                diagnostics.push(Diagnostic::new(
                    Code::Unused,
                    symbol.place,
                    message,
                    "remove it, or use it",
                ));
            }
        }
    }
}
