//! Settings from the environment.

use std::env;
use std::ffi::OsString;

use zeroize::Zeroizing;

use super::{Client, ClientBuilder};
use crate::error::ConfigError;
use crate::signing::{KeyError, SigningKey};

const BASE_URL: &str = "WALLET_BASE_URL";
const APP_ID: &str = "WALLET_APP_ID";
const KEY_FILE: &str = "WALLET_PRIVATE_KEY_FILE";
const KEY: &str = "WALLET_PRIVATE_KEY";

/// The value of a variable, if it is set.
type Lookup<'a> = &'a dyn Fn(&'static str) -> Option<OsString>;

impl Client {
    /// Builds a client from variables of the environment; all other settings are the defaults. With
    /// [`ClientBuilder::from_env`], they can be set.
    ///
    /// | variable | what it holds |
    /// |---|---|
    /// | `WALLET_BASE_URL` | the domain that the platform handed out, such as `https://wallet.example` |
    /// | `WALLET_APP_ID` | the application id that the platform handed out |
    /// | `WALLET_PRIVATE_KEY_FILE` | the path of a file with the merchant's private key, in any form that [`SigningKey::from_pem_file`] reads |
    /// | `WALLET_PRIVATE_KEY` | or the key itself, in any form that [`SigningKey::parse`] reads; line ends may be written as `\n` |
    ///
    /// Of the last two, one is set. A variable that is set to nothing counts as not set. They are read here, once.
    ///
    /// Other programs of the same user can mostly read a process's environment, and child processes inherit it: a key is
    /// better kept in a file. Where it must not be in the process at all, use [`Client::builder`] with a
    /// [`Signer`](crate::signing::Signer).
    ///
    /// # Errors
    ///
    /// [`ConfigError::Variable`] names the variable that is missing or no good, and says why. It never holds a path or a
    /// key, and of a URL no more than its scheme or host. [`ConfigError::Http`] if the HTTP client cannot be set up.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use wallet_client::Client;
    ///
    /// # fn main() -> Result<(), wallet_client::ConfigError> {
    /// let client = Client::from_env()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_env() -> Result<Self, ConfigError> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// Starts to set up a client with what [`Client::from_env`] reads, for those who want to set more.
    ///
    /// # Errors
    ///
    /// As [`Client::from_env`]; what is wrong with a base URL or an application id, [`build`](Self::build) says.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use wallet_client::ClientBuilder;
    ///
    /// # fn main() -> Result<(), wallet_client::ConfigError> {
    /// let client = ClientBuilder::from_env()?.timeout(Duration::from_secs(20)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_variables(&|name| env::var_os(name))
    }

    pub(super) fn from_variables(lookup: Lookup<'_>) -> Result<Self, ConfigError> {
        // An empty one stands for none: that is how many a tool unsets a variable.
        let lookup: Lookup<'_> = &|name| lookup(name).filter(|value| !value.is_empty());
        let base_url = required(lookup, BASE_URL, "the domain that the platform handed out")?;
        let app_id = required(lookup, APP_ID, "the application id that it handed out")?;
        let builder = Client::builder(base_url, app_id, key(lookup)?);
        Ok(builder.of_variables())
    }
}

fn required(lookup: Lookup<'_>, variable: &'static str, what: &str) -> Result<String, ConfigError> {
    let value = lookup(variable).ok_or_else(|| wrong(variable, format!("is not set: {what}")))?;
    text(variable, value)
}

fn text(variable: &'static str, value: OsString) -> Result<String, ConfigError> {
    let not_unicode = |_| wrong(variable, "is not Unicode".to_owned());
    value.into_string().map_err(not_unicode)
}

fn key(lookup: Lookup<'_>) -> Result<SigningKey, ConfigError> {
    match (lookup(KEY_FILE), lookup(KEY)) {
        (Some(_), Some(_)) => {
            let problem = format!("is set, and so is `{KEY}`: leave only one");
            Err(wrong(KEY_FILE, problem))
        }
        (Some(path), None) => SigningKey::from_pem_file(path).map_err(|error| match error {
            // Without the path: somebody may have put the key there.
            KeyError::Unreadable { source, .. } => wrong(
                KEY_FILE,
                format!("names a file that cannot be read: {source}"),
            ),
            KeyError::InFile { reason, .. } => wrong(
                KEY_FILE,
                format!("names a file without a usable key: {reason}"),
            ),
            _ => wrong(
                KEY_FILE,
                format!("names a file without a usable key: {error}"),
            ),
        }),
        (None, Some(key)) => {
            let key = Zeroizing::new(text(KEY, key)?);
            SigningKey::parse(&key)
                .map_err(|error| wrong(KEY, format!("holds no usable key: {error}")))
        }
        (None, None) => {
            let problem = format!("is not set, nor is `{KEY}`: the merchant's private key");
            Err(wrong(KEY_FILE, problem))
        }
    }
}

fn wrong(variable: &'static str, problem: String) -> ConfigError {
    ConfigError::Variable { variable, problem }
}

/// The error of settings that came from variables: it names the one that is to blame.
pub(super) fn blame(error: ConfigError) -> ConfigError {
    let variable = match &error {
        ConfigError::BaseUrl { .. }
        | ConfigError::Scheme { .. }
        | ConfigError::Credentials
        | ConfigError::QueryOrFragment
        | ConfigError::InsecureHttp { .. }
        | ConfigError::NoTls => BASE_URL,
        ConfigError::AppId { .. } => APP_ID,
        ConfigError::Variable { .. } | ConfigError::Zero { .. } | ConfigError::Http { .. } => {
            return error;
        }
    };
    wrong(variable, format!("is no good: {error}"))
}
