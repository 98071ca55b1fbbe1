//! What can go wrong with keys and signatures, each with its mend. No error holds key material.

use std::io;
use std::path::{Path, PathBuf};

use super::{MAX_BITS, MIN_BITS};

/// A key could not be read. The text says what was found and how to mend it.
///
/// Never holds any of the key or of the text it was read from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// There is nothing but white space.
    #[error("the key is empty: check that the variable or file it comes from is set and filled")]
    Empty,

    /// A public key stands where a private key is wanted.
    #[error(
        "this is a public key, but signing needs the private key: give the file that begins \
         `-----BEGIN PRIVATE KEY-----`, or what Java's `PrivateKey.getEncoded()` gave"
    )]
    PublicKey,

    /// A private key stands where a public key is wanted.
    #[error(
        "this is a private key, but verifying needs the public key: keep the private key to yourself \
         and give the public one (`openssl pkey -in private.pem -pubout`)"
    )]
    PrivateKey,

    /// The key is an elliptic-curve key.
    #[error(
        "this is an elliptic-curve (EC) key, but the platform signs with RSA: make an RSA key \
         (`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out merchant.pem`)"
    )]
    EllipticCurve,

    /// The key is for some other algorithm.
    #[error(
        "this is a key for {algorithm}, but the platform signs with RSA (rsaEncryption): make an RSA key \
         (`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out merchant.pem`)"
    )]
    OtherAlgorithm {
        /// The algorithm that was found.
        algorithm: &'static str,
    },

    /// The private key is encrypted with a passphrase.
    #[error(
        "this private key is encrypted with a passphrase: decrypt it first \
         (`openssl pkey -in encrypted.pem -out plain.pem`) and guard the result"
    )]
    Encrypted,

    /// The key is in OpenSSH's, SSH2's or `PuTTY`'s own format.
    #[error(
        "this is an SSH key file (OpenSSH, SSH2 or PuTTY): convert a private key to PEM \
         (`ssh-keygen -p -m PEM -f copy_of_key`, or PuTTYgen's `Export OpenSSH key`), a public one \
         with `ssh-keygen -e -m PKCS8 -f key.pub`"
    )]
    OpenSsh,

    /// The input is an X.509 certificate.
    #[error(
        "this is a certificate, not a key: a private key lies in a file of its own, and a public key \
         is taken out by `openssl x509 -in certificate.pem -pubkey -noout`"
    )]
    Certificate,

    /// The input is a certificate signing request.
    #[error(
        "this is a certificate signing request (CSR), not a key: a private key lies in a file of its \
         own, and a public key is taken out by `openssl req -in request.pem -pubkey -noout`"
    )]
    CertificateRequest,

    /// The input is a key store: PKCS#12 or Java's own.
    #[error(
        "this is a key store (PKCS#12, .p12, .pfx or Java's .jks), not a key: take the key out \
         (`keytool -importkeystore -destkeystore store.p12 -deststoretype PKCS12 …` for a .jks, then \
         `openssl pkcs12 -in store.p12 -nodes -nocerts -out merchant.pem`)"
    )]
    KeyStore,

    /// The modulus is too short to be safe.
    #[error("the RSA key has {bits} bits: at least {MIN_BITS} are needed; make a longer key")]
    TooShort {
        /// The modulus's length in bits.
        bits: usize,
    },

    /// The modulus is longer than the platform takes.
    #[error("the RSA key has {bits} bits: at most {MAX_BITS} are accepted; make a shorter key")]
    TooLong {
        /// The modulus's length in bits.
        bits: usize,
    },

    /// PEM was asked for, but there is no PEM armour.
    #[error(
        "this is not PEM: there is no `-----BEGIN …-----` line. If it is the bare Base64 that Java \
         prints, use `parse` or `from_base64_der`; if it is binary DER, use `from_der`"
    )]
    NotPem,

    /// A PEM block does not end, or ends under another name.
    #[error(
        "the PEM text is cut off or mixed up: its `-----END …-----` line is missing or does not match \
         the `-----BEGIN …-----` line; copy the whole file"
    )]
    BrokenPem,

    /// The text is not Base64.
    #[error(
        "the key's text is not Base64: it may be cut off, or hold characters that do not belong there; \
         copy it whole (if it begins `-----BEGIN`, use `parse` or `from_pem`)"
    )]
    NotBase64,

    /// The bytes are no key in any form that is known here.
    #[error(
        "this is no RSA key in a form known here, or only a part of one: wanted is the whole of PEM, DER, \
         or the bare Base64 of DER, holding PKCS#8 or PKCS#1 (private), or SubjectPublicKeyInfo or \
         PKCS#1 (public)"
    )]
    NotAKey,

    /// The key has the right form, but its numbers do not fit together.
    #[error(
        "the RSA key is damaged: its numbers do not fit together; copy it anew from where it was made"
    )]
    Damaged,

    /// The RSA key has more than two primes.
    #[error(
        "the RSA key has more than two primes, which is not supported: make an ordinary RSA key"
    )]
    MultiPrime,

    /// The text holds more than one key that would do.
    #[error("the text holds {count} keys, and which one is meant cannot be told: leave only one")]
    SeveralKeys {
        /// How many keys would do.
        count: usize,
    },

    /// A key of this length is read, but not made.
    #[error("keys of {bits} bits are not made here: make one of 2048, 3072 or 4096 bits")]
    UnusualLength {
        /// The length that was asked for.
        bits: usize,
    },

    /// This build of the crate cannot do the arithmetic of RSA.
    #[error(
        "`wallet-client` was built without RSA: turn on its feature `rsa` or `aws-lc-rs`, or sign with a \
         `Signer` of your own"
    )]
    NoBackend,

    /// The system gave no random numbers.
    #[error("the system gave no random numbers to make a key with")]
    Randomness,

    /// The key file could not be read.
    #[error("cannot read the key file `{}`: {source}", path.display())]
    Unreadable {
        /// The file's path, as given.
        path: PathBuf,
        /// Why it could not be read.
        source: io::Error,
    },

    /// The key file was read, but holds no usable key.
    #[error("key file `{}`: {reason}", path.display())]
    InFile {
        /// The file's path, as given.
        path: PathBuf,
        /// What is wrong with its content.
        reason: Box<KeyError>,
    },
}

impl KeyError {
    pub(super) fn in_file(self, path: &Path) -> Self {
        Self::InFile {
            path: path.to_owned(),
            reason: Box::new(self),
        }
    }
}

/// A message could not be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The system gave no random numbers, without which the private-key operation cannot be blinded.
    #[error("the system gave no random numbers to blind the signature with")]
    Randomness,
    /// The signature did not pass the check that follows each private-key operation: the key, the
    /// memory or the processor is at fault.
    #[error("the private-key operation failed its own check")]
    Arithmetic,
}

/// A signature was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature's text is not standard Base64 with padding.
    #[error("the signature is not standard Base64 with padding")]
    NotBase64,
    /// The signature is not as long as the key's modulus.
    #[error(
        "the signature has {found} bytes, but this key's have {expected}: it was made with another key"
    )]
    Length {
        /// Bytes in every signature of this key.
        expected: usize,
        /// Bytes in the signature given.
        found: usize,
    },
    /// The signature is not this key's over this message.
    #[error("the signature does not match: the message was changed, or another key signed it")]
    Mismatch,
}
