//! `wallet sign` and `wallet verify`: signatures over any text, and those of bodies as they travel.

use clap::{Arg, ArgMatches, Command as App, ValueHint};

use super::failure::{Exit, Failure};
use super::files;
use super::session;
use super::settings::Settings;
use crate::notification::{NotificationError, NotificationVerifier};
use crate::signing::{VerifyError, VerifyingKey};

/// `sign`.
pub fn sign_app() -> App {
    App::new("sign")
        .about("Prints the signature over exactly the bytes of a file")
        .after_help("A line end is a byte, too: printf '%s' '{\"timestamp\":1}' | wallet sign")
        .arg(input("What to sign; standard input unless given"))
}

/// `verify`.
pub fn verify_app() -> App {
    App::new("verify")
        .about("Checks a signature: over a file, or the one inside of a notification or a request")
        .after_help(
            "Without --signature, the file is a body as it travels, a JSON object with the text and its signature.",
        )
        .arg(input("What was signed; standard input unless given"))
        .arg(
            Arg::new("signature")
                .long("signature")
                .value_name("BASE64")
                .help("The signature over the bytes of the file"),
        )
        .arg(
            Arg::new("public-key")
                .long("public-key")
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .help("The public key of who signed: the platform's, for its notifications; the public half of the settings' key unless given"),
        )
}

fn input(help: &'static str) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .value_hint(ValueHint::FilePath)
        .help(help)
}

/// Runs `sign`.
pub fn sign(matches: &ArgMatches) -> Result<(), Failure> {
    let key = Settings::load(matches)?.signing_key()?;
    let message = files::read(matches.get_one("file"))?;
    session::print(&format!("{}\n", key.sign(&message)?))
}

/// Runs `verify`.
pub fn verify(matches: &ArgMatches) -> Result<(), Failure> {
    let key = match matches.get_one::<String>("public-key") {
        Some(path) => VerifyingKey::from_pem_file(path)?,
        None => Settings::load(matches)?.signing_key()?.public_key(),
    };
    let bytes = files::read(matches.get_one("file"))?;
    let whose = key.fingerprint();
    if let Some(signature) = matches.get_one::<String>("signature") {
        key.verify(&bytes, signature.trim()).map_err(mismatch)?;
    } else {
        let opened = NotificationVerifier::new(key).verify(&bytes);
        opened.map_err(|error| match error {
            NotificationError::Signature(error) => mismatch(error),
            error => Failure::new(Exit::Mismatch, error.to_string())
                .help("give the body as it travelled, or the signature with --signature"),
        })?;
    }
    session::print(&format!("The signature is good. Key: {whose}\n"))
}

fn mismatch(error: VerifyError) -> Failure {
    Failure::new(Exit::Mismatch, error.to_string()).help(
        "compare the fingerprint of the key (`wallet key check`), and give exactly the bytes that were signed: no line end \
         more or less",
    )
}
