//! Types that contain themselves without end. A list may hold its own type: a list can be empty.

use super::symbols::{Resolved, Scope, Symbols};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    load::{Api, Field, Raw, Type},
    place::Spanned,
};

/// Reports every type from which a chain of plain fields leads back to itself.
pub fn check(raw: &Raw, api: &Api, symbols: &Symbols<'_>, diagnostics: &mut Diagnostics) {
    let shared = api.types.iter().map(|(name, ty)| (name, ty, Scope::Shared));
    let local = raw
        .endpoints
        .iter()
        .enumerate()
        .flat_map(|(index, endpoint)| {
            endpoint
                .types
                .iter()
                .map(move |(name, ty)| (name, ty, Scope::Endpoint(index)))
        });
    for (name, ty, scope) in shared.chain(local) {
        let mut seen = Vec::new();
        if let Some(field) = way_back(name, ty, scope, symbols, &mut seen) {
            let message = format!("`{}` contains itself without end", name.value);
            let help = "break the circle: make one of the fields a list, or leave it out";
            diagnostics.push(
                Diagnostic::new(Code::CyclicType, name.place, message, help)
                    .related(field.ty.place, "through this field"),
            );
        }
    }
}

/// The first field of `ty` through which `target` is reached again.
fn way_back<'a>(
    target: &Spanned<String>,
    ty: &'a Type,
    scope: Scope,
    symbols: &Symbols<'a>,
    seen: &mut Vec<String>,
) -> Option<&'a Field> {
    ty.fields.iter().map(|(_, field)| field).find(|field| {
        let Some(Resolved::Record(name, inner, inner_scope)) =
            symbols.resolve(&field.ty.value, scope)
        else {
            return false;
        };
        if name == target.value {
            return true;
        }
        if seen.iter().any(|other| other == name) {
            return false;
        }
        seen.push(name.to_owned());
        way_back(target, inner, inner_scope, symbols, seen).is_some()
    })
}
