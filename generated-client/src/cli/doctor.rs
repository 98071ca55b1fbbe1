//! `wallet doctor`: looks at the settings, the key, the way to the platform, the clock and the allow list, and says of
//! each what to do.

use std::error::Error as StdError;
use std::io;

use clap::{ArgMatches, Command as App};

use super::facts::{Command, Kind};
use super::failure::{Exit, Failure, paragraph, reason};
use super::key;
use super::session::{self, Session};
use super::settings::{self, Settings};
use super::values;
use crate::client::untyped::{self, Probe};
use crate::client::{Client, ClientBuilder};
use crate::clock::{Clock as _, SystemClock};
use crate::error::{ApiError, ConfigError, Error, TransportErrorKind};
use crate::generated::cli::COMMANDS;
use crate::wire::{Record, Slot};

/// A clock that is off by more is told. Less is hardly to be told from the time on the way.
const CLOCK_MILLIS: u64 = 30_000;

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

fn look_at_platform(client: &Client, findings: &mut Findings) -> Result<(), Failure> {
    let Some((command, request)) = COMMANDS
        .iter()
        .find_map(|command| Some((command, harmless(command)?)))
    else {
        findings.push((
            "network",
            Finding::Unknown("no endpoint can be called without knowing more"),
        ));
        return Ok(());
    };
    let (probe, clock) = session::run(async {
        let attempt = || untyped::probe(client, command.operation, &*request, command.make.answer);
        let first = attempt().await;
        let refused = is_about_time(&first);
        let clock = look_at_clock(&first, refused);
        // The client goes by the platform's time now: what else is wrong can be seen.
        let probe = if refused { attempt().await } else { first };
        Ok((probe, clock))
    })?;
    diagnose(&probe, clock, findings);
    Ok(())
}

/// A request that reads and changes nothing, if the endpoint takes one without further knowledge: for a row of the last
/// hour.
fn harmless(command: &Command) -> Option<Box<dyn Record>> {
    let operation = command.operation;
    let window = operation.window.as_ref();
    let mut request = (command.make.request)();
    let shape = request.shape();
    let is_bound = |wire| window.is_some_and(|window| [window.start, window.end].contains(&wire));
    let mut required = shape.fields.iter().filter(|field| !field.optional);
    if !operation.idempotent || !required.all(|field| is_bound(field.wire)) {
        return None;
    }
    if let Some(window) = window {
        let argument = command.argument(window.start)?;
        let Kind::Time { offset_minutes, .. } = argument.kind else {
            return None;
        };
        let (start, end) = values::last(3_600, SystemClock.now_millis(), offset_minutes);
        for (wire, time) in [(window.start, start), (window.end, end)] {
            set(&mut *request, wire, &mut |slot| {
                if let Slot::Time(target) = slot {
                    *target = time;
                }
            });
        }
    }
    if let Some(paging) = &operation.paging {
        set(&mut *request, paging.size, &mut |slot| {
            if let Slot::I32(target) = slot {
                *target = 1;
            }
        });
    }
    // What rules between fields ask for is not known here.
    crate::rules::violations(&*request)
        .is_empty()
        .then_some(request)
}

fn set(request: &mut dyn Record, wire: &str, change: &mut dyn FnMut(Slot<'_>)) {
    let Some(index) = request.shape().position(wire) else {
        return;
    };
    request.with_fields(
        &mut |fields| match fields.get_mut(index).map(|field| field.slot()) {
            Some(Slot::Option(option)) => change(option.fill()),
            Some(slot) => change(slot),
            None => {}
        },
    );
}

/// What the attempt tells of the network, the clock, the allow list and the key at the platform.
fn diagnose(probe: &Probe, clock: Finding, findings: &mut Findings) {
    let unknown = || Finding::Unknown(BEFORE);
    let refused = match &probe.result {
        Ok(()) => None,
        Err(Error::Api(refused)) => Some(refused),
        Err(error) => {
            findings.push(("network", lost(error)));
            // Whose time it is, is not known: it counts only if it is far off.
            let is_off = matches!(clock, Finding::Bad(..));
            findings.push(("clock", if is_off { clock } else { unknown() }));
            findings.push(("allow list", unknown()));
            findings.push(("key there", unknown()));
            return;
        }
    };
    let reached = "the platform answers, in the form that is documented";
    findings.push(("network", Finding::Good(reached.to_owned())));
    let about = refused.map(About::of);
    findings.push(("clock", clock));
    let of = |kind, good: &str| match (refused, about) {
        (Some(refused), Some(about)) if about == kind => refusal(refused, kind),
        (None, _) => Finding::Good(good.to_owned()),
        (Some(_), _) => Finding::Unknown("not known: the call was refused for something else"),
    };
    findings.push((
        "allow list",
        of(
            About::Address,
            "this machine's address is on it, or there is none",
        ),
    ));
    findings.push(("application", of(About::App, "the platform knows the id")));
    findings.push((
        "key there",
        of(About::Key, "the platform has the public half of this key"),
    ));
    if let (Some(refused), Some(About::Other)) = (refused, about) {
        findings.push(("call", refusal(refused, About::Other)));
    }
}

/// Whether the platform refused the call for its time.
fn is_about_time(probe: &Probe) -> bool {
    matches!(&probe.result, Err(Error::Api(refused)) if About::of(refused) == About::Clock)
}

/// What a refusal is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Address,
    App,
    Clock,
    Key,
    Other,
}

