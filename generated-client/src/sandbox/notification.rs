//! The platform's side of notifications: bodies to test a receiver with.

use crate::envelope;
use crate::generated::api::API;
use crate::notification::Notification;
use crate::signing::{SignError, SigningKey};
use crate::wire::{Unknown, Wire, read_json};

/// The body of a notification as the platform posts it, for testing what receives it: `param`, which is JSON text, and
/// the signature over exactly that text. The key stands in for the platform's; its public half is for the
/// [`NotificationVerifier`](crate::NotificationVerifier).
///
/// # Errors
///
/// [`SignError`] where the key cannot sign.
///
/// # Examples
///
/// ```
/// use wallet_client::{NotificationVerifier, SigningKey, sandbox};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let platform = SigningKey::generate(2048)?;
/// let body = sandbox::notification(&platform, r#"{"orderNo":"A-1"}"#)?;
///
/// let verifier = NotificationVerifier::new(platform.public_key());
/// assert_eq!(verifier.verify(body.as_bytes())?, r#"{"orderNo":"A-1"}"#);
/// # Ok(())
/// # }
/// ```
pub fn notification(platform: &SigningKey, param: &str) -> Result<String, SignError> {
    let sign = platform.sign(param.as_bytes())?;
    Ok(envelope::signed(API, &sign, param))
}

/// The documented example of a notification, to be changed as a test wants it, written by `serde_json::to_string`, and
/// handed to [`notification`]. `None` where none is documented.
#[must_use]
pub fn example_notification<T: Notification>() -> Option<T> {
    let mut example = T::blank();
    // The generator has checked it against the same fields.
    read_json(T::EXAMPLE?, example.slot(), Unknown::Skip).ok()?;
    Some(example)
}
