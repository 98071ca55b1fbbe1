//! Notifications: what the platform posts to the merchant of its own accord. From the bytes that arrived to a value, by
//! way of the signature; and back, what is answered.

mod acknowledgement;
mod error;
mod verifier;

pub use self::acknowledgement::Acknowledgement;
pub use self::error::NotificationError;
pub use self::verifier::NotificationVerifier;

use crate::wire::Record;

#[cfg(test)]
mod tests;

/// What the platform tells in one kind of notification, together with the facts about it.
///
/// Implemented by the generated structs; not meant to be implemented elsewhere.
/// [`NotificationVerifier::open`] makes one of the body that arrived.
pub trait Notification: Record {
    /// The notification's name, as in `payment_result`.
    const NAME: &'static str;

    /// What `param` holds in the documented example, as JSON text, if one is documented.
    const EXAMPLE: Option<&'static str>;
}
