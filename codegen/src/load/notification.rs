//! `notifications/*.yaml`: one notification a file.

use super::{
    api::{Enum, Scalar, Type},
    field::Field,
    mapping::mapping,
    named::Named,
};
use crate::{place::Spanned, yaml::Node};

mapping! {
    /// One notification: what the platform sends to the merchant of its own accord, signed with the platform's key.
    "a notification" => pub struct Notification {
        /// The notification's name in `snake_case`; its module is called so.
        required "notification" like "payment_result" => name: Spanned<String>,
        /// What it tells, in one line.
        required "title" like "A payment has come to its end" => title: Spanned<String>,
        /// What else a receiver should know.
        optional "doc" like "It may come more than once." => doc: Spanned<String>,
        /// Why not to rely on it any more, and what to use in its place.
        optional "deprecated" like "Wait for `refund_result` instead." => deprecated: Spanned<String>,
        /// What `param` holds, in the documented order; `required` means always present.
        required "fields" => fields: Named<Field>,
        /// Scalars that only this notification uses.
        default "scalars" => scalars: Named<Scalar>,
        /// Enums that only this notification uses.
        default "enums" => enums: Named<Enum>,
        /// Objects that only this notification uses.
        default "types" => types: Named<Type>,
        /// Documented notifications, replayed by every check.
        default "examples" => examples: Vec<Received>,
    }
}

mapping! {
    /// A documented notification.
    "an example of a notification" => pub struct Received {
        /// What `param` held.
        required "param" => param: Node,
    }
}
