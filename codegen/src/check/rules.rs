//! Rules between the fields of one record.

use super::{
    context::Context,
    references::{Found, find, is_sound, where_to_look},
    symbols::Resolved,
};
use crate::{
    diagnostic::{Code, Diagnostic, suggest},
    load::{Enum, Field, Named, Rule},
    place::Spanned,
};

/// Checks the rules of one record.
pub fn check<'a>(rules: &'a [Rule], fields: &'a Named<Field>, context: &mut Context<'a, '_>) {
    for rule in rules {
        match rule {
            Rule::Span { start, end, max: _ } => {
                for name in once(&[start, end], context) {
                    let found = find(name, fields, "field", context);
                    found.wants("a date and time", Resolved::is_time, context);
                }
            }
            Rule::OneOf(names) | Rule::AnyOf(names) => check_choice(names, fields, context),
            Rule::Unread => {}
        }
    }
}

fn check_choice<'a>(
    names: &'a [Spanned<String>],
    fields: &'a Named<Field>,
    context: &mut Context<'a, '_>,
) {
    if let [only] = names {
        let message = format!("a choice of one, `{}`, is no choice", only.value);
        let help = "name two fields or more, or write `required: true` on this one";
        context.report(Diagnostic::new(Code::BadRule, only.place, message, help));
        find(only, fields, "field", context);
        return;
    }
    for name in once(&names.iter().collect::<Vec<_>>(), context) {
        if let Found::Field { field, .. } = find(name, fields, "field", context)
            && let Some(required) = field.required.as_ref().filter(|required| required.value)
        {
            let name_text = &name.value;
            let message = format!("`{name_text}` must always be given, so it is no choice");
            let help = "remove `required` there, or the name here";
            context.report(
                Diagnostic::new(Code::BadRule, name.place, message, help)
                    .related(required.place, "required here"),
            );
        }
    }
}

/// Every name in the list once; one that stands there again is reported, and nothing more need be said of it.
pub fn once<'a>(
    names: &[&'a Spanned<String>],
    context: &mut Context<'_, '_>,
) -> Vec<&'a Spanned<String>> {
    let mut once: Vec<&Spanned<String>> = Vec::new();
    for name in names {
        if let Some(first) = once.iter().find(|other| other.value == name.value) {
            let message = format!("`{}` is named twice", name.value);
            let help = "remove one of the two, or name another field";
            context.report(
                Diagnostic::new(Code::BadRule, name.place, message, help)
                    .related(first.place, "first named here"),
            );
        } else {
            once.push(name);
        }
    }
    once
}

/// Checks the condition under which `field` must be given.
pub fn check_required_if<'a>(
    name: &Spanned<String>,
    field: &'a Field,
    fields: &'a Named<Field>,
    context: &mut Context<'a, '_>,
) {
    let always = field.required.as_ref().filter(|required| required.value);
    if let (Some((condition, _)), Some(required)) = (field.required_if.iter().next(), always) {
        let message = format!(
            "`{}` is required always, and also under a condition",
            name.value
        );
        let help = "remove one of the two";
        context.report(
            Diagnostic::new(Code::BadRule, required.place, message, help)
                .related(condition.place, "the condition"),
        );
    }
    for (when, values) in &field.required_if {
        if when.value == name.value {
            let message = format!("`{}` cannot depend on itself", name.value);
            let help = "name the field whose value decides";
            context.report(Diagnostic::new(Code::BadRule, when.place, message, help));
            continue;
        }
        if values.is_empty() {
            let message = format!("no value of `{}` is named", when.value);
            let help = "name the values that call for this field, as in [BANK]";
            context.report(Diagnostic::new(Code::BadRule, when.place, message, help));
        }
        let is_enum = |resolved: &Resolved<'_>| matches!(resolved, Resolved::Enum(..));
        let found = find(when, fields, "field", context);
        if let Some(Resolved::Enum(_, list)) = found.wants("an enum", is_enum, context) {
            check_values(values, list, context);
        }
    }
}

/// Reports values that the enum does not have.
pub fn check_values(values: &[Spanned<String>], list: &Enum, context: &mut Context<'_, '_>) {
    for value in values.iter().filter(|_| is_sound(list)) {
        if list.values.whole && list.values.get(&value.value).is_none() {
            let message = format!("the enum has no value `{}`", value.value);
            let help = suggest(&value.value, list.values.names());
            let (there, why) = where_to_look(&value.value, &list.values, "value");
            context.report(
                Diagnostic::new(Code::BadReference, value.place, message, help).related(there, why),
            );
        }
    }
}
