//! Keys, signatures and their errors: everything about RSA that the rest of the crate needs.
//!
//! A request's `param` is signed with RSASSA-PKCS1-v1_5 over SHA-256 (Java's `SHA256withRSA`); the
//! signature travels as standard Base64 with padding. Only `rsa_backend` knows which crate does the
//! arithmetic.

mod der;
mod error;
mod rsa_backend;
mod source;
mod verifying;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub use self::error::{KeyError, SignError, VerifyError};
pub use self::verifying::VerifyingKey;

use self::der::Wanted;

/// The shortest modulus that is accepted, in bits.
pub(crate) const MIN_BITS: usize = 2048;
/// The longest modulus that is accepted, in bits.
pub(crate) const MAX_BITS: usize = 4096;

/// A merchant's RSA private key: signs requests.
///
/// Keys of 2048 to 4096 bits are accepted, as PKCS#8 or PKCS#1, in PEM, DER, or the bare Base64
/// that Java's `getEncoded()` is usually printed as. Text is read leniently: white space anywhere,
/// PEM on one line, lines of any length, a byte order mark, CRLF, literal `\n` as found in
/// environment variables, and quotation marks around the whole.
///
/// Cloning is cheap: clones share one key. The key's numbers are wiped from memory when the last
/// clone goes; neither [`Debug`](fmt::Debug) nor any error shows them.
///
/// # Examples
///
/// ```no_run
/// use wallet_client::{KeyError, SigningKey};
///
/// # fn main() -> Result<(), KeyError> {
/// let key = SigningKey::from_pem_file("merchant.pem")?;
/// // What the platform asks for: the public half, as Java prints it.
/// println!("{}", key.public_key().to_base64_der());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SigningKey {
    key: Arc<rsa_backend::PrivateKey>,
}

impl SigningKey {
    /// Reads a key from PEM text: PKCS#8 (usually labelled `PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`).
    ///
    /// Text around the armour and blocks of other kinds, such as certificates, are passed over. What
    /// kind a block is, its content decides: an RSA private key is taken under any label, since
    /// armour gets put on by hand. Only `ENCRYPTED PRIVATE KEY` and `OPENSSH PRIVATE KEY` are refused
    /// by their labels.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of one usable private key, and what to do.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::pem(pem)?)
    }

    /// Reads a key from DER: PKCS#8 or PKCS#1.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable private key, and what to do.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_pkcs1(der::rsa_private(der)?)
    }

    /// Reads a key from the bare Base64 of its DER, PKCS#8 or PKCS#1, with no `-----BEGIN` line.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable private key, and what to do.
    pub fn from_base64_der(base64: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::bare(base64)?)
    }

    /// Reads a key from text that is either PEM or the bare Base64 of DER.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable private key, and what to do.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::text(text)?)
    }

    /// Reads a key from a file that holds PEM, the bare Base64 of DER, or DER itself.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] if the file cannot be read, [`KeyError::InFile`] if it holds no
    /// usable private key. Both name the path and never the content.
    pub fn from_pem_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        let path = path.as_ref();
        source::file(path)?
            .blocks()
            .and_then(|blocks| Self::from_blocks(&blocks))
            .map_err(|error| error.in_file(path))
    }

    /// Makes a new key of `bits` bits, 2048 to 4096, from the system's random numbers.
    ///
    /// Meant for tests and for demonstrations against the sandbox: it takes up to seconds, and a
    /// merchant's real key is better made where it will live, for example by
    /// `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`.
    ///
    /// # Errors
    ///
    /// [`KeyError::TooShort`], [`KeyError::TooLong`], or [`KeyError::Randomness`] if the system has
    /// no random numbers.
    pub fn generate(bits: usize) -> Result<Self, KeyError> {
        check_bits(bits)?;
        let key = Arc::new(rsa_backend::PrivateKey::generate(bits)?);
        Ok(Self { key })
    }

    /// Signs `message`; gives the signature in standard Base64 with padding.
    ///
    /// Takes milliseconds of processor time: a [`Client`](crate::Client) does it off the threads
    /// that serve other calls. The private-key operation is blinded against timing attacks; the
    /// signature of a message is always the same.
    ///
    /// # Errors
    ///
    /// [`SignError`] if the system has no random numbers, or the arithmetic fails its own check.
    pub fn sign(&self, message: &[u8]) -> Result<String, SignError> {
        self.key.sign(message).map(|bytes| STANDARD.encode(bytes))
    }

    /// The public half, which the merchant gives to the platform.
    #[must_use]
    pub fn public_key(&self) -> VerifyingKey {
        VerifyingKey::new(self.key.public())
    }

    /// The modulus's length in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.key.bits()
    }

    fn from_blocks(blocks: &[source::Block]) -> Result<Self, KeyError> {
        source::choose(blocks, Wanted::Private).and_then(Self::from_der)
    }

    fn from_pkcs1(pkcs1: &[u8]) -> Result<Self, KeyError> {
        check_bits(der::modulus_bits(pkcs1, Wanted::Private)?)?;
        let key = Arc::new(rsa_backend::PrivateKey::from_pkcs1(pkcs1)?);
        Ok(Self { key })
    }
}

// Written by hand: the arithmetic crate's own `Debug` prints the private exponent.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("bits", &self.bits())
            .field("public_key_sha256", &self.public_key().fingerprint())
            .finish()
    }
}

fn check_bits(bits: usize) -> Result<(), KeyError> {
    match bits {
        ..MIN_BITS => Err(KeyError::TooShort { bits }),
        MIN_BITS..=MAX_BITS => Ok(()),
        _ => Err(KeyError::TooLong { bits }),
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod vectors;
#[cfg(test)]
mod wrong_kinds;
