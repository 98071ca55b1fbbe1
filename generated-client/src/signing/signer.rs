//! Signing that is not done here, or not now: the trait for it, and what the client does with it.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::runtime::Handle;

use super::error::SignError;
use super::signing_key::SigningKey;
use super::verifying::VerifyingKey;
use super::{MAX_BITS, MIN_BITS};

/// A signature on its way.
pub type SignerFuture<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, SignerError>> + Send + 'a>>;

/// Signs requests, here or elsewhere. A [`SigningKey`] is one; implement this to sign in a key
/// management service (KMS) or a hardware module (HSM), so that the private key never is in this
/// process.
///
/// Each attempt of a call is signed anew, and calls run side by side: `signature` may be called again
/// before the last one is done. Its future must not block the thread. It is dropped when the call is
/// given up or runs out of time.
///
/// What a signer holds is never printed: it needs no [`Debug`].
///
/// # Examples
///
/// A service that takes a digest. Many take whole messages, too, but only short ones, such as 4 KiB; the
/// text of a call can be longer.
///
/// ```
/// use wallet_client::Client;
/// use wallet_client::signing::{Signer, SignerError, SignerFuture, sha256};
/// # mod kms {
/// #     #[derive(Debug)] pub struct Refused;
/// #     impl Refused { pub fn is_throttled(&self) -> bool { true } }
/// #     impl std::fmt::Display for Refused {
/// #         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("busy") }
/// #     }
/// #     impl std::error::Error for Refused {}
/// #     pub struct Service;
/// #     impl Service {
/// #         pub async fn sign_digest(&self, _: &str, _: &str, _: [u8; 32]) -> Result<Vec<u8>, Refused> { Err(Refused) }
/// #     }
/// # }
///
/// struct Kms {
///     service: kms::Service,
///     key_id: String,
/// }
///
/// impl Signer for Kms {
///     fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a> {
///         Box::pin(async move {
///             let digest = sha256(message);
///             let signing = self.service.sign_digest(&self.key_id, "RSASSA_PKCS1_V1_5_SHA_256", digest);
///             signing.await.map_err(|error| {
///                 let refused = if error.is_throttled() {
///                     SignerError::transient("the KMS is busy")
///                 } else {
///                     SignerError::new("the KMS refused")
///                 };
///                 refused.with_source(error)
///             })
///         })
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let kms = Kms { service: kms::Service, key_id: "merchant-key".to_owned() };
/// # if cfg!(feature = "rustls") {
/// let client = Client::builder("https://wallet.example", "my-app-id", kms).build()?;
/// # }
/// # Ok(())
/// # }
/// ```
pub trait Signer: Send + Sync {
    /// Signs exactly the bytes of `message`: RSASSA-PKCS1-v1_5 with SHA-256, which Java calls
    /// `SHA256withRSA`, and many services `RSASSA_PKCS1_V1_5_SHA_256`. A service that wants the digest
    /// gets [`sha256`](super::sha256) of it.
    ///
    /// Gives the signature's bytes as they are: 256 for a key of 2048 bits. The client writes them as
    /// Base64.
    fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a>;

    /// The public half, if it is known here. With it, a signature of another key's length is told
    /// before it is sent, and the client's `Debug` shows the fingerprint. Asked for once.
    fn public_key(&self) -> Option<VerifyingKey> {
        None
    }
}

impl<S: Signer + ?Sized> Signer for Arc<S> {
    fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a> {
        (**self).signature(message)
    }

    fn public_key(&self) -> Option<VerifyingKey> {
        (**self).public_key()
    }
}

/// On a thread for blocking work, because a signature takes milliseconds.
impl Signer for SigningKey {
    fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(async move {
            let runtime = Handle::try_current().map_err(|_| SignerError::new(NO_RUNTIME))?;
            let (key, message) = (self.clone(), message.to_vec());
            match runtime.spawn_blocking(move || key.sign_raw(&message)).await {
                Ok(signed) => signed.map_err(SignerError::from),
                // The runtime shuts down, or the arithmetic panicked.
                Err(_) => Err(SignerError::new(STOPPED)),
            }
        })
    }

    fn public_key(&self) -> Option<VerifyingKey> {
        Some(Self::public_key(self))
    }
}

