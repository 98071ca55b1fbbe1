//! The settings of a call: from the command line, the environment, and a file with profiles.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use clap::parser::ValueSource;
use zeroize::Zeroizing;

use super::failure::{Exit, Failure};
use super::profiles::{self, Profile};
use crate::client::{Client, ClientBuilder};
use crate::signing::{KeyError, SigningKey};

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Option(&'static str),
    Variable(&'static str),
    Profile { name: String, file: PathBuf },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(option) => write!(f, "--{option}"),
            Self::Variable(variable) => write!(f, "{variable}"),
            Self::Profile { name, file } => write!(f, "profile `{name}` in {}", file.display()),
        }
    }
}

/// A setting, and where it comes from.
#[derive(Clone)]
pub struct Found<T> {
    pub value: T,
    pub from: Origin,
}

/// Where the private key is.
#[derive(Clone)]
pub enum Place {
    File(PathBuf),
    Text(Zeroizing<String>),
}

/// All settings that a client takes.
#[derive(Clone, Default)]
pub struct Settings {
    pub base_url: Option<Found<String>>,
    pub app_id: Option<Found<String>>,
    pub key: Option<Found<Place>>,
    timeout: Option<u64>,
    allow_insecure_http: bool,
}

const NO_URL: &str = "the base URL is not set: the domain that the platform handed out (--base-url, WALLET_BASE_URL, or \
                      `base_url` in a profile)";
const NO_APP: &str =
    "the application id is not set (--app-id, WALLET_APP_ID, or `app_id` in a profile)";
pub const NO_KEY: &str = "the private key is not set (--key, WALLET_PRIVATE_KEY_FILE, or `private_key_file` in a profile)";

impl Settings {
    /// Gathers them. A profile that the command line names comes before the environment, any other after it.
    pub fn load(matches: &ArgMatches) -> Result<Self, Failure> {
        let flags = Self::of_flags(matches);
        let variables = Self::of_variables()?;
        let profile = profiles::load(matches)?;
        let named = matches.value_source("profile") == Some(ValueSource::CommandLine);
        let profile = profile.map(Self::of_profile).unwrap_or_default();
        Ok(if named {
            flags.or(profile).or(variables)
        } else {
            flags.or(variables).or(profile)
        })
    }

