//! Notifications: their names and their fields.

use super::{
    context::Context,
    envelope,
    fields::{self, Role},
    names,
};
use crate::load::Notification;

/// Checks one notification by itself.
pub fn check<'a>(notification: &'a Notification, context: &mut Context<'a, '_>) {
    let name = &notification.name;
    names::check_snake(name, "notification", "payment_result", context);
    let types = &notification.types;
    names::check_own_types(name, "notification", &["Notification"], types, context);
    envelope::check_scalars(&notification.scalars, context.diagnostics());
    names::check_enums(&notification.enums, context.diagnostics());
    for (_, ty) in &notification.types {
        fields::check_type(ty, context);
    }
    fields::check_record(&notification.fields, Role::Notification, context);
}
