//! Rules between the fields of one record.

use super::{
    references::{Found, find},
    symbols::{Resolved, Scope, Symbols},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, suggest},
    load::{Field, Named, Rule},
    place::Spanned,
};

/// Checks the rules of one record.
pub fn check(
    rules: &[Rule],
    fields: &Named<Field>,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    for rule in rules {
        match rule {
            Rule::Span { start, end, max: _ } => {
                for name in [start, end] {
                    let found = find(name, fields, "field", scope, symbols, diagnostics);
                    found.wants("a date and time", Resolved::is_time, diagnostics);
                }
            }
            Rule::OneOf(names) | Rule::AnyOf(names) => {
                check_choice(names, fields, scope, symbols, diagnostics);
            }
        }
    }
}

fn check_choice(
    names: &[Spanned<String>],
    fields: &Named<Field>,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    if let [only] = names {
        let message = format!("a choice of one, `{}`, is no choice", only.value);
        let help = "name two fields or more, or write `required: true` on this one";
        diagnostics.push(Diagnostic::new(Code::BadRule, only.place, message, help));
    }
    for (index, name) in names.iter().enumerate() {
        if let Some(first) = names
            .iter()
            .take(index)
            .find(|other| other.value == name.value)
        {
            let message = format!("`{}` is named twice", name.value);
            diagnostics.push(
                Diagnostic::new(Code::BadRule, name.place, message, "remove one")
                    .related(first.place, "first named here"),
            );
        }
        if let Found::Field { field, .. } = find(name, fields, "field", scope, symbols, diagnostics)
            && let Some(required) = field.required.as_ref().filter(|required| required.value)
        {
            let message = format!(
                "`{}` must always be given, so it cannot be one of several",
                name.value
            );
            diagnostics.push(
                Diagnostic::new(
                    Code::BadRule,
                    name.place,
                    message,
                    "remove `required` there, or the name here",
                )
                .related(required.place, "required here"),
            );
        }
    }
}

/// Checks the condition under which `field` must be given.
pub fn check_required_if(
    name: &Spanned<String>,
    field: &Field,
    fields: &Named<Field>,
    scope: Scope,
    symbols: &Symbols<'_>,
    diagnostics: &mut Diagnostics,
) {
    if let (Some((condition, _)), Some(required)) = (field.required_if.0.first(), &field.required)
        && required.value
    {
        let message = format!(
            "`{}` is required always, and also under a condition",
            name.value
        );
        diagnostics.push(
            Diagnostic::new(
                Code::BadRule,
                required.place,
                message,
                "remove one of the two",
            )
            .related(condition.place, "the condition"),
        );
    }
    for (when, values) in &field.required_if {
        let found = find(when, fields, "field", scope, symbols, diagnostics);
        if let Found::Field {
            resolved: Some(Resolved::Enum(_, list)),
            ..
        } = &found
        {
            for value in values {
                if list.values.get(&value.value).is_none() {
                    let known = list.values.iter().map(|(wire, _)| wire.as_str());
                    let message = format!("`{}` is no value of `{}`", value.value, when.value);
                    diagnostics.push(Diagnostic::new(
                        Code::BadReference,
                        value.place,
                        message,
                        suggest(&value.value, known),
                    ));
                }
            }
        } else {
            found.wants(
                "an enum",
                |resolved| matches!(resolved, Resolved::Enum(..)),
                diagnostics,
            );
        }
    }
}
