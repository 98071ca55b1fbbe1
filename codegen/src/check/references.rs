//! Looking up a field that is referred to by name, and checking that it can play the part.

use super::symbols::{Resolved, Scope, Symbols};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Field, Named},
    place::Spanned,
};

/// What a reference led to.
pub enum Found<'a> {
    /// A field, and its type unless that is itself a mistake.
    Field {
        /// The reference.
        name: &'a Spanned<String>,
        /// The field.
        field: &'a Field,
        /// The field's type.
        resolved: Option<Resolved<'a>>,
    },
    /// Nothing, which has been reported.
    Nothing,
}

/// Looks up `name` among `fields`, which are `what` in words ("request field").
pub fn find<'a>(
    name: &'a Spanned<String>,
    fields: &'a Named<Field>,
    what: &str,
    scope: Scope,
    symbols: &Symbols<'a>,
    diagnostics: &mut Diagnostics,
) -> Found<'a> {
    let Some(field) = fields.get(&name.value) else {
        let message = format!("there is no {what} `{}`", name.value);
        let help = suggest(&name.value, fields.iter().map(|(wire, _)| wire.as_str()));
        diagnostics.push(Diagnostic::new(
            Code::BadReference,
            name.place,
            message,
            help,
        ));
        return Found::Nothing;
    };
    Found::Field {
        name,
        field,
        resolved: symbols.resolve(&field.ty.value, scope),
    }
}

impl<'a> Found<'a> {
    /// Reports a field that is not `wanted`, as `fits` tells; hands back the type of one that is.
    pub fn wants(
        &self,
        wanted: &str,
        fits: impl Fn(&Resolved<'a>) -> bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<&Resolved<'a>> {
        let Self::Field {
            name,
            field,
            resolved,
        } = self
        else {
            return None;
        };
        let resolved = resolved.as_ref()?;
        if fits(resolved) {
            return Some(resolved);
        }
        let message = format!(
            "`{}` is `{}`, but {wanted} is wanted here",
            name.value, field.ty.value
        );
        diagnostics.push(
            Diagnostic::new(
                Code::BadReference,
                name.place,
                message,
                "name another field, or correct its type",
            )
            .related(field.ty.place, "its type"),
        );
        None
    }
}
