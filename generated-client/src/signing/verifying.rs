//! The public half of a key: verifies signatures.

use std::fmt;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::der::{self, Wanted};
use super::error::{KeyError, VerifyError};
use super::{backend, check_bits, sha256, source};

/// Bytes of the fingerprint that are shown: enough to tell keys apart at a glance.
const FINGERPRINT_BYTES: usize = 8;
/// Characters on a line of PEM.
const PEM_LINE: usize = 64;

/// An RSA public key: verifies signatures, such as the platform's under a notification.
///
/// Keys of 2048 to 4096 bits are accepted, as `SubjectPublicKeyInfo` or PKCS#1, in the same forms
/// of text and bytes as a [`SigningKey`](super::SigningKey).
#[derive(Clone)]
pub struct VerifyingKey {
    key: backend::PublicKey,
    /// The same in PKCS#1 DER, which is written in one way only.
    pkcs1: Arc<[u8]>,
    bits: usize,
}

impl VerifyingKey {
    /// Reads a key from PEM text: `SubjectPublicKeyInfo` (usually labelled `PUBLIC KEY`) or PKCS#1
    /// (`RSA PUBLIC KEY`). As for a [`SigningKey`](super::SigningKey::from_pem), other blocks are
    /// passed over, and the content decides what a block is, not the label.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of one usable public key, and what to do.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::pem(pem)?)
    }

    /// Reads a key from DER: `SubjectPublicKeyInfo` or PKCS#1.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable public key, and what to do.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_pkcs1(der::rsa_public(der)?)
    }

    /// Reads a key from the bare Base64 of its DER, with no `-----BEGIN` line.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable public key, and what to do.
    pub fn from_base64_der(base64: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::bare(base64)?)
    }

    /// Reads a key from text that is either PEM or the bare Base64 of DER.
    ///
    /// # Errors
    ///
    /// [`KeyError`] says what was found instead of a usable public key, and what to do.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        Self::from_blocks(&source::text(text)?)
    }

    /// Reads a key from a file that holds PEM, the bare Base64 of DER, or DER itself.
    ///
    /// # Errors
    ///
    /// [`KeyError::Unreadable`] if the file cannot be read, [`KeyError::InFile`] if it holds no
    /// usable public key. Both name the path and never the content.
    pub fn from_pem_file(path: impl AsRef<Path>) -> Result<Self, KeyError> {
        let path = path.as_ref();
        source::file(path)?
            .blocks()
            .and_then(|blocks| Self::from_blocks(&blocks))
            .map_err(|error| error.in_file(path))
    }

    /// Checks that `signature_base64` is this key's signature over exactly the bytes of `message`.
    ///
    /// The signature must be standard Base64 with padding and nothing else: no white space.
    ///
    /// # Errors
    ///
    /// [`VerifyError`] if it is not; the message is then not to be trusted.
    pub fn verify(&self, message: &[u8], signature_base64: &str) -> Result<(), VerifyError> {
        let signature = STANDARD
            .decode(signature_base64)
            .map_err(|_| VerifyError::NotBase64)?;
        let expected = self.signature_len();
        if signature.len() != expected {
            return Err(VerifyError::Length {
                expected,
                found: signature.len(),
            });
        }
        if self.key.verify(message, &signature) {
            Ok(())
        } else {
            Err(VerifyError::Mismatch)
        }
    }

    /// The modulus's length in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// The key as DER `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        der::public_key_info(&self.pkcs1)
    }

    /// The key as the platform wants it pasted: the bare Base64 of DER `SubjectPublicKeyInfo`, on
    /// one line, as Java's `PublicKey.getEncoded()` is usually printed.
    #[must_use]
    pub fn to_base64_der(&self) -> String {
        STANDARD.encode(self.to_der())
    }

    /// The key as PEM, `PUBLIC KEY`, in lines of 64 characters, with a line break at the end.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
        for (index, character) in self.to_base64_der().chars().enumerate() {
            if index > 0 && index % PEM_LINE == 0 {
                pem.push('\n');
            }
            pem.push(character);
        }
        pem.push_str("\n-----END PUBLIC KEY-----\n");
        pem
    }

    /// The first 16 hexadecimal digits of the SHA-256 of [`to_der`](Self::to_der): tells keys apart
    /// in logs, and is the same for a private key and its public half.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = sha256(&self.to_der());
        let mut hex = String::with_capacity(2 * FINGERPRINT_BYTES);
        for byte in digest.iter().take(FINGERPRINT_BYTES) {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }

    /// The modulus and the exponent, most significant byte first: for the sandbox, which looks into signatures that
    /// do not hold.
    #[cfg(feature = "sandbox")]
    pub(crate) fn numbers(&self) -> Option<(&[u8], &[u8])> {
        match *der::sequence(&self.pkcs1)?.as_slice() {
            [(_, modulus), (_, exponent)] => Some((modulus, exponent)),
            _ => None,
        }
    }

    /// Bytes in every signature of this key.
    pub(crate) fn signature_len(&self) -> usize {
        self.bits.div_ceil(8)
    }

    pub(super) fn from_pkcs1(pkcs1: &[u8]) -> Result<Self, KeyError> {
        let bits = der::modulus_bits(pkcs1)?;
        check_bits(bits)?;
        Ok(Self {
            key: backend::PublicKey::from_pkcs1(pkcs1)?,
            pkcs1: pkcs1.into(),
            bits,
        })
    }

    fn from_blocks(blocks: &[source::Block]) -> Result<Self, KeyError> {
        source::choose(blocks, Wanted::Public).and_then(Self::from_der)
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.pkcs1 == other.pkcs1
    }
}

impl Eq for VerifyingKey {}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyingKey")
            .field("bits", &self.bits())
            .field("sha256", &self.fingerprint())
            .finish()
    }
}