    fn of_flags(matches: &ArgMatches) -> Self {
        let found = |option: &'static str| {
            let value = matches.get_one::<String>(option)?;
            Some(Found {
                value: value.clone(),
                from: Origin::Option(option),
            })
        };
        Self {
            base_url: found("base-url"),
            app_id: found("app-id"),
            key: found("key").map(|found| found.map(|path| Place::File(path.into()))),
            timeout: matches.get_one("timeout").copied(),
            allow_insecure_http: matches.get_flag("allow-insecure-http"),
        }
    }

    fn of_variables() -> Result<Self, Failure> {
        let key = match (
            variable("WALLET_PRIVATE_KEY_FILE"),
            variable("WALLET_PRIVATE_KEY"),
        ) {
            (Some(_), Some(_)) => {
                let message = "WALLET_PRIVATE_KEY_FILE is set, and so is WALLET_PRIVATE_KEY";
                return Err(Failure::new(Exit::Settings, message).help("leave only one of them"));
            }
            (Some(path), None) => Some(Found {
                value: Place::File(path.into()),
                from: Origin::Variable("WALLET_PRIVATE_KEY_FILE"),
            }),
            (None, Some(key)) => Some(Found {
                value: Place::Text(Zeroizing::new(unicode("WALLET_PRIVATE_KEY", key)?)),
                from: Origin::Variable("WALLET_PRIVATE_KEY"),
            }),
            (None, None) => None,
        };
        let text = |name: &'static str| {
            let value = variable(name)
                .map(|value| unicode(name, value))
                .transpose()?;
            Ok::<_, Failure>(value.map(|value| Found {
                value,
                from: Origin::Variable(name),
            }))
        };
        Ok(Self {
            base_url: text("WALLET_BASE_URL")?,
            app_id: text("WALLET_APP_ID")?,
            key,
            ..Self::default()
        })
    }

    fn of_profile(profile: Profile) -> Self {
        let Profile {
            name,
            file,
            entries,
        } = profile;
        let from = Origin::Profile { name, file };
        let found = |value: String| Found {
            value,
            from: from.clone(),
        };
        let key = entries.private_key_file.map(|path| Found {
            value: Place::File(path),
            from: from.clone(),
        });
        Self {
            base_url: entries.base_url.map(found),
            app_id: entries.app_id.map(found),
            key,
            timeout: entries.timeout,
            allow_insecure_http: entries.allow_insecure_http,
        }
    }

    /// These, and what they leave out from `others`.
    fn or(self, others: Self) -> Self {
        Self {
            base_url: self.base_url.or(others.base_url),
            app_id: self.app_id.or(others.app_id),
            key: self.key.or(others.key),
            timeout: self.timeout.or(others.timeout),
            allow_insecure_http: self.allow_insecure_http || others.allow_insecure_http,
        }
    }

    /// Starts to set up a client.
    pub fn builder(&self) -> Result<ClientBuilder, Failure> {
        let (Some(base_url), Some(app_id), Some(key)) = (&self.base_url, &self.app_id, &self.key)
        else {
            return Err(self.missing());
        };
        let key = read_key(key)?;
        let mut builder = Client::builder(&base_url.value, &app_id.value, key);
        if let Some(seconds) = self.timeout {
            let timeout = Duration::from_secs(seconds);
            builder = builder.timeout(timeout).attempt_timeout(timeout);
        }
        if self.allow_insecure_http {
            builder = builder.allow_insecure_http();
        }
        Ok(builder)
    }

    /// The private key.
    pub fn signing_key(&self) -> Result<SigningKey, Failure> {
        match &self.key {
            Some(key) => read_key(key),
            None => Err(Failure::new(Exit::Settings, NO_KEY)
                .help("`wallet key new merchant.pem` makes a pair of keys")),
        }
    }

    /// What every call needs and is not set.
    pub fn gaps(&self) -> Vec<&'static str> {
        let gaps = [
            (self.base_url.is_none(), NO_URL),
            (self.app_id.is_none(), NO_APP),
            (self.key.is_none(), NO_KEY),
        ];
        gaps.iter()
            .filter(|(missing, _)| *missing)
            .map(|(_, gap)| *gap)
            .collect()
    }

    fn missing(&self) -> Failure {
        Failure::new(Exit::Settings, "settings are missing; nothing was sent")
            .details(self.gaps().into_iter().map(str::to_owned))
            .help("`wallet doctor` looks at every setting; `wallet --help` shows a configuration file")
    }
}

impl<T> Found<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Found<U> {
        Found {
            value: change(self.value),
            from: self.from,
        }
    }
}

/// A variable that is set to nothing counts as not set.
pub fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

fn unicode(name: &str, value: OsString) -> Result<String, Failure> {
    let not_unicode = |_| Failure::new(Exit::Settings, format!("{name} is not Unicode"));
    value.into_string().map_err(not_unicode)
}

/// Reads the private key. What is wrong names where it comes from, and shows neither the key nor what may be one.
pub fn read_key(found: &Found<Place>) -> Result<SigningKey, Failure> {
    let from = &found.from;
    let key = match &found.value {
        Place::Text(text) => SigningKey::parse(text),
        Place::File(path) if looks_like_a_key(path) => {
            let message = format!("{from} holds a key; it takes the name of a file with the key");
            return Err(Failure::new(Exit::Settings, message).help(
                "keep the key in a file that only you can read; what stands on a command line others can see, so make a \
                 new pair if it was a real key",
            ));
        }
        Place::File(path) => SigningKey::from_pem_file(path),
    };
    key.map_err(|error| unusable(&error, from))
}

fn unusable(error: &KeyError, from: &Origin) -> Failure {
    // The innermost says what to do, behind a colon.
    let reason = match error {
        KeyError::InFile { reason, .. } => reason,
        error => error,
    };
    let text = reason.to_string();
    let (what, help) = match text.split_once(": ") {
        Some((what, help)) if !matches!(reason, KeyError::Unreadable { .. }) => (what.to_owned(), help.to_owned()),
        _ => (
            text,
            "check the name of the file, and that you may read it; `wallet key new FILE` makes a pair of keys".to_owned(),
        ),
    };
    let place = match error {
        KeyError::InFile { path, .. } => format!(" ({})", path.display()),
        _ => String::new(),
    };
    Failure::new(
        Exit::Settings,
        format!("the private key from {from}{place} is no good: {what}"),
    )
    .help(help)
}

/// Whether somebody has put the key itself where the name of its file belongs.
fn looks_like_a_key(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains("-----BEGIN") || text.len() > 400 && text.starts_with("MII")
}
