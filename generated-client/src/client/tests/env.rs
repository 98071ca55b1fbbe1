//! Settings from the environment: what is read, and what is said of what is wrong, without its value.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use super::key;
use crate::client::{Client, ClientBuilder};
use crate::error::ConfigError;
use crate::signing::vectors::PEM;

const URL: (&str, &str) = ("WALLET_BASE_URL", "http://127.0.0.1:1/gate");
const APP: (&str, &str) = ("WALLET_APP_ID", "app-7");
const CANARY: &str = "CANARY0123456789";

fn builder(variables: &[(&str, &str)]) -> Result<ClientBuilder, ConfigError> {
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    ClientBuilder::from_variables(&|name| variables.get(name).map(OsString::from))
}

fn build(variables: &[(&str, &str)]) -> Result<Client, ConfigError> {
    builder(variables)?.build()
}

fn file(content: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_prefix(CANARY).unwrap();
    file.write_all(content.as_bytes()).unwrap();
    file
}

#[test]
fn a_key_comes_from_a_file_or_from_the_variable_itself() {
    let file = file(PEM);
    let path = file.path().to_str().unwrap();
    // As variables hold it.
    let line = PEM.replace('\n', "\\n");
    for key_variable in [
        ("WALLET_PRIVATE_KEY_FILE", path),
        ("WALLET_PRIVATE_KEY", PEM),
        ("WALLET_PRIVATE_KEY", &line),
    ] {
        let client = build(&[URL, APP, key_variable]).unwrap();
        let shown = format!("{client:?}");
        for part in [URL.1, APP.1, &key().public_key().fingerprint()] {
            assert!(shown.contains(part), "{shown}");
        }
    }
    // The other one counts as not set.
    let both = [
        URL,
        APP,
        ("WALLET_PRIVATE_KEY_FILE", ""),
        ("WALLET_PRIVATE_KEY", PEM),
    ];
    build(&both).unwrap();
}

#[test]
fn more_can_be_set() {
    let zero = builder(&[URL, APP, ("WALLET_PRIVATE_KEY", PEM)])
        .unwrap()
        .timeout(Duration::ZERO)
        .build();
    assert!(
        matches!(zero, Err(ConfigError::Zero { .. })),
        "its own error"
    );
    let far = ("WALLET_BASE_URL", "http://wallet.example");
    let builder = builder(&[far, APP, ("WALLET_PRIVATE_KEY", PEM)]).unwrap();
    assert!(builder.allow_insecure_http().build().is_ok());
}

