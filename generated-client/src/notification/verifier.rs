//! From the bytes that arrived to a value, the signature first.

use super::{Notification, NotificationError};
use crate::envelope;
use crate::generated::api::API;
use crate::signing::VerifyingKey;
use crate::wire::{ReadError, Slot, Unknown, Wire, read_json};

/// The largest body that is taken unless something else is said: 1 MiB.
const MAX_BODY_BYTES: usize = 1 << 20;

/// Opens notifications: what the platform posts to the merchant, signed with the platform's private key.
///
/// The body is JSON with two texts, `param` and `sign`. The signature is over exactly the text of `param`, the
/// characters that its JSON string stands for. It is verified over that text as it arrived, before anything in the text
/// is read: what the platform did not sign never reaches the reader. Other members of the body are skipped; nothing
/// protects them, so they are not handed on.
///
/// Give it the body as it arrived. A framework that has read the body and writes it anew may still keep `param`, since
/// that is a text; one that reads `param` too has lost what was signed.
///
/// # What it does not do
///
/// - **Once only.** A genuine notification may arrive twice: because the platform sends it again, or because somebody
///   who saw it does. It stays genuine, and its age is not looked at. Recognise it by what it tells, such as an order's
///   number and state, and do nothing the second time.
/// - **Kinds.** Nothing in the body tells which notification it is. Have a URL for each, so that no genuine
///   notification of one kind can be taken for another.
///
/// # Time
///
/// Verifying takes the platform's *public* key, the body and its signature: none of them is secret from who sent the
/// body, so the time it takes gives nothing away. No expected value is worked out that a sender could guess byte by
/// byte, as it could with a shared secret, and nothing here compares a signature by itself: the backend verifies it as
/// a whole.
///
/// # Examples
///
/// ```
/// use wallet_client::{Acknowledgement, Notification, NotificationVerifier};
///
/// /// What a web server's handler does with the bytes of one kind of notification: the status and the body to answer.
/// fn receive<T: Notification>(
///     verifier: &NotificationVerifier,
///     body: &[u8],
///     store: impl FnOnce(T) -> std::io::Result<()>,
/// ) -> (u16, String) {
///     let acknowledgement = match verifier.open(body) {
///         Ok(notification) => match store(notification) {
///             Ok(()) => Acknowledgement::success(),
///             Err(_) => Acknowledgement::failure(),
///         },
///         Err(error) => {
///             // Genuine, but not understood: somebody should look at it.
///             eprintln!("genuine: {}; {error}", error.is_genuine());
///             Acknowledgement::refusal(&error)
///         }
///     };
///     (acknowledgement.status(), acknowledgement.body())
/// }
/// ```
///
/// The platform hands its public key out privately:
///
/// ```no_run
/// use wallet_client::{KeyError, NotificationVerifier, VerifyingKey};
///
/// # fn main() -> Result<(), KeyError> {
/// let verifier = NotificationVerifier::new(VerifyingKey::from_pem_file("platform-public.pem")?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct NotificationVerifier {
    platform_key: VerifyingKey,
    max_body_bytes: usize,
}

impl NotificationVerifier {
    /// A verifier that takes what was signed with the private half of the platform's key, in bodies of up to 1 MiB.
    #[must_use]
    pub fn new(platform_key: VerifyingKey) -> Self {
        Self {
            platform_key,
            max_body_bytes: MAX_BODY_BYTES,
        }
    }

    /// Takes bodies of up to so many bytes. Larger ones are refused unread.
    #[must_use]
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// Verifies the body of a notification and reads what it tells.
    ///
    /// Fields that this version of the crate does not know are skipped.
    ///
    /// # Errors
    ///
    /// [`NotificationError`] says why it is none; nothing is to be done on account of it.
    pub fn open<T: Notification>(&self, body: &[u8]) -> Result<T, NotificationError> {
        let param = self.verify(body)?;
        let mut notification = T::blank();
        read(T::NAME, &param, notification.slot())?;
        Ok(notification)
    }

    /// Verifies the body of a notification that this crate has no type for. Returns the text that the platform signed,
    /// which is JSON.
    ///
    /// # Errors
    ///
    /// [`NotificationError`] says why it is none; never [`Content`](NotificationError::Content), since the text is not
    /// read.
    pub fn verify(&self, body: &[u8]) -> Result<String, NotificationError> {
        if body.len() > self.max_body_bytes {
            let limit = self.max_body_bytes;
            return Err(NotificationError::TooLarge { limit });
        }
        let text = std::str::from_utf8(body).map_err(|_| NotificationError::NotJson {
            reason: "it is not UTF-8".to_owned(),
        })?;
        let signed = envelope::read_signed(API, text).map_err(outside)?;
        self.platform_key
            .verify(signed.param.as_bytes(), &signed.sign)?;
        Ok(signed.param)
    }
}

/// What is wrong around the signed text.
fn outside(error: ReadError) -> NotificationError {
    let names = &API.envelope;
    let path = error.path.as_str();
    if error.well_formed && path == names.param {
        NotificationError::NoParam {
            reason: error.reason,
        }
    } else if error.well_formed && path == names.sign {
        NotificationError::NoSign {
            reason: error.reason,
        }
    } else {
        NotificationError::NotJson {
            reason: at_line(&error),
        }
    }
}

/// Reads the signed text into a blank notification.
fn read(notification: &'static str, param: &str, blank: Slot<'_>) -> Result<(), NotificationError> {
    let result = read_json(param, blank, Unknown::Skip);
    result.map(drop).map_err(|error| {
        let mut path = API.envelope.param.to_owned();
        if !error.path.is_empty() {
            path = format!("{path}.{}", error.path);
        }
        let reason = if error.well_formed {
            error.reason
        } else {
            at_line(&error)
        };
        NotificationError::Content {
            notification,
            path,
            reason,
        }
    })
}

fn at_line(error: &ReadError) -> String {
    let ReadError {
        reason,
        line,
        column,
        ..
    } = error;
    format!("{reason} (line {line} column {column})")
}
