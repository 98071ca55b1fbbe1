//! The configuration file, and the profile in it that is taken.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde::Deserialize;

use super::failure::{Exit, Failure};
use super::settings::variable;

/// A profile, and where it comes from.
pub struct Profile {
    pub name: String,
    pub file: PathBuf,
    pub entries: Entries,
}

/// What a profile may hold.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entries {
    pub base_url: Option<String>,
    pub app_id: Option<String>,
    /// Beside the configuration file, unless it is a whole path.
    pub private_key_file: Option<PathBuf>,
    /// In seconds.
    pub timeout: Option<u64>,
    #[serde(default)]
    pub allow_insecure_http: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The profile to take where none is named.
    profile: Option<String>,
    #[serde(default)]
    profiles: BTreeMap<String, Entries>,
}

/// The profile that is named, or that the file itself names. No file at the usual place is no mistake.
pub fn load(matches: &ArgMatches) -> Result<Option<Profile>, Failure> {
    let named = matches.get_one::<String>("profile").cloned();
    let named = named.or_else(|| Some(variable("WALLET_PROFILE")?.to_string_lossy().into_owned()));
    let asked = matches.get_one::<String>("config").map(PathBuf::from);
    let asked = asked.or_else(|| variable("WALLET_CONFIG").map(PathBuf::from));
    let Some(path) = asked.clone().or_else(usual_place) else {
        return named.map_or(Ok(None), |name| {
            Err(no_file(&name, Path::new("~/.config/wallet/config.toml")))
        });
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && asked.is_none() => {
            return named.map_or(Ok(None), |name| Err(no_file(&name, &path)));
        }
        Err(error) => {
            let message = format!(
                "cannot read the configuration file {}: {error}",
                path.display()
            );
            return Err(
                Failure::new(Exit::Settings, message).help("check --config and WALLET_CONFIG")
            );
        }
    };
    let file = parse(&text, &path)?;
    choose(file, named, path)
}

fn choose(
    mut file: File,
    named: Option<String>,
    path: PathBuf,
) -> Result<Option<Profile>, Failure> {
    let Some(name) = named.or(file.profile) else {
        return Ok(None);
    };
    let Some(mut entries) = file.profiles.remove(&name) else {
        let known: Vec<_> = file
            .profiles
            .into_keys()
            .map(|name| format!("`{name}`"))
            .collect();
        let help = if known.is_empty() {
            format!("add it: [profiles.{name}]")
        } else {
            format!("it has {}", known.join(", "))
        };
        let message = format!(
            "the configuration file {} has no profile `{name}`",
            path.display()
        );
        return Err(Failure::new(Exit::Settings, message).help(help));
    };
    if let (Some(key), Some(folder)) = (&mut entries.private_key_file, path.parent()) {
        *key = folder.join(&*key);
    }
    Ok(Some(Profile {
        name,
        file: path,
        entries,
    }))
}

/// Only what and where: the line itself may hold a secret.
fn parse(text: &str, path: &Path) -> Result<File, Failure> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        let message = format!("{}, line {line}: {}", path.display(), error.message());
        let help = if error.message().contains("`private_key`") || error.message().contains("`key`")
        {
            "keep the key in a file of its own, and name that: private_key_file = \"merchant.pem\""
        } else {
            "`wallet --help` shows a configuration file"
        };
        Failure::new(Exit::Settings, message).help(help)
    })
}

fn no_file(name: &str, path: &Path) -> Failure {
    let message = format!(
        "there is no profile `{name}`: there is no configuration file {}",
        path.display()
    );
    Failure::new(Exit::Settings, message).help("`wallet --help` shows one; --config names another")
}

/// `wallet/config.toml` where programs keep their configuration.
fn usual_place() -> Option<PathBuf> {
    let folder = if cfg!(windows) {
        PathBuf::from(variable("APPDATA")?)
    } else {
        // What is not a whole path does not count, by the XDG specification.
        let set = variable("XDG_CONFIG_HOME").map(PathBuf::from);
        let set = set.filter(|folder| folder.is_absolute());
        set.or_else(|| Some(env::home_dir()?.join(".config")))?
    };
    Some(folder.join("wallet").join("config.toml"))
}