#[test]
fn what_is_wrong_is_said_of_the_variable_without_its_value() {
    let key = ("WALLET_PRIVATE_KEY", PEM);
    let useless = file(CANARY);
    let (cut, damaged) = (&PEM[..700], PEM.replace("MII", "MIJ"));
    let missing = format!("/{CANARY}/{CANARY}");
    let ftp = format!("ftp://user:{CANARY}@wallet.example");
    let query = format!("https://wallet.example?token={CANARY}");
    let blank = format!("{CANARY} ");
    for (variables, line) in [
        (&[APP, key][..], "`WALLET_BASE_URL` is not set: the domain"),
        (
            &[("WALLET_BASE_URL", ""), APP, key],
            "`WALLET_BASE_URL` is not set: the domain",
        ),
        (
            &[URL, key],
            "`WALLET_APP_ID` is not set: the application id",
        ),
        (
            &[URL, APP],
            "`WALLET_PRIVATE_KEY_FILE` is not set, nor is `WALLET_PRIVATE_KEY`: the",
        ),
        (
            &[URL, APP, key, ("WALLET_PRIVATE_KEY_FILE", CANARY)],
            "`WALLET_PRIVATE_KEY_FILE` is set, and so is `WALLET_PRIVATE_KEY`: leave only one",
        ),
        (
            &[("WALLET_BASE_URL", CANARY), APP, key],
            "`WALLET_BASE_URL` is no good: the base URL is not",
        ),
        // Swapped.
        (
            &[("WALLET_BASE_URL", PEM), APP, key],
            "`WALLET_BASE_URL` is no good: the base URL is not",
        ),
        (
            &[("WALLET_BASE_URL", &ftp), APP, key],
            "`WALLET_BASE_URL` is no good: the base URL",
        ),
        (
            &[("WALLET_BASE_URL", &query), APP, key],
            "`WALLET_BASE_URL` is no good: the base URL",
        ),
        (
            &[("WALLET_BASE_URL", "http://wallet.example"), APP, key],
            "`WALLET_BASE_URL` is no good: the base URL is plain `http`",
        ),
        (
            &[URL, ("WALLET_APP_ID", &blank), key],
            "`WALLET_APP_ID` is no good: the application id is surrounded",
        ),
        (
            &[URL, APP, ("WALLET_PRIVATE_KEY_FILE", &missing)],
            "`WALLET_PRIVATE_KEY_FILE` names a file that cannot be read: ",
        ),
        // The key in place of its path.
        (
            &[URL, APP, ("WALLET_PRIVATE_KEY_FILE", PEM)],
            "`WALLET_PRIVATE_KEY_FILE` names a file that cannot be read: ",
        ),
        (
            &[
                URL,
                APP,
                ("WALLET_PRIVATE_KEY_FILE", useless.path().to_str().unwrap()),
            ],
            "`WALLET_PRIVATE_KEY_FILE` names a file without a usable key: ",
        ),
        (
            &[URL, APP, ("WALLET_PRIVATE_KEY", CANARY)],
            "`WALLET_PRIVATE_KEY` holds no usable key: ",
        ),
        (
            &[URL, APP, ("WALLET_PRIVATE_KEY", cut)],
            "`WALLET_PRIVATE_KEY` holds no usable key: ",
        ),
        (
            &[URL, APP, ("WALLET_PRIVATE_KEY", &damaged)],
            "`WALLET_PRIVATE_KEY` holds no usable key: ",
        ),
    ] {
        let error = build(variables).unwrap_err();
        assert!(matches!(error, ConfigError::Variable { .. }), "{error}");
        let (shown, debug) = (error.to_string(), format!("{error:?}"));
        let wanted = format!("the environment variable {line}");
        assert!(shown.starts_with(&wanted), "{shown}");
        super::secrets::assert_hides(&(shown + &debug), &[CANARY]);
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_no_text_is_told_as_such() {
    use std::os::unix::ffi::OsStringExt as _;

    for bad in ["WALLET_BASE_URL", "WALLET_APP_ID", "WALLET_PRIVATE_KEY"] {
        let lookup = |name: &str| match name {
            _ if name == bad => Some(OsString::from_vec(b"CANARY0123456789\xff".to_vec())),
            "WALLET_BASE_URL" => Some(URL.1.into()),
            "WALLET_APP_ID" => Some(APP.1.into()),
            _ => None,
        };
        let error = ClientBuilder::from_variables(&lookup).unwrap_err();
        let wanted = format!("the environment variable `{bad}` is not Unicode");
        assert_eq!(error.to_string(), wanted);
        assert!(!format!("{error:?}").contains("CANARY"));
    }
}

#[test]
fn it_is_the_environment_that_is_read() {
    const SET: &str = "WALLET_TEST_IS_SET";
    if std::env::var_os(SET).is_some() {
        let client = Client::from_env().unwrap();
        assert!(format!("{client:?}").contains(APP.1));
        return;
    }
    // In a process of its own, because a process has one environment.
    let this = "client::tests::env::it_is_the_environment_that_is_read";
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", this])
        .env(SET, "")
        .envs([URL, APP, ("WALLET_PRIVATE_KEY", PEM)])
        .env_remove("WALLET_PRIVATE_KEY_FILE")
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("1 passed"), "{shown}");
}
