//! Notifications: their names and their fields.

use super::{
    context::Context,
    envelope,
    fields::{self, Role},
    names,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    load::Notification,
    naming,
};

/// Checks one notification by itself.
pub fn check<'a>(notification: &'a Notification, context: &mut Context<'a, '_>) {
    let name = &notification.name;
    names::check_snake(name, "notification", "payment_result", context);
    names::check_own_types(name, "notification", &["Notification"], context);
    check_constants(notification, context);
    envelope::check_scalars(&notification.scalars, context.diagnostics());
    names::check_enums(&notification.enums, context.diagnostics());
    for (_, ty) in &notification.types {
        fields::check_type(ty, context);
    }
    fields::check_record(&notification.fields, Role::Notification, context);
}

/// The table of the notification stands in one module with those of the types that only it uses.
fn check_constants(notification: &Notification, context: &mut Context<'_, '_>) {
    let name = &notification.name;
    let own = format!("{}Notification", naming::camel(&name.value));
    let constant = naming::constant(&own);
    let types = notification.types.iter().map(|(declared, _)| declared);
    for declared in types.filter(|declared| declared.value != own) {
        if naming::constant(&declared.value) == constant {
            let message = format!(
                "`{own}` and `{}` both become `{constant}` in Rust",
                declared.value
            );
            let help = "choose another name for the type";
            context.report(
                Diagnostic::new(Code::NameCollision, declared.place, message, help)
                    .related(name.place, "the notification"),
            );
        }
    }
}
