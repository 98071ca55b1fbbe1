// A stand-in until `cargo xtask codegen` writes this file.
//! The platform's result codes.

/// A result code of the platform other than success.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorCode {
    /// The caller's address is not on the allow list.
    IpForbidden,
    /// Fault on the server.
    GeneralError,
    /// The signature does not match.
    SignError,
    /// A code this version of the crate does not know, kept as it came.
    Other(i64),
}

impl ErrorCode {
    /// The code as it travels.
    #[must_use]
    pub const fn value(&self) -> i64 {
        match self {
            Self::IpForbidden => 1_002,
            Self::GeneralError => 21_000,
            Self::SignError => 21_001,
            Self::Other(raw) => *raw,
        }
    }

    /// The platform's name of the code.
    #[must_use]
    pub const fn name(&self) -> Option<&'static str> {
        match self {
            Self::GeneralError => Some("OPI_GENERAL_ERROR"),
            Self::SignError => Some("OPI_SIGN_ERROR"),
            Self::IpForbidden | Self::Other(_) => None,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::IpForbidden => {
                "Have the platform add this machine's public address to the allow list."
            }
            Self::GeneralError => "The platform failed: try again later.",
            Self::SignError => "Check that the platform holds the public key of this signing key.",
            Self::Other(_) => "This version of the crate does not know the code: ask the platform.",
        }
    }

    /// Whether the same call may work later.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::GeneralError)
    }
}

impl From<i64> for ErrorCode {
    fn from(wire: i64) -> Self {
        match wire {
            1_002 => Self::IpForbidden,
            21_000 => Self::GeneralError,
            21_001 => Self::SignError,
            other => Self::Other(other),
        }
    }
}