impl About {
    fn of(refused: &ApiError) -> Self {
        let refusals = &crate::generated::api::API.refusals;
        let code = refused.code().value();
        let kinds = [
            (refusals.address, Self::Address),
            (refusals.app_id, Self::App),
            (refusals.timestamp, Self::Clock),
            (refusals.timestamp_expired, Self::Clock),
            (refusals.signature, Self::Key),
        ];
        let found = kinds.iter().find(|(known, _)| *known == code);
        found.map_or(Self::Other, |(_, about)| *about)
    }
}

fn refusal(refused: &ApiError, about: About) -> Finding {
    let code = refused.code();
    let name = code
        .name()
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    let words = match refused.message() {
        "" => String::new(),
        words => format!(": {words}"),
    };
    let what = format!("refused with code {}{name}{words}", code.value());
    let more = match about {
        About::Key => {
            " `wallet key show` prints the public key as the platform wants it pasted; hand that in, or name the key whose \
             public half is there"
        }
        About::Address => " Whoever runs this machine's network can tell the address",
        About::App | About::Clock | About::Other => "",
    };
    Finding::Bad(what, format!("{}{more}", refused.help()))
}

fn look_at_clock(probe: &Probe, refused: bool) -> Finding {
    let step = "set this machine's clock, and let it be kept right by the network's time: `timedatectl set-ntp true` on \
                most Linux systems; the client makes up for it, other programs may not";
    let Some(server) = probe.server_millis else {
        return if refused {
            Finding::Bad(
                "the platform refuses this machine's time".to_owned(),
                step.to_owned(),
            )
        } else {
            Finding::Unknown("the answer did not tell the platform's time")
        };
    };
    let off = server.abs_diff(probe.local_millis);
    if off <= CLOCK_MILLIS {
        return if refused {
            Finding::Bad(
                "the platform refuses this machine's time".to_owned(),
                step.to_owned(),
            )
        } else {
            Finding::Good("right, within half a minute of the platform's".to_owned())
        };
    }
    let direction = if server > probe.local_millis {
        "behind"
    } else {
        "ahead of"
    };
    let (minutes, seconds) = (off / 60_000, off / 1_000 % 60);
    Finding::Bad(
        format!("{minutes} min {seconds} s {direction} the platform's"),
        step.to_owned(),
    )
}

/// Why there was no answer, or none from the platform.
fn lost(error: &Error) -> Finding {
    let step = match error {
        Error::Status(_) | Error::Decode(_) => {
            "check the base URL: something answers there, but not as the platform does. It may be another site's domain, lack \
             a part of its path, or a proxy may answer in the platform's place"
        }
        Error::Transport(error) if error.kind() == TransportErrorKind::Tls => {
            "check the base URL: what answers there cannot prove to be that domain. A proxy that looks into connections \
             does this, too, and so does a machine without certificate authorities"
        }
        _ if is_unknown_name(error) => {
            "check how the domain in the base URL is spelt. If other names are not found either, this machine has no \
             network, or no name server"
        }
        Error::Transport(_) | Error::Timeout(_) => {
            "check that this machine has a network, that no firewall is in the way, and the domain and port in the base URL"
        }
        _ => "see the message",
    };
    Finding::Bad(reason(error), step.to_owned())
}

/// Whether the domain's name was not found.
fn is_unknown_name(error: &Error) -> bool {
    let mut next = error.source();
    while let Some(error) = next {
        if error.downcast_ref::<io::Error>().is_none() && error.to_string().contains("dns error") {
            return true;
        }
        next = error.source();
    }
    false
}