const NO_RUNTIME: &str = "there is no Tokio runtime here; calls must be awaited inside one";
const STOPPED: &str = "the signing task was stopped before it ended";

/// Why a [`Signer`] made no signature.
#[derive(thiserror::Error)]
#[error("{reason}")]
pub struct SignerError {
    reason: Cow<'static, str>,
    transient: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl SignerError {
    /// An error that trying again will not mend. `reason` is one line, and is shown: nothing secret
    /// belongs in it.
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            reason: reason.into(),
            transient: false,
            source: None,
        }
    }

    /// An error that may be gone the next time: the service is busy, or could not be reached. The
    /// client may then try again, whatever the operation, because nothing was sent.
    pub fn transient(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            transient: true,
            ..Self::new(reason)
        }
    }

    /// Adds the error behind this one. [`source`](StdError::source) hands it on; this crate prints
    /// it nowhere, because it does not know what is in it.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            source: Some(source.into()),
            ..self
        }
    }

    /// Whether trying again may help.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.transient
    }
}

impl From<SignError> for SignerError {
    fn from(error: SignError) -> Self {
        Self::new(error.to_string()).with_source(error)
    }
}

// Without the source, which may hold anything.
impl fmt::Debug for SignerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignerError")
            .field("reason", &self.reason)
            .field("transient", &self.transient)
            .finish_non_exhaustive()
    }
}

/// The signer of a client.
#[derive(Clone)]
pub(crate) struct RequestSigner {
    signer: Arc<dyn Signer>,
    public_key: Option<VerifyingKey>,
}

impl RequestSigner {
    pub(crate) fn new(signer: impl Signer + 'static) -> Self {
        Self {
            public_key: signer.public_key(),
            signer: Arc::new(signer),
        }
    }

    /// Signs `message`; gives the signature in standard Base64 with padding.
    pub(crate) async fn sign(&self, message: &str) -> Result<String, SignerError> {
        let signature = self.caught(message.as_bytes()).await?;
        self.check(&signature)?;
        Ok(STANDARD.encode(signature))
    }

    /// The signature, or an error in place of a panic: the signer may be anybody's.
    async fn caught(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let panicked = |_| SignerError::new("the signer panicked");
        let start = AssertUnwindSafe(|| self.signer.signature(message));
        let mut work = catch_unwind(start).map_err(panicked)?;
        poll_fn(|context| {
            let poll = AssertUnwindSafe(|| work.as_mut().poll(context));
            catch_unwind(poll).unwrap_or_else(|panic| Poll::Ready(Err(panicked(panic))))
        })
        .await
    }

    /// Tells what cannot be a signature from what may be one.
    fn check(&self, signature: &[u8]) -> Result<(), SignerError> {
        let found = signature.len();
        if found > 0 && signature.is_ascii() {
            let reason =
                "the signer returned text: the bytes of the signature are wanted, not their Base64";
            return Err(SignerError::new(reason));
        }
        let wrong = match self.public_key.as_ref().map(VerifyingKey::signature_len) {
            Some(expected) if found != expected => {
                format!("its key's signatures have {expected}")
            }
            None if !(MIN_BITS / 8..=MAX_BITS / 8).contains(&found) => {
                format!("RSA signatures have {} to {}", MIN_BITS / 8, MAX_BITS / 8)
            }
            _ => return Ok(()),
        };
        let reason = format!("the signer returned {found} bytes, but {wrong}");
        Err(SignerError::new(reason))
    }
}

impl fmt::Debug for RequestSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut signer = f.debug_struct("Signer");
        if let Some(key) = &self.public_key {
            signer
                .field("bits", &key.bits())
                .field("public_key_sha256", &key.fingerprint());
        }
        signer.finish_non_exhaustive()
    }
}
