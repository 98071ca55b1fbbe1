//! Looking up a field that is referred to by name, and checking that it can play the part.

use super::{context::Context, symbols::Resolved};
use crate::{
    diagnostic::{Code, Diagnostic, nearest, suggest},
    load::{Enum, Field, Named},
    place::{Place, Spanned},
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
    context: &mut Context<'a, '_>,
) -> Found<'a> {
    let Some(field) = fields.get(&name.value) else {
        if fields.whole {
            let message = format!("there is no {what} `{}`", name.value);
            let help = suggest(&name.value, fields.names());
            let (place, why) = where_to_look(&name.value, fields, what);
            context.report(
                Diagnostic::new(Code::BadReference, name.place, message, help).related(place, why),
            );
        }
        return Found::Nothing;
    };
    Found::Field {
        name,
        field,
        resolved: context.resolve(&field.ty),
    }
}

/// Where somebody should look who misses `name`: at the name that was probably meant, or at where all of them begin.
pub fn where_to_look<T>(name: &str, among: &Named<T>, what: &str) -> (Place, String) {
    match nearest(name, among.names()) {
        Some(near) => (
            among.place_of(near).unwrap_or(among.place),
            format!("`{near}` is declared here"),
        ),
        None => (among.head(), format!("the {what}s begin here")),
    }
}

/// Whether it makes sense to ask for a value of `list`: it has values, and is of a kind that is carried. If not, that has
/// been reported.
pub fn is_sound(list: &Enum) -> bool {
    let kind = list.ty.as_ref().map(Spanned::as_str);
    !list.values.is_empty() && matches!(kind, None | Some("string" | "int32"))
}

impl<'a> Found<'a> {
    /// Reports a field that is not `wanted`, as `fits` tells; hands back the type of one that is.
    pub fn wants(
        &self,
        wanted: &str,
        fits: impl Fn(&Resolved<'a>) -> bool,
        context: &mut Context<'_, '_>,
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
        let help = "name another field, or correct its type";
        context.report(
            Diagnostic::new(Code::BadReference, name.place, message, help)
                .related(field.ty.place, "its type"),
        );
        None
    }
}
