//! `wallet doctor`: looks at the settings, the key, the way to the platform, the clock and the allow list, and says of
//! each what to do.

mod platform;

use clap::{ArgMatches, Command as App};

use self::platform::look_at_platform;
use super::failure::{Exit, Failure, paragraph};
use super::key;
use super::session::{self, Session};
use super::settings::{self, Settings};
use crate::client::ClientBuilder;
use crate::error::ConfigError;

/// The command.
pub fn app() -> App {
    App::new("doctor")
        .about("Checks settings, key, clock, network and allow list, and says what to do")
        .after_help(
            "Makes one call that reads and changes nothing. Ends with 10 if something has to be mended.",
        )
}

/// What a look at one thing came to.
enum Finding {
    Good(String),
    /// Works, but should be mended.
    Warning(String, String),
    /// What is wrong, and the step that mends it.
    Bad(String, String),
    /// Could not be looked at.
    Unknown(&'static str),
}

type Findings = Vec<(&'static str, Finding)>;

const BEFORE: &str = "not looked at, for what is wrong above";

/// Runs the command.
pub fn run(matches: &ArgMatches, session: &Session) -> Result<(), Failure> {
    let mut findings = Findings::new();
    match Settings::load(matches) {
        Ok(settings) => {
            look_at_settings(&settings, &mut findings);
            match settings.builder().map(ClientBuilder::build) {
                Ok(Ok(client)) => look_at_platform(&client, &mut findings)?,
                Ok(Err(error)) => no_good(error, &mut findings),
                // What is missing, or wrong with the key, has been told.
                Err(_) => not_looked_at(&mut findings),
            }
        }
        Err(failure) => findings.push(("settings", bad(&failure))),
    }
    let text: String = findings
        .iter()
        .map(|(name, finding)| line(name, finding, session))
        .collect();
    session::print(&text)?;
    if findings
        .iter()
        .any(|(_, finding)| matches!(finding, Finding::Bad(..)))
    {
        return Err(Failure::silent(Exit::Unwell));
    }
    Ok(())
}

fn bad(failure: &Failure) -> Finding {
    Finding::Bad(failure.to_string(), failure.advice().to_owned())
}

fn line(name: &str, finding: &Finding, session: &Session) -> String {
    let colour = session.terminal.out;
    let (mark, text, help) = match finding {
        Finding::Good(text) => (colour.green("ok  "), text.as_str(), None),
        Finding::Warning(text, help) => (colour.yellow("warn"), text.as_str(), Some(help)),
        Finding::Bad(text, help) => (colour.bold_red("FAIL"), text.as_str(), Some(help)),
        Finding::Unknown(text) => ("-   ".to_owned(), *text, None),
    };
    let width = session.terminal.text_width();
    let label = format!("{mark}  {name:<14}");
    let mut out = paragraph(&label, 21, text, width);
    if let Some(help) = help {
        out.push_str(&paragraph(
            &format!("{:20} {}", "", colour.bold("do:")),
            25,
            help,
            width,
        ));
    }
    out
}

fn look_at_settings(settings: &Settings, findings: &mut Findings) {
    findings.push((
        "base URL",
        match &settings.base_url {
            Some(found) => Finding::Good(format!("{} (from {})", found.value, found.from)),
            None => Finding::Bad(
                "not set".to_owned(),
                "give the domain that the platform handed out: WALLET_BASE_URL, `base_url` in a profile, or --base-url".to_owned(),
            ),
        },
    ));
    findings.push((
        "application id",
        match &settings.app_id {
            Some(found) => Finding::Good(format!("{} (from {})", found.value, found.from)),
            None => Finding::Bad(
                "not set".to_owned(),
                "give the id that the platform handed out: WALLET_APP_ID, `app_id` in a profile, or --app-id".to_owned(),
            ),
        },
    ));
    findings.push(("private key", look_at_key(settings)));
    if let Some(warning) = settings.key.as_ref().and_then(key::exposed) {
        let (what, step) = warning.split_once(": ").unwrap_or((&warning, ""));
        findings.push((
            "key file",
            Finding::Warning(what.to_owned(), step.to_owned()),
        ));
    }
}

fn look_at_key(settings: &Settings) -> Finding {
    let Some(found) = &settings.key else {
        return Finding::Bad(
            "not set".to_owned(),
            "name its file: WALLET_PRIVATE_KEY_FILE, `private_key_file` in a profile, or --key; `wallet key new \
             merchant.pem` makes a pair of keys"
                .to_owned(),
        );
    };
    match settings::read_key(found) {
        Ok(key) => Finding::Good(format!(
            "{} bits, fingerprint {}, {}",
            key.bits(),
            key.public_key().fingerprint(),
            key::where_is(found)
        )),
        Err(failure) => bad(&failure),
    }
}

/// A setting is no good: what was said of it so far is not true.
fn no_good(error: ConfigError, findings: &mut Findings) {
    let setting = match &error {
        ConfigError::AppId { .. } => "application id",
        _ => "base URL",
    };
    let finding = bad(&Failure::from(error));
    if let Some((_, said)) = findings.iter_mut().find(|(name, _)| *name == setting) {
        *said = finding;
    }
    not_looked_at(findings);
}

fn not_looked_at(findings: &mut Findings) {
    for name in ["network", "clock", "allow list", "key there"] {
        findings.push((name, Finding::Unknown(BEFORE)));
    }
}
