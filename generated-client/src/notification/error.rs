//! Why a body that arrived is no notification.

use crate::generated::api::API;
use crate::signing::VerifyError;

/// A body that arrived could not be taken for a notification. Do not act on it.
///
/// Neither the text nor the fields hold the signature, or a value of what arrived.
/// [`Acknowledgement::refusal`](crate::Acknowledgement::refusal) says what to answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotificationError {
    /// The body is larger than
    /// [`max_body_bytes`](crate::NotificationVerifier::max_body_bytes) allows. Nothing of it was read.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are taken.
        limit: usize,
    },
    /// The body is no JSON object.
    #[error("the body is no JSON object: {reason}")]
    NotJson {
        /// What is wrong, and where.
        reason: String,
    },
    /// The signed text lacks, stands twice, or is no text.
    #[error("the body has no signed text: `{}`: {reason}", API.envelope.param)]
    NoParam {
        /// What is wrong.
        reason: String,
    },
    /// The signature lacks, stands twice, or is no text.
    #[error("the body has no signature: `{}`: {reason}", API.envelope.sign)]
    NoSign {
        /// What is wrong.
        reason: String,
    },
    /// The signature is not the platform's over this text: somebody else sent it, it was changed on the way, or the
    /// verifier was given another key than the platform's. Nothing in the text was read.
    #[error("the notification is not signed by the platform: {0}")]
    Signature(#[from] VerifyError),
    /// The platform sent it, but it is not what is documented: report it. It tells the place, never a value.
    #[error("{notification}: `{path}`: {reason}")]
    Content {
        /// The name of the notification that it was to be, such as `payment_result`.
        notification: &'static str,
        /// Where, such as `param.items[3].amount`.
        path: String,
        /// What is wrong there.
        reason: String,
    },
}

impl NotificationError {
    /// Whether the platform did send it, and this crate does not understand it: something was missed. In every other
    /// case nothing shows that it came from the platform.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        matches!(self, Self::Content { .. })
    }
}
