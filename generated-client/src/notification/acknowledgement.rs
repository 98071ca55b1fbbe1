//! What the merchant answers to a notification.

use super::NotificationError;
use crate::envelope;
use crate::generated::api::API;

/// What to answer to a notification: an HTTP status, and a body of the type `application/json`.
///
/// The platform documents [`success`](Self::success) and nothing else. The others differ from it in the status and in
/// the code, so that they cannot be taken for it.
///
/// # Examples
///
/// ```
/// use wallet_client::Acknowledgement;
///
/// let done = Acknowledgement::success();
/// assert_eq!(done.status(), 200);
/// assert_eq!(done.body(), r#"{"code":10000,"message":"Success"}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    status: u16,
    code: i64,
    message: &'static str,
}

impl Acknowledgement {
    /// The notification has been taken in, for good: answer this once it is stored.
    #[must_use]
    pub fn success() -> Self {
        Self {
            status: 200,
            code: API.envelope.success,
            message: "Success",
        }
    }

    /// The notification is genuine, but could not be taken in now.
    #[must_use]
    pub fn failure() -> Self {
        Self {
            status: 500,
            code: API.refusals.server,
            message: "not taken in",
        }
    }

    /// The body that arrived was refused. The answer says in a word why, and nothing that helps to forge another.
    #[must_use]
    pub fn refusal(error: &NotificationError) -> Self {
        let codes = &API.refusals;
        let (status, code, message) = match error {
            NotificationError::TooLarge { .. } => (413, codes.param, "too large"),
            NotificationError::NotJson { .. }
            | NotificationError::NoParam { .. }
            | NotificationError::NoSign { .. } => (400, codes.param, "no notification"),
            NotificationError::Signature(_) => (401, codes.signature, "wrong signature"),
            NotificationError::Content { .. } => (500, codes.server, "not understood"),
        };
        Self {
            status,
            code,
            message,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body, as JSON text.
    #[must_use]
    pub fn body(&self) -> String {
        envelope::acknowledgement(API, self.code, self.message)
    }
}
