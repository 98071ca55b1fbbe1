//! What can be wrong with a client's settings.

use std::error::Error as StdError;

/// A client could not be built from its settings.
///
/// A type of its own, apart from [`Error`](crate::Error): it arises once, where the program starts,
/// belongs to no operation, and is never worth a retry.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is no URL with a host.
    #[error("the base URL is not usable: {reason}; it must look like `https://wallet.example`")]
    BaseUrl {
        /// What is wrong with it.
        reason: String,
    },

    /// The base URL's scheme is neither `https` nor `http`.
    #[error("the base URL's scheme is `{scheme}`: it must be `https`")]
    Scheme {
        /// The scheme that was given.
        scheme: String,
    },

    /// The base URL holds a user name or password.
    #[error(
        "the base URL holds a user name or password: the platform takes neither; take them out"
    )]
    Credentials,

    /// The base URL holds a query or a fragment.
    #[error("the base URL holds a query (`?`) or a fragment (`#`): calls take neither; cut it off")]
    QueryOrFragment,

    /// The base URL is plain HTTP to another machine.
    #[error(
        "the base URL is plain `http` to `{host}`, so that anyone on the way could read the calls: use \
         `https`, or call `allow_insecure_http()` if the way is safe"
    )]
    InsecureHttp {
        /// The host that was given.
        host: String,
    },

    /// The base URL is HTTPS, but this build of the crate cannot speak it.
    #[error(
        "the base URL is `https`, but `wallet-client` was built without TLS: turn on its feature `rustls`"
    )]
    NoTls,

    /// The application id is empty or has white space around it.
    #[error("the application id is {problem}: give it as the platform handed it out")]
    AppId {
        /// What is wrong with it.
        problem: &'static str,
    },

    /// A limit is zero, so that no call could work.
    #[error("`{setting}` is zero: no call could work")]
    Zero {
        /// The setting's name.
        setting: &'static str,
    },

    /// A variable of the environment is missing or no good: see [`Client::from_env`](crate::Client::from_env).
    #[error("the environment variable `{variable}` {problem}")]
    Variable {
        /// Its name.
        variable: &'static str,
        /// What is wrong with it, without its value.
        problem: String,
    },

    /// The HTTP client could not be set up.
    #[error(
        "the HTTP client could not be set up: {reason}. Most often the machine has no certificate \
         authorities: install the package `ca-certificates`, or point `SSL_CERT_FILE` at a bundle"
    )]
    Http {
        /// What the HTTP client said.
        reason: String,
        /// Where it came from.
        source: Box<dyn StdError + Send + Sync>,
    },
}
