//! Keys, signatures, and signing elsewhere: in a key management service (KMS) or a hardware module (HSM).
//!
//! A request's `param` is signed with RSASSA-PKCS1-v1_5 over SHA-256 (Java's `SHA256withRSA`); the
//! signature travels as standard Base64 with padding.
//!
//! # Who signs
//!
//! Mostly a [`SigningKey`] does: the private key, read from a file or a variable. Where the key must
//! not be in this process, implement [`Signer`], whose documentation has an example, and hand it to
//! [`Client::builder`](crate::Client::builder) in place of the key.
//!
//! # What does the arithmetic
//!
//! The features of this crate decide. What is accepted, what is refused and what comes out is the same.
//!
//! | features | arithmetic |
//! |---|---|
//! | `rsa` (default) | The `rsa` crate, all Rust. It is not constant in time: RUSTSEC-2023-0071, see SECURITY.md. |
//! | `aws-lc-rs` | AWS-LC, in C and assembly: constant in time, and several times as fast. |
//! | both | AWS-LC. The `rsa` crate is built and not used. |
//! | neither | None: reading a key fails with [`KeyError::NoBackend`], and only a [`Signer`] of your own signs. |
//!
//! # What is secret
//!
//! The private key, and what its arithmetic goes through. Neither is ever shown; the memory is wiped
//! when the key goes, and so are the buffers that it was read through.
//!
//! Verifying has no secret: the public key, the message and the signature are known to whoever sent
//! them, and how long a refusal takes tells nothing that they could not compute themselves. What is
//! compared in the end, the padded digest, both backends compare in constant time all the same. The
//! time may tell a signature of the wrong length, or one that is not Base64, from one that does not match.

mod der;
mod error;
#[cfg(feature = "cli")]
mod new_key;
mod signer;
mod signing_key;
mod source;
mod verifying;

// A backend has the members of `no_backend`, and no more: keys come in as PKCS#1 DER of a length that
// has been checked, messages come in whole, signatures go out as bytes.
#[cfg(feature = "aws-lc-rs")]
mod aws_lc_backend;
#[cfg(not(any(feature = "aws-lc-rs", feature = "rsa")))]
mod no_backend;
// Where AWS-LC does the arithmetic, tests compare it with this.
#[cfg(any(
    all(feature = "rsa", not(feature = "aws-lc-rs")),
    all(test, feature = "aws-lc-rs")
))]
mod rsa_backend;

#[cfg(feature = "aws-lc-rs")]
use self::aws_lc_backend as backend;
#[cfg(not(any(feature = "aws-lc-rs", feature = "rsa")))]
use self::no_backend as backend;
#[cfg(all(feature = "rsa", not(feature = "aws-lc-rs")))]
use self::rsa_backend as backend;

use sha2::{Digest as _, Sha256};

pub use self::error::{KeyError, SignError, VerifyError};
#[cfg(feature = "cli")]
pub(crate) use self::new_key::new_key;
pub(crate) use self::signer::RequestSigner;
pub use self::signer::{Signer, SignerError, SignerFuture};
pub use self::signing_key::SigningKey;
pub use self::verifying::VerifyingKey;

/// The shortest modulus that is accepted, in bits.
pub(crate) const MIN_BITS: usize = 2048;
/// The longest modulus that is accepted, in bits.
pub(crate) const MAX_BITS: usize = 4096;

/// The SHA-256 of `message`: for a [`Signer`] whose service takes the digest and not the message.
#[must_use]
pub fn sha256(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

fn check_bits(bits: usize) -> Result<(), KeyError> {
    match bits {
        ..MIN_BITS => Err(KeyError::TooShort { bits }),
        MIN_BITS..=MAX_BITS => Ok(()),
        _ => Err(KeyError::TooLong { bits }),
    }
}

#[cfg(all(test, feature = "aws-lc-rs"))]
mod both_backends;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod vectors;
#[cfg(test)]
mod wrong_kinds;
